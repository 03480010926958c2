"""What is seen from above a kecamatan: its judging, its history, whole periods and kabupaten."""

from collections.abc import Iterable
from typing import Any, NamedTuple
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from assessments.models import Event, Period, Worksheet
from assessments.workflow import FOR_JUDGES
from indicators.models import Instrument
from kinerja.accounts.models import Role, User
from kinerja.regions.models import Regency

from .worksheets import READERS, worksheets_for, worksheets_within

# Those who see what another policy would make of a province's ranking: names and totals, no answer.
COMPARERS = {Role.ASSESSOR, Role.LEADERSHIP, Role.INSTRUMENT_ADMIN}
# Those who see all kecamatan of a kabupaten or of a province.
OVERSEERS = {Role.REGENCY_VERIFIER, Role.ASSESSOR, Role.LEADERSHIP}


class RankReach(NamedTuple):
    """The period and the kabupaten/kota whose ranking somebody sees; `whole`: the province's too."""

    period: Period
    whole: bool
    regencies: list[Regency]


def require_overseer(user: User) -> None:
    """403 with the reason for those who see no ranking before it is published."""
    if not user.is_superuser and all(it.role not in OVERSEERS for it in user.active_memberships):
        raise PermissionDenied(
            "Peringkat yang belum diumumkan dibuka oleh verifikator kabupaten/kota, penilai, dan pimpinan."
        )


def rank_reach(user: User, period: Period) -> RankReach:
    """What `user` sees of the period's ranking before it is published, 403 with the reason, or 404 for
    those of other provinces; one query."""
    require_overseer(user)
    members = [it for it in user.active_memberships if it.role in OVERSEERS]
    if not user.is_superuser and period.owner_id not in {it.province_within for it in members}:
        raise Http404
    whole = user.is_superuser or any(it.province_id == period.owner_id for it in members)
    regencies = Regency.objects.filter(province=period.owner_id).order_by("code")
    if not whole:
        regencies = regencies.filter(pk__in=[it.regency_id for it in members])
    return RankReach(period, whole, list(regencies))


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


def period_worksheets(user: User, period: Period, regency: Regency | None = None) -> list[Worksheet]:
    """Those of the period's last stage of entry that `user` reads, by the code of their kecamatan, or only a
    regency's; two queries."""
    allowed = worksheets_for(user).filter(stage__period=period)
    if regency:
        allowed = allowed.filter(district__regency=regency)
    last = allowed.order_by("-stage__no").first()
    return list(allowed.filter(stage=last.stage_id).order_by("district__code")) if last else []


def has_overview(user: User) -> bool:
    """Whether `user` looks after more than one kecamatan."""
    roles = {Role.REGENCY_VERIFIER, Role.ASSESSOR, Role.LEADERSHIP}
    return user.is_superuser or any(membership.role in roles for membership in user.active_memberships)
