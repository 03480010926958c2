"""Save a kecamatan's yearly profile; its counts feed denominators and applicability."""

from typing import Any

from django.db import transaction
from django.forms.models import model_to_dict
from django.utils import timezone

from assessments.models import Event, Worksheet
from kinerja.accounts.models import User
from kinerja.regions.models import Profile

from .entry import Stale, lock_for_entry
from .events import record
from .scoring import refresh

OFFICE = ("head_name", "head_rank", "head_nip", "head_acting", "address", "contact_name", "contact_phone")
FIELDS = ("desa", "kelurahan", *OFFICE)


@transaction.atomic
def save_profile(*, worksheet: Worksheet, values: dict[str, Any], version: int, by: User) -> Profile:
    """Save the profile behind `worksheet` and rescore every open worksheet that stands on it.

    Raises `Stale` where the profile has moved on, `Closed` outside the window.
    """
    at = timezone.now()
    lock_for_entry(worksheet, at)
    profile = Profile.objects.select_for_update().get(pk=worksheet.profile_id)
    old = model_to_dict(profile, FIELDS)
    new = old | {name: values[name] for name in FIELDS if name in values}
    if new == old:
        return profile
    if profile.version != version:
        raise Stale(None)
    for name, value in new.items():
        setattr(profile, name, value)
    profile.version += 1
    profile.save()
    record(
        worksheet=worksheet,
        action=Event.Action.PROFILE_SAVED,
        subject="profile",
        old=old,
        new=new,
        at=at,
        by=by,
    )
    rescore(profile)
    return profile


@transaction.atomic
def rescore(profile: Profile) -> None:
    """Rescore every open worksheet that stands on the profile."""
    for worksheet in Worksheet.objects.select_for_update().filter(profile=profile):
        if worksheet.editable:
            refresh(worksheet, at=timezone.now())
