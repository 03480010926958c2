"""The schedule: every window that holds for all kecamatan of a period."""

from collections.abc import Iterable
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from assessments.access import running_periods
from assessments.access.queries import schedule_of
from assessments.models import Period, Window
from kinerja.numbers import format_short_datetime
from kinerja.slots import Filling


class ScheduleLine(NamedTuple):
    """A stage and from when to when its window is open."""

    name: str
    text: str


class PeriodSchedule(NamedTuple):
    """A period with its schedule, by time."""

    period: Period
    lines: list[ScheduleLine]


def schedule_lines(period: Period) -> list[ScheduleLine]:
    """Of one period, by time; one query."""
    return in_words(schedule_of([period]))


def in_words(windows: Iterable[Window]) -> list[ScheduleLine]:
    return [ScheduleLine(it.stage.name, window_text(it)) for it in windows]


def window_text(window: Window) -> str:
    """Both ends with their hour, in the zone of the province."""
    zone = window.stage.period.owner.time_zone
    opens, closes = (format_short_datetime(at, zone) for at in (window.opens, window.closes))
    return f"{opens} sampai {closes}"


def running_schedules() -> list[PeriodSchedule]:
    """The windows of running periods that are open or to come, for whoever has not signed in, of the province
    of the installation or, where several share it, of all; two queries."""
    periods = list(running_periods(settings.PROVINCE))
    windows = list(schedule_of(periods).filter(closes__gt=timezone.now()))
    lines = [in_words(it for it in windows if it.stage.period_id == period.pk) for period in periods]
    return [PeriodSchedule(*it) for it in zip(periods, lines, strict=True)]


def schedule_beside(request: HttpRequest) -> Filling:
    """The schedules, for a page of a lower room."""
    return Filling("home/schedules.html", running_schedules())
