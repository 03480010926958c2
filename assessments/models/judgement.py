"""The judgement on what a kecamatan answered: beside the claim, never over it."""

from decimal import Decimal

from django.db import models
from django.db.models import Q

from assessments.workflow import LAYER_CHOICES
from kinerja.accounts.models import User
from kinerja.ids import OpaqueIdModel
from kinerja.regions.models import District, Regency

from .entry import Entry
from .stage import Stage
from .worksheet import Worksheet


class Judgement(models.Model):
    """One layer's word on one row, complete in itself: agreeing copies the claim and whether it was proven.

    `entry_version` is the version of the claim that was judged. While the layer is at work, a judgement of a
    claim that has moved on does not count; once it has finished, its result stands whatever moves later.
    """

    class Verdict(models.TextChoices):
        AGREES = "agrees", "Sesuai"
        DIFFERS = "differs", "Berbeda"

    worksheet = models.ForeignKey(
        Worksheet, models.CASCADE, related_name="judgements", verbose_name="kertas kerja"
    )
    code = models.CharField("kode indikator", max_length=40)
    layer = models.CharField("lapis", max_length=10, choices=LAYER_CHOICES)
    verdict = models.CharField("putusan", max_length=10, choices=Verdict)
    status = models.CharField("keadaan", max_length=15, choices=Entry.Status, default=Entry.Status.FILLED)
    values = models.JSONField("data", default=dict)
    proven = models.BooleanField("terbukti", default=True)
    reason = models.TextField("alasan", blank=True)
    entry_version = models.PositiveIntegerField("versi isian")
    version = models.PositiveIntegerField("versi", default=1)
    judged_at = models.DateTimeField("dinilai")
    judged_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="dinilai oleh")

    class Meta:
        verbose_name = verbose_name_plural = "putusan baris"
        constraints = [
            models.UniqueConstraint(fields=("worksheet", "code", "layer"), name="judgement_once_a_layer"),
            models.CheckConstraint(
                condition=Q(verdict="agrees") | ~Q(reason=""), name="judgement_that_differs_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.worksheet}, {self.code}, {self.get_layer_display()}"


class LayerScore(models.Model):
    """What the judgements of a worksheet add up to; only
    `assessments.scores.totals.refresh_totals` writes it.

    REGENCY is the kabupaten's own result, DESK the province's decision, in which the answer to an objection
    comes first, then a visit's word.
    `asked` rows apply to the kecamatan, `judged` ones have a judgement of the claim as it stands.
    """

    worksheet = models.ForeignKey(
        Worksheet, models.CASCADE, related_name="layer_scores", verbose_name="kertas kerja"
    )
    layer = models.CharField("lapis", max_length=10, choices=LAYER_CHOICES)
    total = models.DecimalField("nilai", max_digits=15, decimal_places=12, default=Decimal(0))
    aspect_totals = models.JSONField("nilai per aspek", default=dict)
    judged = models.PositiveSmallIntegerField("dinilai", default=0)
    asked = models.PositiveSmallIntegerField("diminta", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "nilai lapis"
        constraints = [models.UniqueConstraint(fields=("worksheet", "layer"), name="layer_score_once")]

    def __str__(self) -> str:
        return f"{self.worksheet}, {self.get_layer_display()}"

    @property
    def complete(self) -> bool:
        """Whether every row that counts is decided."""
        return self.judged == self.asked


class Repair(OpaqueIdModel):
    """A row that is asked back. It is noted first, sent with all the others, and closed on their return."""

    worksheet = models.ForeignKey(
        Worksheet, models.CASCADE, related_name="repairs", verbose_name="kertas kerja"
    )
    code = models.CharField("kode indikator", max_length=40)
    layer = models.CharField("lapis", max_length=10, choices=LAYER_CHOICES)
    note = models.TextField("catatan")
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="diminta oleh")
    asked_at = models.DateTimeField("dicatat")
    sent_at = models.DateTimeField("dikirim", null=True)
    due_at = models.DateTimeField("batas perbaikan", null=True)
    before = models.JSONField("isian semula", null=True)  # the claim and its evidence when it was sent back
    closed_at = models.DateTimeField("selesai", null=True)

    class Meta:
        ordering = ("asked_at",)
        verbose_name = verbose_name_plural = "permintaan perbaikan"
        constraints = [
            models.UniqueConstraint(
                fields=("worksheet", "code"), condition=Q(closed_at=None), name="repair_open_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.worksheet}, {self.code}"


class Assignment(OpaqueIdModel):
    """Who judges what in a stage: everywhere, in one kabupaten/kota or one kecamatan; all aspects or one."""

    stage = models.ForeignKey(Stage, models.CASCADE, related_name="assignments", verbose_name="tahap")
    judge = models.ForeignKey(User, models.PROTECT, related_name="assignments", verbose_name="penilai")
    regency = models.ForeignKey(
        Regency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="kabupaten/kota"
    )
    district = models.ForeignKey(
        District, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="kecamatan"
    )
    aspect = models.CharField(
        "kode aspek", max_length=20, blank=True, help_text="Kosong berarti semua aspek."
    )
    assigned_at = models.DateTimeField("ditugaskan", auto_now_add=True)
    assigned_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="ditugaskan oleh"
    )

    class Meta:
        ordering = ("stage", "judge")
        verbose_name = verbose_name_plural = "penugasan"
        constraints = [
            models.CheckConstraint(
                condition=Q(regency=None) | Q(district=None), name="assignment_of_one_region"
            ),
            models.UniqueConstraint(
                fields=("stage", "judge", "regency", "aspect"),
                condition=Q(regency__isnull=False),
                name="assignment_once_a_regency",
            ),
            models.UniqueConstraint(
                fields=("stage", "judge", "district", "aspect"),
                condition=Q(district__isnull=False),
                name="assignment_once_a_district",
            ),
            models.UniqueConstraint(
                fields=("stage", "judge", "aspect"),
                condition=Q(regency=None, district=None),
                name="assignment_once_for_all",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.judge}, {self.stage}"

    def covers(self, worksheet: Worksheet) -> bool:
        """Whether the worksheet lies in what was assigned; the aspect is another matter."""
        if self.district_id:
            return self.district_id == worksheet.district_id
        return self.regency_id in (None, worksheet.district.regency_id)

    @property
    def region(self) -> str:
        """Where, in words."""
        if self.district:
            return f"{self.district}, {self.district.regency}"
        return str(self.regency or "Seluruh provinsi")

    @property
    def scope(self) -> str:
        """Where and what, in words."""
        return f"{self.region}, aspek {self.aspect}" if self.aspect else f"{self.region}, semua aspek"


class Conflict(OpaqueIdModel):
    """A kabupaten/kota that somebody must not judge: their own, or one with an interest declared."""

    judge = models.ForeignKey(User, models.CASCADE, related_name="conflicts", verbose_name="penilai")
    regency = models.ForeignKey(Regency, models.PROTECT, related_name="+", verbose_name="kabupaten/kota")
    reason = models.CharField("alasan", max_length=250)
    declared_at = models.DateTimeField("dinyatakan", auto_now_add=True)

    class Meta:
        ordering = ("judge", "regency")
        verbose_name = verbose_name_plural = "benturan kepentingan"
        constraints = [models.UniqueConstraint(fields=("judge", "regency"), name="conflict_once")]

    def __str__(self) -> str:
        return f"{self.judge}, {self.regency}"
