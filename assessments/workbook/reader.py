"""Read a workbook that follows `layout`: what it is of, and what its cells say.

Nothing is looked up or computed. It trusts no position: sheets by their names, columns by their headings,
lines by their keys.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import IO, Any

from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries

from indicators.scoring.items import Status
from indicators.scoring.sheet import IndicatorSpec, Sheet
from indicators.scoring.specs import InputKind, InputSpec
from kinerja.workbook.cells import Typed, Unreadable, typed_cell
from kinerja.workbook.guard import FRESH, BadWorkbook, broken_if_unreadable, examine_workbook
from kinerja.workbook.parts import MAX_ROWS, Part

from .keys import Name, check_headings, column_letter, rows_by_name
from .layout import (
    COVER,
    COVER_FORMAT,
    COVER_LINES,
    FILLED,
    FORMAT,
    HEAD_ROW,
    HEADINGS,
    PAGE,
    TABLES,
    VERSIONS_HEADINGS,
    Column,
    title_apart,
)

YES_NO = {"ada": "yes", "tidak": "no"}


@dataclass(frozen=True)
class Problem:
    """What is wrong with one cell: "lembar – baris – kolom – sebab"."""

    row: int
    column: Column
    reason: str
    sheet: str = PAGE

    @property
    def column_name(self) -> str:
        return f"{column_letter(self.column)} ({HEADINGS[self.column]})"

    def __str__(self) -> str:
        return f"{self.sheet} – baris {self.row} – kolom {self.column_name} – {self.reason}"


@dataclass(frozen=True)
class Cover:
    """The cover's facts by their labels, and the version that each row had, by indicator code."""

    facts: Mapping[str, str]
    versions: Mapping[str, int]


@dataclass(frozen=True)
class FileLine:
    """One line of a repeatable input that has a name, a number or both."""

    label: Typed
    value: Typed


@dataclass(frozen=True)
class FileRow:
    """What the cells of one indicator say, as text; sourced cells are left out."""

    indicator: IndicatorSpec
    row: int
    status: str
    values: Mapping[str, Typed]
    lines: Mapping[str, tuple[FileLine, ...]]
    reason: Typed
    note: Typed


@dataclass(frozen=True)
class Page:
    rows: tuple[FileRow, ...]
    problems: tuple[Problem, ...]


class WorkbookFile:
    """An examined workbook, open for reading; close it, or use it in a `with`."""

    def __init__(self, name: str, file: IO[bytes]) -> None:
        """Raise BadWorkbook where it is not taken, is not of this format, or hides a sheet."""
        self.parts = examine_workbook(name, file)
        with broken_if_unreadable():
            self.book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
            self.cover = self.read_cover()

    def __enter__(self) -> "WorkbookFile":
        return self

    def __exit__(self, *_: object) -> None:
        self.book.close()

    def sheet(self, title: str) -> Any:
        if title not in self.book.sheetnames:
            raise BadWorkbook(f"Lembar “{title}” tidak ada. {FRESH}")
        sheet = self.book[title]
        if sheet.sheet_state != "visible":
            raise BadWorkbook(f"Lembar “{title}” disembunyikan. Tampilkan lagi, lalu unggah lagi.")
        return sheet

    def read_cover(self) -> Cover:
        for title in (COVER, PAGE):
            self.sheet(title)
        if TABLES not in self.book.sheetnames:
            raise BadWorkbook(f"Lembar “{TABLES}” tidak ada. {FRESH}")
        cover_lines = [
            tuple("" if value is None else str(value).strip() for value in line)
            for line in self.sheet(COVER).iter_rows(max_row=MAX_ROWS, max_col=3, values_only=True)
        ]
        facts = {label: value for label, value, _ in reversed(cover_lines) if label in COVER_LINES}
        if facts.get(COVER_FORMAT) != FORMAT:
            raise BadWorkbook(f"Berkas ini bukan buku kerja yang diunduh dari sini. {FRESH}")
        return Cover(facts, versions_in(cover_lines))

    def page(self, sheet: Sheet) -> Page:
        """What stands on the page, whose lines must be those of `sheet`. Raise BadWorkbook."""
        page = self.sheet(PAGE)
        part = self.parts.get(page._worksheet_path, Part())  # the only place where openpyxl keeps it
        check_merged(part)
        with broken_if_unreadable():
            page_cells = list(page.iter_rows(max_row=MAX_ROWS, max_col=len(HEADINGS)))
        if len(page_cells) < HEAD_ROW:
            raise BadWorkbook(f"Lembar “{PAGE}” kosong. {FRESH}")
        check_headings([cell.value for cell in page_cells[HEAD_ROW - 1]])
        keys = {
            row: str(line[Column.KEY - 1].value).strip()
            for row, line in enumerate(page_cells[HEAD_ROW:], start=HEAD_ROW + 1)
            if line[Column.KEY - 1].value is not None
        }
        reading = PageReading(page_cells, part, rows_by_name(sheet, keys))
        rows = tuple(reading.row(indicator) for indicator in sheet.indicators)
        return Page(rows, tuple(reading.problems))


