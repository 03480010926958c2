"""Who reads the scans of signed papers: those who may open the paper; who files them: those responsible."""

from django.db.models import Q, QuerySet

from assessments.models import Period, SignedScan
from kinerja.accounts.models import Role, User
from kinerja.regions.models import Regency

from .judging import chaired_by
from .overview import periods_for, regencies_for

BY_VERIFIER = "Pindaian berita acara diunggah oleh verifikator kabupaten/kota ini."
BY_NOMINATOR = "Pindaian surat usulan diunggah oleh verifikator kabupaten/kota ini."
BY_TEAM = "Pindaian penetapan diunggah oleh ketua tim penilai dan pimpinan provinsi ini."
BY_CHAIR = "Pindaian surat tugas diunggah oleh ketua tim penilai provinsi ini."


# The papers of a kabupaten, each with who files its scans.
OF_REGENCIES = {SignedScan.Paper.MINUTES: BY_VERIFIER, SignedScan.Paper.NOMINATION: BY_NOMINATOR}


def scans_for(user: User) -> QuerySet[SignedScan]:
    """The scans that `user` may open, without those that were removed."""
    chaired = chaired_by(user)
    allowed = Q(paper__in=OF_REGENCIES, regency__in=regencies_for(user).order_by().values("pk"))
    allowed |= Q(paper=SignedScan.Paper.DECISION, period__in=periods_for(user).order_by().values("pk"))
    if chaired:
        allowed |= Q(paper=SignedScan.Paper.ERRAND, period__owner=chaired)
    related = ("period", "regency", "decision", "stage")
    return SignedScan.objects.filter(allowed, removed_at=None).select_related(*related)


def filing_refusal(user: User, paper: str, period: Period, regency: Regency | None) -> str:
    """Why `user` files no scan with this paper and removes none; empty where they do."""
    members = user.active_memberships
    if paper in OF_REGENCIES:
        mine = {it.regency_id for it in members if it.role == Role.REGENCY_VERIFIER}
        return "" if regency and regency.pk in mine else OF_REGENCIES[SignedScan.Paper(paper)]
    chairs = any(it.chairs and it.province_id == period.owner_id for it in members)
    if paper == SignedScan.Paper.ERRAND:
        return "" if chairs else BY_CHAIR
    leads = (Role.LEADERSHIP, period.owner_id) in {(it.role, it.province_id) for it in members}
    return "" if chairs or leads else BY_TEAM
