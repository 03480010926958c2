"""What was decided of one worksheet, row by row, and the objections to it."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from assessments.access import actors_at, fetch_worksheet, judging_refusal
from assessments.entry.page.rows import InputCell, input_cell
from assessments.home.page.worksheet_status import worksheet_zone
from assessments.models import Judgement, Layer, Objection, Worksheet
from assessments.papers.figures import RowFigures, sheet_figures
from assessments.results.forms import AnswerForm, ObjectionForm, PartForm
from assessments.results.services.objections import (
    answer_objection,
    file_objection,
    filing_refusal,
    objections_close,
)
from assessments.review.page.pane import marks_of
from assessments.review.page.rows import texts_by_input
from assessments.scores.layers import layer_words, layered_result, versions_of
from assessments.scores.scoring import result_of
from assessments.scores.stage_scores import StagePart, stage_parts
from assessments.scores.stage_sequence import course_of
from assessments.transitions.judging import Opinion
from assessments.workflow import Actor
from indicators.editions.sheets import sheet_of
from indicators.scoring.rounding import exact_sum
from kinerja.accounts.requests import Request
from kinerja.numbers import format_datetime, format_number
from kinerja.refusals import Refusal

PLACES = 2


@dataclass(frozen=True)
class ResultRow:
    """One row as it was claimed and as it was decided."""

    claim: RowFigures
    decided: RowFigures
    judgement: Judgement | None
    objection: Objection | None
    part: PartForm | None = None  # where an objection waits for this person's answer

    editable = True  # for `entry/cells`

    @property
    def form(self) -> PartForm | None:
        return self.part

    @property
    def cells(self) -> list[InputCell]:
        """The fields of another value, each with what was claimed and decided beside it."""
        if self.part is None:
            return []
        claimed_texts, decided_texts = texts_by_input(self.claim), texts_by_input(self.decided)
        return [
            input_cell(
                self.part,
                item,
                f"Isian: {claimed_texts.get(item.spec.code, '–')}; "
                f"hasil: {decided_texts.get(item.spec.code, '–')}",
            )
            for item in self.claim.row.inputs
            if not item.spec.locked
        ]

    @property
    def marks(self) -> list[tuple[str, str, bool]]:
        return marks_of(self.part) if self.part else []

    @property
    def differs(self) -> bool:
        return self.judgement is not None and self.judgement.verdict == Judgement.Verdict.DIFFERS


def fetch_result(request: Request, worksheet_id: UUID) -> Worksheet:
    """A worksheet whose result may be seen by whoever may read it; 403 with the reason before that."""
    worksheet = fetch_worksheet(request, worksheet_id)
    if not worksheet.current_state.is_announced:
        raise PermissionDenied("Hasil kertas kerja ini belum diumumkan.")
    return worksheet


@login_required
@require_safe
def result(request: Request, worksheet_id: UUID) -> HttpResponse:
    """Claim and decision side by side, what was lost where, and what the camat may still object to."""
    return result_page(request, fetch_result(request, worksheet_id))


def result_page(
    request: Request, worksheet: Worksheet, *, errors: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    sheet = sheet_of(worksheet.revision_id)
    claim = sheet_figures(sheet, result_of(worksheet))
    decided = sheet_figures(
        sheet, layered_result(worksheet, Layer.DESK, layer_words(worksheet), versions_of(worksheet)).result
    )
    closes, rows = objections_close(worksheet), result_rows(worksheet, claim, decided)
    may_answer = worksheet.current_state.is_provisional and not judging_refusal(
        request.user,
        worksheet,
        Layer.OBJECTION,
    )
    context = {
        "worksheet": worksheet,
        "claim": claim,
        "decided": decided,
        "rows": with_parts(worksheet, rows, may_answer, (errors or {}).get("part")),
        "may_object": not filing_refusal(worksheet, request.user, timezone.now()),
        "may_answer": may_answer,
        "final": final_of(worksheet),
        "closes": format_datetime(closes, worksheet_zone(worksheet)) if closes else "",
        "errors": errors or {},
        "is_head": Actor.HEAD in actors_at(request.user, worksheet),
    }
    return render(request, "results/result.html", context, status=status)


def final_of(worksheet: Worksheet) -> dict[str, Any] | None:
    """The final score over the stages, of jurors only what they come to; None where the desk's is final."""
    course = course_of(worksheet.stage.period)
    if not course.counted:
        return None
    parts = stage_parts(course, worksheet)
    total = exact_sum(part.contribution for part in parts)
    return {"rows": [part_row(part) for part in parts], "total": format_number(total, places=PLACES)}


def part_row(part: StagePart) -> dict[str, str]:
    stage_score = part.score
    no_score = "tidak ikut" if stage_score is None else "belum lengkap"
    return {
        "name": part.stage.name,
        "weight": format_number(part.weight),
        "score": format_number(stage_score.total, places=PLACES)
        if stage_score and stage_score.complete
        else no_score,
        "contribution": format_number(part.contribution, places=PLACES),
    }


