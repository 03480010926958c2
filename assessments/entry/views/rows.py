"""The pages with a worksheet's rows, and saving one row."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from assessments.access import fetch_rows_worksheet, fetch_worksheet, require_operator
from assessments.entry.forms.row import RowForm
from assessments.entry.page.entry_sheet import EntrySheet, entry_sheet_of, load_entry_sheet
from assessments.entry.page.rows import RowView
from assessments.entry.page.shown_rows import EntryPage, answer_frame, known_filter, rows_page, shown_groups
from assessments.entry.services.saving import StaleRow, save_row
from assessments.entry.sheet import LoadedWorksheet, load_worksheet
from assessments.entry.slots import beside_row
from assessments.models import Worksheet
from assessments.papers.figures import AspectTotals
from indicators.editions.sheets import sheet_of
from indicators.scoring.sheet import IndicatorSpec
from kinerja.accounts.requests import Request
from kinerja.page_parts import render_parts
from kinerja.refusals import Refusal


@login_required
@require_safe
def aspect(request: Request, worksheet_id: UUID, aspect_code: str) -> HttpResponse:
    """The rows of one aspect, in the sheet's order and wording."""
    page = EntryPage(aspect_code, known_filter(request.GET.get("tampil", "")))
    return entry_page(request, load_entry_sheet(request.user, fetch_worksheet(request, worksheet_id)), page)


@login_required
@require_safe
def whole(request: Request, worksheet_id: UUID) -> HttpResponse:
    """All rows on one page."""
    page = EntryPage(None, known_filter(request.GET.get("tampil", "")))
    return entry_page(request, load_entry_sheet(request.user, fetch_worksheet(request, worksheet_id)), page)


@login_required
@require_POST
def row_save(request: Request, worksheet_id: UUID, code: str) -> HttpResponse:
    """Save one row; 409 with both values where it has moved on, 422 where something is mistyped."""
    worksheet = fetch_rows_worksheet(request, worksheet_id)
    require_operator(request.user, worksheet)
    form = RowForm(fetch_indicator(worksheet, code), request.POST)
    sheet = load_worksheet(worksheet)
    if request.POST.get("choice") == "server":
        return saved_row(request, sheet, form, [])
    if not form.is_valid():
        return refused_row(request, sheet, form, status=422)
    version = form.cleaned_data["version"]
    try:
        outcome = save_row(sheet, code=code, content=form.content, version=version, by=request.user)
    except StaleRow as conflict:
        return refused_row(request, sheet, form, status=conflict.status, stale=True)
    except Refusal as refusal:
        return refused_row(request, sheet, form, status=refusal.status, refusal=str(refusal))
    return saved_row(request, sheet, form, [row.code for row in outcome.moved])


def fetch_indicator(worksheet: Worksheet, code: str) -> IndicatorSpec:
    """The indicator of the worksheet's revision, or 404."""
    indicator = sheet_of(worksheet.revision_id).by_code.get(code)
    if indicator is None:
        raise Http404
    return indicator


def saved_row(request: Request, loaded: LoadedWorksheet, form: RowForm, moved: Iterable[str]) -> HttpResponse:
    """The row as it is stored, then every row whose result moved, and the totals; without script the page."""
    indicator = form.indicator
    page = rows_page(request, indicator.aspect.code)
    if not request.htmx:
        return redirect(f"{page.filtered_url(loaded.worksheet, page.show)}#nomor-{indicator.no}")
    sheet = entry_sheet_of(request.user, loaded)
    form.entry = loaded.entries.get(indicator.code)
    other_rows = [sheet.row(code) for code in moved if code != indicator.code]
    stored_row = sheet.row(indicator.code, form.as_stored())
    rows = [with_beside(request, row) for row in (stored_row, *other_rows)]
    return render_parts(request, "entry/rows_answer.html", answer_frame(sheet, page) | {"rows": rows})


def with_beside(request: Request, row: RowView) -> RowView:
    """The row with what other districts show in it."""
    if not row.applies:
        return row
    beside = beside_row.fill(request, row.worksheet, row.indicator, row.form.entry, row.editable)
    return replace(row, beside=beside)


def refused_row(
    request: Request, loaded: LoadedWorksheet, form: RowForm, *, status: int, **flags: Any
) -> HttpResponse:
    """The row as it was typed, with what to do about it; the whole page where there is no script."""
    sheet, code = entry_sheet_of(request.user, loaded), form.indicator.code
    form.entry = loaded.entries.get(code)
    row = sheet.row(code, form, **flags)
    page = rows_page(request, form.indicator.aspect.code)
    if not request.htmx:
        return entry_page(request, sheet, page, changed=row, status=status)
    context = answer_frame(sheet, page) | {"rows": [with_beside(request, row)]}
    return render_parts(request, "entry/rows_answer.html", context, status=status)


def entry_page(
    request: Request, sheet: EntrySheet, page: EntryPage, *, changed: RowView | None = None, status: int = 200
) -> HttpResponse:
    context = answer_frame(sheet, page) | {
        "worksheet": sheet.worksheet,
        "groups": [
            group | {"rows": [with_beside(request, row) for row in group["rows"]]}
            for group in shown_groups(sheet, page, changed)
        ],
        "changed": changed,
        **neighbour_aspects(sheet.totals.aspects, page),
    }
    template = "entry/whole.html" if page.aspect_code is None else "entry/aspect.html"
    return render(request, template, context, status=status)


def neighbour_aspects(aspects: Sequence[AspectTotals], page: EntryPage) -> dict[str, AspectTotals | None]:
    """The aspects before and after that of the page."""
    codes = [aspect.spec.code for aspect in aspects]
    if page.aspect_code is None:
        return {"previous": None, "next": None}
    aspect_index = codes.index(page.aspect_code)
    return {
        "previous": aspects[aspect_index - 1] if aspect_index else None,
        "next": next(iter(aspects[aspect_index + 1 :]), None),
    }
