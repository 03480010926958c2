"""Look through the XML of a workbook as it streams by, before anything builds a tree of it.

Nothing is kept but what a reader must know of a sheet; the first thing that is too much ends it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.parsers import expat

MAX_ROWS, MAX_COLUMNS = 2000, 100
MAX_ELEMENTS = 30_000  # of all parts; a filled worksheet of 53 rows has below 10.000
MAX_SHEETS, MAX_DEPTH = 50, 30
REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


class TooMuch(Exception):
    """The word names what a part has too much of, as `guard.SENTENCES` calls it."""


@dataclass
class Part:
    """A sheet: its merged ranges, and the cells whose formula has no stored value, by row and column."""

    is_sheet: bool = False
    merged: list[str] = field(default_factory=list)
    uncalculated: set[tuple[int, int]] = field(default_factory=set)
    elements: int = 0


def scan_part(chunks: Iterable[bytes]) -> Part:
    """Read one XML part. Raise TooMuch; expat.ExpatError where it is no XML."""
    scanner = _Scanner()
    for chunk in chunks:
        scanner.parser.Parse(chunk, False)
    scanner.parser.Parse(b"", True)
    return scanner.part


def cell_place(reference: str) -> tuple[int, int]:
    """Row and column of "B7", counted from 1."""
    match = REFERENCE.fullmatch(reference)
    if match is None:
        raise TooMuch("broken")
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column


class _Scanner:
    """Follows rows and cells; no entity is ever declared, so none is ever expanded."""

    def __init__(self) -> None:
        self.part = Part()
        self.depth = self.sheets = 0
        self.place = (0, 0)
        self.formula, self.value = False, ""
        self.in_value = False
        self.parser = expat.ParserCreate()
        self.parser.StartDoctypeDeclHandler = self.refuse_doctype
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end

    def refuse_doctype(self, *_: object) -> None:
        raise TooMuch("entities")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.part.elements += 1
        self.depth += 1
        local_name = name.rpartition(":")[2]
        self.sheets += local_name == "sheet"  # every one is opened, even where all are the same part
        if self.part.elements > MAX_ELEMENTS or self.sheets > MAX_SHEETS:
            raise TooMuch("cells")
        if self.depth > MAX_DEPTH:
            raise TooMuch("broken")
        if self.part.elements == 1:
            self.part.is_sheet = local_name == "worksheet"
        if self.part.is_sheet:
            self.follow(local_name, attributes)

    def follow(self, local: str, attributes: dict[str, str]) -> None:
        """Know which cell this is, and whether it calculates."""
        row, column = self.place
        if local == "row":
            self.move(int(attributes.get("r", row + 1)), 0)
        elif local == "c":
            self.move(*(cell_place(attributes["r"]) if "r" in attributes else (row, column + 1)))
            self.formula, self.value = False, ""
        elif local == "f":
            self.formula = True
        elif local == "v" and self.formula:
            self.parser.CharacterDataHandler = self.collect
        elif local == "mergeCell":
            self.part.merged.append(attributes.get("ref", ""))

    def move(self, row: int, column: int) -> None:
        if row > MAX_ROWS:
            raise TooMuch("rows")
        if column > MAX_COLUMNS:
            raise TooMuch("columns")
        self.place = row, column

    def collect(self, text: str) -> None:
        self.value += text

    def end(self, name: str) -> None:
        self.depth -= 1
        if not self.part.is_sheet:
            return
        local_name = name.rpartition(":")[2]
        if local_name == "v":
            self.parser.CharacterDataHandler = None
        elif local_name == "c" and self.formula and not self.value:
            self.part.uncalculated.add(self.place)
