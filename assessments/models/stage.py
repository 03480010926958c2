"""The steps of a period: who works on which instrument, who comes this far, and what it counts in the end."""

from decimal import Decimal
from typing import TypeAlias

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from assessments.workflow import STAGE_KIND_CHOICES, StageKind
from indicators.editions.sheets import sheet_of
from indicators.models import Instrument, Revision
from kinerja.ids import OpaqueIdModel
from kinerja.numbers import format_number

from .period import Period

WHOLE = 100


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
                condition=~Q(kind__in=("entry", "jury")),
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

    def clean(self) -> None:
        """Its number, its instrument, and what it may count and select."""
        self.check_archived()
        if self.period_id is None or self.no is None:
            return
        problems = {**self.order_problem(), **self.instrument_problem(), **self.counting_problems()}
        if problems:
            raise ValidationError(problems)

    def check_archived(self) -> None:
        """A stage may keep an instrument that was archived since, and takes none that is."""
        kept = Stage.objects.filter(pk=self.pk, instrument=self.instrument_id).exists()
        if self.instrument_id and self.instrument.archived_at and not kept:
            raise ValidationError({"instrument": "Instrumen ini diarsipkan. Pilih yang masih dipakai."})

    def order_problem(self) -> dict[str, str]:
        """The numbers follow the order in which the work is done."""
        turn = StageKind(self.kind).turn
        for other in Stage.objects.filter(period=self.period_id).exclude(pk=self.pk):
            others_turn = StageKind(other.kind).turn
            if turn != others_turn and (turn < others_turn) != (self.no < other.no):
                where = "sebelum" if turn < others_turn else "sesudah"
                return {"no": f"{self.get_kind_display()} harus {where} tahap {other.no} ({other.name})."}
        return {}

    def instrument_problem(self) -> dict[str, str]:
        """A jury has an instrument of its own kind, in which every criterion asks for one thing."""
        if self.instrument_id is None:
            return {}
        jury, kinds = self.kind == self.Kind.JURY, Instrument.Kind
        if self.instrument.kind != (kinds.JURY if jury else kinds.SHEET):
            wanted = kinds.JURY if jury else kinds.SHEET
            return {"instrument": f"Untuk tahap ini pilih instrumen berjenis {wanted.label}."}
        for code in many_sided(self.instrument) if jury else ():
            return {"instrument": f"Kriteria {code} harus memiliki tepat satu butir data yang diisi juri."}
        return {}

    def counting_problems(self) -> dict[str, str]:
        """What cannot count or select, and weights above the whole."""
        found = {}
        if self.kind == self.Kind.FIELD and self.weight:
            found["weight"] = (
                "Hasil tinjau lapang dihitung di dalam penilaian administrasi; kosongkan bobotnya."
            )
        if self.selects and self.kind not in (self.Kind.DESK, self.Kind.JURY):
            found["quota"] = "Hanya penilaian administrasi dan penilaian juri yang memilih peserta."
        others = Stage.objects.filter(period=self.period_id).exclude(pk=self.pk)
        if self.quota_scope == self.Scope.REGENCY:
            if self.quota is None:
                found["quota_scope"] = "Isi kuota untuk setiap kabupaten/kota, atau pilih se-provinsi."
            elif others.filter(no__lt=self.no, kind__in=(self.Kind.DESK, self.Kind.JURY)).exists():
                # a kabupaten does not see the province's figures before they are announced
                found["quota_scope"] = "Kabupaten/kota hanya mengusulkan sebelum provinsi menilai."
        whole = (self.weight or 0) + sum(it.weight or 0 for it in others)
        if whole > WHOLE:
            found["weight"] = f"Bobot semua tahap bersama menjadi {format_number(whole)}; paling banyak 100."
        return found


def many_sided(instrument: Instrument) -> list[str]:
    """The criteria of the edition in force that do not ask a juror for exactly one thing."""
    revision = instrument.revisions.filter(state=Revision.State.IN_FORCE).first()
    rows = sheet_of(revision.pk).indicators if revision else ()
    return [row.code for row in rows if sum(not spec.locked for spec in row.inputs) != 1]
