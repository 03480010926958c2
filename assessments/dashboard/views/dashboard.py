"""The dashboard of the province and of a kabupaten/kota: figures and charts from stored totals."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments.access import fetch_period, has_overview, period_worksheets
from assessments.access.queries import decided_scores, entry_windows
from assessments.dashboard.printing.figures import dashboard_figures
from assessments.dashboard.services.counts import COUNTED, tally_of
from assessments.home.page.worksheet_status import worksheet_zone
from assessments.models import Worksheet
from assessments.workflow import Phase
from kinerja.accounts.requests import Request
from kinerja.numbers import format_number, format_short_datetime
from kinerja.regions.models import Regency

Item = tuple[str, str, str]  # what, the figure, what it is a part of


@login_required
@require_safe
def dashboard(request: Request, period_code: str) -> HttpResponse:
    """Every kabupaten of the province, or the kecamatan of one."""
    if not has_overview(request.user):
        raise PermissionDenied("Dasbor dibuka oleh verifikator kabupaten/kota, penilai, dan pimpinan.")
    period = fetch_period(request.user, period_code)
    all_worksheets = period_worksheets(request.user, period)
    regencies = regencies_among(all_worksheets)
    chosen_regency = next((it for it in regencies if str(it.pk) == request.GET.get("kabupaten")), None)
    worksheets = [it for it in all_worksheets if chosen_regency in (None, it.district.regency)]
    context: dict[str, Any] = {
        "period": period,
        "regencies": regencies if len(regencies) > 1 else [],
        "chosen": chosen_regency,
    }
    if tally_of(worksheets).total:
        context |= {
            "at": format_short_datetime(timezone.now(), worksheet_zone(worksheets[0])),
            "place": area_name(worksheets),
            "strip": glance_items(worksheets),
            "figures": dashboard_figures(
                worksheets,
                decided_scores(worksheets),
                several=len(regencies_among(worksheets)) > 1,
                everything=request.GET.get("semua") == "1",
            ),
        }
    return render(request, "dashboard/page.html", context)


def regencies_among(worksheets: Iterable[Worksheet]) -> list[Regency]:
    return sorted({it.district.regency for it in worksheets}, key=lambda it: it.code)


def area_name(worksheets: Iterable[Worksheet]) -> str:
    """The kabupaten that all lie in, else their province."""
    regencies = regencies_among(worksheets)
    return str(regencies[0] if len(regencies) == 1 else regencies[0].province)


def glance_items(worksheets: Sequence[Worksheet]) -> list[Item]:
    """What there is to know at a glance; a state of judging only once somebody has reached it."""
    overall_tally = tally_of(worksheets)
    not_participating_count = len(worksheets) - overall_tally.total
    phases_counted = [
        it for it in COUNTED if not it.is_sent or (it in overall_tally.counts and it is not Phase.SENT)
    ]
    headline_items = [
        (
            "Sudah terkirim",
            format_number(overall_tally.handed_in),
            f"dari {format_number(overall_tally.total)}",
        )
    ]
    headline_items += [
        (it.label, format_number(overall_tally.counts.get(it, 0)), "") for it in phases_counted
    ]
    headline_items += (
        [("Tidak mengikuti", format_number(not_participating_count), "")] if not_participating_count else []
    )
    return [*headline_items, *deadline_item(worksheets[0])]


def deadline_item(worksheet: Worksheet) -> list[Item]:
    """When the entry of all closes; one query."""
    window = entry_windows([worksheet.stage_id]).get((worksheet.stage_id, None))
    return (
        [("Batas kirim", format_short_datetime(window.closes, worksheet_zone(worksheet)), "")]
        if window
        else []
    )
