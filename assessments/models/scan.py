"""Papers as they came back from the offices: printed, signed, stamped and scanned."""

from django.db import models
from django.db.models import Q

from assessments.workflow import SCAN_CHOICES
from kinerja.accounts.models import User
from kinerja.regions.models import Regency

from .decision import Decision
from .period import Period
from .stage import Stage
from .stored_file import StoredFile


def scan_choices() -> list[tuple[str, str]]:
    """Of which papers scans are kept; a migration knows this function by its place."""
    return SCAN_CHOICES


class SignedScan(StoredFile):
    """One scanned file of a paper of a period. A removed one stays on the disk."""

    paper = models.CharField("surat", max_length=10, choices=scan_choices)
    period = models.ForeignKey(Period, models.PROTECT, related_name="scans", verbose_name="periode penilaian")
    regency = models.ForeignKey(
        Regency, models.PROTECT, null=True, related_name="+", verbose_name="kabupaten/kota"
    )
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, related_name="scans", verbose_name="penetapan"
    )
    stage = models.ForeignKey(Stage, models.PROTECT, null=True, related_name="scans", verbose_name="tahap")
    file = models.FileField("berkas", upload_to="scans", max_length=200)
    note = models.CharField("keterangan", max_length=200, blank=True)
    removed_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="dihapus oleh"
    )

    class Meta:
        ordering = ("-uploaded_at",)
        verbose_name = verbose_name_plural = "pindaian bertanda tangan"
        constraints = [
            models.CheckConstraint(
                condition=Q(paper="minutes", regency__isnull=False, decision=None, stage=None)
                | Q(paper="decision", regency=None, decision__isnull=False, stage=None)
                | Q(paper="errand", regency=None, decision=None, stage__isnull=False)
                | Q(paper="nomination", regency__isnull=False, decision=None, stage__isnull=False),
                name="scan_of_one_paper",
            ),
            models.CheckConstraint(
                condition=Q(removed_at=None, removed_by=None)
                | Q(removed_at__isnull=False, removed_by__isnull=False),
                name="scan_removed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_paper_display()}: {self.name}"
