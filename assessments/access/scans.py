"""Who reads the scans of signed papers: those who may open the paper; who files them: those responsible."""

from collections.abc import Callable, Mapping
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from assessments.models import Period, SignedScan
from assessments.workflow import SCANNED, Filer, Opener, Paper
from kinerja.accounts.models import Role, User
from kinerja.regions.models import Regency

from .judging import chaired_by
from .overview import periods_for, regencies_for


def of_regencies(user: User) -> Q:
    return Q(regency__in=regencies_for(user).order_by().values("pk"))


def of_periods(user: User) -> Q:
    return Q(period__in=periods_for(user).order_by().values("pk"))


def of_province(user: User) -> Q:
    """Of the province whose team they lead; of none where they lead no team."""
    chaired_province = chaired_by(user)
    return Q(period__owner=chaired_province) if chaired_province else Q(pk__in=())


# Which scans people of a kind may open, of the papers that are theirs to open.
READERS: Mapping[Opener, Callable[[User], Q]] = {
    Opener.OVERVIEW: of_regencies,
    Opener.PROVINCE: of_periods,
    Opener.CHAIR: of_province,
}


def scans_for(user: User) -> QuerySet[SignedScan]:
    """The scans that `user` may open, without those that were removed."""
    papers_by_opener: dict[Opener, list[Paper]] = {}
    for paper, scans in SCANNED.items():
        papers_by_opener.setdefault(scans.opener, []).append(paper)
    readable_scans = reduce(
        or_, (Q(paper__in=theirs) & READERS[it](user) for it, theirs in papers_by_opener.items())
    )
    related_fields = ("period", "regency", "decision", "stage")
    return SignedScan.objects.filter(readable_scans, removed_at=None).select_related(*related_fields)


def verifies_regency(user: User, period: Period, regency: Regency | None) -> bool:
    verified_regency_ids = {
        it.regency_id for it in user.active_memberships if it.role == Role.REGENCY_VERIFIER
    }
    return regency is not None and regency.pk in verified_regency_ids


def chairs_period(user: User, period: Period, regency: Regency | None) -> bool:
    return any(it.chairs and it.province_id == period.owner_id for it in user.active_memberships)


def decides_period(user: User, period: Period, regency: Regency | None) -> bool:
    leading = {it.province_id for it in user.active_memberships if it.role == Role.LEADERSHIP}
    return chairs_period(user, period, regency) or period.owner_id in leading


FILERS: Mapping[Filer, Callable[[User, Period, Regency | None], bool]] = {
    Filer.VERIFIER: verifies_regency,
    Filer.CHAIR: chairs_period,
    Filer.DECIDER: decides_period,
}


def scan_refusal(user: User, paper: Paper, period: Period, regency: Regency | None) -> str:
    """Why `user` files no scan with this paper and removes none; empty where they do."""
    scans = SCANNED[paper]
    return "" if FILERS[scans.filer](user, period, regency) else scans.filing_denial
