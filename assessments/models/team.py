"""What happened to the team of judges: who was given what, and who must not judge where."""

from django.db import models

from kinerja.accounts.models import User

from .event import History


class TeamEvent(History):
    """Appended, never changed. It is found again by the person it is about, whatever province that is."""

    class Action(models.TextChoices):
        ASSIGNED = "assigned", "Ditugaskan"
        UNASSIGNED = "unassigned", "Penugasan dicabut"
        CONFLICT_DECLARED = "conflict_declared", "Benturan kepentingan dinyatakan"
        CONFLICT_WITHDRAWN = "conflict_withdrawn", "Benturan kepentingan dicabut"

    at = models.DateTimeField("waktu", auto_now_add=True)
    actor_name = models.CharField("nama pelaku", max_length=120)
    actor = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="pelaku")
    judge = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="penilai")
    action = models.CharField("tindakan", max_length=20, choices=Action)
    subject = models.CharField("hal", max_length=250)
    note = models.CharField("alasan", max_length=250, blank=True)

    class Meta:
        ordering = ("-at",)
        verbose_name = verbose_name_plural = "riwayat tim"

    def __str__(self) -> str:
        return f"{self.judge}: {self.get_action_display()}, {self.subject}"
