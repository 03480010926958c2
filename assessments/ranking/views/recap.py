"""The recap workbook for those who look after more than one kecamatan."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments.access import worksheets_for
from assessments.home.views.papers import download
from assessments.models import Worksheet
from assessments.ranking.printing.recap import recap_xlsx as render_recap
from kinerja.accounts.models import User
from kinerja.navigation import wide
from kinerja.regions.models import Regency


@login_required
@require_safe
def recap_xlsx(request: HttpRequest) -> HttpResponse:
    """Every worksheet of the newest stage that this person may read, with the ranking among them."""
    if not wide(request.user):  # type: ignore[arg-type]
        raise PermissionDenied("Rekap dibuka oleh verifikator kabupaten/kota, penilai, dan pimpinan.")
    worksheets = newest_worksheets(request.user)  # type: ignore[arg-type]
    if not worksheets:
        raise Http404
    content = render_recap(worksheets, at=timezone.now())
    return download(content, f"rekap-{worksheets[0].stage.period.name}", "xlsx")


def newest_worksheets(user: User, regency: Regency | None = None) -> list[Worksheet]:
    """Those of the newest period's last stage, by the code of their kecamatan, or only a regency's; two
    queries."""
    allowed = worksheets_for(user)
    if regency:
        allowed = allowed.filter(district__regency=regency)
    newest = allowed.order_by("-stage__period__year", "stage__period__name", "-stage__no").first()
    return list(allowed.filter(stage=newest.stage_id).order_by("district__code")) if newest else []
