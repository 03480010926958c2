"""What happened: appended, never changed, and held by no foreign key that could take it away."""

from typing import Any, TypeAlias

from django.db import models

from assessments.workflow import EVENT_CHOICES, EventAction
from kinerja.ids import OpaqueIdModel


class AppendOnly(Exception):
    """An event was about to be changed or deleted."""


class History(OpaqueIdModel):
    """Rows that are appended, never changed and never deleted."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly("Riwayat hanya ditambah.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise AppendOnly("Riwayat hanya ditambah.")


class TotalPoint(History):
    """What a worksheet is ranked by from `at` on;
    written by `assessments.scores.rank_history.mark_total_point` alone.

    `figures` hold by basis the total and the aspects' scores, of those bases in which it has a rank.
    `no` counts from 1 for every worksheet, and `at` never runs backwards in that order.
    """

    worksheet_id = models.UUIDField("kertas kerja")
    no = models.PositiveIntegerField("nomor")
    at = models.DateTimeField("waktu")
    figures = models.JSONField("nilai", default=dict)
    sent_at = models.DateTimeField("dikirim", null=True)

    class Meta:
        ordering = ("at", "no")
        verbose_name = verbose_name_plural = "jejak nilai"
        constraints = [models.UniqueConstraint(fields=("worksheet_id", "no"), name="total_point_once")]
        indexes = [models.Index(fields=("worksheet_id", "at"), name="point_of_worksheet")]

    def __str__(self) -> str:
        return f"{self.worksheet_id}, {self.no}"


class Event(History):
    """Who did what to which thing of which worksheet, with the old and the new."""

    Action: TypeAlias = EventAction

    at = models.DateTimeField("waktu")
    actor_id = models.UUIDField("pelaku", null=True)
    actor_name = models.CharField("nama pelaku", max_length=120, blank=True)
    worksheet_id = models.UUIDField("kertas kerja")
    action = models.CharField("tindakan", max_length=20, choices=EVENT_CHOICES)
    subject = models.CharField("hal", max_length=60, blank=True)
    old = models.JSONField("lama", null=True)
    new = models.JSONField("baru", null=True)
    note = models.TextField("catatan", blank=True)

    class Meta:
        ordering = ("-at",)
        verbose_name = verbose_name_plural = "riwayat"
        indexes = [models.Index(fields=("worksheet_id", "at"), name="event_of_worksheet")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.get_action_display()} {self.subject}"
