"""Append to the history of a kecamatan's IKU, inside the transaction that it tells of."""

from datetime import datetime
from typing import Any

from assessments.iku.models import IkuDocument, IkuEvent, IkuYear
from kinerja.accounts.models import User


def record_iku(
    about: IkuDocument | IkuYear,
    action: IkuEvent.Action,
    *,
    at: datetime,
    by: User | None,
    subject: str = "",
    old: Any = None,
    new: Any = None,
    note: str = "",
) -> None:
    """Write who did what; `by` is None where a command did it."""
    IkuEvent(
        at=at,
        actor_id=by.pk if by else None,
        actor_name=by.name if by else "",
        district_id=about.district_id,
        about_id=about.pk,
        action=action,
        subject=subject,
        old=old,
        new=new,
        note=note,
    ).save(force_insert=True)
