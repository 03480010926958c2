"""What jurors give: one ballot a juror and worksheet, and what the ballots of a worksheet add up to."""

from decimal import Decimal

from django.db import models

from indicators.models import Revision
from kinerja.accounts.models import User
from kinerja.ids import OpaqueIdModel

from .stage import Stage
from .worksheet import Worksheet


class Ballot(OpaqueIdModel):
    """One juror's scores of one worksheet in a stage: theirs alone until given, for the others to see then.

    `values` are JSON texts by criterion code, `notes` words by criterion code.
    """

    stage = models.ForeignKey(Stage, models.PROTECT, related_name="ballots", verbose_name="tahap")
    worksheet = models.ForeignKey(
        Worksheet, models.PROTECT, related_name="ballots", verbose_name="kertas kerja"
    )
    judge = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="juri")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="+", verbose_name="edisi instrumen")
    values = models.JSONField("nilai", default=dict)
    notes = models.JSONField("catatan", default=dict)
    version = models.PositiveIntegerField("versi", default=1)
    saved_at = models.DateTimeField("disimpan")
    given_at = models.DateTimeField("diserahkan", null=True)

    class Meta:
        ordering = ("stage", "worksheet", "judge")
        verbose_name = verbose_name_plural = "lembar juri"
        constraints = [
            models.UniqueConstraint(fields=("stage", "worksheet", "judge"), name="ballot_once_a_juror")
        ]

    def __str__(self) -> str:
        return f"{self.judge}, {self.worksheet.district}, {self.stage.name}"


class JuryScore(models.Model):
    """What the given ballots of a worksheet come to; `jury.services.ballots.refresh_jury_score` writes it.

    `asked` jurors are assigned, `given` of their ballots are in; the totals count the given ones alone.
    """

    stage = models.ForeignKey(Stage, models.CASCADE, related_name="jury_scores", verbose_name="tahap")
    worksheet = models.ForeignKey(
        Worksheet, models.CASCADE, related_name="jury_scores", verbose_name="kertas kerja"
    )
    total = models.DecimalField("nilai", max_digits=15, decimal_places=12, default=Decimal(0))
    aspect_totals = models.JSONField("nilai per aspek", default=dict)
    spread = models.DecimalField("sebaran", max_digits=15, decimal_places=12, default=Decimal(0))
    given = models.PositiveSmallIntegerField("diserahkan", default=0)
    asked = models.PositiveSmallIntegerField("juri", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "nilai juri"
        constraints = [models.UniqueConstraint(fields=("stage", "worksheet"), name="jury_score_once")]

    def __str__(self) -> str:
        return f"{self.worksheet}, {self.stage.name}"

    @property
    def complete(self) -> bool:
        """Whether every assigned juror has given a ballot, and there is one at least."""
        return 0 < self.asked <= self.given
