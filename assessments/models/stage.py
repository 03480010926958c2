"""The steps of a period: who works on which instrument, who comes this far, and what it counts in the end."""

from decimal import Decimal
from typing import TypeAlias

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from assessments.workflow import REPEATED, STAGE_KIND_CHOICES, StageKind
from indicators.models import Instrument
from kinerja.ids import OpaqueIdModel

from .period import Period


class Stage(OpaqueIdModel):
    """A step of a period, with the instrument that it works on.

    Kecamatan fill in the stage of entry; the kabupaten, the desk and the visit judge what they sent, each in
    a layer of its own; a jury scores by an instrument of its own. `quota` and `cut_off` say how many of the
    stage before come this far, `weight` what the stage counts in the final score, in percent.
    """

    Kind: TypeAlias = StageKind

    class Scope(models.TextChoices):
        PROVINCE = "province", "se-provinsi, dipilih ketua tim penilai"
        REGENCY = "regency", "tiap kabupaten/kota, diusulkan kabupaten/kota"

    class Aggregate(models.TextChoices):
        MEAN = "mean", "rata-rata"
        MEDIAN = "median", "median"

    period = models.ForeignKey(
        Period, models.CASCADE, related_name="stages", verbose_name="periode penilaian"
    )
    no = models.PositiveSmallIntegerField(
        "nomor",
        default=1,
        help_text="Berurutan: pengisian, verifikasi kabupaten/kota, penilaian administrasi, tinjau lapang,"
        " penilaian juri.",
    )
    kind = models.CharField(
        "jenis",
        max_length=20,
        choices=STAGE_KIND_CHOICES,
        default=StageKind.ENTRY,
        help_text="Setiap jenis paling banyak satu tahap dalam satu periode; pengisian dan penilaian juri"
        " boleh lebih, misalnya presentasi lalu kunjungan.",
    )
    name = models.CharField("nama", max_length=120, help_text="Nama yang dibaca pengguna.")
    instrument = models.ForeignKey(
        Instrument,
        models.PROTECT,
        related_name="stages",
        verbose_name="instrumen",
        help_text="Penilaian juri memakai instrumen juri; tahap lainnya instrumen tahap pengisian.",
    )
    weight = models.DecimalField(
        "bobot dalam nilai akhir",
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))],
        help_text="Dalam persen; semua tahap bersama 100. Kosong: tahap ini tidak dihitung. Bila semua"
        " kosong, nilai akhir adalah hasil penilaian administrasi.",
    )
    quota = models.PositiveSmallIntegerField(
        "kuota",
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text="Berapa kecamatan dari tahap sebelumnya yang masuk tahap ini. Kosong: tanpa kuota.",
    )
    quota_scope = models.CharField("kuota berlaku", max_length=10, choices=Scope, default=Scope.PROVINCE)
    cut_off = models.DecimalField(
        "nilai batas",
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))],
        help_text="Nilai paling rendah di tahap sebelumnya untuk masuk tahap ini. Kosong: tanpa nilai batas.",
    )
    aggregate = models.CharField(
        "nilai para juri",
        max_length=10,
        choices=Aggregate,
        default=Aggregate.MEAN,
        help_text="Hanya untuk penilaian juri: bagaimana nilai para juri digabungkan untuk setiap kriteria.",
    )

    class Meta:
        ordering = ("period", "no")
        verbose_name = verbose_name_plural = "tahap"
        constraints = [
            models.UniqueConstraint(
                fields=("period", "no"),
                name="stage_no_once",
                violation_error_message="Nomor ini sudah dipakai tahap lain dalam periode ini.",
            ),
            models.UniqueConstraint(
                fields=("period", "kind"),
                condition=~Q(kind__in=REPEATED),
                name="stage_of_judging_once",
                violation_error_message="Periode ini sudah memiliki tahap dengan jenis ini.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period}: {self.name}"

    @property
    def selects(self) -> bool:
        """Whether only some of the stage before come this far."""
        return self.quota is not None or self.cut_off is not None

    @property
    def gives_score(self) -> bool:
        """Whether it has a score of its own."""
        return StageKind(self.kind).row.scores

    @property
    def by_jury(self) -> bool:
        """Whether jurors judge in it."""
        return StageKind(self.kind).row.by_jury
