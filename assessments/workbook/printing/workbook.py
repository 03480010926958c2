"""The worksheet as a workbook that calculates: it is filled offline and read back by the same layout."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from io import BytesIO

from xlsxwriter import Workbook

from assessments.models import Entry, Worksheet
from assessments.papers.figures import SheetFigures
from assessments.papers.policies import policy_sentences
from assessments.workbook.layout import COVER, PAGE, TABLES, Lengths, sheet_lines
from indicators.scoring.sheet import Sheet
from kinerja.numbers import format_short_datetime

from .cells import Formats, protect_page, set_paper
from .cover import write_cover
from .form_page import PageWriter, set_up_page, write_foot, write_title
from .plan import PagePlan
from .tables import plan_tables, write_tables
from .weights import Sharing

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def worksheet_workbook(
    worksheet: Worksheet, figures: SheetFigures, entries: Mapping[str, Entry], *, at: datetime
) -> bytes:
    """The workbook as bytes: the stored `entries` by indicator code, and `figures`, which they give.

    Without entries, and with the figures of no answers, it is the form to be filled.
    """
    buffer = BytesIO()
    book = Workbook(buffer, OPTIONS)
    book.set_properties({"title": str(worksheet), "comments": figures.sheet.name})
    formats = Formats(book)
    cover, page, tables = (book.add_worksheet(name) for name in (COVER, PAGE, TABLES))
    plan = page_plan(figures, entries)
    write_cover(cover, formats, worksheet, figures.sheet, entries, at=at)
    PageWriter(page, formats, plan, entries, Sharing(plan)).write()
    write_title(page, formats, page_titles(worksheet, figures, at))
    footnotes = foot_sentences(figures.sheet)
    write_foot(page, formats, plan.lines[-1].row + 2, footnotes)
    set_up_page(page, formats, plan.lines[-1].row + 1 + len(footnotes))
    page.activate()
    write_tables(tables, formats, plan.tables)
    set_paper(tables)
    protect_page(tables)
    book.close()
    return buffer.getvalue()


def page_plan(figures: SheetFigures, entries: Mapping[str, Entry]) -> PagePlan:
    sheet, result = figures.sheet, figures.result
    profile_facts = next((row.item.facts for row in result.rows), {})
    lines = sheet_lines(sheet, lengths_of(sheet, entries))
    return PagePlan(sheet, result, lines, plan_tables(sheet, profile_facts))


def lengths_of(sheet: Sheet, entries: Mapping[str, Entry]) -> Lengths:
    """How many lines each repeatable input has."""
    return Counter(
        {
            (spec.code, item.code): len(entries[spec.code].values.get(item.code, []))
            for spec in sheet.indicators
            for item in spec.inputs
            if item.repeatable and spec.code in entries
        }
    )


def page_titles(worksheet: Worksheet, figures: SheetFigures, at: datetime) -> tuple[str, ...]:
    zone = worksheet.district.regency.province.time_zone
    return (
        figures.sheet.title,
        f"{worksheet.district}, {worksheet.district.regency}",
        f"{figures.sheet.name}, edisi {worksheet.revision.no} · tahun data {figures.sheet.data_year}",
        f"Diunduh {format_short_datetime(at, zone)}. Isi sel kuning; sel lain dihitung oleh rumus.",
    )


def foot_sentences(sheet: Sheet) -> list[str]:
    return ["Nilai = bobot × capaian ÷ 100.", *policy_sentences(sheet)]