def versions_in(lines: list[tuple[str, ...]]) -> dict[str, int]:
    """The table of versions, which ends at the first empty line."""
    versions_start = next((place for place, line in enumerate(lines) if line == VERSIONS_HEADINGS), None)
    if versions_start is None:
        raise BadWorkbook(f"Lembar “{COVER}”: daftar versi tidak ada. {FRESH}")
    versions = {}
    for code, _, version in lines[versions_start + 1 :]:
        if not code:
            break
        number = version.removesuffix(".0")
        if not number.isascii() or not number.isdigit() or len(number) > 9:
            raise BadWorkbook(f"Lembar “{COVER}”: versi {code[:40]} bukan bilangan. {FRESH}")
        versions[code] = int(number)
    return versions


def check_merged(part: Part) -> None:
    """Merged cells hide what stands below the first; above the headings they hide nothing."""
    for reference in part.merged:
        with broken_if_unreadable():
            last_row = range_boundaries(reference)[3]
        if last_row is None or last_row >= HEAD_ROW:
            raise BadWorkbook(f"Lembar “{PAGE}”: sel {reference} digabung. Pisahkan lagi, lalu unggah lagi.")


def plain_cell(word: str) -> str:
    """A word by which it is compared."""
    return " ".join(word.split()).casefold()


def cell_words(indicator: IndicatorSpec) -> dict[str, tuple[Status, str]]:
    """What the column Keadaan may say of this indicator."""
    labels = indicator.edition.labels
    status_words = [(Status.FILLED, FILLED)]
    status_words += [(Status.TDI, labels["tdi"])] if indicator.tdi else []
    status_words += [(Status.NONE_OCCURRED, labels["none_occurred"])] if indicator.none_occurred else []
    return {plain_cell(word): (status, word) for status, word in status_words}


def status_options(indicator: IndicatorSpec, spec: InputSpec) -> Mapping[str, str]:
    """The code of what may be chosen by its word; empty for everything that is written."""
    if spec.kind is InputKind.YES_NO:
        return YES_NO
    if spec.kind is InputKind.CHOICE:
        return {plain_cell(level.label or level.code): level.code for level in indicator.levels}
    return {}


class PageReading:
    """The page's cells as they are read, with the problems that turn up."""

    def __init__(self, cells: list[tuple[Any, ...]], part: Part, rows: Mapping[Name, int]) -> None:
        self.cells, self.part, self.rows = cells, part, rows
        self.problems: list[Problem] = []

    def row(self, indicator: IndicatorSpec) -> FileRow:
        first_input = "" if title_apart(indicator) else indicator.inputs[0].code
        head_row = self.rows[indicator.code, first_input, None]
        typed_ones = [spec for spec in indicator.inputs if not spec.locked]
        return FileRow(
            indicator=indicator,
            row=head_row,
            status=self.status(indicator, head_row),
            values={spec.code: self.value(indicator, spec) for spec in typed_ones if not spec.repeatable},
            lines={spec.code: self.lines(indicator, spec) for spec in typed_ones if spec.repeatable},
            reason=self.cell(head_row, Column.REASON),
            note=self.cell(head_row, Column.NOTE),
        )

    def status(self, indicator: IndicatorSpec, row: int) -> str:
        """By the word of the edition; case and spaces aside."""
        known_words = cell_words(indicator)
        status_word = plain_cell(self.cell(row, Column.STATUS).text)
        if status_word and status_word not in known_words:
            choice_words = ", ".join(shown for _, shown in known_words.values())
            self.problems.append(Problem(row, Column.STATUS, f"Tulis salah satu: {choice_words}."))
        return known_words[status_word][0] if status_word in known_words else Status.FILLED

    def value(self, indicator: IndicatorSpec, spec: InputSpec) -> Typed:
        cell = self.cell(self.rows[indicator.code, spec.code, None], Column.DATA)
        options = status_options(indicator, spec)
        text = options.get(plain_cell(cell.text), cell.text)
        return Typed(cell.row, text, cell.percent)

    def lines(self, indicator: IndicatorSpec, spec: InputSpec) -> tuple[FileLine, ...]:
        """The lines in their order; those with nothing in them are left out."""
        places_and_rows = sorted(
            (place, row)
            for (code, of, place), row in self.rows.items()
            if (code, of) == (indicator.code, spec.code) and place is not None
        )
        file_lines = (
            FileLine(self.cell(row, Column.INDICATOR), self.cell(row, Column.DATA))
            for _, row in places_and_rows
        )
        return tuple(line for line in file_lines if line.label.text or line.value.text)

    def cell(self, row: int, column: Column) -> Typed:
        try:
            return typed_cell(
                self.cells[row - 1][column - 1], row, uncalculated=(row, column) in self.part.uncalculated
            )
        except Unreadable as problem:
            self.problems.append(Problem(row, column, str(problem)))
            return Typed(row, "")
