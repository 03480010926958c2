"""What was decided of one worksheet, row by row, and the objections to it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from assessments.access import actors_at, fetch_worksheet, judging_refusal
from assessments.forms.decision import AnswerForm, ObjectionForm
from assessments.models import Judgement, Layer, Objection, Worksheet
from assessments.printing.context import RowFigures, sheet_figures
from assessments.services.course import course_of
from assessments.services.entry import Closed
from assessments.services.judging import Opinion
from assessments.services.layers import SPEAKERS, layered, versions_of, words_of
from assessments.services.objections import answer_objection, file_objection, filing_refusal, objections_close
from assessments.services.scoring import result_of
from assessments.services.stage_scores import Part, parts_of
from assessments.workflow import Actor, State
from indicators.scoring.rounding import exact_sum
from indicators.services.sheets import sheet_of
from kinerja.numbers import format_datetime, format_number

from .standing import zone_of

SHOWN = (State.PROVISIONAL, State.FINAL)
PLACES = 2


@dataclass(frozen=True)
class ResultRow:
    """One row as it was claimed and as it was decided."""

    claim: RowFigures
    decided: RowFigures
    judgement: Judgement | None
    objection: Objection | None

    @property
    def differs(self) -> bool:
        return self.judgement is not None and self.judgement.verdict == Judgement.Verdict.DIFFERS


def fetch_result(request: HttpRequest, worksheet_id: UUID) -> Worksheet:
    """A worksheet whose result may be seen by whoever may read it; 403 with the reason before that."""
    worksheet = fetch_worksheet(request, worksheet_id)
    if worksheet.state not in SHOWN:
        raise PermissionDenied("Hasil kertas kerja ini belum diumumkan.")
    return worksheet


@login_required
@require_safe
def result(request: HttpRequest, worksheet_id: UUID) -> HttpResponse:
    """Claim and decision side by side, what was lost where, and what the camat may still object to."""
    return result_page(request, fetch_result(request, worksheet_id))


def result_page(
    request: HttpRequest, worksheet: Worksheet, *, errors: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    sheet = sheet_of(worksheet.revision_id)
    claim = sheet_figures(sheet, result_of(worksheet))
    decided = sheet_figures(
        sheet, layered(worksheet, Layer.DESK, words_of(worksheet), versions_of(worksheet)).result
    )
    closes = objections_close(worksheet)
    context = {
        "worksheet": worksheet,
        "claim": claim,
        "decided": decided,
        "rows": rows_of(worksheet, claim, decided),
        "may_object": not filing_refusal(worksheet, request.user, timezone.now()),  # type: ignore[arg-type]
        "may_answer": worksheet.state == State.PROVISIONAL
        and not judging_refusal(request.user, worksheet, Layer.OBJECTION),  # type: ignore[arg-type]
        "final": final_of(worksheet),
        "closes": format_datetime(closes, zone_of(worksheet)) if closes else "",
        "errors": errors or {},
        "is_head": Actor.HEAD in actors_at(request.user, worksheet),  # type: ignore[arg-type]
    }
    return render(request, "assessments/result/result.html", context, status=status)


def final_of(worksheet: Worksheet) -> dict[str, Any] | None:
    """The final score over the stages, of jurors only what they come to; None where the desk's is final."""
    course = course_of(worksheet.stage.period)
    if not course.counted:
        return None
    parts = parts_of(course, worksheet)
    total = exact_sum(part.contribution for part in parts)
    return {"rows": [part_row(part) for part in parts], "total": format_number(total, places=PLACES)}


def part_row(part: Part) -> dict[str, str]:
    score = part.score
    own = "tidak ikut" if score is None else "belum lengkap"
    return {
        "name": part.stage.name,
        "weight": format_number(part.weight),
        "score": format_number(score.total, places=PLACES) if score and score.complete else own,
        "contribution": format_number(part.contribution, places=PLACES),
    }


def rows_of(worksheet: Worksheet, claim: Any, decided: Any) -> list[ResultRow]:
    """Every row in order; two queries."""
    found: dict[str, Judgement] = {}
    spoken = list(worksheet.judgements.select_related("judged_by"))
    for speaker in reversed(SPEAKERS[Layer.DESK]):
        found |= {it.code: it for it in spoken if it.layer == speaker}
    objections = {it.code: it for it in worksheet.objections.select_related("filed_by", "answered_by")}
    pairs = zip(lines(claim), lines(decided), strict=True)
    return [
        ResultRow(one, other, found.get(one.row.code), objections.get(one.row.code)) for one, other in pairs
    ]


def lines(figures: Any) -> list[RowFigures]:
    return [row for aspect in figures.aspects for sub in aspect.sub_aspects for row in sub.rows]


@login_required
@require_POST
def object_to(request: HttpRequest, worksheet_id: UUID, code: str) -> HttpResponse:
    """The camat's objection to one row; 422 without words, 409 where it is too late."""
    worksheet = fetch_result(request, worksheet_id)
    if Actor.HEAD not in actors_at(request.user, worksheet):  # type: ignore[arg-type]
        raise PermissionDenied("Hanya camat kecamatan ini yang mengajukan sanggahan.")
    if code not in sheet_of(worksheet.revision_id).by_code:
        raise Http404
    form = ObjectionForm(request.POST)
    if not form.is_valid():
        return again(request, worksheet, code, form, 422)
    try:
        file_objection(worksheet=worksheet, code=code, text=form.cleaned_data["text"], by=request.user)  # type: ignore[arg-type]
    except Closed as refusal:
        form.add_error("text", str(refusal))
        return again(request, worksheet, code, form, 409)
    messages.success(request, "Sanggahan tercatat.")
    return redirect("result", worksheet_id=worksheet.pk)


@login_required
@require_POST
def answer(request: HttpRequest, worksheet_id: UUID, objection_id: UUID) -> HttpResponse:
    """The team's answer: accepted means that the claim holds after all."""
    worksheet = fetch_result(request, worksheet_id)
    objection = worksheet.objections.filter(pk=objection_id).first()
    if objection is None:
        raise Http404
    refusal = judging_refusal(request.user, worksheet, Layer.OBJECTION, objection.code)  # type: ignore[arg-type]
    if refusal:
        raise PermissionDenied(refusal)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return again(request, worksheet, objection.code, form, 422)
    accepted = form.cleaned_data["outcome"] == Objection.Outcome.ACCEPTED
    opinion = Opinion(Judgement.Verdict.AGREES) if accepted else None
    objection.worksheet = worksheet
    try:
        answer_objection(
            objection=objection,
            opinion=opinion,
            answer=form.cleaned_data["answer"],
            by=request.user,  # type: ignore[arg-type]
        )
    except Closed as problem:
        form.add_error("answer", str(problem))
        return again(request, worksheet, objection.code, form, 409)
    messages.success(request, "Jawaban tercatat.")
    return redirect("result", worksheet_id=worksheet.pk)


def again(request: HttpRequest, worksheet: Worksheet, code: str, form: Any, status: int) -> HttpResponse:
    """The page with what was typed and what is wrong with it, at its row."""
    problems = [str(error) for found in form.errors.values() for error in found]
    errors = {"code": code, "problems": problems, "data": form.data}
    return result_page(request, worksheet, errors=errors, status=status)
