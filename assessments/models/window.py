"""When a stage is open."""

from datetime import datetime

from django.core.exceptions import ValidationError
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
        told = f"{self.stage}, {self.get_purpose_display()}"
        return f"{told}, {self.district}: {self.reason}" if self.district else told

    def clean(self) -> None:
        """An exception says why and stays in the province; a window is for what its stage does, once."""
        if self.stage_id is None:
            return
        if self.district_id and not self.reason.strip():
            raise ValidationError({"reason": "Tulis alasan pengecualian untuk kecamatan ini."})
        if self.district and self.district.regency.province_id != self.stage.period.owner_id:
            raise ValidationError({"district": f"Pilih kecamatan di {self.stage.period.owner}."})
        entry = self.stage.kind == Stage.Kind.ENTRY
        if entry != (self.purpose == self.Purpose.ENTRY):
            right = self.Purpose.ENTRY if entry else self.Purpose.JUDGING
            raise ValidationError({"purpose": f"Untuk tahap ini pilih {right.label}."})
        same = Window.objects.filter(stage=self.stage_id, purpose=self.purpose, district=self.district_id)
        if same.exclude(pk=self.pk).exists():
            whose = "pengecualian untuk kecamatan ini" if self.district_id else "jadwal untuk semua kecamatan"
            field = "district" if self.district_id else "opens"
            raise ValidationError({field: f"Tahap ini sudah memiliki {whose}. Ubah yang sudah ada."})

    def is_open(self, at: datetime) -> bool:
        """Open from the opening instant; shut from the closing instant on."""
        return self.opens <= at < self.closes
