"""What was decided, copied and frozen: receipts and signed sheets read only this."""

from typing import Any

from django.db import models

from kinerja.ids import OpaqueIdModel

from .worksheet import Worksheet


class Frozen(Exception):
    """A snapshot was about to be changed or deleted."""


class Snapshot(OpaqueIdModel):
    """One immutable copy; `code` is what stands on the paper and finds it again."""

    class Kind(models.TextChoices):
        SUBMISSION = "submission", "Pengiriman kertas kerja"
        DECISION = "decision", "Penetapan hasil"

    worksheet = models.ForeignKey(
        Worksheet, models.PROTECT, related_name="snapshots", verbose_name="kertas kerja"
    )
    kind = models.CharField("jenis", max_length=20, choices=Kind)
    code = models.CharField("kode", max_length=12, unique=True)
    document = models.TextField("dokumen")
    sha256 = models.CharField("sha256", max_length=64)
    created_at = models.DateTimeField("dibuat")

    class Meta:
        ordering = ("-created_at",)
        verbose_name = verbose_name_plural = "salinan beku"

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.code}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise Frozen(f"{self} tidak dapat diubah.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise Frozen(f"{self} tidak dapat dihapus.")
