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
from assessments.results.services.decision import chairs, stands_first
from assessments.workflow import Format, Paper
from kinerja.accounts.models import User
from kinerja.accounts.requests import Request

from .decision import fetch_decided_period


@login_required
@require_safe
def certificates(request: Request, period_id: UUID, decision_id: UUID) -> HttpResponse:
    """All of them, a page each."""
    awarded = fetch_certificates(request, period_id, decision_id)
    return paper_download(
        Paper.CERTIFICATES, Format.PDF, certificates_pdf(awarded), code=awarded[0].decided.code
    )


@login_required
@require_safe
def certificate(request: Request, period_id: UUID, decision_id: UUID, no: int) -> HttpResponse:
    """One of them."""
    chosen = [it for it in fetch_certificates(request, period_id, decision_id) if it.no == no]
    if not chosen:
        raise Http404
    names = {"title": chosen[0].title, "holder": chosen[0].holder}
    return paper_download(Paper.CERTIFICATE, Format.PDF, certificates_pdf(chosen), **names)


def fetch_certificates(request: Request, period_id: UUID, decision_id: UUID) -> list[Certificate]:
    """Those of an approved decision of one's own province; 404 where it gave no title."""
    period = fetch_decided_period(request, pk=period_id)
    if not prints_certificates(request.user, period):
        raise PermissionDenied("Piagam dicetak oleh ketua tim penilai dan pimpinan provinsi ini.")
    approved = period.decisions.filter(state=Decision.State.APPROVED).select_related("approved_by")
    decision = approved.filter(pk=decision_id).first()
    awarded = certificates_of(Decided(decision)) if decision else []
    if not awarded:
        raise Http404
    return awarded


def prints_certificates(user: User, period: Period) -> bool:
    return chairs(user, period) or stands_first(user, period)
