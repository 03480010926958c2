"""Objections to a provisional result, and the decision that ends a period."""

from typing import Any

from django.db import models
from django.db.models import Q

from kinerja.accounts.models import User
from kinerja.ids import OpaqueIdModel

from .period import Period
from .snapshot import Frozen, shown_digits
from .worksheet import Worksheet


class Objection(OpaqueIdModel):
    """A kecamatan's word against one row of its provisional result, with the answer that is kept."""

    class Outcome(models.TextChoices):
        OPEN = "open", "Belum dijawab"
        ACCEPTED = "accepted", "Diterima"
        PARTLY = "partly", "Diterima sebagian"
        REJECTED = "rejected", "Ditolak"

    worksheet = models.ForeignKey(
        Worksheet, models.PROTECT, related_name="objections", verbose_name="kertas kerja"
    )
    code = models.CharField("kode indikator", max_length=40)
    text = models.TextField("sanggahan")
    filed_at = models.DateTimeField("diajukan")
    filed_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="diajukan oleh")
    outcome = models.CharField("hasil", max_length=10, choices=Outcome, default=Outcome.OPEN)
    answer = models.TextField("jawaban", blank=True)
    answered_at = models.DateTimeField("dijawab", null=True)
    answered_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="dijawab oleh"
    )

    class Meta:
        ordering = ("filed_at",)
        verbose_name = verbose_name_plural = "sanggahan"
        constraints = [
            models.UniqueConstraint(fields=("worksheet", "code"), name="objection_once_a_row"),
            models.CheckConstraint(
                condition=Q(outcome="open") | ~Q(answer=""), name="objection_answered_in_words"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.worksheet}, {self.code}"


class Decision(OpaqueIdModel):
    """The ranking of a period as it was proposed and approved: `document` is what is published, for good."""

    class State(models.TextChoices):
        PROPOSED = "proposed", "Diusulkan"
        APPROVED = "approved", "Ditetapkan"
        WITHDRAWN = "withdrawn", "Ditarik"

    period = models.ForeignKey(
        Period, models.PROTECT, related_name="decisions", verbose_name="periode penilaian"
    )
    state = models.CharField("keadaan", max_length=10, choices=State, default=State.PROPOSED)
    code = models.CharField("kode", max_length=12, unique=True)
    document = models.TextField("dokumen")
    sha256 = models.CharField("sha256", max_length=64)
    embargo_until = models.DateTimeField("diumumkan mulai", null=True)
    proposed_at = models.DateTimeField("diusulkan")
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="diusulkan oleh")
    approved_at = models.DateTimeField("ditetapkan", null=True)
    approved_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="ditetapkan oleh"
    )

    class Meta:
        ordering = ("-proposed_at",)
        verbose_name = verbose_name_plural = "penetapan"
        constraints = [
            models.UniqueConstraint(
                fields=("period",), condition=Q(state="proposed"), name="decision_proposed_once"
            )
        ]

    def __str__(self) -> str:
        return f"Penetapan {self.period}, {self.code}"

    @property
    def fingerprint(self) -> str:
        """What the paper prints of the hash."""
        return shown_digits(self.sha256)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """The document is written once; afterwards only state and approval change, by name."""
        stamps = {"state", "approved_at", "approved_by"}
        if not self._state.adding and not set(kwargs.get("update_fields") or ("document",)) <= stamps:
            raise Frozen(f"{self} tidak dapat diubah.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise Frozen(f"{self} tidak dapat dihapus.")
