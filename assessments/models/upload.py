"""A workbook that somebody sent, between its preview and its confirmation."""

from datetime import timedelta

from django.db import models
from django.utils import timezone

from kinerja.accounts.models import User
from kinerja.ids import OpaqueIdModel

from .worksheet import Worksheet


class WorkbookUpload(OpaqueIdModel):
    """What a workbook said when it was read; never the file itself, and for a day only."""

    KEPT = timedelta(days=1)

    worksheet = models.ForeignKey(
        Worksheet, models.CASCADE, related_name="workbook_uploads", verbose_name="kertas kerja"
    )
    by = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name="diunggah oleh")
    name = models.CharField("nama berkas", max_length=150)
    sha256 = models.CharField("sha256", max_length=64)
    answers = models.JSONField("isian berkas")
    versions = models.JSONField("versi saat diunduh")
    percents = models.JSONField("sel berformat persen", default=dict)
    created_at = models.DateTimeField("diunggah", db_index=True)
    applied_at = models.DateTimeField("diterapkan", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "buku kerja yang diunggah"

    def __str__(self) -> str:
        return self.name

    @property
    def expired(self) -> bool:
        return timezone.now() >= self.created_at + self.KEPT
