"""When a province assesses: its periods, their stages, and the windows in which each may be worked on."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from indicators.models import Instrument
from kinerja.ids import OpaqueIdModel
from kinerja.regions.models import District, Province


class Period(OpaqueIdModel):
    """One year's assessment of the kecamatan of a province."""

    owner = models.ForeignKey(Province, models.PROTECT, related_name="periods", verbose_name="pemilik")
    year = models.PositiveSmallIntegerField("tahun penilaian")
    name = models.CharField("nama", max_length=120)
    help_contact = models.CharField("bantuan", max_length=200, blank=True)

    class Meta:
        ordering = ("-year", "name")
        verbose_name = verbose_name_plural = "periode penilaian"
        constraints = [models.UniqueConstraint(fields=("owner", "year", "name"), name="period_once")]

    def __str__(self) -> str:
        return self.name


class Stage(OpaqueIdModel):
    """A step of a period, with the instrument that it works on."""

    class Kind(models.TextChoices):
        ENTRY = "entry", "Pengisian oleh kecamatan"

    period = models.ForeignKey(
        Period, models.CASCADE, related_name="stages", verbose_name="periode penilaian"
    )
    no = models.PositiveSmallIntegerField("nomor", default=1)
    kind = models.CharField("jenis", max_length=20, choices=Kind, default=Kind.ENTRY)
    name = models.CharField("nama", max_length=120)
    instrument = models.ForeignKey(
        Instrument, models.PROTECT, related_name="stages", verbose_name="instrumen"
    )

    class Meta:
        ordering = ("period", "no")
        verbose_name = verbose_name_plural = "tahap"
        constraints = [models.UniqueConstraint(fields=("period", "no"), name="stage_no_once")]

    def __str__(self) -> str:
        return f"{self.period}: {self.name}"


class Window(OpaqueIdModel):
    """When a stage is open: for all kecamatan, or with a reason for one."""

    class Purpose(models.TextChoices):
        ENTRY = "entry", "Pengisian"

    stage = models.ForeignKey(Stage, models.CASCADE, related_name="windows", verbose_name="tahap")
    purpose = models.CharField("keperluan", max_length=20, choices=Purpose, default=Purpose.ENTRY)
    district = models.ForeignKey(
        District, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="kecamatan"
    )
    opens = models.DateTimeField("dibuka")
    closes = models.DateTimeField("ditutup")
    reason = models.CharField("alasan", max_length=250, blank=True)

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
        return f"{self.stage}, {self.get_purpose_display()}"

    def is_open(self, at: datetime) -> bool:
        """Open from the opening instant; shut from the closing instant on."""
        return self.opens <= at < self.closes
