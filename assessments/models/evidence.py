"""Files that prove what was answered: kept once a worksheet, linked to as many rows as they prove."""

from django.db import models
from django.db.models import Q

from .stored_file import StoredFile
from .worksheet import Worksheet


class Evidence(StoredFile):
    """A file of one worksheet."""

    worksheet = models.ForeignKey(
        Worksheet, models.PROTECT, related_name="evidence", verbose_name="kertas kerja"
    )

    class Meta:
        ordering = ("name",)
        verbose_name = verbose_name_plural = "bukti dukung"
        constraints = [
            models.UniqueConstraint(
                fields=("worksheet", "sha256"), condition=Q(removed_at=None), name="evidence_once"
            )
        ]


class EvidenceLink(models.Model):
    """What a file proves: a row, or one input or option of it, with page numbers."""

    evidence = models.ForeignKey(Evidence, models.CASCADE, related_name="links", verbose_name="bukti dukung")
    code = models.CharField("kode indikator", max_length=40)
    part = models.CharField("butir data atau pilihan", max_length=40, blank=True)
    pages = models.CharField("halaman", max_length=40, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "tautan bukti"
        constraints = [
            models.UniqueConstraint(fields=("evidence", "code", "part"), name="evidence_link_once")
        ]

    def __str__(self) -> str:
        return f"{self.evidence}, {self.code}"
