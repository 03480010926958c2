"""What was decided, copied and frozen: receipts and signed sheets read only this."""

from typing import Any

from django.db import models

from kinerja.ids import OpaqueIdModel

from .worksheet import Worksheet

FINGERPRINT_DIGITS = 12  # of the sha256, on the paper: enough to compare by eye


def shown_digits(sha256: str) -> str:
    """The first digits of a hash, in groups, as a paper prints them: 1a2b 3c4d 5e6f."""
    return " ".join(sha256[start : start + 4] for start in range(0, FINGERPRINT_DIGITS, 4))


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

    @property
    def fingerprint(self) -> str:
        """What the paper prints of the hash."""
        return shown_digits(self.sha256)

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise Frozen(f"{self} tidak dapat diubah.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise Frozen(f"{self} tidak dapat dihapus.")
