"""Sending a workbook to its worksheet and confirming what it changes, as a browser does."""

import re
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl.workbook import Workbook as Book

from assessments.models import Worksheet
from assessments.workbook.layout import COVER

from .sent_workbooks import Change, changed
from .workbooks import workbook_of


def address(worksheet: Worksheet) -> str:
    return reverse("workbook_upload", args=(worksheet.pk,))


def send(client: Client, worksheet: Worksheet, data: bytes, name: str = "bendo.xlsx") -> Any:
    return client.post(address(worksheet), {"file": SimpleUploadedFile(name, data)})


def edited(worksheet: Worksheet, *changes: Change) -> bytes:
    data = workbook_of(worksheet)
    for change in changes:
        data = changed(data, change)
    return data


def rows_shown(page: Any) -> list[str]:
    return [row.seen for row in page.context["plan"].rows]


def confirm(client: Client, preview: str, **choices: str) -> Any:
    page = client.get(preview)
    return client.post(preview, {"row": rows_shown(page), **choices})


def held(worksheet: Worksheet) -> dict[str, tuple[str, dict[str, Any], str, str]]:
    rows = worksheet.entries.values_list("code", "status", "values", "reason", "note")
    return {code: tuple(rest) for code, *rest in rows}


def with_versions(data: bytes, version: int) -> bytes:
    """As if exported before anything was filled."""

    def change(book: Book) -> None:
        cover = book[COVER]
        start = next(row for row in range(1, 30) if cover.cell(row, 1).value == "Kode")
        for row in range(start + 1, cover.max_row + 1):
            cover.cell(row, 3).value = version

    return changed(data, change)


def changes_token(page: Any) -> str:
    found = re.search(r'name="changes" value="([^"]+)"', page.content.decode())
    assert found
    return found[1]
