"""File the signed and stamped scan of a paper with the paper, and take one out again."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from assessments.access import lock_period
from assessments.files.kept_files import FileToKeep, NoRoom, kept_file
from assessments.files.uploads import Upload
from assessments.models import Decision, Period, SignedScan, Stage
from assessments.workflow import Paper
from kinerja.accounts.models import User
from kinerja.regions.models import Regency

MOST = 20  # scans that a paper may hold
MOST_KEPT = 60  # with those that were removed


@dataclass(frozen=True)
class PaperOf:
    """A paper of a period: the berita acara of a regency or its surat usulan for a stage, a decision, or a
    stage's surat tugas."""

    paper: Paper
    period: Period
    regency: Regency | None = None
    decision: Decision | None = None
    stage: Stage | None = None

    @property
    def subject_id(self) -> UUID:
        """What its address names."""
        subject = self.regency or self.decision or self.stage
        if subject is None:
            raise ValueError("a paper is of a regency, a decision or a stage")
        return subject.pk

    @property
    def scans(self) -> QuerySet[SignedScan]:
        """All that were ever filed with it."""
        return SignedScan.objects.filter(
            paper=self.paper,
            period=self.period,
            regency=self.regency,
            decision=self.decision,
            stage=self.stage,
        )


def scans_of(paper: PaperOf) -> QuerySet[SignedScan]:
    """Those that were not removed, the newest first."""
    return paper.scans.filter(removed_at=None).select_related("uploaded_by")


def file_scan(*, paper: PaperOf, upload: Upload, note: str, by: User) -> SignedScan:
    """Keep a scan with its paper; the same bytes again are the same scan.

    Raises `Unfit` for a file that is not taken, `NoRoom` where the paper holds too many.
    """
    with kept_file(upload, SignedScan) as file:
        return keep_or_find_scan(paper, file, note, by)


def keep_or_find_scan(paper: PaperOf, file: FileToKeep, note: str, by: User) -> SignedScan:
    lock_period(paper.period.pk)  # two at once would both find room
    same_scan = scans_of(paper).filter(sha256=file.examined.sha256).first()
    if same_scan:
        return same_scan
    check_room_of_paper(paper)
    return SignedScan.objects.create(
        paper=paper.paper,
        period=paper.period,
        regency=paper.regency,
        decision=paper.decision,
        stage=paper.stage,
        note=note.strip(),
        **file.write(at=timezone.now(), by=by),
    )


def check_room_of_paper(paper: PaperOf) -> None:
    """Raise NoRoom where one more would be too many."""
    if scans_of(paper).count() >= MOST:
        raise NoRoom(f"Surat ini sudah memuat {MOST} pindaian, yang terbanyak. Hapus yang tidak dipakai.")
    if paper.scans.count() >= MOST_KEPT:
        raise NoRoom("Ruang pindaian surat ini habis oleh berkas yang dihapus. Hubungi admin provinsi.")


@transaction.atomic
def remove_scan(*, scan: SignedScan, by: User) -> None:
    """Take a scan out of its paper; one that is out already stays as it is."""
    lock_period(scan.period_id)
    locked = SignedScan.objects.select_for_update().get(pk=scan.pk)
    if locked.removed_at is None:
        locked.removed_at, locked.removed_by = timezone.now(), by
        locked.save(update_fields=["removed_at", "removed_by"])
