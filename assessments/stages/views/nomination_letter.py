"""The letter in which a kabupaten nominates its kecamatan, as PDF and as a document to edit."""

from datetime import datetime
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments.access import fetch_stage
from assessments.models import Stage
from assessments.papers.responses import paper_download
from assessments.papers.seal import seal_of
from assessments.records.printed_copies import copy_of
from assessments.stages.printing.nomination import (
    NominationLetter,
    nomination_letter_of,
    nomination_letter_pdf,
)
from assessments.stages.services import stage_field
from assessments.workflow import Format, Paper
from kinerja.accounts.requests import Request

from .participants import require_open_figures


@login_required
@require_safe
def nomination_pdf(request: Request, stage_id: UUID, regency_id: UUID) -> HttpResponse:
    """To be printed, numbered and signed."""
    at = timezone.now()
    letter = fetch_letter(request, stage_id, regency_id, at)
    copy = copy_of(
        paper=Paper.NOMINATION,
        subject=f"{stage_id}:{regency_id}",
        says=letter.says,
        about=[
            ("Kabupaten/kota", str(letter.regency)),
            ("Periode", str(letter.period)),
            ("Tahap", letter.stage.name),
        ],
        by=request.user,
        at=at,
    )
    return nomination_download(letter, Format.PDF, nomination_letter_pdf(letter, seal_of(copy)))


@login_required
@require_safe
def nomination_docx(request: Request, stage_id: UUID, regency_id: UUID) -> HttpResponse:
    """To be edited first."""
    from assessments.stages.printing.nomination_docx import (
        nomination_letter_docx,  # brings lxml: only when asked
    )

    at = timezone.now()
    letter = fetch_letter(request, stage_id, regency_id, at)
    return nomination_download(letter, Format.DOCX, nomination_letter_docx(letter, at=at))


def nomination_download(letter: NominationLetter, format_: Format, content: bytes) -> HttpResponse:
    file_name_parts = {"regency": letter.regency, "year": letter.period.year}
    return paper_download(Paper.NOMINATION, format_, content, **file_name_parts)


def fetch_letter(request: Request, stage_id: UUID, regency_id: UUID, at: datetime) -> NominationLetter:
    """404 where the province selects, where the kabupaten is another's, and where it nominates nobody."""
    reach = fetch_stage(request, stage_id)
    regency = next((it for it in reach.regencies if it.pk == regency_id), None)
    if regency is None or not reach.stage.selects or reach.stage.quota_scope != Stage.Scope.REGENCY:
        raise Http404
    field = stage_field(reach.stage, regency)
    require_open_figures(reach, field)
    if not field.inside:
        raise Http404
    return nomination_letter_of(regency, reach.stage, field, at=at)
