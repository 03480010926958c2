"""The first page after signing in: straight to the one worksheet, or the list of those one looks after."""

from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from assessments.access import first_layer, has_overview, is_juror, worksheets_for
from assessments.home.page.schedule import schedule_for
from assessments.models import Worksheet
from kinerja.accounts.requests import Request
from kinerja.paging import loaded_page

WORKSHEETS_A_PAGE = 50


@login_required
@require_safe
def home(request: Request) -> HttpResponse:
    """Operators and camats land on their worksheet; the others see a list, or what they wait for."""
    worksheets = worksheets_for(request.user)
    if not has_overview(request.user):
        first_two = list(worksheets[:2])
        if len(first_two) == 1:
            return redirect("worksheet", worksheet_id=first_two[0].pk)
        if not first_two and is_juror(request.user):
            return redirect("juries")
        if not first_two and request.user.is_staff:
            return redirect("instruments")
        if not first_two:
            return render(request, "home/nothing_yet.html", {"schedule": schedule_for(request.user)})
    search_text = request.GET.get("cari", "").replace("\0", "").strip()[:80]
    page = loaded_page(search_worksheets(worksheets, search_text), WORKSHEETS_A_PAGE, request.GET.get("hal"))
    context = {"page": page, "text": search_text, "layer": first_layer(request.user)}
    return render(request, "home/worksheets.html", context)


def search_worksheets(worksheets: QuerySet[Worksheet], search_text: str) -> QuerySet[Worksheet]:
    """By the name of the kecamatan or of its kabupaten/kota, case aside."""
    if not search_text:
        return worksheets
    return worksheets.filter(
        Q(district__name__icontains=search_text) | Q(district__regency__name__icontains=search_text)
    )
