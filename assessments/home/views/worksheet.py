"""The kecamatan's home: the worksheet as a task list, and its history."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments.access import fetch_worksheet, oversees, visible_events
from assessments.entry.page.entry_sheet import load_entry_sheet
from assessments.home.page.history import describe_event
from assessments.home.page.repair_status import Mending
from assessments.home.page.worksheet_status import standing_of, worksheet_zone
from assessments.models import Window, Worksheet
from kinerja.accounts.requests import Request
from kinerja.numbers import format_datetime, format_remaining

from .participation import participation_link

EVENTS_A_PAGE = 50


@login_required
@require_safe
def task_list(request: Request, worksheet_id: UUID) -> HttpResponse:
    """A row per aspect, the provisional total, the deadline and the next step."""
    worksheet = fetch_worksheet(request, worksheet_id)
    entry_sheet = load_entry_sheet(request.user, worksheet)
    standing = standing_of(request.user, entry_sheet)
    context = {
        "entry_sheet": entry_sheet,
        "tasks": entry_sheet.tasks,
        "worksheet": worksheet,
        "deadline": mending_deadline(standing.mending)
        if standing.mending
        else deadline_words(worksheet, entry_sheet.window),
        "saved_at": moment_of(worksheet),
        "standing": standing,
        "participation": participation_link(request.user, worksheet),
    }
    return render(request, "home/worksheet.html", context)


def moment_of(worksheet: Worksheet) -> str:
    """When a row was last saved; empty before the first."""
    if worksheet.version < 2 or worksheet.saved_at is None:
        return ""
    return format_datetime(worksheet.saved_at, worksheet_zone(worksheet))


def deadline_words(worksheet: Worksheet, window: Window | None) -> dict[str, str] | None:
    """The closing time in words with the time left, or when entry opens."""
    if window is None:
        return None
    now, zone = timezone.now(), worksheet_zone(worksheet)
    if now < window.opens:
        return {"title": "Pengisian dibuka", "at": format_datetime(window.opens, zone), "left": ""}
    remaining_text = format_remaining((window.closes - now).total_seconds())
    return {"title": "Batas kirim", "at": format_datetime(window.closes, zone), "left": remaining_text}


def mending_deadline(mending: Mending) -> dict[str, str]:
    """Until when the rows that were asked back may be mended."""
    return {"title": "Batas perbaikan", "at": mending.due, "left": mending.left}


@login_required
@require_safe
def history(request: Request, worksheet_id: UUID) -> HttpResponse:
    """Who changed what and when, newest first; judging is not for the kecamatan's eyes."""
    worksheet = fetch_worksheet(request, worksheet_id)
    events_seen = visible_events(request.user, [worksheet.pk]).order_by("-at")
    page = Paginator(events_seen, EVENTS_A_PAGE).get_page(request.GET.get("hal"))
    judging = oversees(request.user, worksheet)
    repairs = list(worksheet.repairs.filter(sent_at__isnull=False))
    context = {
        "worksheet": worksheet,
        "page": page,
        "events": [describe_event(event, worksheet, repairs, judging=judging) for event in page],
        "names_lead_on": judging,
    }
    return render(request, "home/history.html", context)
