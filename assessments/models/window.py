"""When a stage is open."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from kinerja.ids import OpaqueIdModel
from kinerja.regions.models import District

from .stage import Stage


class Window(OpaqueIdModel):
    """When a stage is open: for all kecamatan, or with a reason for one."""

    class Purpose(models.TextChoices):
        ENTRY = "entry", "Pengisian"
        JUDGING = "judging", "Penilaian"

    stage = models.ForeignKey(Stage, models.CASCADE, related_name="windows", verbose_name="tahap")
    purpose = models.CharField(
        "keperluan",
        max_length=20,
        choices=Purpose,
        default=Purpose.ENTRY,
        help_text="Pengisian untuk tahap pengisian, Penilaian untuk tahap lainnya.",
    )
    district = models.ForeignKey(
        District,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="kecamatan",
        help_text="Kosong berarti semua kecamatan. Pilih satu untuk memberi pengecualian.",
    )
    opens = models.DateTimeField("dibuka", help_text="Sejak saat ini tahap terbuka.")
    closes = models.DateTimeField("ditutup", help_text="Sejak saat ini tahap tertutup.")
    reason = models.CharField(
        "alasan",
        max_length=250,
        blank=True,
        help_text="Wajib untuk pengecualian: mengapa, dan atas permintaan siapa.",
    )

    class Meta:
        ordering = ("stage", "opens")
        verbose_name = verbose_name_plural = "jadwal"
        constraints = [
            models.UniqueConstraint(
                fields=("stage", "purpose"), condition=Q(district=None), name="window_for_all_once"
            ),
            models.UniqueConstraint(
                fields=("stage", "purpose", "district"),
                condition=~Q(district=None),
                name="window_for_one_once",
            ),
            models.CheckConstraint(
                condition=Q(closes__gt=models.F("opens")),
                name="window_closes_after_opening",
                violation_error_message="Waktu tutup harus sesudah waktu buka.",
            ),
        ]

    def __str__(self) -> str:
        title = f"{self.stage}, {self.get_purpose_display()}"
        return f"{title}, {self.district}: {self.reason}" if self.district else title

    def is_open(self, at: datetime) -> bool:
        """Open from the opening instant; shut from the closing instant on."""
        return self.opens <= at < self.closes
