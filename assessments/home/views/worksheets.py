"""The first page after signing in, and the list of a period's worksheets that one looks after."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_safe

from assessments.access import (
    chosen_period,
    fetch_period,
    first_layer,
    has_overview,
    is_juror,
    periods_in_frame,
    worksheets_for,
)
from assessments.home.page.schedule import schedule_lines
from assessments.models import Period, Worksheet
from kinerja.accounts.requests import Request
from kinerja.paging import loaded_page

WORKSHEETS_A_PAGE = 50


@login_required
@require_safe
def home(request: Request) -> HttpResponse:
    """What the person works on in the period that matters to them now."""
    period = chosen_period(request.user, periods_in_frame(request.user))
    if period is None:
        return redirect("instruments") if request.user.is_staff else nothing_yet(request, None)
    return start(request, period)


@login_required
@require_safe
def worksheets(request: Request, period_code: str) -> HttpResponse:
    """The same in the period of the address."""
    return start(request, fetch_period(request.user, period_code))


def start(request: Request, period: Period) -> HttpResponse:
    """Operators and camats land on their worksheet; the others see a list, or what they wait for."""
    theirs = worksheets_for(request.user).filter(stage__period=period)
    if has_overview(request.user):
        return worksheet_list(request, period, theirs)
    own = list(theirs[:2])
    if len(own) == 1:
        return redirect("worksheet", worksheet_id=own[0].pk)
    if own:
        return worksheet_list(request, period, theirs)
    if is_juror(request.user):
        return redirect("juries", period.code)
    return redirect("instruments") if request.user.is_staff else nothing_yet(request, period)


def nothing_yet(request: Request, period: Period | None) -> HttpResponse:
    schedule = schedule_lines(period) if period else []
    return render(request, "home/nothing_yet.html", {"period": period, "schedule": schedule})


def worksheet_list(request: Request, period: Period, theirs: QuerySet[Worksheet]) -> HttpResponse:
    search_text = request.GET.get("cari", "").replace("\0", "").strip()[:80]
    page = loaded_page(search_worksheets(theirs, search_text), WORKSHEETS_A_PAGE, request.GET.get("hal"))
    context = {"period": period, "page": page, "text": search_text, "layer": first_layer(request.user)}
    return render(request, "home/worksheets.html", context)


def search_worksheets(worksheets: QuerySet[Worksheet], search_text: str) -> QuerySet[Worksheet]:
    """By the name of the kecamatan or of its kabupaten/kota, case aside."""
    if not search_text:
        return worksheets
    return worksheets.filter(
        Q(district__name__icontains=search_text) | Q(district__regency__name__icontains=search_text)
    )


def without_period(pattern: URLPattern) -> URLPattern:
    """The address of an overview without a period, which leads to the one that matters now; GET only."""

    @login_required
    @require_safe
    def lead_on(request: Request, **parts: Any) -> HttpResponse:
        period = chosen_period(request.user, periods_in_frame(request.user))
        if period is None:
            return render(request, "home/no_period.html", status=404)
        address = reverse(str(pattern.name), kwargs=parts | {"period_code": period.code})
        query = request.META.get("QUERY_STRING", "")
        return redirect(f"{address}?{query}" if query else address)

    return path(str(pattern.pattern), lead_on)
