"""Telaah per indikator: one indicator across all kecamatan that somebody judges, one line decided after the
other by the same form as on the review page."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from assessments.access import (
    JudgingRights,
    fetch_period,
    fetch_worksheet,
    joined_scores,
    require_judge,
    require_layer,
)
from assessments.access.answers_beside import read_answers_beside
from assessments.entry.services.last_year import row_asked
from assessments.entry.views.rows import fetch_indicator
from assessments.models import Layer, Period, Worksheet
from assessments.review.page.indicator_review import (
    AcrossPage,
    IndicatorFilter,
    edition_shown,
    review_page_of,
)
from assessments.review.page.pane import Frame, Pane, pane_of
from assessments.review.page.review_sheet import review_of
from assessments.review.services.indicator_progress import progress_of
from assessments.review.services.indicator_review import (
    Caseload,
    JudgedLine,
    ReviewLine,
    caseload_beside,
    caseload_of,
    load_judged_line,
    review_lines,
)
from assessments.transitions.judged_worksheet import load_judged
from indicators.editions.sheets import sheet_of
from indicators.models import Revision
from kinerja.accounts.requests import Request
from kinerja.page_parts import render_parts

from .worksheet import asked_back, beside_pane, judge_sent_row

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
    caseload, choice = caseload_of(request.user, layer, period), IndicatorFilter.read(request.GET)
    edition = edition_shown(caseload, choice)
    rows = progress_of(caseload, edition) if edition else []
    aspects = sheet_of(edition.pk).aspects if edition else ()
    context = {
        "period": period,
        "layer": layer,
        "layer_name": layer.stage_kind.label,
        "choice": choice,
        "editions": editions_of(caseload, edition),
        "bands": [(it, [row for row in rows if row.indicator.aspect.code == it.code]) for it in aspects],
        "total": len(caseload.worksheets_of(edition)) if edition else 0,
    }
    return render(request, "review/indicator/list.html", context)


def editions_of(caseload: Caseload, edition: Any) -> list[dict[str, Any]]:
    """The editions to choose from; none where there is only one."""
    several_editions = caseload.editions if len(caseload.editions) > 1 else []
    return [
        {
            "no": it.no,
            "name": f"Edisi {it.no}",
            "count": len(caseload.worksheets_of(it)),
            "current": it == edition,
        }
        for it in several_editions
    ]


@login_required
@require_safe
def indicator(request: Request, period_code: str, layer: Layer, code: str) -> HttpResponse:
    """One indicator's lines, and one of them in full."""
    period = fetch_judged(request, period_code, layer)
    page = load_page(request, period, layer, code, request.GET.get("kertas"))
    return across_answer(request, page, opened="kertas" in request.GET)


def load_page(
    request: Request,
    period: Period,
    layer: Layer,
    code: str,
    chosen: object,
    edition: Revision | None = None,
) -> AcrossPage:
    """Of `edition`, else of the one that is asked for; 404 for an indicator that it does not have."""
    caseload = caseload_of(request.user, layer, period)
    choice = choice_in(request, caseload, edition)
    edition = edition_shown(caseload, choice)
    spec = sheet_of(edition.pk).by_code.get(code) if edition else None
    if edition is None or spec is None:
        raise Http404
    return review_page_of(
        caseload, edition, spec, choice, chosen, review_lines(caseload, edition, code, timezone.now())
    )


def choice_in(request: Request, caseload: Caseload, edition: Revision | None) -> IndicatorFilter:
    """What of the lines is asked for, of `edition` where there is one."""
    choice = IndicatorFilter.read(request.GET)
    several_editions = edition is not None and len(caseload.editions) > 1
    return replace(choice, edition=str(edition.no)) if edition and several_editions else choice


@login_required
@require_POST
def judge(request: Request, layer: Layer, code: str, worksheet_id: UUID) -> HttpResponse:
    """Save one judgement, as on the review page; then show the lines that look different from before."""
    caseload, worksheet = fetch_line(request, layer, code, worksheet_id)
    spec = fetch_indicator(worksheet, code)
    judging = load_judged_line(caseload, worksheet, code, timezone.now())
    choice = choice_in(request, caseload, worksheet.revision)
    page_before = review_page_of(caseload, worksheet.revision, spec, choice, worksheet_id, judging.lines)
    if page_before.line(worksheet_id) is None:  # tidak berlaku there
        raise Http404
    outcome = judge_sent_row(request, judging.sheet, layer, spec)
    lines = judging.lines_now(timezone.now())
    page_after = review_page_of(caseload, worksheet.revision, spec, choice, worksheet_id, lines)
    return answer_sent(request, page_before, page_after, judging, outcome)


@login_required
@require_POST
def repair(request: Request, layer: Layer, code: str, worksheet_id: UUID) -> HttpResponse:
    """Note what is to be mended, as on the review page."""
    caseload, worksheet = fetch_line(request, layer, code, worksheet_id)
    page = (request, caseload.period, layer, code, worksheet_id, worksheet.revision)
    page_before = load_page(*page)
    if page_before.line(worksheet_id) is None:
        raise Http404
    outcome = asked_back(request, worksheet, layer, code)
    page_after = load_page(*page)
    return answer_sent(request, page_before, page_after, None, outcome)


