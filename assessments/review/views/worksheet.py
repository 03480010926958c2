"""The review page: a layer's judges agree with a row, differ with a reason, or ask it back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from assessments.access import (
    JudgingRights,
    declared_in,
    fetch_to_judge,
    fetch_worksheet,
    joined_scores,
    require_actor,
    require_judge,
    require_review_reader,
)
from assessments.access.answers_beside import (
    AnswersBeside,
    entries_with_answers_beside,
    read_answers_beside,
)
from assessments.entry.services.last_year import row_asked
from assessments.entry.slots import beside_row
from assessments.entry.views.rows import fetch_indicator
from assessments.home.page.worksheet_status import worksheet_zone
from assessments.models import Entry, Layer, Worksheet
from assessments.review.forms import JudgeForm, RepairForm, ReviewStepForm
from assessments.review.page.pane import Pane, pane_of
from assessments.review.page.review_sheet import Review, load_review, review_of
from assessments.review.page.rows import ReviewRow
from assessments.review.services.next_worksheet import next_worksheet
from assessments.review.services.steps import take_step
from assessments.transitions.judged_worksheet import JudgedWorksheet, load_judged
from assessments.transitions.judging import StaleJudgement, judge_row
from assessments.transitions.repair import ask_for_repair
from assessments.workflow import Action
from indicators.scoring.sheet import IndicatorSpec
from kinerja.accounts.requests import Request
from kinerja.numbers import format_time
from kinerja.page_parts import render_parts
from kinerja.refusals import Refusal
from kinerja.slots import Filling


@login_required
@require_safe
def page(request: Request, worksheet_id: UUID, layer: Layer) -> HttpResponse:
    """The rows side by side, and one of them in full."""
    worksheet = fetch_worksheet(request, worksheet_id)
    require_review_reader(request.user, worksheet)
    return review_answer(
        request, load_review(request.user, worksheet, layer), row_number(request.GET.get("nomor"))
    )


@login_required
@require_POST
def judge(request: Request, worksheet_id: UUID, layer: Layer, code: str) -> HttpResponse:
    """Save one judgement; 409 with both where it has moved on, 422 where something lacks."""
    worksheet = fetch_to_judge(request, worksheet_id)
    indicator = fetch_indicator(worksheet, code)
    rights = JudgingRights(request.user, [worksheet], declared_in([worksheet]))
    require_judge(rights, worksheet, layer, code)
    own_entries = Entry.objects.filter(worksheet=worksheet)
    entries, others = entries_with_answers_beside(own_entries, worksheet, row_asked(worksheet, indicator))
    sheet = load_judged(
        request.user, worksheet, rights=rights, scores=joined_scores(worksheet), entries=entries
    )
    outcome = judge_sent_row(request, sheet, layer, indicator)
    if not request.htmx:
        return answer_after_row(request, worksheet, layer, indicator.no, **outcome)
    return review_answer(request, review_of(sheet, layer), indicator.no, others=others, **outcome)


def judge_sent_row(
    request: Request, sheet: JudgedWorksheet, layer: Layer, indicator: IndicatorSpec
) -> dict[str, Any]:
    """Write what was sent of a row: the form as it stands now, or the status and what the pane shows."""
    claim, standing = sheet.loaded.entries.get(indicator.code), sheet.judgements.get((layer, indicator.code))
    form = JudgeForm(indicator, request.POST, claim=claim, judgement=standing)
    if not form.is_valid():
        return {"status": 422, "form": form}
    read_versions = {name: form.cleaned_data[name] for name in ("version", "entry_version")}
    try:
        judgement = judge_row(sheet, code=indicator.code, layer=layer, opinion=form.opinion, **read_versions)
    except StaleJudgement as conflict:
        return {"status": conflict.status, "form": form, "stale": True, "conflict": conflict.current}
    except Refusal as refusal:
        return {"status": refusal.status, "form": form, "problem": str(refusal)}
    return {"form": form.as_judged(judgement)}


@login_required
@require_POST
def repair(request: Request, worksheet_id: UUID, layer: Layer, code: str) -> HttpResponse:
    """Note what is to be mended on a row, or take the note back; nothing is sent yet."""
    worksheet = fetch_worksheet(request, worksheet_id)
    indicator = fetch_indicator(worksheet, code)
    require_judge(JudgingRights(request.user, [worksheet]), worksheet, layer, code)
    outcome = asked_back(request, worksheet, layer, code)
    return answer_after_row(request, worksheet, layer, indicator.no, **outcome)


def asked_back(request: Request, worksheet: Worksheet, layer: Layer, code: str) -> dict[str, Any]:
    """Write the note; nothing where it is saved, else the status and what the pane shows."""
    form = RepairForm(request.POST)
    sent_note: dict[str, Any] = {"repair_note": str(request.POST.get("note", ""))}
    if not form.is_valid():
        error = " ".join(str(it) for errors in form.errors.values() for it in errors)
        return {"status": 422, "repair_error": error, **sent_note}
    try:
        ask_for_repair(
            worksheet=worksheet, code=code, layer=layer, note=form.cleaned_data["note"], by=request.user
        )
    except Refusal as refusal:
        return {"status": refusal.status, "problem": str(refusal), **sent_note}
    return {}


@login_required
@require_POST
def step(request: Request, worksheet_id: UUID, layer: Layer) -> HttpResponse:
    """Take one step; 422 where the form lacks something, 409 where the worksheet does not allow it now."""
    worksheet = fetch_worksheet(request, worksheet_id)
    require_judge(JudgingRights(request.user, [worksheet]), worksheet, layer)
    form = ReviewStepForm(layer, worksheet_zone(worksheet), request.POST)
    if "action" not in form.errors:
        require_actor(request.user, worksheet, Action(form.data["action"]))
    if not form.is_valid():
        review = load_review(request.user, worksheet, layer)
        return review_answer(request, review, None, status=422, step_form=form)
    action = Action(form.cleaned_data["action"])
    try:
        take_step(action, worksheet=worksheet, by=request.user, note=form.cleaned_data["note"], due=form.due)
    except Refusal as refusal:
        review = load_review(request.user, worksheet, layer)
        return review_answer(
            request, review, None, status=refusal.status, step_form=form, refused=str(refusal)
        )
    messages.success(request, action.row.done)
    return redirect("review", worksheet_id=worksheet.pk, layer=layer)


def row_number(text: str | None) -> int | None:
    """A row's number; None for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else None


