"""The surat tugas of a stage of field visits, and the checklists that the visitors take along."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments.access import fetch_assigned_stage, fetch_worksheet, require_chair, require_review_reader
from assessments.files.scans import PaperOf
from assessments.models import Stage
from assessments.papers.responses import paper_download, worksheet_download
from assessments.papers.scans import scans_context
from assessments.papers.seal import seal_of
from assessments.records.printed_copies import copy_of
from assessments.team.forms.assignment_letter import ErrandForm
from assessments.team.printing.assignment_letter import AssignmentLetter, assignment_letter_pdf
from assessments.team.printing.checklist import checklist_of, checklist_pdf
from assessments.team.services.visits import Errand, errand_of, leader_of
from assessments.workflow import Format, Paper
from kinerja.accounts.models import User
from kinerja.accounts.requests import Request

SHAPES = {str(it): it for it in Paper.ASSIGNMENT_LETTER.row.addresses}


@login_required
@require_safe
def errand(request: Request, stage_id: UUID) -> HttpResponse:
    """The page with the form of the letter; with `bentuk` the letter itself, or 422 with what is wrong."""
    assigned = fetch_errand(request, stage_id)
    letter_format = request.GET.get("bentuk", "")
    form = ErrandForm(request.GET if letter_format else None)
    if letter_format in SHAPES and assigned.members and form.is_valid():
        return made_letter(assignment_letter_of(assigned, form), SHAPES[letter_format], by=request.user)
    stage = assigned.stage
    scans = scans_context(PaperOf(Paper.ASSIGNMENT_LETTER, stage.period, stage=stage), "")
    context = {"period": stage.period, "stage": stage, "errand": assigned, "form": form, **scans}
    return render(request, "team/assignment_letter.html", context, status=422 if form.errors else 200)


def fetch_errand(request: Request, stage_id: UUID) -> Errand:
    """The visits of a stage of one's own province, for its chair; 404 for a stage without visits."""
    stage = fetch_assigned_stage(require_chair(request.user), stage_id)
    if stage.kind != Stage.Kind.FIELD:
        raise Http404
    return errand_of(stage)


def assignment_letter_of(errand: Errand, form: ErrandForm) -> AssignmentLetter:
    answers = form.cleaned_data
    return AssignmentLetter(
        errand=errand,
        signer=leader_of(errand.stage.period.owner),
        number=answers["nomor"],
        place=answers["tempat"],
        day=answers["tanggal"],
    )


def made_letter(letter: AssignmentLetter, shape: Format, by: User) -> HttpResponse:
    """As PDF with the code of this copy; what is still to be edited has none."""
    at, stage = timezone.now(), letter.errand.stage
    if shape is Format.PDF:
        copy = copy_of(
            paper=Paper.ASSIGNMENT_LETTER,
            subject=str(stage.pk),
            says=letter.says,
            about=[("Provinsi", letter.province), ("Periode", str(stage.period)), ("Tahap", stage.name)],
            by=by,
            at=at,
        )
        return assignment_letter_download(letter, shape, assignment_letter_pdf(letter, seal_of(copy)))
    from assessments.team.printing.assignment_letter_docx import (
        assignment_letter_docx,  # brings lxml: only when asked
    )

    return assignment_letter_download(letter, shape, assignment_letter_docx(letter, at=at))


def assignment_letter_download(letter: AssignmentLetter, shape: Format, content: bytes) -> HttpResponse:
    stage = letter.errand.stage
    return paper_download(Paper.ASSIGNMENT_LETTER, shape, content, stage=stage.name, year=stage.period.year)


@login_required
@require_safe
def checklist(request: Request, worksheet_id: UUID) -> HttpResponse:
    """The form to fill during a visit, for whoever reads the worksheet from above."""
    worksheet = fetch_worksheet(request, worksheet_id)
    require_review_reader(request.user, worksheet)
    at = timezone.now()
    pdf = checklist_pdf(checklist_of(worksheet, at=at))
    return worksheet_download(worksheet, Paper.CHECKLIST, Format.PDF, pdf)
