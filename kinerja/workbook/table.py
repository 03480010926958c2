"""One sheet of a workbook that somebody sends, as rows of text. It trusts no position: the sheet is found by
its title, the columns by their headings."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO, Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from kinerja.numbers import format_date

from .cells import DIGITS, Unreadable, typed_cell
from .guard import broken_if_unreadable, examine_workbook
from .parts import Part
from .problems import Problem, TableRefused

HEAD_ROW = 1
WIDEST = 40  # columns that are looked at
AS_TEXT = "Sel ini terbaca sebagai angka. Ubah format selnya menjadi Teks, lalu tulis lagi."


@dataclass(frozen=True)
class Line:
    """A filled row: its number, and what was typed by heading; a date cell as "17 Agustus 2025"."""

    number: int
    texts: dict[str, str]


@dataclass(frozen=True)
class Sheet:
    """The rows of one sheet, and the letter of each column by its heading."""

    title: str
    lines: list[Line]
    letters: dict[str, str]

    def problem(self, number: int, heading: str, reason: str) -> Problem:
        """A reason with its place: the row, and the column by its letter and heading."""
        return Problem(reason, self.title, number, named_heading(self.letters.get(heading, ""), heading))


def named_heading(letter: str, heading: str) -> str:
    return f"{letter} ({heading})" if letter and heading else letter or heading


def read_sheet(name: str, file: IO[bytes], *, title: str, headings: Sequence[str]) -> Sheet:
    """Raise BadWorkbook for a file that no reader should open, TableRefused for cells that cannot be read."""
    parts = examine_workbook(name, file)
    with broken_if_unreadable():
        book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
    with closing(book):
        title_by_folded = {it.casefold().strip(): it for it in book.sheetnames}
        if title.casefold() not in title_by_folded:
            raise TableRefused([Problem("Lembar ini tidak ada.", title)])
        page = book[title_by_folded[title.casefold()]]
        part = parts.get(page._worksheet_path, Part())  # the only place where openpyxl keeps it
        with broken_if_unreadable():
            page.reset_dimensions()  # what a sheet says of its own size is not believed
            rows = list(page.iter_rows(max_col=WIDEST))
    return _Reader(title, rows, part).read(headings)


class _Reader:
    """One sheet's cells while they are read; problems are collected, never raised one by one."""

    def __init__(self, title: str, rows: list[tuple[Any, ...]], part: Part) -> None:
        self.title, self.rows, self.part = title, rows, part
        self.problems: list[Problem] = []

    def read(self, headings: Sequence[str]) -> Sheet:
        places = self.places(headings)
        self.stop_at_problems()
        letter_by_heading = {heading: get_column_letter(place + 1) for heading, place in places.items()}
        lines = [
            Line(number, {heading: self.text(number, place, heading) for heading, place in places.items()})
            for number in self.filled()
        ]
        self.stop_at_problems()
        return Sheet(self.title, lines, letter_by_heading)

    def stop_at_problems(self) -> None:
        if self.problems:
            raise TableRefused(self.problems)

    def complain(self, row: int, place: int, heading: str, reason: str) -> None:
        self.problems.append(
            Problem(reason, self.title, row, named_heading(get_column_letter(place + 1), heading))
        )

    def text(self, row: int, place: int, heading: str = "") -> str:
        """What was typed there; nothing, and a problem, where it cannot be read."""
        row_cells = self.rows[row - 1]
        if place >= len(row_cells):
            return ""
        try:
            return read_cell_text(
                row_cells[place], row, uncalculated=(row, place + 1) in self.part.uncalculated
            )
        except Unreadable as unreadable:
            self.complain(row, place, heading, str(unreadable))
            return ""

    def places(self, headings: Sequence[str]) -> dict[str, int]:
        """Where each heading stands, counted from 0; a problem for each that is missing, twice or unknown."""
        known_headings = {heading.casefold(): heading for heading in headings}
        places: dict[str, int] = {}
        for place in range(len(self.rows[0]) if self.rows else 0):
            heading_text = " ".join(self.text(HEAD_ROW, place).split())
            heading = known_headings.get(heading_text.casefold())
            if heading is None and heading_text:
                self.complain(HEAD_ROW, place, "", f"Judul kolom “{heading_text[:40]}” tidak dikenal.")
            elif heading in places:
                self.complain(HEAD_ROW, place, "", f"Judul kolom “{heading}” ditulis dua kali.")
            elif heading:
                places[heading] = place
        missing_headings = [heading for heading in headings if heading not in places]
        self.problems += [
            Problem("Kolom ini tidak ada.", self.title, HEAD_ROW, it) for it in missing_headings
        ]
        return places

    def filled(self) -> Iterator[int]:
        """The rows below the headings in which anything stands."""
        for number, line in enumerate(self.rows[HEAD_ROW:], start=HEAD_ROW + 1):
            if any(cell.value is not None and str(cell.value).strip() for cell in line):
                yield number


def read_cell_text(cell: Any, row: int, *, uncalculated: bool) -> str:
    """The text of a cell; raise Unreadable, also for a number of which a cell does not keep every digit."""
    value = cell.value
    if isinstance(value, date) and not uncalculated:
        return format_date(value.date() if isinstance(value, datetime) else value)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if is_number and (not abs(value) < 10**DIGITS or value != int(value)):  # so written that NaN fails it too
        raise Unreadable(AS_TEXT)
    return typed_cell(cell, row, uncalculated=uncalculated).text.strip()
