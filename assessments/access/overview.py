"""What is seen from above a kecamatan: its judging, its history, whole periods and kabupaten."""

from collections.abc import Iterable
from typing import Any, NamedTuple
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from assessments.models import Event, Period, Worksheet
from assessments.workflow import FOR_JUDGES
from indicators.models import Instrument
from kinerja.accounts.models import Role, User
from kinerja.regions.models import Regency

from .queries import newest_period
from .worksheets import READERS, worksheets_for, worksheets_within

# Those who see what another policy would make of a province's ranking: names and totals, no answer.
COMPARERS = {Role.ASSESSOR, Role.LEADERSHIP, Role.INSTRUMENT_ADMIN}
# Those who see all kecamatan of a kabupaten or of a province.
OVERSEERS = {Role.REGENCY_VERIFIER, Role.ASSESSOR, Role.LEADERSHIP}


class RankReach(NamedTuple):
    """The period and the kabupaten/kota whose ranking somebody sees; `whole`: the province's too."""

    period: Period | None
    whole: bool
    regencies: list[Regency]


def rank_reach(user: User) -> RankReach:
    """What `user` sees of the ranking before it is published, or 403 with the reason; two queries."""
    members = [it for it in user.active_memberships if it.role in OVERSEERS]
    if not members and not user.is_superuser:
        raise PermissionDenied(
            "Peringkat yang belum diumumkan dibuka oleh verifikator kabupaten/kota, penilai, dan pimpinan."
        )
    period = newest_period() if user.is_superuser else periods_ranked(user).select_related("owner").first()
    if period is None:
        return RankReach(None, whole=False, regencies=[])
    whole = user.is_superuser or any(it.province_id == period.owner_id for it in members)
    regencies = Regency.objects.filter(province=period.owner_id).order_by("code")
    if not whole:
        regencies = regencies.filter(pk__in=[it.regency_id for it in members])
    return RankReach(period, whole, list(regencies))


def periods_ranked(user: User) -> QuerySet[Period]:
    """The periods of the provinces in which `user` oversees something, the newest first."""
    members = [it for it in user.active_memberships if it.role in OVERSEERS]
    province_ids = {it.province_within for it in members if it.province_within}
    return Period.objects.filter(owner__in=province_ids).order_by("-year", "name")


def periods_for(user: User) -> QuerySet[Period]:
    """The periods of the provinces in whose team or leadership `user` is, the newest first."""
    periods = Period.objects.select_related("owner").order_by("-year", "name")
    if user.is_superuser:
        return periods
    roles = {Role.ASSESSOR, Role.LEADERSHIP}
    province_ids = [it.province_id for it in user.active_memberships if it.role in roles and it.province_id]
    return periods.filter(owner__in=province_ids)


def fetch_compared(user: User, code: str) -> Instrument:
    """The instrument whose policies `user` may compare: 404 for another province's, 403 for other roles."""
    province_ids = [
        it.province_id for it in user.active_memberships if it.role in COMPARERS and it.province_id
    ]
    if not province_ids and not user.is_superuser:
        raise PermissionDenied(
            "Pembanding kebijakan dibuka oleh penilai dan pimpinan provinsi serta pengelola instrumen."
        )
    instruments = Instrument.objects.filter(code=code)
    return get_object_or_404(instruments if user.is_superuser else instruments.filter(owner__in=province_ids))


def sees_judging(user: User, instrument: Instrument) -> bool:
    """Whether `user` sees more of its worksheets than totals: the province's team and leadership."""
    return user.is_superuser or any(
        it.role in OVERSEERS and it.province_id == instrument.owner_id for it in user.active_memberships
    )


def overseen_by(user: User) -> QuerySet[Worksheet]:
    """The worksheets that `user` reads from above: for their kabupaten or province, not as their own."""
    if user.is_superuser:
        return Worksheet.objects.all()
    reach = Q(pk__in=[])
    for membership in user.active_memberships:
        if membership.role in READERS and membership.district_id is None:
            reach |= worksheets_within(membership)
    return Worksheet.objects.filter(reach)


def oversees(user: User, worksheet: Worksheet) -> bool:
    """The same of one worksheet, without a query."""
    regency = worksheet.district.regency
    region_ids = {regency.pk, regency.province_id}
    return user.is_superuser or any(
        membership.role in READERS and bool({membership.regency_id, membership.province_id} & region_ids)
        for membership in user.active_memberships
    )


def visible_events(user: User, worksheet_ids: Iterable[UUID] | QuerySet[Any]) -> QuerySet[Event]:
    """What `user` may see of what happened to worksheets that they may read; a query to be filtered.

    Who reads a worksheet as its operator or camat alone sees nothing of how its rows are judged.
    """
    judged = overseen_by(user).order_by().values("pk")
    events = Event.objects.filter(worksheet_id__in=worksheet_ids)
    return events.filter(~Q(action__in=FOR_JUDGES) | Q(worksheet_id__in=judged))


def regencies_for(user: User) -> QuerySet[Regency]:
    """The kabupaten and kota that `user` looks after as a whole."""
    regencies = Regency.objects.select_related("province")
    if user.is_superuser:
        return regencies
    members = [it for it in user.active_memberships if it.role in OVERSEERS]
    return regencies.filter(
        Q(pk__in=[it.regency_id for it in members if it.regency_id])
        | Q(province__in=[it.province_id for it in members if it.province_id])
    )


def newest_worksheets(user: User, regency: Regency | None = None) -> list[Worksheet]:
    """Those of the newest period's last stage, by the code of their kecamatan, or only a regency's; two
    queries."""
    allowed = worksheets_for(user)
    if regency:
        allowed = allowed.filter(district__regency=regency)
    newest = allowed.order_by("-stage__period__year", "stage__period__name", "-stage__no").first()
    return list(allowed.filter(stage=newest.stage_id).order_by("district__code")) if newest else []


def has_overview(user: User) -> bool:
    """Whether `user` looks after more than one kecamatan."""
    roles = {Role.REGENCY_VERIFIER, Role.ASSESSOR, Role.LEADERSHIP}
    return user.is_superuser or any(membership.role in roles for membership in user.active_memberships)
