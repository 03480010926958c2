"""Open the worksheets of a stage."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from assessments.models import Event, Stage, Worksheet
from assessments.scores.totals import store_empty
from indicators.models import Instrument, Revision
from kinerja.accounts.models import User
from kinerja.refusals import Incomplete
from kinerja.regions.models import District, Profile

from .events import event_of


class NotReady(Incomplete):
    """Something that a worksheet stands on is missing; the text says what, for the user."""


@transaction.atomic
def open_worksheets(*, stage: Stage, districts: Iterable[District], by: User | None) -> list[Worksheet]:
    """An empty worksheet for each of `districts` that has none yet; returns the new ones. The number of
    queries does not grow with theirs.

    Raises `NotReady` where the instrument has no revision in force, or a kecamatan no profile of its year.
    """
    Instrument.objects.select_for_update().get(pk=stage.instrument_id)  # no revision comes in meanwhile
    revision = stage.instrument.revisions.filter(state=Revision.State.IN_FORCE).first()
    if revision is None:
        raise NotReady(f"{stage.instrument} belum diterbitkan.")
    present = set(stage.worksheets.values_list("district_id", flat=True))
    missing = [district for district in districts if district.pk not in present]
    profiles = profiles_of(missing, stage.instrument.data_year)
    worksheets = [
        Worksheet(stage=stage, district=it, profile=profiles[it.pk], revision=revision) for it in missing
    ]
    at = timezone.now()
    store_empty(worksheets, at=at)
    Event.objects.bulk_create(opening_event(it, at, by) for it in worksheets)
    return worksheets


def profiles_of(districts: list[District], data_year: int) -> dict[object, Profile]:
    """By kecamatan. Raises `NotReady` for the first that has none."""
    rows = Profile.objects.filter(data_year=data_year, district__in=districts)
    profiles: dict[object, Profile] = {it.district_id: it for it in rows}
    bare = next((it for it in districts if it.pk not in profiles), None)
    if bare:
        raise NotReady(f"{bare} ({bare.code}) belum punya profil tahun {data_year}.")
    return profiles


def opening_event(worksheet: Worksheet, at: datetime, by: User | None) -> Event:
    return event_of(
        worksheet=worksheet,
        action=Event.Action.OPENED,
        subject="",
        old=None,
        new={"revision": worksheet.revision.sha256},
        at=at,
        by=by,
    )
