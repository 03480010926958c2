"""The workbook's sheet of tables: profile facts, lists to choose from, conversion tables, shared weights."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from xlsxwriter.worksheet import Worksheet as Page

from assessments.workbook.layout import FILLED, TABLES
from indicators.scoring.formulas.excel import ABOVE, AT_LEAST, NO_TABLE, LevelTable
from indicators.scoring.sheet import IndicatorSpec, Sheet
from indicators.scoring.specs import LevelSpec

from .cells import HEAD, TEXT, Content, Formats, cell_name, height, put, span

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

    def add(self, title: str, headings: tuple[str, ...], lines: list[tuple[Content, ...]]) -> int:
        """Place a table below the others and give the row of its first line."""
        self.blocks.append(TableBlock(self.row, title, headings, lines))
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
        tables.facts = {name: cell_name(first + no, GIVES, TABLES) for no, name in enumerate(sheet.facts)}
    for spec in sheet.indicators:
        add_statuses(tables, statuses_of(spec))
    for lines, specs in levels_of(sheet).items():
        level_table = add_levels(tables, lines, specs)
        tables.levels |= {spec.code: level_table for spec in specs}
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


def levels_of(sheet: Sheet) -> dict[Lines, list[IndicatorSpec]]:
    """Each conversion table's lines once, with the indicators that have it."""
    specs_by_lines: dict[Lines, list[IndicatorSpec]] = {}
    for spec in sheet.indicators:
        chosen = spec.rule.by_option
        specs_by_lines.setdefault(
            (chosen, tuple(level_line(level, chosen) for level in spec.levels)), []
        ).append(spec)
    return specs_by_lines


def level_line(level: LevelSpec, chosen: bool) -> tuple[Content, ...]:
    if chosen or level.lower is None:
        return (level.label, "", None, level.achievement)
    return (level.label, AT_LEAST if level.inclusive else ABOVE, level.lower, level.achievement)


def add_levels(tables: Tables, levels: Lines, specs: list[IndicatorSpec]) -> LevelTable:
    """The options of a choice, or the lower bounds of a conversion table under a line for less than any."""
    chosen, lines = levels
    if not lines:
        return NO_TABLE
    headings = ("Pilihan", "", "") if chosen else ("Tingkat", "Tanda", "Batas bawah")
    title = f"Tabel konversi nomor {', '.join(str(spec.no) for spec in specs)}"
    below: list[tuple[Content, ...]] = [] if chosen else [(BELOW, "", None, 0)]
    first = tables.add(title, (*headings, "Capaian"), [*below, *lines])
    low, last = first + len(below), first + len(below) + len(lines) - 1
    label, sign, lower, gives = (span(low, last, column, TABLES) for column in (LABEL, SIGN, LOWER, GIVES))
    return LevelTable(label, sign, lower, gives, steps=span(first, last, GIVES, TABLES))


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
            page.set_row(row - 1, height({LABEL: str(line[0])}, WIDTHS))
            for column, content in enumerate(line, start=1):
                put(page, row, column, content, formats.of(TEXT, style_of(column)))


def style_of(column: int) -> dict[str, object]:
    if column == LABEL:
        return {"num_format": "@"}
    return {"align": "center"} if column == SIGN else {"num_format": "General", "align": "right"}
