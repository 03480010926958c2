"""The workbook's sheet of tables: profile facts, lists to choose from, conversion tables, shared weights."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from xlsxwriter.worksheet import Worksheet as Page

from assessments.workbook.layout import FILLED, TABLES
from indicators.scoring.formulas.excel import ABOVE, AT_LEAST, NO_TABLE, LevelTable
from indicators.scoring.sheet import IndicatorSpec, Sheet
from indicators.scoring.specs import LevelSpec

from .cells import HEAD, TEXT, Content, Formats, cell_name, column_range, put_cell, row_height

LABEL, SIGN, LOWER, GIVES = 1, 2, 3, 4
WIDTHS = {LABEL: 76, SIGN: 14, LOWER: 18, GIVES: 14}
TITLE = "Tabel yang dipakai rumus pada lembar Kertas kerja"
BELOW = "Di bawah batas terendah"


# Whether they are the options of a choice, and the lines.
Lines: TypeAlias = tuple[bool, tuple[tuple[Content, ...], ...]]


class TableBlock(NamedTuple):
    """A titled table; its lines begin two rows below its title."""

    row: int
    title: str
    headings: tuple[str, ...]
    lines: list[tuple[Content, ...]]


@dataclass
class Tables:
    """Where everything stands on the sheet, for formulas elsewhere; `blocks` are what to write."""

    blocks: list[TableBlock] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)
    statuses: dict[tuple[str, ...], str] = field(default_factory=dict)
    levels: dict[str, LevelTable] = field(default_factory=dict)
    row: int = 3

    def add_table(self, title: str, headings: tuple[str, ...], lines: list[tuple[Content, ...]]) -> int:
        """Place a table below the others and give the row of its first line."""
        self.blocks.append(TableBlock(self.row, title, headings, lines))
        first_row = self.row + 2
        self.row = first_row + len(lines) + 1
        return first_row


def plan_tables(sheet: Sheet, facts: Mapping[str, int]) -> Tables:
    """Place all that formulas look up."""
    tables = Tables()
    if sheet.facts:
        first_row = tables.add_table(
            "Data profil kecamatan",
            ("Data", "", "", "Jumlah"),
            [(f"Jumlah {name}", "", "", facts.get(name)) for name in sheet.facts],
        )
        tables.facts = {name: cell_name(first_row + no, GIVES, TABLES) for no, name in enumerate(sheet.facts)}
    for spec in sheet.indicators:
        add_statuses(tables, statuses_of(spec))
    for lines, specs in levels_of(sheet).items():
        level_table = add_levels(tables, lines, specs)
        tables.levels |= {spec.code: level_table for spec in specs}
    return tables


def statuses_of(spec: IndicatorSpec) -> tuple[str, ...]:
    """What the column Keadaan offers for an indicator."""
    labels = spec.edition.labels
    offered_words = [(spec.tdi, labels["tdi"]), (spec.none_occurred, labels["none_occurred"])]
    return (FILLED, *(label for allowed, label in offered_words if allowed))


def add_statuses(tables: Tables, words: tuple[str, ...]) -> None:
    if len(words) > 1 and words not in tables.statuses:
        first_row = tables.add_table("Pilihan keadaan", ("Keadaan",), [(word,) for word in words])
        tables.statuses[words] = column_range(first_row, first_row + len(words) - 1, LABEL, TABLES)


def levels_of(sheet: Sheet) -> dict[Lines, list[IndicatorSpec]]:
    """Each conversion table's lines once, with the indicators that have it."""
    specs_by_lines: dict[Lines, list[IndicatorSpec]] = {}
    for spec in sheet.indicators:
        by_option = spec.rule.by_option
        specs_by_lines.setdefault(
            (by_option, tuple(level_line(level, by_option) for level in spec.levels)), []
        ).append(spec)
    return specs_by_lines


def level_line(level: LevelSpec, chosen: bool) -> tuple[Content, ...]:
    if chosen or level.lower is None:
        return (level.label, "", None, level.achievement)
    return (level.label, AT_LEAST if level.inclusive else ABOVE, level.lower, level.achievement)


def add_levels(tables: Tables, levels: Lines, specs: list[IndicatorSpec]) -> LevelTable:
    """The options of a choice, or the lower bounds of a conversion table under a line for less than any."""
    by_option, lines = levels
    if not lines:
        return NO_TABLE
    headings = ("Pilihan", "", "") if by_option else ("Tingkat", "Tanda", "Batas bawah")
    title = f"Tabel konversi nomor {', '.join(str(spec.no) for spec in specs)}"
    below: list[tuple[Content, ...]] = [] if by_option else [(BELOW, "", None, 0)]
    first_row = tables.add_table(title, (*headings, "Capaian"), [*below, *lines])
    low_row, last_row = first_row + len(below), first_row + len(below) + len(lines) - 1
    label, sign, lower, gives = (
        column_range(low_row, last_row, column, TABLES) for column in (LABEL, SIGN, LOWER, GIVES)
    )
    return LevelTable(label, sign, lower, gives, steps=column_range(first_row, last_row, GIVES, TABLES))


def write_tables(page: Page, formats: Formats, tables: Tables) -> None:
    for column, width in WIDTHS.items():
        page.set_column(column - 1, column - 1, width)
    put_cell(
        page,
        1,
        1,
        "Tabel yang dipakai rumus pada lembar Kertas kerja",
        formats.format_of({"bold": True, "font_size": 12}),
    )
    for block in tables.blocks:
        put_cell(page, block.row, LABEL, block.title, formats.format_of({"bold": True}))
        for column, heading in enumerate(block.headings, start=1):
            put_cell(page, block.row + 1, column, heading, formats.format_of(HEAD))
        for row, line in enumerate(block.lines, start=block.row + 2):
            page.set_row(row - 1, row_height({LABEL: str(line[0])}, WIDTHS))
            for column, content in enumerate(line, start=1):
                put_cell(page, row, column, content, formats.format_of(TEXT, style_of(column)))


def style_of(column: int) -> dict[str, object]:
    if column == LABEL:
        return {"num_format": "@"}
    return {"align": "center"} if column == SIGN else {"num_format": "General", "align": "right"}
