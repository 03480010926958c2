"""Workbooks for tests: of worksheets that stand in no database, and what stands in their cells."""

from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from uuid import UUID

from openpyxl import load_workbook

from assessments.models import Entry, Period, Stage, Worksheet
from assessments.papers.figures import sheet_figures
from assessments.scores.scoring import result_of
from assessments.workbook.layout import HEAD_ROW, PAGE, Column
from assessments.workbook.printing.workbook import worksheet_workbook
from indicators.editions.sheets import sheet_of
from indicators.models import Instrument, Revision
from indicators.scoring.engine import score
from indicators.scoring.items import Answer, Facts, build_items
from indicators.scoring.sheet import Sheet
from kinerja.regions.models import District, Province, Regency

AT = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


def workbook_of(worksheet: Worksheet) -> bytes:
    """The workbook of a worksheet as it is stored."""
    figures = sheet_figures(sheet_of(worksheet.revision_id), result_of(worksheet))
    return worksheet_workbook(
        worksheet, figures, {entry.code: entry for entry in worksheet.entries.all()}, at=AT
    )


def made_workbook(sheet: Sheet, answers: Mapping[str, Answer], facts: Facts) -> bytes:
    """The workbook of answers to any instrument, without a database."""
    figures = sheet_figures(sheet, score(build_items(sheet, facts, answers)))
    entries = {
        code: Entry(code=code, status=answer.status, values=dict(answer.values))
        for code, answer in answers.items()
    }
    return worksheet_workbook(made_worksheet(sheet), figures, entries, at=AT)


def made_worksheet(sheet: Sheet) -> Worksheet:
    province = Province(code="35", name="Jawa Timur")
    regency = Regency(code="35.20", name="Kabupaten Magetan", province=province)
    district = District(code="35.20.10", name="Bendo", regency=regency)
    instrument = Instrument(code=sheet.code, name=sheet.name)
    revision = Revision(instrument=instrument, no=1, sha256="0" * 64)
    period = Period(year=sheet.year)
    return Worksheet(pk=UUID(int=1), stage=Stage(period=period), district=district, revision=revision)


def open_page(content: bytes, **how: Any) -> Any:
    return load_workbook(BytesIO(content), **how)[PAGE]


def by_key(page: Any, column: int) -> dict[str, Any]:
    """What stands in a column, by the lines' keys."""
    rows = page.iter_rows(min_row=HEAD_ROW + 1)
    keys = {row[Column.KEY - 1].value: row[column - 1].value for row in rows}
    return {key: value for key, value in keys.items() if key}


def cell_at(page: Any, key: str, column: int) -> Any:
    """The cell of a column in the line of a key."""
    row = next(row for row in page.iter_rows() if row[Column.KEY - 1].value == key)
    return row[column - 1]
