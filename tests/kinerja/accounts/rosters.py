"""Workbooks of people, made by hand or from the template that the product gives."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook, load_workbook

from kinerja.accounts.roster.layout import COLUMNS, HEADINGS, TITLE

PUTRI = {
    "username": "putri.ayu",
    "name": "Putri Ayu, S.STP.",
    "nip": "19680407 198903 1 006",
    "position": "Kasi Pemerintahan",
    "rank": "Penata (III/c)",
    "email": "putri@contoh.go.id",
    "role": "Operator kecamatan",
    "region": "35.20.10",
    "starts": "4 Januari 2026",
    "ends": "31 Desember 2030",
    "manages_accounts": "Tidak",
}
RINI = {"username": "rini", "name": "Rini", "role": "Camat", "region": "35.20.11"}


def roster(*people: dict[str, Any], title: str = TITLE, headings: Any = None) -> bytes:
    """A workbook with one row a person, whose values are named as the columns are."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = title
    page.append(list(headings or HEADINGS.values()))
    for person in people:
        page.append([person.get(column.name) for column in COLUMNS])
    return content_of(book)


def filled(template: bytes, *people: dict[str, Any]) -> bytes:
    """The template as somebody fills it in."""
    book = load_workbook(BytesIO(template))
    for number, person in enumerate(people, start=2):
        for place, column in enumerate(COLUMNS, start=1):
            book[TITLE].cell(number, place).value = person.get(column.name)
    return content_of(book)


def content_of(book: Any) -> bytes:
    target = BytesIO()
    book.save(target)
    return target.getvalue()


ROSTER_PAGE = "/akun/impor/"


def send_roster(client: Client, content: bytes, page: str = ROSTER_PAGE, name: str = "orang.xlsx") -> Any:
    return client.post(page, {"file": SimpleUploadedFile(name, content)})