def result_rows(worksheet: Worksheet, claim: Any, decided: Any) -> list[ResultRow]:
    """Every row in order; two queries."""
    judgements: dict[str, Judgement] = {}
    every_judgement = list(worksheet.judgements.select_related("judged_by"))
    for speaker in reversed(Layer.DESK.row.speakers):
        judgements |= {it.code: it for it in every_judgement if it.layer == speaker}
    objections = {it.code: it for it in worksheet.objections.select_related("filed_by", "answered_by")}
    claim_and_decided = zip(row_figures_of(claim), row_figures_of(decided), strict=True)
    return [
        ResultRow(one, other, judgements.get(one.row.code), objections.get(one.row.code))
        for one, other in claim_and_decided
    ]


def with_parts(
    worksheet: Worksheet, rows: list[ResultRow], may_answer: bool, sent: PartForm | None
) -> list[ResultRow]:
    """The rows with the fields of another value where an objection waits; one query where one does."""
    open_objections = [it for it in rows if it.objection and it.objection.outcome == Objection.Outcome.OPEN]
    if not may_answer or not open_objections:
        return rows
    open_codes = [it.claim.row.code for it in open_objections]
    claim_by_code = {entry.code: entry for entry in worksheet.entries.filter(code__in=open_codes)}
    form_by_code = {
        it.claim.row.code: PartForm(
            it.claim.row.indicator, claim=claim_by_code.get(it.claim.row.code), standing=it.judgement
        )
        for it in open_objections
    }
    if sent:
        form_by_code[sent.indicator.code] = sent
    return [replace(it, part=form_by_code.get(it.claim.row.code)) for it in rows]


def row_figures_of(figures: Any) -> list[RowFigures]:
    return [row for aspect in figures.aspects for sub in aspect.sub_aspects for row in sub.rows]


@login_required
@require_POST
def object_to(request: Request, worksheet_id: UUID, code: str) -> HttpResponse:
    """The camat's objection to one row; 422 without words, 403 where it is too late."""
    worksheet = fetch_result(request, worksheet_id)
    if Actor.HEAD not in actors_at(request.user, worksheet):
        raise PermissionDenied("Hanya camat kecamatan ini yang mengajukan sanggahan.")
    if code not in sheet_of(worksheet.revision_id).by_code:
        raise Http404
    form = ObjectionForm(request.POST)
    if not form.is_valid():
        return result_again(request, worksheet, code, form, 422)
    try:
        file_objection(worksheet=worksheet, code=code, text=form.cleaned_data["text"], by=request.user)
    except Refusal as refusal:
        form.add_error("text", str(refusal))
        return result_again(request, worksheet, code, form, refusal.status)
    messages.success(request, "Sanggahan tercatat.")
    return redirect("result", worksheet_id=worksheet.pk)


@login_required
@require_POST
def objection_answer(request: Request, worksheet_id: UUID, objection_id: UUID) -> HttpResponse:
    """The team's answer: the claim holds after all, or another value does, or what was decided stands."""
    worksheet = fetch_result(request, worksheet_id)
    objection = worksheet.objections.filter(pk=objection_id).first()
    if objection is None:
        raise Http404
    refusal = judging_refusal(request.user, worksheet, Layer.OBJECTION, objection.code)
    if refusal:
        raise PermissionDenied(refusal)
    form = AnswerForm(request.POST)
    part = sent_part(request, worksheet, objection)
    if not form.is_valid() or not (part.quiet or part.is_valid()):
        return result_again(request, worksheet, objection.code, form, 422, part)
    opinion = opinion_of(form.cleaned_data["outcome"], part)
    objection.worksheet = worksheet
    try:
        answer_objection(
            objection=objection,
            opinion=opinion,
            answer=form.cleaned_data["answer"],
            by=request.user,
        )
    except Refusal as problem:
        form.add_error("answer", str(problem))
        return result_again(request, worksheet, objection.code, form, problem.status, part)
    messages.success(request, "Jawaban tercatat.")
    return redirect("result", worksheet_id=worksheet.pk)


def sent_part(request: Request, worksheet: Worksheet, objection: Objection) -> PartForm:
    """The fields of another value as they were sent; they are looked at where they are to hold."""
    code = objection.code
    judgement_by_layer = {
        it.layer: it for it in worksheet.judgements.filter(code=code).exclude(layer=Layer.OBJECTION)
    }
    return PartForm(
        sheet_of(worksheet.revision_id).by_code[code],
        request.POST,
        claim=worksheet.entries.filter(code=code).first(),
        standing=next(
            (judgement_by_layer[it] for it in Layer.DESK.row.speakers if it in judgement_by_layer), None
        ),
        quiet=request.POST.get("outcome") != Objection.Outcome.PARTLY,
    )


def opinion_of(outcome: str, part: PartForm) -> Opinion | None:
    """What is decided instead; None where what was decided stands."""
    if outcome == Objection.Outcome.ACCEPTED:
        return Opinion(Judgement.Verdict.AGREES)
    return part.opinion if outcome == Objection.Outcome.PARTLY else None


def result_again(
    request: Request,
    worksheet: Worksheet,
    code: str,
    form: Any,
    status: int,
    part: PartForm | None = None,
) -> HttpResponse:
    """The page with what was typed and what is wrong with it, at its row."""
    forms = [form] if part is None or part.quiet else [form, part]
    problems = [
        str(error)
        for sent_form in forms
        for errors_of_field in sent_form.errors.values()
        for error in errors_of_field
    ]
    errors = {"code": code, "problems": problems, "data": form.data, "part": part}
    return result_page(request, worksheet, errors=errors, status=status)
