"""The recap workbook for those who look after more than one kecamatan."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments.access import fetch_period, has_overview, period_worksheets
from assessments.papers.responses import paper_download
from assessments.ranking.printing.recap import recap_xlsx as render_recap
from assessments.workflow import Format, Paper
from kinerja.accounts.requests import Request


@login_required
@require_safe
def recap_xlsx(request: Request, period_code: str) -> HttpResponse:
    """Every worksheet of the period that this person may read, with the ranking among them."""
    if not has_overview(request.user):
        raise PermissionDenied(Paper.RECAP.denial)
    period = fetch_period(request.user, period_code)
    worksheets = period_worksheets(request.user, period)
    if not worksheets:
        raise Http404
    workbook = render_recap(worksheets, at=timezone.now())
    return paper_download(Paper.RECAP, Format.XLSX, workbook, period=period.name)