def answer_after_row(
    request: Request, worksheet: Worksheet, layer: Layer, no: int, *, status: int = 200, **pane_parts: Any
) -> HttpResponse:
    """What follows a sent row where the page is loaded anew: its parts; without script the page itself."""
    if status == 200 and not request.htmx:
        return redirect(f"{reverse('review', args=(worksheet.pk, layer))}?nomor={no}#nomor-{no}")
    return review_answer(
        request, load_review(request.user, worksheet, layer), no, status=status, **pane_parts
    )


def review_answer(
    request: Request,
    review: Review,
    no: int | None,
    *,
    status: int = 200,
    step_form: ReviewStepForm | None = None,
    refused: str = "",
    others: AnswersBeside | None = None,
    **pane_parts: Any,
) -> HttpResponse:
    """The page, or by htmx the rows that moved, the pane and the head; `pane_parts` are for the pane."""
    row = review.row(review.by_no.get(no or 0, review.first))
    row_beside = row_asked(review.worksheet, row.figures.row.indicator)
    others = others or read_answers_beside(review.worksheet, row_beside)
    chosen_evidence, row_was_opened = request.GET.get("bukti", ""), no in review.by_no
    pane = pane_of(review, row, others, opened=row_was_opened, chosen=chosen_evidence, **pane_parts)
    context = {
        "worksheet": review.worksheet,
        "review": review,
        "pane": pane,
        "beside": beside_pane(request, pane),
        "current": row.no,
        "rows": [*row_opened_before(request, review, row), row],
        "step_form": step_form,
        "refused": refused,
        **head_of(review),
    }
    if request.htmx:
        return render_parts(request, "review/answer.html", context, status=status)
    return render(request, "review/page.html", context, status=status)


def row_opened_before(request: Request, review: Review, row: ReviewRow) -> list[ReviewRow]:
    """The row that was open before, where it is another one."""
    no = row_number(request.POST.get("dari") or request.GET.get("dari"))
    return [review.row(review.by_no[no])] if no in review.by_no and no != row.no else []


def beside_pane(request: Request, pane: Pane) -> Filling | None:
    """What other districts show of the row in the pane."""
    return beside_row.fill(request, pane.review.worksheet, pane.indicator, pane.row.entry, False)


def head_of(review: Review) -> dict[str, Any]:
    """The steps that this person may take from here, and after the last one the next worksheet."""
    action_labels = {str(it): it.label for it in review.layer.row.steps if review.may(it)}
    is_over = review.worksheet.state in review.layer.states_after and not review.right
    return {
        "actions": action_labels,
        "zone_name": format_time(timezone.now(), worksheet_zone(review.worksheet)).split()[-1],
        "next_sheet": next_worksheet(review.user, review.worksheet, review.layer) if is_over else None,
    }
