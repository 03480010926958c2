"""Append to the history, inside the transaction that it tells of."""

from datetime import datetime
from typing import Any

from assessments.models import Event, Worksheet
from kinerja.accounts.models import User


def record(
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
    """Write who did what to what; `by` is None where the system did it."""
    return Event.objects.create(
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
