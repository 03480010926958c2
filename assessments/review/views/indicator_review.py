"""Telaah per indikator: one indicator across all kecamatan that somebody judges, one line decided after the
other by the same form as on the review page."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from assessments.access import fetch_period, fetch_worksheet, require_judge, require_layer
from assessments.entry.views.rows import fetch_indicator
from assessments.models import Layer, Period, Worksheet
from assessments.review.page.indicator_review import (
    AcrossPage,
    IndicatorFilter,
    edition_shown,
    review_page_of,
)
from assessments.review.page.pane import Frame, Pane, load_pane
from assessments.review.page.review_sheet import load_review
from assessments.review.services.indicator_progress import progress_of
from assessments.review.services.indicator_review import IndicatorField, ReviewLine, indicator_field
from indicators.editions.sheets import sheet_of
from indicators.models import Revision
from indicators.scoring.sheet import IndicatorSpec
from kinerja.accounts.requests import Request

from .worksheet import asked_back, beside_pane, judged

Outcome = dict[str, Any]


def fetch_judged(request: Request, period_code: str, layer: Layer) -> Period:
    """The period, or 404; 403 for those who judge nowhere in this layer."""
    require_layer(request.user, layer)
    return fetch_period(request.user, period_code)


@login_required
@require_safe
def indicators(request: Request, period_code: str, layer: Layer) -> HttpResponse:
    """The indicators with how far each is decided, and where equal input was decided unequally."""
    period = fetch_judged(request, period_code, layer)
    found, asked = indicator_field(request.user, layer, period), IndicatorFilter.read(request.GET)
    edition = edition_shown(found, asked)
    rows = progress_of(found, edition) if edition else []
    aspects = sheet_of(edition.pk).aspects if edition else ()
    context = {
        "period": period,
        "layer": layer,
        "layer_name": layer.stage_kind.label,
        "asked": asked,
        "editions": editions_of(found, edition),
        "bands": [(it, [row for row in rows if row.indicator.aspect.code == it.code]) for it in aspects],
        "total": len(found.of(edition)) if edition else 0,
    }
    return render(request, "review/indicator/list.html", context)


def editions_of(found: IndicatorField, edition: Any) -> list[dict[str, Any]]:
    """The editions to choose from; none where there is only one."""
    several = found.editions if len(found.editions) > 1 else []
    return [
        {"no": it.no, "name": f"Edisi {it.no}", "count": len(found.of(it)), "current": it == edition}
        for it in several
    ]


@login_required
@require_safe
def indicator(request: Request, period_code: str, layer: Layer, code: str) -> HttpResponse:
    """One indicator's lines, and one of them in full."""
    period = fetch_judged(request, period_code, layer)
    page = load_page(request, period, layer, code, request.GET.get("kertas"))
    return answer(request, page, opened="kertas" in request.GET)


def load_page(
    request: Request,
    period: Period,
    layer: Layer,
    code: str,
    chosen: object,
    edition: Revision | None = None,
) -> AcrossPage:
    """Of `edition`, else of the one that is asked for; 404 for an indicator that it does not have."""
    found, asked = indicator_field(request.user, layer, period), IndicatorFilter.read(request.GET)
    if edition and len(found.editions) > 1:
        asked = replace(asked, edition=str(edition.no))
    edition = edition_shown(found, asked)
    spec = sheet_of(edition.pk).by_code.get(code) if edition else None
    if edition is None or spec is None:
        raise Http404
    return review_page_of(found, edition, spec, asked, chosen)


@login_required
@require_POST
def judge(request: Request, layer: Layer, code: str, worksheet_id: UUID) -> HttpResponse:
    """Save one judgement, as on the review page."""
    return write(request, layer, code, worksheet_id, judged)


@login_required
@require_POST
def repair(request: Request, layer: Layer, code: str, worksheet_id: UUID) -> HttpResponse:
    """Note what is to be mended, as on the review page."""

    def note(request: Request, worksheet: Worksheet, layer: Layer, spec: IndicatorSpec) -> Outcome:
        return asked_back(request, worksheet, layer, spec.code)

    return write(request, layer, code, worksheet_id, note)


