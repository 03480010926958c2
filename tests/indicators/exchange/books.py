"""Instruments' workbooks as an admin would send them: exported, then changed by another program."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.workbook import Workbook as Book
from openpyxl.worksheet.worksheet import Worksheet as Page

from indicators.exchange.import_plan import read_instrument
from indicators.rows.problems import Problem, TableRefused
from indicators.scoring.documents.content import Document
from kinerja.regions.models import Province

Change = Callable[[Book], None]


def read(content: bytes, name: str = "instrumen.xlsx") -> Document:
    return read_instrument(name, BytesIO(content), Province.objects.all())


def problems_of(content: bytes, name: str = "instrumen.xlsx") -> list[Problem]:
    """Why a file is refused; empty where it is taken."""
    try:
        read(content, name)
    except TableRefused as refused:
        return list(refused.problems)
    return []


def changed(content: bytes, change: Change) -> bytes:
    book = load_workbook(BytesIO(content))
    change(book)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def place_of(page: Page, heading: str) -> int:
    """The column of this heading, counted from 1."""
    return next(cell.column for cell in page[1] if cell.value == heading)


def row_of(page: Page, key: str) -> int:
    return next(row for row in range(1, page.max_row + 1) if page.cell(row, 1).value == key)


def write(title: str, row: int, heading: str, value: Any) -> Change:
    def change(book: Book) -> None:
        page = book[title]
        page.cell(row, place_of(page, heading)).value = value

    return change


def write_key(key: str, value: Any) -> Change:
    def change(book: Book) -> None:
        page = book["Instrumen"]
        page.cell(row_of(page, key), 2).value = value

    return change
