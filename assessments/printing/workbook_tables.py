"""The workbook's sheet of tables: profile facts, lists to choose from, conversion tables, shared weights."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from xlsxwriter.worksheet import Worksheet as Page

from assessments.workbook.layout import FILLED, TABLES
from indicators.scoring.excel import ABOVE, AT_LEAST, NO_TABLE, Table
from indicators.scoring.rules import Choice
from indicators.scoring.sheet import IndicatorSpec, Sheet

from .workbook_cells import HEAD, TEXT, Content, Formats, cell, put, span

LABEL, SIGN, LOWER, GIVES = 1, 2, 3, 4
WIDTHS = {LABEL: 60, SIGN: 14, LOWER: 18, GIVES: 14}
TITLE = "Tabel yang dipakai rumus pada lembar Kertas kerja"
BELOW = "Di bawah batas terendah"


class Block(NamedTuple):
    """A titled table; its lines begin two rows below its title."""

    row: int
    title: str
    headings: tuple[str, ...]
    lines: list[tuple[Content, ...]]


@dataclass
class Tables:
    """Where everything stands on the sheet, for formulas elsewhere; `blocks` are what to write."""

    blocks: list[Block] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)
    statuses: dict[tuple[str, ...], str] = field(default_factory=dict)
    levels: dict[str, Table] = field(default_factory=dict)
    row: int = 3

    def add(self, title: str, headings: tuple[str, ...], lines: list[tuple[Content, ...]]) -> int:
        """Place a table below the others and give the row of its first line."""
        self.blocks.append(Block(self.row, title, headings, lines))
        first = self.row + 2
        self.row = first + len(lines) + 1
        return first


def plan_tables(sheet: Sheet, facts: Mapping[str, int]) -> Tables:
    """Place all that formulas look up."""
    tables = Tables()
    if sheet.facts:
        first = tables.add(
            "Data profil kecamatan",
            ("Data", "", "", "Jumlah"),
            [(f"Jumlah {name}", "", "", facts.get(name)) for name in sheet.facts],
        )
        tables.facts = {name: cell(first + no, GIVES, TABLES) for no, name in enumerate(sheet.facts)}
    for spec in sheet.indicators:
        add_statuses(tables, statuses_of(spec))
        tables.levels[spec.code] = add_levels(tables, spec)
    return tables


def statuses_of(spec: IndicatorSpec) -> tuple[str, ...]:
    """What the column Keadaan offers for an indicator."""
    labels = spec.edition.labels
    offered = [(spec.tdi, labels["tdi"]), (spec.none_occurred, labels["none_occurred"])]
    return (FILLED, *(label for allowed, label in offered if allowed))


def add_statuses(tables: Tables, words: tuple[str, ...]) -> None:
    if len(words) > 1 and words not in tables.statuses:
        first = tables.add("Pilihan keadaan", ("Keadaan",), [(word,) for word in words])
        tables.statuses[words] = span(first, first + len(words) - 1, LABEL, TABLES)


def add_levels(tables: Tables, spec: IndicatorSpec) -> Table:
    """The options of a choice, or the lower bounds of a conversion table under a line for less than any."""
    if not spec.levels:
        return NO_TABLE
    chosen = isinstance(spec.rule, Choice)
    lines: list[tuple[Content, ...]] = [] if chosen else [(BELOW, "", "", 0)]
    for level in spec.levels:
        sign = "" if chosen or level.lower is None else AT_LEAST if level.inclusive else ABOVE
        lines.append((level.label, sign, None if chosen else level.lower, level.achievement))
    headings = (
        "Pilihan" if chosen else "Tingkat",
        "" if chosen else "Tanda",
        "" if chosen else "Batas bawah",
    )
    first = tables.add(f"Nomor {spec.no}: {spec.text}", (*headings, "Capaian"), lines)
    last = first + len(lines) - 1
    low = first + (not chosen)
    columns = (span(low, last, column, TABLES) for column in (LABEL, SIGN, LOWER, GIVES))
    return Table(*columns, steps=span(first, last, GIVES, TABLES))


def write_tables(page: Page, formats: Formats, tables: Tables) -> None:
    for column, width in WIDTHS.items():
        page.set_column(column - 1, column - 1, width)
    put(
        page,
        1,
        1,
        "Tabel yang dipakai rumus pada lembar Kertas kerja",
        formats.of({"bold": True, "font_size": 12}),
    )
    for block in tables.blocks:
        put(page, block.row, LABEL, block.title, formats.of({"bold": True}))
        for column, heading in enumerate(block.headings, start=1):
            put(page, block.row + 1, column, heading, formats.of(HEAD))
        for row, line in enumerate(block.lines, start=block.row + 2):
            for column, content in enumerate(line, start=1):
                put(page, row, column, content, formats.of(TEXT, style_of(column)))


def style_of(column: int) -> dict[str, object]:
    if column == LABEL:
        return {"num_format": "@"}
    return {"align": "center"} if column == SIGN else {"num_format": "General", "align": "right"}
