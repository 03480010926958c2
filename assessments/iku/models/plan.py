"""What a year's papers need beside targets: programs with their money, quarterly plans, the agreement."""

from typing import Any

from django.db import models

from assessments.models.snapshot import Frozen
from indicators.scoring.documents.document import read_document
from kinerja.accounts.models import User
from kinerja.ids import OpaqueIdModel

from .year import IkuYear


class IkuProgram(models.Model):
    """One program, or one kegiatan of it, for a sasaran of the year; rupiah. `spent` is None until known."""

    year = models.ForeignKey(IkuYear, models.CASCADE, related_name="programs", verbose_name="tahun IKU")
    objective = models.CharField("kode sasaran", max_length=64)
    order = models.PositiveSmallIntegerField("urutan")
    program = models.CharField("program", max_length=250)
    activity = models.CharField("kegiatan", max_length=250, blank=True)
    budget = models.DecimalField("anggaran", max_digits=18, decimal_places=2)
    spent = models.DecimalField("realisasi anggaran", max_digits=18, decimal_places=2, null=True)

    class Meta:
        ordering = ("year", "objective", "order")
        verbose_name = verbose_name_plural = "program IKU"
        constraints = [
            models.UniqueConstraint(fields=("year", "objective", "order"), name="iku_program_once"),
            models.CheckConstraint(
                condition=models.Q(budget__gte=0) & (models.Q(spent=None) | models.Q(spent__gte=0)),
                name="iku_program_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return self.activity or self.program


class IkuPlan(models.Model):
    """What is planned for one IKU in one quarter, in words."""

    year = models.ForeignKey(IkuYear, models.CASCADE, related_name="plans", verbose_name="tahun IKU")
    code = models.CharField("kode IKU", max_length=64)
    quarter = models.PositiveSmallIntegerField("triwulan")
    text = models.TextField("rencana aksi")

    class Meta:
        ordering = ("year", "code", "quarter")
        verbose_name = verbose_name_plural = "rencana aksi IKU"
        constraints = [
            models.UniqueConstraint(fields=("year", "code", "quarter"), name="iku_plan_once"),
            models.CheckConstraint(
                condition=models.Q(quarter__gte=1, quarter__lte=4), name="iku_plan_quarter"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}, {self.code}, triwulan {self.quarter}"


class IkuAgreement(OpaqueIdModel):
    """A perjanjian kinerja as it was agreed: frozen. What has a `no` above 1 is a change (perubahan)."""

    year = models.ForeignKey(IkuYear, models.PROTECT, related_name="agreements", verbose_name="tahun IKU")
    no = models.PositiveSmallIntegerField("nomor")
    signed_on = models.DateField("tanggal")
    reason = models.CharField("alasan perubahan", max_length=500, blank=True)
    content = models.TextField("isi")
    sha256 = models.CharField("sha256", max_length=64)
    created_at = models.DateTimeField("dibuat")
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="dibuat oleh")

    class Meta:
        ordering = ("year", "no")
        verbose_name = verbose_name_plural = "perjanjian kinerja"
        constraints = [models.UniqueConstraint(fields=("year", "no"), name="iku_agreement_no_once")]

    def __str__(self) -> str:
        return f"Perjanjian kinerja {self.year}, versi {self.no}"

    @property
    def says(self) -> dict[str, Any]:
        """The content as JSON."""
        return read_document(self.content)

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise Frozen("Perjanjian kinerja yang sudah dibuat tidak dapat diubah.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise Frozen("Perjanjian kinerja yang sudah dibuat tidak dapat dihapus.")
