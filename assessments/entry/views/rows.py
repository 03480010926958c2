"""The pages with a worksheet's rows, and saving one row."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from assessments.access import fetch_worksheet, require_operator
from assessments.entry.forms.row import RowForm
from assessments.entry.page.entry_sheet import load_desk
from assessments.entry.page.rows import RowView
from assessments.entry.page.shown_rows import EntryPage, frame_of, known_filter, page_of, shown_groups
from assessments.entry.services.saving import StaleRow, save
from assessments.models import Worksheet
from indicators.editions.sheets import sheet_of
from indicators.scoring.sheet import IndicatorSpec
from kinerja.accounts.requests import Request
from kinerja.refusals import Refusal


@login_required
@require_safe
def aspect(request: Request, worksheet_id: UUID, aspect_code: str) -> HttpResponse:
    """The rows of one aspect, in the sheet's order and wording."""
    page = EntryPage(aspect_code, known_filter(request.GET.get("tampil", "")))
    return entry_page(request, fetch_worksheet(request, worksheet_id), page)


@login_required
@require_safe
def whole(request: Request, worksheet_id: UUID) -> HttpResponse:
    """All rows on one page."""
    page = EntryPage(None, known_filter(request.GET.get("tampil", "")))
    return entry_page(request, fetch_worksheet(request, worksheet_id), page)


@login_required
@require_POST
def row_save(request: Request, worksheet_id: UUID, code: str) -> HttpResponse:
    """Save one row; 409 with both values where it has moved on, 422 where something is mistyped."""
    worksheet = fetch_worksheet(request, worksheet_id)
    require_operator(request.user, worksheet)
    indicator = fetch_indicator(worksheet, code)
    entry = worksheet.entries.select_related("saved_by").filter(code=code).first()
    form = RowForm(indicator, request.POST, entry=entry)
    if request.POST.get("choice") == "server":
        return kept(request, worksheet, indicator, [])
    if not form.is_valid():
        return refused(request, worksheet, form, status=422)
    version = form.cleaned_data["version"]
    try:
        saved = save(worksheet=worksheet, code=code, content=form.content, version=version, by=request.user)
    except StaleRow as conflict:
        form.entry = conflict.current
        return refused(request, worksheet, form, status=conflict.status, stale=True)
    except Refusal as refusal:
        return refused(request, worksheet, form, status=refusal.status, refusal=str(refusal))
    return kept(request, worksheet, indicator, [row.code for row in saved.moved])


def fetch_indicator(worksheet: Worksheet, code: str) -> IndicatorSpec:
    """The indicator of the worksheet's revision, or 404."""
    indicator = sheet_of(worksheet.revision_id).by_code.get(code)
    if indicator is None:
        raise Http404
    return indicator


def kept(request: Request, worksheet: Worksheet, indicator: IndicatorSpec, moved: list[str]) -> HttpResponse:
    """The row as it is stored, then every row whose result moved, and the totals; without script the page."""
    page = page_of(request, indicator.aspect.code)
    if not request.htmx:
        return redirect(f"{page.filtered_url(worksheet, page.show)}#nomor-{indicator.no}")
    desk = load_desk(request.user, worksheet)
    rows = [desk.row(code) for code in dict.fromkeys([indicator.code, *moved])]
    return render(request, "entry/rows_answer.html", frame_of(desk, page) | {"rows": rows})


def refused(
    request: Request, worksheet: Worksheet, form: RowForm, *, status: int, **flags: Any
) -> HttpResponse:
    """The row as it was typed, with what to do about it; the whole page where there is no script."""
    desk = load_desk(request.user, worksheet)
    row = desk.row(form.indicator.code, form, **flags)
    page = page_of(request, form.indicator.aspect.code)
    if not request.htmx:
        return entry_page(request, worksheet, page, changed=row, status=status)
    context = frame_of(desk, page) | {"rows": [row]}
    return render(request, "entry/rows_answer.html", context, status=status)


def entry_page(
    request: Request,
    worksheet: Worksheet,
    page: EntryPage,
    *,
    changed: RowView | None = None,
    status: int = 200,
) -> HttpResponse:
    desk = load_desk(request.user, worksheet)
    context = frame_of(desk, page) | {
        "worksheet": worksheet,
        "groups": list(shown_groups(desk, page, changed)),
        "changed": changed,
        **neighbours(desk.figures.aspects, page),
    }
    template = "entry/whole.html" if page.aspect_code is None else "entry/aspect.html"
    return render(request, template, context, status=status)


def neighbours(aspects: Any, page: EntryPage) -> dict[str, Any]:
    """The aspects before and after that of the page."""
    codes = [aspect.spec.code for aspect in aspects]
    if page.aspect_code is None:
        return {"previous": None, "next": None}
    position = codes.index(page.aspect_code)
    return {
        "previous": aspects[position - 1] if position else None,
        "next": next(iter(aspects[position + 1 :]), None),
    }
