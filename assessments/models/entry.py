"""What a kecamatan answered on one row."""

from django.db import models

from kinerja.accounts.models import User

from .worksheet import Worksheet


class Entry(models.Model):
    """The answer to one indicator; no entry means that nobody has answered yet."""

    class Status(models.TextChoices):
        FILLED = "filled", "diisi"
        TDI = "tdi", "TDI"
        NONE_OCCURRED = "none_occurred", "nihil"

    worksheet = models.ForeignKey(
        Worksheet, models.CASCADE, related_name="entries", verbose_name="kertas kerja"
    )
    code = models.CharField("kode indikator", max_length=40)
    status = models.CharField("keadaan", max_length=15, choices=Status, default=Status.FILLED)
    values = models.JSONField("data", default=dict)
    details = models.JSONField("rincian", default=dict)
    source = models.JSONField("sumber", null=True)  # what the values were taken from; see services.entry
    reason = models.TextField("alasan", blank=True)
    note = models.TextField("catatan", blank=True)
    version = models.PositiveIntegerField("versi", default=1)
    saved_at = models.DateTimeField("disimpan")
    saved_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="disimpan oleh")

    class Meta:
        verbose_name = verbose_name_plural = "isian"
        constraints = [models.UniqueConstraint(fields=("worksheet", "code"), name="entry_once")]

    def __str__(self) -> str:
        return f"{self.worksheet}, {self.code}"
