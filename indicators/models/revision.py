"""The compiled, immutable form of an instrument: what scoring, forms and papers read."""

from typing import Any

from django.db import models
from django.db.models import Q

from kinerja.accounts.models import User
from kinerja.ids import OpaqueIdModel

from .instrument import Instrument


class Immutable(Exception):
    """A published revision was about to be changed or deleted."""


class Revisions(models.QuerySet["Revision"]):
    """No way round `Revision.save`: many at once can be changed no more than one."""

    def update(self, **values: Any) -> int:
        if set(values) != {"state"}:
            raise Immutable("Revisi yang sudah diterbitkan tidak dapat diubah.")
        return super().update(**values)

    def delete(self) -> tuple[int, dict[str, int]]:
        raise Immutable("Revisi yang sudah diterbitkan tidak dapat dihapus.")


class Revision(OpaqueIdModel):
    """One publication: canonical JSON text with its sha256. A row is written once and never again."""

    class State(models.TextChoices):
        IN_FORCE = "in_force", "berlaku"
        SUPERSEDED = "superseded", "sudah digantikan"

    class Effect(models.TextChoices):
        SCORES = "scores", "dapat mengubah nilai"
        NONE = "none", "tanpa dampak nilai"

    instrument = models.ForeignKey(
        Instrument, models.PROTECT, related_name="revisions", verbose_name="instrumen"
    )
    no = models.PositiveSmallIntegerField("edisi")
    document = models.TextField("dokumen")
    sha256 = models.CharField("sha256", max_length=64)
    reason = models.TextField("alasan", blank=True)
    effect = models.CharField("dampak", max_length=10, choices=Effect, default=Effect.SCORES)
    state = models.CharField("keadaan", max_length=12, choices=State, default=State.IN_FORCE)
    published_at = models.DateTimeField("diterbitkan", auto_now_add=True)
    published_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="diterbitkan oleh"
    )

    objects = Revisions.as_manager()

    class Meta:
        ordering = ("instrument", "-no")
        verbose_name = verbose_name_plural = "revisi"
        constraints = [
            models.UniqueConstraint(fields=("instrument", "no"), name="revision_no_once"),
            models.UniqueConstraint(
                fields=("instrument",), condition=Q(state="in_force"), name="revision_one_in_force"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.instrument}, edisi {self.no}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Written once; only the state may change afterwards, and only by name."""
        if not self._state.adding and set(kwargs.get("update_fields") or ()) != {"state"}:
            raise Immutable(f"{self} sudah diterbitkan.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise Immutable(f"{self} sudah diterbitkan.")
