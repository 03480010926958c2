"""The berita acara of a kabupaten's verification, as PDF and as a document to edit."""

from datetime import datetime
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments.access import fetch_period, has_overview, period_worksheets, regencies_for
from assessments.papers.responses import paper_download
from assessments.papers.seal import seal_of
from assessments.records.printed_copies import copy_of
from assessments.review.printing.minutes import Minutes, minutes_of
from assessments.review.printing.minutes import minutes_pdf as render_pdf
from assessments.workflow import Format, Paper
from kinerja.accounts.requests import Request


@login_required
@require_safe
def minutes_pdf(request: Request, period_code: str, regency_id: UUID) -> HttpResponse:
    """To be printed, numbered and signed."""
    at = timezone.now()
    minutes = fetch_minutes(request, period_code, regency_id, at)
    copy = copy_of(
        paper=Paper.MINUTES,
        subject=f"{minutes.period.pk}:{regency_id}",
        says=minutes.says,
        about=[("Kabupaten/kota", str(minutes.regency)), ("Periode", str(minutes.period))],
        by=request.user,
        at=at,
    )
    return minutes_download(minutes, Format.PDF, render_pdf(minutes, seal_of(copy)))


@login_required
@require_safe
def minutes_docx(request: Request, period_code: str, regency_id: UUID) -> HttpResponse:
    """To be edited first."""
    from assessments.review.printing.minutes_docx import (
        minutes_docx as render_docx,  # brings lxml: only when asked
    )

    at = timezone.now()
    minutes = fetch_minutes(request, period_code, regency_id, at)
    return minutes_download(minutes, Format.DOCX, render_docx(minutes, at=at))


def minutes_download(minutes: Minutes, format_: Format, content: bytes) -> HttpResponse:
    file_name_parts = {"regency": minutes.regency, "year": minutes.period.year}
    return paper_download(Paper.MINUTES, format_, content, **file_name_parts)


def fetch_minutes(request: Request, period_code: str, regency_id: UUID, at: datetime) -> Minutes:
    """The paper of a kabupaten in a period; 404 where it has no worksheet or is another's."""
    if not has_overview(request.user):
        raise PermissionDenied(Paper.MINUTES.denial)
    regency = regencies_for(request.user).filter(pk=regency_id).first()
    if regency is None:
        raise Http404
    worksheets = period_worksheets(request.user, fetch_period(request.user, period_code), regency)
    if not worksheets:
        raise Http404
    return minutes_of(regency, worksheets, at=at)
