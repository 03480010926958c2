"""One period: where it stands, what is in it, who moved it, and the acts of its Sekretariat."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render

from assessments.access import fetch_period, prepares
from assessments.home.page.schedule import schedule_lines
from assessments.models import Period, PeriodEvent, Worksheet
from assessments.workflow import PeriodAction, State
from assessments.years.forms import PeriodActForm
from assessments.years.services.period_acts import act_on_period, lacks
from kinerja.accounts.requests import Request
from kinerja.accounts.views import form_methods, posted_data
from kinerja.numbers import format_short_datetime
from kinerja.refusals import Refusal

DENIED = "Periode dimulai, diselesaikan, dan dibuka kembali oleh Sekretariat Tim Penilai provinsi ini."


@dataclass(frozen=True)
class ActView:
    """An act that the period's state allows, and what it still lacks."""

    action: PeriodAction
    missing: list[str]


@login_required
@form_methods
def period_page(request: Request, period_code: str) -> HttpResponse:
    """Everybody who sees the period reads it; its Sekretariat acts on it."""
    period = fetch_period(request.user, period_code)
    form = PeriodActForm(posted_data(request))
    if request.method != "POST":
        return show_period(request, period, form)
    if not prepares(request.user, period):
        raise PermissionDenied(DENIED)
    if not form.is_valid():
        return show_period(request, period, form, status=422)
    action = PeriodAction(form.cleaned_data["action"])
    try:
        act_on_period(period=period, action=action, by=request.user, note=form.cleaned_data["note"])
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return show_period(request, period, form, status=refusal.status)
    messages.success(request, f"{action.row.done}.")
    return redirect("period", period.code)


def show_period(request: Request, period: Period, form: PeriodActForm, *, status: int = 200) -> HttpResponse:
    may_act = prepares(request.user, period)
    context = {
        "period": period,
        "form": form,
        "may_act": may_act,
        "acts": act_views(period) if may_act else [],
        "schedule": schedule_lines(period),
        "counts": worksheet_counts(period),
        "events": event_lines(period),
    }
    return render(request, "years/period.html", context, status=status)


def act_views(period: Period) -> list[ActView]:
    allowed = [it for it in PeriodAction if it.row.source is period.standing]
    return [ActView(it, lacks(period, it)) for it in allowed]


def worksheet_counts(period: Period) -> list[tuple[str, int]]:
    """How many worksheets stand where, in the order of the work; one query."""
    rows = Worksheet.objects.filter(stage__period=period).order_by().values_list("state")
    counts = dict(rows.annotate(Count("pk")))
    return [(state.label, counts[state]) for state in State if state in counts]


def event_lines(period: Period) -> list[tuple[str, Any]]:
    zone = period.owner.time_zone
    return [(format_short_datetime(it.at, zone), it) for it in PeriodEvent.objects.filter(period=period)]
