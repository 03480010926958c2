"""Append to the history, inside the transaction that it tells of."""

from datetime import datetime
from typing import Any, NotRequired, TypedDict, Unpack

from assessments.models import Event, Worksheet
from kinerja.accounts.models import User


class EventParts(TypedDict):
    """The parts of an event; see `event_of`."""

    worksheet: Worksheet
    action: Event.Action
    subject: str
    old: Any
    new: Any
    at: datetime
    by: User | None
    note: NotRequired[str]


def record_event(**parts: Unpack[EventParts]) -> Event:
    """Write who did what to what."""
    event = event_of(**parts)
    event.save(force_insert=True)
    return event


def event_of(
    *,
    worksheet: Worksheet,
    action: Event.Action,
    subject: str,
    old: Any,
    new: Any,
    at: datetime,
    by: User | None,
    note: str = "",
) -> Event:
    """An event that is still to be written; `by` is None where the system did it."""
    return Event(
        at=at,
        actor_id=by.pk if by else None,
        actor_name=by.name if by else "",
        worksheet_id=worksheet.pk,
        action=action,
        subject=subject,
        old=old,
        new=new,
        note=note,
    )