def write(
    request: Request, layer: Layer, code: str, worksheet_id: UUID, do: Callable[..., Outcome]
) -> HttpResponse:
    """Write by `do`, then show the lines that look different from before."""
    worksheet = fetch_worksheet(request, worksheet_id)
    period = worksheet.stage.period
    spec = fetch_indicator(worksheet, code)
    require_judge(request.user, worksheet, layer, code)
    before = load_page(request, period, layer, code, worksheet_id, worksheet.revision)
    if before.line(worksheet_id) is None:  # tidak berlaku there, or of another period
        raise Http404
    outcome = do(request, worksheet, layer, spec)
    after = load_page(request, period, layer, code, worksheet_id, worksheet.revision)
    if not outcome and not request.htmx:
        return redirect(f"{after.address}{after.asked.query(kertas=str(worksheet_id))}#kertas-{worksheet_id}")
    return answer(request, after, before=before, opened=True, **outcome)


def answer(
    request: Request,
    page: AcrossPage,
    *,
    before: AcrossPage | None = None,
    opened: bool = False,
    status: int = 200,
    **shown: Any,
) -> HttpResponse:
    """The page, or by htmx the lines that moved, the pane and the head."""
    pane = pane_of(request, page, before or page, opened=opened, **shown) if page.current else None
    left = page.line(request.POST.get("dari") or request.GET.get("dari"))
    context = {
        "period": page.found.period,
        "page": page.page,
        "across": page,
        "pane": pane,
        "beside": beside_pane(request, pane) if pane else None,
        "review": pane.review if pane else None,
        "worksheet": page.current.worksheet if page.current else None,
        "layer_name": page.layer.stage_kind.label,
        "editions": editions_of(page.found, page.edition),
        "rows": [page.view(line) for line in moved(page, before, left)] if request.htmx else page.rows,
    }
    template = "review/indicator/answer.html" if request.htmx else "review/indicator/page.html"
    return render(request, template, context, status=status)


def moved(page: AcrossPage, before: AcrossPage | None, left: ReviewLine | None) -> list[ReviewLine]:
    """The line that is opened, the one that was left, and of those on the page all that look different."""
    marks = {it.worksheet.pk: it.mark for it in before.page} if before else {}
    keys = {it.worksheet.pk for it in (page.current, left) if it}
    keys |= {it.worksheet.pk for it in page.lines if marks.get(it.worksheet.pk, it.mark) != it.mark}
    return [it for it in page.lines if it.worksheet.pk in keys]


def pane_of(
    request: Request, page: AcrossPage, order: AcrossPage, *, opened: bool, **shown: Any
) -> Pane | None:
    """The row of the current line, as on the review page; its neighbours are those of `order`."""
    line = page.current
    if line is None:
        return None
    review = load_review(request.user, line.worksheet, page.layer)
    row, chosen = review.row(page.indicator.code), request.GET.get("bukti", "")
    return load_pane(review, row, frame=frame_of(page, order, line), opened=opened, chosen=chosen, **shown)


def frame_of(page: AcrossPage, order: AcrossPage, line: ReviewLine) -> Frame:
    beside = order.beside(order.line(line.worksheet.pk) or line)
    district = line.worksheet.district
    return Frame(
        title=f"{district}, {district.regency}",
        sub=f"Nomor {page.indicator.no} · {page.indicator.text}",
        page=page.url(line),
        close=f"{page.address}{page.asked.query()}#kertas-{line.worksheet.pk}",
        judge=page.judge_url(line),
        repair=page.judge_url(line, "across_repair"),
        previous=page.url(beside[0]) if beside[0] else "",
        next=page.url(beside[1]) if beside[1] else "",
        other=f"{reverse('review', args=(line.worksheet.pk, page.layer))}?nomor={page.indicator.no}",
        other_title="Buka kertas kerja ini",
        key=str(line.worksheet.pk),
    )
