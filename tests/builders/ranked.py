"""Ranks and names, as every format of the ranking gives them."""

import csv
import json
from io import BytesIO, StringIO
from typing import Any

from django.core.management import call_command
from openpyxl import load_workbook

from assessments.ranking.printing.recap_book import FIRST, RANKS

Ranked = list[tuple[int, str]]


def ranked_in_csv(response: Any) -> Ranked:
    lines = csv.DictReader(StringIO(response.content.decode("utf-8-sig")), delimiter=";")
    return [(int(it["Peringkat"]), it["Kecamatan"]) for it in lines if it["Peringkat"]]


def ranked_in_book(response: Any) -> Ranked:
    """The stored ranks of the rows that are not hidden."""
    page = load_workbook(BytesIO(response.content), data_only=True)[RANKS]
    shown = [row for row in page.iter_rows(min_row=FIRST + 1) if not page.row_dimensions[row[0].row].hidden]
    found = [(row[1].value, row[4].value) for row in shown if isinstance(row[1].value, int)]
    assert all(row[0].value == row[1].value for row in shown)
    return found


def ranking_by_command(*options: str) -> Any:
    out = StringIO()
    call_command("rank", "jatim-2022", "--format", "json", *options, stdout=out)
    return json.loads(out.getvalue())


def ranked_by_command(*options: str) -> Ranked:
    return [(it["rank"], it["name"]) for it in ranking_by_command(*options)["places"]]
