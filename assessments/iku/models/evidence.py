"""Files that prove a year's figures, linked to the data items and quarters that they prove."""

from django.db import models
from django.db.models import Q

from assessments.models.stored_file import StoredFile

from .year import IkuYear


class IkuEvidence(StoredFile):
    """A file of one year."""

    year = models.ForeignKey(IkuYear, models.PROTECT, related_name="evidence", verbose_name="tahun IKU")

    class Meta:
        ordering = ("name",)
        verbose_name = verbose_name_plural = "bukti IKU"
        constraints = [
            models.UniqueConstraint(
                fields=("year", "sha256"), condition=Q(removed_at=None), name="iku_evidence_once"
            )
        ]


class IkuEvidenceLink(models.Model):
    """What a file proves: one data item of an IKU in one quarter, or the IKU as a whole where item is ""."""

    evidence = models.ForeignKey(IkuEvidence, models.CASCADE, related_name="links", verbose_name="bukti IKU")
    code = models.CharField("kode IKU", max_length=64)
    item = models.CharField("butir data", max_length=64, blank=True)
    quarter = models.PositiveSmallIntegerField("triwulan")
    pages = models.CharField("halaman", max_length=40, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "tautan bukti IKU"
        constraints = [
            models.UniqueConstraint(
                fields=("evidence", "code", "item", "quarter"), name="iku_evidence_link_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.evidence}, {self.code}, triwulan {self.quarter}"