def fetch_line(request: Request, layer: Layer, code: str, worksheet_id: UUID) -> tuple[Caseload, Worksheet]:
    """A worksheet whose row this person judges, among all of theirs. 404 for one that they do not read or of
    a period that is still prepared, 403 for one that is not theirs to judge."""
    caseload = caseload_beside(request.user, layer, worksheet_id)
    worksheet = next((it for it in caseload.worksheets if it.pk == worksheet_id), None)
    judging_rights = caseload.rights
    if worksheet is None:
        worksheet = fetch_worksheet(request, worksheet_id)
        judging_rights = JudgingRights(request.user, [worksheet])
    fetch_indicator(worksheet, code)
    require_judge(judging_rights, worksheet, layer, code)
    if judging_rights is not caseload.rights:
        raise Http404
    return caseload, worksheet


def answer_sent(
    request: Request, before: AcrossPage, after: AcrossPage, judging: JudgedLine | None, outcome: Outcome
) -> HttpResponse:
    """What follows a sent row: the lines that look different; without script the page at that row."""
    if "status" not in outcome and not request.htmx:
        current_worksheet_id = str(before.current.worksheet.pk) if before.current else ""
        return redirect(
            f"{after.address}{after.choice.query(kertas=current_worksheet_id)}#kertas-{current_worksheet_id}"
        )
    return across_answer(request, after, before=before, judging=judging, opened=True, **outcome)


def across_answer(
    request: Request,
    page: AcrossPage,
    *,
    before: AcrossPage | None = None,
    judging: JudgedLine | None = None,
    opened: bool = False,
    status: int = 200,
    **pane_parts: Any,
) -> HttpResponse:
    """The page, or by htmx the lines that moved, the pane and the head."""
    pane = None
    if page.current:
        frame = frame_of(page, before or page, page.current)
        pane = line_pane(request, page, page.current, judging, frame=frame, opened=opened, **pane_parts)
    line_left = page.line(request.POST.get("dari") or request.GET.get("dari"))
    context = {
        "period": page.caseload.period,
        "page": page.page,
        "across": page,
        "pane": pane,
        "beside": beside_pane(request, pane) if pane else None,
        "review": pane.review if pane else None,
        "worksheet": page.current.worksheet if page.current else None,
        "layer_name": page.layer.stage_kind.label,
        "editions": editions_of(page.caseload, page.edition),
        "rows": [page.line_view(line) for line in lines_to_show_anew(page, before, line_left)]
        if request.htmx
        else page.rows,
    }
    if request.htmx:
        return render_parts(request, "review/indicator/answer.html", context, status=status)
    return render(request, "review/indicator/page.html", context, status=status)


def lines_to_show_anew(
    page: AcrossPage, before: AcrossPage | None, left: ReviewLine | None
) -> list[ReviewLine]:
    """The line that is opened, the one that was left, and of those on the page all that look different."""
    key_by_worksheet = {it.worksheet.pk: it.look_key for it in before.page} if before else {}
    ids_to_show = {it.worksheet.pk for it in (page.current, left) if it}
    ids_to_show |= {
        it.worksheet.pk
        for it in page.lines
        if key_by_worksheet.get(it.worksheet.pk, it.look_key) != it.look_key
    }
    return [it for it in page.lines if it.worksheet.pk in ids_to_show]


def line_pane(
    request: Request, page: AcrossPage, line: ReviewLine, judging: JudgedLine | None, **pane_parts: Any
) -> Pane:
    """The row of a line, as on the review page; of the worksheet that was judged as it was read."""
    worksheet = line.worksheet
    if judging and judging.sheet.worksheet.pk == worksheet.pk:
        sheet, others = judging.sheet, judging.others
    else:
        sheet = load_judged(
            request.user, worksheet, rights=page.caseload.rights, scores=joined_scores(worksheet)
        )
        others = read_answers_beside(worksheet, row_asked(worksheet, page.indicator))
    review = review_of(sheet, page.layer)
    chosen_evidence = request.GET.get("bukti", "")
    return pane_of(review, review.row(page.indicator.code), others, chosen=chosen_evidence, **pane_parts)


def frame_of(page: AcrossPage, order: AcrossPage, line: ReviewLine) -> Frame:
    beside = order.lines_beside(order.line(line.worksheet.pk) or line)
    district = line.worksheet.district
    return Frame(
        title=f"{district}, {district.regency}",
        sub=f"Nomor {page.indicator.no} · {page.indicator.text}",
        page=page.url(line),
        close=f"{page.address}{page.choice.query()}#kertas-{line.worksheet.pk}",
        judge=page.judge_url(line),
        repair=page.judge_url(line, "across_repair"),
        previous=page.url(beside[0]) if beside[0] else "",
        next=page.url(beside[1]) if beside[1] else "",
        other=f"{reverse('review', args=(line.worksheet.pk, page.layer))}?nomor={page.indicator.no}",
        other_title="Buka kertas kerja ini",
        key=str(line.worksheet.pk),
    )
