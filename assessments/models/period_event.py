"""What happened to a period as a whole."""

from django.db import models

from assessments.workflow import PERIOD_ACTION_CHOICES
from kinerja.accounts.models import User

from .event import History
from .period import Period


class PeriodEvent(History):
    """Appended, never changed: who moved a period from state to state, when and why."""

    period = models.ForeignKey(Period, models.PROTECT, related_name="events", verbose_name="periode")
    at = models.DateTimeField("waktu")
    actor = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="pelaku")
    actor_name = models.CharField("nama pelaku", max_length=120)
    action = models.CharField("tindakan", max_length=12, choices=PERIOD_ACTION_CHOICES)
    note = models.CharField("alasan", max_length=500, blank=True)

    class Meta:
        ordering = ("-at",)
        verbose_name = verbose_name_plural = "riwayat periode"

    def __str__(self) -> str:
        return f"{self.period}: {self.get_action_display()}"
