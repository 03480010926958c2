"""Workbooks for tests, by the layout: as an export writes them, and changed as people change them."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.workbook import Workbook as Book
from xlsxwriter import Workbook

from assessments.models import Entry, Worksheet
from assessments.workbook.layout import (
    COVER,
    COVER_LINES,
    FORMAT,
    HEAD_ROW,
    HEADINGS,
    PAGE,
    TABLES,
    VERSIONS_HEADINGS,
    Column,
    EntryLine,
    lines_of,
)
from indicators.scoring.specs import NUMBERS, InputKind
from indicators.services.sheets import sheet_of

OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
Change = Callable[[Book], Any]


def exported(worksheet: Worksheet) -> bytes:
    """The worksheet's workbook as it would be downloaded now, without its figures."""
    target = BytesIO()
    book = Workbook(target, OPTIONS)
    entries = {entry.code: entry for entry in worksheet.entries.all()}
    write_cover(book.add_worksheet(COVER), worksheet, entries)
    write_page(book.add_worksheet(PAGE), worksheet, entries)
    book.add_worksheet(TABLES).write_string(0, 0, "Tabel konversi")
    book.close()
    return target.getvalue()


def cover_facts(worksheet: Worksheet) -> dict[str, str]:
    instrument, district = worksheet.revision.instrument, worksheet.district
    values = (
        *(FORMAT, str(worksheet.pk), district.code, district.name, str(district.regency)),
        *(str(worksheet.stage.period.year), instrument.code, str(worksheet.revision.no)),
        *(worksheet.revision.sha256, "22 November 2026 pukul 09.00 WIB"),
    )
    return dict(zip(COVER_LINES, values, strict=True))


def write_cover(page: Any, worksheet: Worksheet, entries: Mapping[str, Entry]) -> None:
    for row, (label, value) in enumerate(cover_facts(worksheet).items()):
        page.write_string(row, 0, label)
        page.write_string(row, 1, value)
    start = len(COVER_LINES) + 1
    page.write_row(start, 0, VERSIONS_HEADINGS)
    for row, spec in enumerate(sheet_of(worksheet.revision_id).indicators, start=start + 1):
        version = entries[spec.code].version if spec.code in entries else 0
        page.write_row(row, 0, [spec.code, spec.no, version])


def write_page(page: Any, worksheet: Worksheet, entries: Mapping[str, Entry]) -> None:
    page.write_row(HEAD_ROW - 1, 0, [HEADINGS[column] for column in Column])
    sheet = sheet_of(worksheet.revision_id)
    lengths = {
        (code, of): len(value)
        for code, entry in entries.items()
        for of, value in entry.values.items()
        if isinstance(value, list)
    }
    for line in lines_of(sheet, lengths):
        page.write_string(line.row - 1, Column.KEY - 1, line.key)
        if isinstance(line, EntryLine):
            write_line(page, line, entries.get(line.indicator.code), sheet.labels)


def write_line(page: Any, line: EntryLine, entry: Entry | None, labels: Mapping[str, str]) -> None:
    def write(column: Column, value: Any) -> None:
        if value not in (None, ""):
            kind = page.write_string if isinstance(value, str) else page.write_number
            kind(line.row - 1, column - 1, value)

    value = entry.values.get(line.spec.code) if entry and line.spec else None
    label = line.spec.label if line.spec else line.indicator.text
    if line.place is not None:
        stored = value[line.place] if value and line.place < len(value) else {"label": "", "value": None}
        label, value = stored["label"], stored["value"]
    write(Column.INDICATOR, label)
    write(Column.DATA, cell_value(line, value))
    if line.head and entry:
        write(Column.STATUS, labels.get(entry.status, "Diisi"))
        write(Column.REASON, entry.reason)
        write(Column.NOTE, entry.note)


def cell_value(line: EntryLine, value: Any) -> Any:
    """A number as a number, an option by its label, a text as text."""
    if not value or line.spec is None:
        return None
    if line.spec.kind in NUMBERS:
        return float(Decimal(value))
    if line.spec.kind is InputKind.YES_NO:
        return {"yes": "Ada", "no": "Tidak"}[value]
    if line.spec.kind is InputKind.CHOICE:
        return {level.code: level.label or level.code for level in line.indicator.levels}[value]
    return value


def changed(data: bytes, change: Change) -> bytes:
    """The workbook after somebody changed it with another program and saved it."""
    book = load_workbook(BytesIO(data))
    change(book)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def row_of(book: Book, key: str) -> int:
    """The row whose key this is."""
    page = book[PAGE]
    return next(row for row in range(1, page.max_row + 1) if page.cell(row, Column.KEY).value == key)


def cell_of(book: Book, key: str, column: Column = Column.DATA) -> Any:
    return book[PAGE].cell(row_of(book, key), column)


def set_cells(values: Mapping[str | tuple[str, Column], Any], *, formats: Mapping[str, str] = {}) -> Change:
    """Write these values by key, or by key and column, and number formats by key."""

    def change(book: Book) -> None:
        for place, value in values.items():
            key, column = (place, Column.DATA) if isinstance(place, str) else place
            cell = cell_of(book, key, column)
            cell.value = value
            if isinstance(value, str) and not value.startswith("=SUM("):
                cell.data_type = "s"
        for key, number_format in formats.items():
            cell_of(book, key).number_format = number_format

    return change


def fact(label: str, value: Any) -> Change:
    """Write another fact on the cover."""

    def change(book: Book) -> None:
        page = book[COVER]
        row = next(row for row in range(1, 30) if page.cell(row, 1).value == label)
        page.cell(row, 2).value = value

    return change
