"""A kecamatan, and a province, from year to year."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments.access import fetch_period, fetch_worksheet, rank_reach, require_overseer
from assessments.models import Worksheet
from assessments.years.page import BridgeText, YearLine, aspect_lines, improvement_lines
from assessments.years.services.history import YearResult, bridge_of, common_basis, year_before, years_of
from assessments.years.services.improvements import improvements_in
from kinerja.accounts.requests import Request


@login_required
@require_safe
def worksheet_years(request: Request, worksheet_id: UUID) -> HttpResponse:
    """The years of one kecamatan, and what moved its score from the year before to this one."""
    worksheet = fetch_worksheet(request, worksheet_id)
    years = years_of(request.user, worksheet, timezone.now())
    context = {
        "worksheet": worksheet,
        "lines": [YearLine(it, it.worksheet.pk == worksheet.pk) for it in years],
        "aspects": aspect_lines(years),
        "bridge": bridge_text(years, worksheet),
    }
    return render(request, "years/worksheet_years.html", context)


def bridge_text(years: list[YearResult], worksheet: Worksheet) -> BridgeText | None:
    """None where one of the two years has no answers."""
    this = next(it for it in years if it.worksheet.pk == worksheet.pk)
    last = year_before(years, worksheet)
    if last is None or last.claim is None or this.claim is None:
        return None
    basis = common_basis(last, this)
    earlier = str(last.worksheet.stage.period)
    return BridgeText(bridge_of(last.worksheet, this.worksheet, basis), basis, earlier)


@login_required
@require_safe
def most_improved(request: Request, period_code: str) -> HttpResponse:
    """The kecamatan within reach with both years, the most improved first."""
    require_overseer(request.user)
    reach = rank_reach(request.user, fetch_period(request.user, period_code))
    lines = improvement_lines(improvements_in(request.user, reach))
    return render(request, "years/most_improved.html", {"period": reach.period, "lines": lines})
