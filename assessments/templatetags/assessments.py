"""The schedule, for pages of rooms below this one, and the tag of a worksheet's state."""

from typing import Any

from django import template

from assessments.access.queries import newest_period, schedule_of
from assessments.models import Window, Worksheet
from kinerja.accounts.access import provinces_of
from kinerja.numbers import format_short_datetime

register = template.Library()


@register.inclusion_tag("includes/tag.html")
def state_tag(worksheet: Worksheet) -> dict[str, str]:
    """Where a worksheet stands: word, tint and icon."""
    state = worksheet.current_state
    if state.editable:
        return looks(*filling(worksheet))
    return looks(state.label, state.row.tint, state.row.icon)


def filling(worksheet: Worksheet) -> tuple[str, str, str]:
    if worksheet.complete:
        return "Lengkap", "ok", "check"
    if worksheet.filled:
        state = worksheet.current_state
        return state.label, state.row.tint, state.row.icon
    return "Belum mulai", "none", "dotted"


def looks(word: str, tint: str, icon: str) -> dict[str, str]:
    return {"word": word, "tint": tint, "icon": icon}


@register.inclusion_tag("includes/schedule.html", takes_context=True)
def schedule(context: dict[str, Any]) -> dict[str, Any]:
    """Every window that holds for all kecamatan, of the newest period of the reader's province."""
    period = newest_period(provinces_of(context.get("user")))
    windows = schedule_of(period) if period else []
    return {"windows": [{"name": window.stage.name, "text": in_words(window)} for window in windows]}


def in_words(window: Window) -> str:
    zone = window.stage.period.owner.time_zone
    opens, closes = (format_short_datetime(at, zone) for at in (window.opens, window.closes))
    return f"{opens} sampai {closes}"
