"""The yearly profile: saved, confirmed, unlocked. Its counts feed denominators and applicability."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.forms.models import model_to_dict
from django.utils import timezone

from assessments.models import Event, Worksheet
from assessments.records.events import record_event
from assessments.records.guard import lock_worksheet, lock_worksheets
from assessments.scores.totals import refresh_totals
from kinerja.accounts.models import User
from kinerja.refusals import Closed, Incomplete, Stale
from kinerja.regions.models import Profile

from .saving import lock_for_entry

COUNTS = ("desa", "kelurahan")
FIELDS = (
    *COUNTS, "villages", "head_name", "head_acting", "head_rank", "head_nip", "address", "contact_name",
    "contact_phone",
)  # fmt: skip
CONFIRMED = "Profil sudah dipastikan benar. Minta verifikator kabupaten/kota membukanya bila ada yang keliru."


class StaleProfile(Stale):
    """Somebody saved the profile after the sender had read it."""

    sentence = "Profil ini sudah diubah orang lain. Periksa isian, lalu simpan lagi."


class IncompleteProfile(Incomplete):
    """Something is missing before the profile can be kept so; `field` says where, the text what."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


@transaction.atomic
def save_profile(
    *, worksheet: Worksheet, values: dict[str, Any], version: int, by: User, reason: str = ""
) -> Profile:
    """Save the profile behind `worksheet` and rescore every open worksheet that stands on it.

    Raises `StaleProfile` where the profile has moved on, `Closed` outside the window or once it is confirmed,
    and `IncompleteProfile` where a count changes without a `reason`.
    """
    at = timezone.now()
    profile = lock_profile(worksheet, at)
    profile_before = model_to_dict(profile, FIELDS)
    profile_after = profile_before | {name: values[name] for name in FIELDS if name in values}
    if profile_after == profile_before:
        return profile
    if profile.version != version:
        raise StaleProfile
    if any(profile_after[name] != profile_before[name] for name in COUNTS) and not reason:
        raise IncompleteProfile("reason", "Tulis alasan perubahan jumlah desa atau kelurahan.")
    for name, value in profile_after.items():
        setattr(profile, name, value)
    write_profile(
        worksheet,
        profile,
        Event.Action.PROFILE_SAVED,
        at,
        by,
        old=profile_before,
        new=profile_after,
        note=reason,
    )
    rescore_worksheets_on(profile)
    return profile


@transaction.atomic
def confirm_profile(
    *, worksheet: Worksheet, version: int, by: User, values: dict[str, Any] | None = None, reason: str = ""
) -> Profile:
    """Save `values` where there are any, then make the profile read-only. Raises as `save_profile` does."""
    if values is not None:
        saved = save_profile(worksheet=worksheet, values=values, version=version, by=by, reason=reason)
        version = saved.version
    at = timezone.now()
    profile = lock_profile(worksheet, at)
    if profile.version != version:
        raise StaleProfile
    if not profile.head_name:
        raise IncompleteProfile("head_name", "Tulis nama camat sebelum memastikan profil.")
    profile.confirmed_at, profile.confirmed_by = at, by.name
    write_profile(worksheet, profile, Event.Action.PROFILE_CONFIRMED, at, by)
    return profile


@transaction.atomic
def unlock_profile(*, worksheet: Worksheet, reason: str, by: User) -> Profile:
    """Open a confirmed profile again; raises `Closed` where the worksheet has been sent."""
    lock_worksheet(worksheet)
    if not worksheet.editable:
        raise Closed(worksheet.current_state.locked)
    profile = Profile.objects.select_for_update().get(pk=worksheet.profile_id)
    if profile.confirmed_at is None:
        return profile
    profile.confirmed_at, profile.confirmed_by = None, ""
    write_profile(worksheet, profile, Event.Action.PROFILE_UNLOCKED, timezone.now(), by, note=reason)
    return profile


def lock_profile(worksheet: Worksheet, at: datetime) -> Profile:
    """Lock worksheet and profile, and make sure that the profile may be changed at `at`."""
    lock_for_entry(worksheet, at)
    profile = Profile.objects.select_for_update().get(pk=worksheet.profile_id)
    if profile.confirmed_at is not None:
        raise Closed(CONFIRMED)
    return profile


def write_profile(
    worksheet: Worksheet, profile: Profile, action: Event.Action, at: datetime, by: User, **event_fields: Any
) -> None:
    profile.version += 1
    profile.save()
    event_fields = {"old": None, "new": None} | event_fields
    record_event(worksheet=worksheet, action=action, subject="profile", at=at, by=by, **event_fields)


@transaction.atomic
def rescore_worksheets_on(profile: Profile) -> None:
    """Rescore every open worksheet that stands on the profile."""
    for worksheet in lock_worksheets(Worksheet.objects.filter(profile=profile)):
        if worksheet.editable:
            refresh_totals(worksheet, at=timezone.now())


def profile_findings(worksheet: Worksheet) -> list[str]:
    """What is left to do in the profile before the worksheet is sent; a sentence each."""
    if worksheet.profile.confirmed_at is None:
        return ["Profil kecamatan belum dipastikan benar."]
    return []
