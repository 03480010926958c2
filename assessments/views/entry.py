"""The aspect's page, and saving one row of it."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from assessments.access import fetch_worksheet, require_operator
from assessments.forms.entry import RowForm
from assessments.models import Worksheet
from assessments.services.entry import Closed, Stale, save
from indicators.scoring.sheet import IndicatorSpec
from indicators.services.sheets import sheet_of

from .desk import load_desk
from .rows import RowView


@login_required
@require_safe
def aspect(request: HttpRequest, worksheet_id: UUID, aspect_code: str) -> HttpResponse:
    """The rows of one aspect, in the sheet's order and wording."""
    worksheet = fetch_worksheet(request, worksheet_id)
    return aspect_page(request, worksheet, aspect_code)


@login_required
@require_POST
def row_save(request: HttpRequest, worksheet_id: UUID, code: str) -> HttpResponse:
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
    except Stale as conflict:
        form.entry = conflict.current
        return refused(request, worksheet, form, status=409, stale=True)
    except Closed as closed:
        return refused(request, worksheet, form, status=403, refusal=str(closed))
    return kept(request, worksheet, indicator, [row.code for row in saved.moved])


def fetch_indicator(worksheet: Worksheet, code: str) -> IndicatorSpec:
    """The indicator of the worksheet's revision, or 404."""
    indicator = sheet_of(worksheet.revision_id).by_code.get(code)
    if indicator is None:
        raise Http404
    return indicator


def kept(
    request: HttpRequest, worksheet: Worksheet, indicator: IndicatorSpec, moved: list[str]
) -> HttpResponse:
    """The row as it is stored, then every row whose result moved, and the totals; without script the page."""
    if not request.htmx:
        aspect_url = reverse("aspect", args=(worksheet.pk, indicator.aspect.code))
        return redirect(f"{aspect_url}#nomor-{indicator.no}")
    desk = load_desk(request.user, worksheet)
    rows = [desk.row(code) for code in dict.fromkeys([indicator.code, *moved])]
    aspect = desk.aspect(indicator.aspect.code)
    return render(request, "assessments/rows_answer.html", {"desk": desk, "rows": rows, "aspect": aspect})


def refused(
    request: HttpRequest, worksheet: Worksheet, form: RowForm, *, status: int, **flags: Any
) -> HttpResponse:
    """The row as it was typed, with what to do about it; the whole page where there is no script."""
    desk = load_desk(request.user, worksheet)
    row = desk.row(form.indicator.code, form, **flags)
    if not request.htmx:
        return aspect_page(request, worksheet, form.indicator.aspect.code, changed=row, status=status)
    aspect = desk.aspect(form.indicator.aspect.code)
    context = {"desk": desk, "rows": [row], "aspect": aspect}
    return render(request, "assessments/rows_answer.html", context, status=status)


def aspect_page(
    request: HttpRequest,
    worksheet: Worksheet,
    code: str,
    *,
    changed: RowView | None = None,
    status: int = 200,
) -> HttpResponse:
    desk = load_desk(request.user, worksheet)
    aspect = desk.aspect(code)
    position = desk.figures.aspects.index(aspect)
    context = {
        "desk": desk,
        "worksheet": worksheet,
        "aspect": aspect,
        "groups": desk.groups(aspect, changed),
        "changed": changed,
        "previous": desk.figures.aspects[position - 1] if position else None,
        "next": next(iter(desk.figures.aspects[position + 1 :]), None),
    }
    return render(request, "assessments/aspect.html", context, status=status)
