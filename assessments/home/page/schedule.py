"""The schedule: every window that holds for all kecamatan, of the newest period of the reader's province."""

from typing import Any, NamedTuple

from django.http import HttpRequest

from assessments.access.queries import newest_period, schedule_of
from assessments.models import Window
from kinerja.accounts.access import provinces_of
from kinerja.numbers import format_short_datetime
from kinerja.slots import Filling


class ScheduleLine(NamedTuple):
    """A stage and from when to when its window is open."""

    name: str
    text: str


def schedule_for(user: Any) -> list[ScheduleLine]:
    """By time; for visitors and superusers that of the newest period of all. Two queries."""
    period = newest_period(provinces_of(user))
    return [ScheduleLine(it.stage.name, window_text(it)) for it in schedule_of(period)] if period else []


def window_text(window: Window) -> str:
    zone = window.stage.period.owner.time_zone
    opens, closes = (format_short_datetime(at, zone) for at in (window.opens, window.closes))
    return f"{opens} sampai {closes}"


def schedule_beside(request: HttpRequest) -> Filling:
    """The schedule, for a page of a lower room."""
    return Filling("home/schedule.html", schedule_for(request.user))
