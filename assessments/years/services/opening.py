"""Opening a year: how far its five steps are, read from what is there, and the acts of three and four."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Prefetch, Q

from assessments.access import lock_period
from assessments.models import Assignment, Period, Stage, Window, Worksheet
from assessments.records.worksheets import NotReady, open_worksheets
from assessments.workflow import PeriodState, StageKind
from indicators.models import Instrument
from kinerja.accounts.models import Membership, Role, User
from kinerja.refusals import Incomplete
from kinerja.regions.models import District, Profile, Province, Regency
from kinerja.regions.services import take_over_profiles

from .continuation import (
    continue_period,
    holidays_of,
    next_instruments,
    period_stages,
    published_of,
    successor_of,
)
from .moved_days import fixed_holidays

LOCAL_ROLES = (Role.OPERATOR, Role.HEAD, Role.REGENCY_VERIFIER)


@dataclass(frozen=True)
class DistrictStanding:
    """What there is of one kecamatan for the year that is opened."""

    district: District
    profile: bool
    confirmed: bool
    earlier: bool  # a profile of an earlier year
    worksheet: bool
    operator: bool
    head: bool


@dataclass(frozen=True)
class Opening:
    """All that the page of the next year tells; `following` is None before its period is made."""

    period: Period
    source: Instrument | None  # which the kecamatan fill in this year
    instruments: list[Instrument]
    following: Period | None
    stages: list[Stage] = field(default_factory=list)  # of `following`, with its windows as `common_windows`
    districts: list[DistrictStanding] = field(default_factory=list)
    regencies_alone: list[Regency] = field(default_factory=list)  # without a verifier
    people: dict[str, int] = field(default_factory=dict)  # active ones by role
    assignments: tuple[int, int] = (0, 0)  # of this year's period, and of the next

    @property
    def year(self) -> int:
        return self.period.year + 1

    @property
    def entry(self) -> Stage | None:
        return entry_of(self.stages)

    @property
    def starts(self) -> bool:
        """Whether the next act on the period is to start it."""
        return self.following is not None and self.following.standing is PeriodState.PREPARATION

    @property
    def published(self) -> list[Instrument]:
        return published_of(self.instruments)

    @property
    def data_year(self) -> int | None:
        return data_year_of(self.stages, self.instruments)


def entry_of(stages: Iterable[Stage]) -> Stage | None:
    return next((it for it in stages if it.kind == StageKind.ENTRY), None)


def data_year_of(stages: Iterable[Stage], instruments: Iterable[Instrument]) -> int | None:
    """The year of the profiles: of the entry stage, else of the one instrument that can be meant."""
    entry, published = entry_of(stages), published_of(instruments)
    if entry:
        return entry.instrument.data_year
    return published[0].data_year if len(published) == 1 else None


def opening_of(period: Period) -> Opening:
    """The number of queries does not depend on how many kecamatan there are."""
    following, instruments = successor_of(period), list(next_instruments(period))
    stages = dated_stages(following) if following else []
    source = entry_of(period_stages(period))
    return Opening(
        period=period,
        source=source.instrument if source else None,
        instruments=instruments,
        following=following,
        stages=stages,
        districts=standings(period.owner, data_year_of(stages, instruments), entry_of(stages)),
        regencies_alone=regencies_without_verifier(period.owner),
        people=people_by_role(period.owner),
        assignments=assignment_counts(period, following),
    )


def dated_stages(period: Period) -> list[Stage]:
    common = Prefetch("windows", Window.objects.filter(district=None), to_attr="common_windows")
    return list(period_stages(period).prefetch_related(common))


def standings(province: Province, data_year: int | None, entry: Stage | None) -> list[DistrictStanding]:
    """Every kecamatan of the province in the order of its code; one query."""
    profiles, year = Profile.objects.filter(district=OuterRef("pk")), data_year or 0
    members = Membership.objects.active().filter(district=OuterRef("pk"), user__is_active=True)
    noted = {
        "profile": Exists(profiles.filter(data_year=year)),
        "confirmed": Exists(profiles.filter(data_year=year, confirmed_at__isnull=False)),
        "earlier": Exists(profiles.filter(data_year__lt=year)),
        "worksheet": Exists(Worksheet.objects.filter(district=OuterRef("pk"), stage=entry)),
        "operator": Exists(members.filter(role=Role.OPERATOR)),
        "head": Exists(members.filter(role=Role.HEAD)),
    }
    districts = District.objects.filter(regency__province=province).select_related("regency")
    annotated = districts.annotate(**{f"has_{name}": exists for name, exists in noted.items()})
    return [
        DistrictStanding(it, **{name: getattr(it, f"has_{name}") for name in noted})
        for it in annotated.order_by("code")
    ]


def regencies_without_verifier(province: Province) -> list[Regency]:
    verifiers = Membership.objects.active().filter(role=Role.REGENCY_VERIFIER, user__is_active=True)
    return list(Regency.objects.filter(province=province).exclude(pk__in=verifiers.values("regency")))


def people_by_role(province: Province) -> dict[str, int]:
    within = Q(district__regency__province=province) | Q(regency__province=province)
    members = Membership.objects.active().filter(within, role__in=LOCAL_ROLES, user__is_active=True)
    return dict(members.order_by().values_list("role").annotate(Count("user", distinct=True)))


def assignment_counts(period: Period, following: Period | None) -> tuple[int, int]:
    pks: list[UUID] = [it.pk for it in (period, following) if it]
    rows = Assignment.objects.filter(stage__period__in=pks).order_by().values_list("stage__period")
    counts = dict(rows.annotate(Count("pk")))
    return counts.get(period.pk, 0), counts.get(following.pk, 0) if following else 0


@transaction.atomic
def take_over(period: Period) -> int:
    """Profiles for the year after `period` from those before; how many. Raises `Incomplete` where it is not
    said yet which data year that is."""
    return take_over_profiles(province=period.owner, data_year=next_data_year(period))


def next_data_year(period: Period) -> int:
    following = successor_of(period)
    stages = period_stages(following) if following else []
    data_year = data_year_of(stages, next_instruments(period))
    if data_year is None:
        raise Incomplete(f"Terbitkan dulu satu instrumen tahun {period.year + 1}; tahun datanya dari sana.")
    return data_year


@transaction.atomic
def add_profile(*, period: Period, district: District, desa: int, kelurahan: int) -> Profile:
    """The first profile of a kecamatan that has none to take over; one that exists stays as it is."""
    counts = {"desa": desa, "kelurahan": kelurahan}
    data_year = next_data_year(period)
    return Profile.objects.get_or_create(district=district, data_year=data_year, defaults=counts)[0]


@transaction.atomic
def open_ready(*, following: Period, by: User | None) -> int:
    """Worksheets for all kecamatan that have a profile and none yet; how many. Raises `NotReady`."""
    lock_period(following.pk)
    entry = entry_of(period_stages(following))
    if entry is None:
        raise NotReady("Tahap pengisian belum ada.")
    ready = District.objects.filter(
        regency__province=following.owner_id, profiles__data_year=entry.instrument.data_year
    )
    return len(open_worksheets(stage=entry, districts=ready, by=by))


@dataclass(frozen=True)
class Opened:
    """What `open_year` did, or would do."""

    following: Period
    made: bool
    profiles: int
    worksheets: int
    state: Opening


@transaction.atomic
def open_year(
    *, period: Period, instrument: Instrument, by: User | None = None, dry_run: bool = False
) -> Opened:
    """Steps two to four at once; with `dry_run` all of it is taken back. Raises `Refusal`s of the steps."""
    made = successor_of(period) is None
    following = continue_period(
        period=period, instrument=instrument, by=by, holidays=fixed_holidays(holidays_of(period))
    )
    profiles = take_over(period)
    worksheets = open_ready(following=following, by=by)
    opened = Opened(following, made, profiles, worksheets, opening_of(period))
    transaction.set_rollback(dry_run)
    return opened
