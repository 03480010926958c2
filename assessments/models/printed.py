"""What was printed of figures that still move: a frozen copy of what the paper says, found by its code."""

from typing import Any

from django.db import models

from assessments.workflow import COPY_CHOICES
from kinerja.accounts.models import User
from kinerja.ids import OpaqueIdModel

from .snapshot import Frozen, shown_digits


def copy_choices() -> list[tuple[str, str]]:
    """What may be copied; a migration knows this function by its place."""
    return COPY_CHOICES


class PrintedCopy(OpaqueIdModel):
    """One state of one paper, written when it is first printed so; the same again gives the same copy.

    `subject` names what the paper is about, such as "worksheet:<id>"; `about` are lines of the envelope that
    anybody with the code may read, never a score or the name of a person.
    """

    kind = models.CharField("jenis", max_length=20, choices=copy_choices)
    subject = models.CharField("hal", max_length=120)
    about = models.JSONField("amplop", default=list)
    code = models.CharField("kode", max_length=12, unique=True)
    document = models.TextField("dokumen")
    sha256 = models.CharField("sha256", max_length=64)
    created_at = models.DateTimeField("dicetak")
    created_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="dicetak oleh"
    )

    class Meta:
        ordering = ("-created_at",)
        verbose_name = verbose_name_plural = "salinan cetak"
        constraints = [
            models.UniqueConstraint(fields=("kind", "subject", "sha256"), name="printed_once_a_state")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.code}"

    @property
    def fingerprint(self) -> str:
        """The first digits of the hash, in groups, as the paper prints them."""
        return shown_digits(self.sha256)

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise Frozen(f"{self} tidak dapat diubah.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise Frozen(f"{self} tidak dapat dihapus.")
