"""Which kecamatan come into a stage: nominated by their kabupaten or chosen by the chair, and taken back."""

from django.db import models
from django.db.models import Q

from kinerja.accounts.models import User
from kinerja.ids import OpaqueIdModel

from .stage import Stage
from .worksheet import Worksheet


class Nomination(OpaqueIdModel):
    """One worksheet's place in a stage; what was taken back stays, with the one that replaced it.

    `rank` and `total` are those of the stage before, when it was nominated; a reason says why it was not the
    next by rank.
    """

    stage = models.ForeignKey(Stage, models.PROTECT, related_name="nominations", verbose_name="tahap")
    worksheet = models.ForeignKey(
        Worksheet, models.PROTECT, related_name="nominations", verbose_name="kertas kerja"
    )
    rank = models.PositiveSmallIntegerField("peringkat")
    total = models.DecimalField("nilai", max_digits=15, decimal_places=12)
    reason = models.CharField("alasan", max_length=500, blank=True)
    nominated_at = models.DateTimeField("diusulkan")
    nominated_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="diusulkan oleh")
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="replaced_by", verbose_name="menggantikan"
    )
    withdrawn_at = models.DateTimeField("ditarik", null=True)
    withdrawn_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="ditarik oleh"
    )
    withdrawal = models.CharField("alasan penarikan", max_length=500, blank=True)

    class Meta:
        ordering = ("stage", "rank", "worksheet__district__code")
        verbose_name = verbose_name_plural = "peserta tahap"
        constraints = [
            models.UniqueConstraint(
                fields=("stage", "worksheet"), condition=Q(withdrawn_at=None), name="nomination_open_once"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | ~Q(withdrawal=""), name="nomination_withdrawn_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.worksheet.district}, {self.stage.name}"
