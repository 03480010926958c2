"""The schedule, for pages of rooms below this one."""

from typing import Any

from django import template

from assessments.models import Window
from assessments.queries import newest_period, schedule_of
from kinerja.numbers import format_date, format_short_datetime

register = template.Library()


@register.inclusion_tag("assessments/schedule.html")
def schedule() -> dict[str, Any]:
    """Every window of the newest period that holds for all kecamatan."""
    period = newest_period()
    windows = schedule_of(period) if period else []
    return {"windows": [{"name": window.stage.name, "text": in_words(window)} for window in windows]}


def in_words(window: Window) -> str:
    zone = window.stage.period.owner.time_zone
    return f"{format_date(window.opens.date())} sampai {format_short_datetime(window.closes, zone)}"
