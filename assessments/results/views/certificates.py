"""The piagam of an approved decision, for the chair of the team and the leadership."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from assessments.models import Decision, Period
from assessments.papers.responses import paper_download
from assessments.results.printing.certificates import Certificate, certificates_of, certificates_pdf
from assessments.results.printing.decided import Decided
from assessments.results.services.decision import chairs_province_of, stands_first
from assessments.workflow import Format, Paper
from kinerja.accounts.models import User
from kinerja.accounts.requests import Request

from .decision import fetch_decided_period


@login_required
@require_safe
def certificates(request: Request, period_id: UUID, decision_id: UUID) -> HttpResponse:
    """All of them, a page each."""
    awarded_certificates = fetch_certificates(request, period_id, decision_id)
    return paper_download(
        Paper.CERTIFICATES,
        Format.PDF,
        certificates_pdf(awarded_certificates),
        code=awarded_certificates[0].decided.code,
    )


@login_required
@require_safe
def certificate(request: Request, period_id: UUID, decision_id: UUID, no: int) -> HttpResponse:
    """One of them."""
    named_certificates = [it for it in fetch_certificates(request, period_id, decision_id) if it.no == no]
    if not named_certificates:
        raise Http404
    file_name_parts = {"title": named_certificates[0].title, "holder": named_certificates[0].holder}
    return paper_download(
        Paper.CERTIFICATE, Format.PDF, certificates_pdf(named_certificates), **file_name_parts
    )


def fetch_certificates(request: Request, period_id: UUID, decision_id: UUID) -> list[Certificate]:
    """Those of an approved decision of one's own province; 404 where it gave no title."""
    period = fetch_decided_period(request, pk=period_id)
    if not prints_certificates(request.user, period):
        raise PermissionDenied("Piagam dicetak oleh ketua tim penilai dan pimpinan provinsi ini.")
    approved_decisions = period.decisions.filter(state=Decision.State.APPROVED).select_related("approved_by")
    decision = approved_decisions.filter(pk=decision_id).first()
    awarded_certificates = certificates_of(Decided(decision)) if decision else []
    if not awarded_certificates:
        raise Http404
    return awarded_certificates


def prints_certificates(user: User, period: Period) -> bool:
    return chairs_province_of(user, period) or stands_first(user, period)
