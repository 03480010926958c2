"""Tugas saya: what a verifier or an assessor may judge now, and in which order it is best done."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments.access import collects_workbooks, fetch_period
from assessments.home.page.worksheet_status import worksheet_zone
from assessments.models import Layer, Worksheet
from assessments.review.services.tasks import FAR, SOON, ReviewTask, tasks_of
from assessments.workflow import PAGE_LAYERS
from kinerja.accounts.requests import Request
from kinerja.numbers import format_number, format_short_datetime

ROWS_A_PAGE = 100


@dataclass(frozen=True)
class TaskLine:
    """A task as the list shows it."""

    task: ReviewTask
    url: str
    layer: str
    since: str
    due: str


def task_url(worksheet: Worksheet, layer: Layer) -> str:
    """Where a worksheet is judged in a layer."""
    return reverse("review", kwargs={"worksheet_id": worksheet.pk, "layer": layer})


def task_line(task: ReviewTask) -> TaskLine:
    zone = worksheet_zone(task.worksheet)
    window = task.window
    due = format_short_datetime(window.closes, zone) if window else "–"
    if window and timezone.now() < window.opens:
        due = f"Dibuka {format_short_datetime(window.opens, zone)}"
    return TaskLine(
        task=task,
        url=task_url(task.worksheet, task.layer),
        layer=task.layer.stage_kind.label,
        since=format_short_datetime(task.since, zone) if task.since else "–",
        due=due,
    )


@login_required
@require_safe
def tasks(request: Request, period_code: str) -> HttpResponse:
    """The queue of the person asking, riskiest and oldest first."""
    if not collects_workbooks(request.user):
        raise PermissionDenied("Tugas penilaian dibuka oleh verifikator kabupaten/kota dan penilai provinsi.")
    period = fetch_period(request.user, period_code)
    queue = tasks_of(request.user, period, timezone.now())
    page = Paginator(queue, ROWS_A_PAGE).get_page(request.GET.get("hal"))
    context = {
        "period": period,
        "page": page,
        "lines": [task_line(task) for task in page],
        "total": len(queue),
        "layers": [
            (it, it.stage_kind.label) for it in PAGE_LAYERS if any(task.layer is it for task in queue)
        ],
        "days": SOON.days,
        "points": format_number(FAR),
    }
    return render(request, "review/tasks.html", context)
