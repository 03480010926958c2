"""Workbooks that come back: as they are downloaded, changed as people change them."""

from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.workbook import Workbook as Book

from assessments.workbook.layout import COVER, PAGE, Column

Change = Callable[[Book], Any]


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


def set_cells(values: Mapping[Any, Any], *, formats: Mapping[str, str] = {}) -> Change:
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
