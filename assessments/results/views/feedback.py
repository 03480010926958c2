"""The feedback sheet of a kecamatan, as a page and as paper."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments.access import fetch_worksheet, oversees
from assessments.papers.responses import worksheet_download
from assessments.results.printing.feedback import FeedbackPaper
from assessments.results.printing.feedback import feedback_pdf as render_feedback
from assessments.results.services.feedback import feedback_of
from assessments.workflow import Format, Paper
from kinerja.accounts.requests import Request


@login_required
@require_safe
def feedback(request: Request, worksheet_id: UUID) -> HttpResponse:
    """Where points were lost, and which come next."""
    sheet = fetch_feedback(request, worksheet_id)
    return render(request, "results/feedback.html", {"it": sheet, "worksheet": sheet.worksheet})


@login_required
@require_safe
def feedback_pdf(request: Request, worksheet_id: UUID) -> HttpResponse:
    """The same to print."""
    sheet = fetch_feedback(request, worksheet_id)
    pdf = render_feedback(sheet, at=timezone.now())
    return worksheet_download(sheet.worksheet, Paper.FEEDBACK, Format.PDF, pdf)


def fetch_feedback(request: Request, worksheet_id: UUID) -> FeedbackPaper:
    """The sheet, for whoever reads the worksheet from above; for its own people once its result is told."""
    worksheet = fetch_worksheet(request, worksheet_id)
    if not worksheet.current_state.is_announced and not oversees(request.user, worksheet):
        raise PermissionDenied("Hasil kertas kerja ini belum diumumkan.")
    return FeedbackPaper(worksheet, feedback_of(worksheet))
