"""Open the worksheets of a stage."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from assessments.models import Event, Stage, Worksheet
from assessments.scores.totals import refresh_totals
from indicators.models import Instrument, Revision
from kinerja.accounts.models import User
from kinerja.refusals import Incomplete
from kinerja.regions.models import District, Profile

from .events import record_event


class NotReady(Incomplete):
    """Something that a worksheet stands on is missing; the text says what, for the user."""


@transaction.atomic
def open_worksheets(*, stage: Stage, districts: Iterable[District], by: User | None) -> list[Worksheet]:
    """An empty worksheet for each of `districts` that has none yet; returns the new ones.

    Raises `NotReady` where the instrument has no revision in force, or a kecamatan no profile of its year.
    """
    Instrument.objects.select_for_update().get(pk=stage.instrument_id)  # no revision comes in meanwhile
    revision = stage.instrument.revisions.filter(state=Revision.State.IN_FORCE).first()
    if revision is None:
        raise NotReady(f"{stage.instrument} belum diterbitkan.")
    present_district_ids = set(stage.worksheets.values_list("district_id", flat=True))
    missing_districts = [district for district in districts if district.pk not in present_district_ids]
    profiles = {
        profile.district_id: profile
        for profile in Profile.objects.filter(
            data_year=stage.instrument.data_year, district__in=missing_districts
        )
    }
    return [
        open_one(stage, district, profiles.get(district.pk), revision, by) for district in missing_districts
    ]


def open_one(
    stage: Stage, district: District, profile: Profile | None, revision: Revision, by: User | None
) -> Worksheet:
    if profile is None:
        raise NotReady(f"{district} ({district.code}) belum punya profil tahun {stage.instrument.data_year}.")
    at = timezone.now()
    worksheet = Worksheet.objects.create(stage=stage, district=district, profile=profile, revision=revision)
    refresh_totals(worksheet, at=at, answers={})
    record_event(
        worksheet=worksheet,
        action=Event.Action.OPENED,
        subject="",
        old=None,
        new={"revision": revision.sha256},
        at=at,
        by=by,
    )
    return worksheet
