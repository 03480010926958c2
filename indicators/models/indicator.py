"""An indicator with the data it asks for and the table that turns them into an achievement."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from indicators.scoring.rules import RULES
from kinerja.ids import OpaqueIdModel

from .instrument import CODE, Instrument, SubAspect


class Indicator(OpaqueIdModel):
    """One row of the worksheet: its text, its weight, and the rule that scores it."""

    instrument = models.ForeignKey(
        Instrument, models.CASCADE, related_name="indicators", verbose_name="instrumen"
    )
    sub_aspect = models.ForeignKey(
        SubAspect, models.CASCADE, related_name="indicators", verbose_name="sub aspek"
    )
    code = models.CharField("kode", max_length=40, validators=[CODE])
    no = models.PositiveSmallIntegerField("nomor")
    old_no = models.CharField("nomor pada formulir lama", max_length=10, blank=True)
    text = models.TextField("indikator")
    unit = models.CharField("satuan", max_length=60)
    weight = models.DecimalField("bobot", max_digits=9, decimal_places=6)
    rule = models.CharField(
        "aturan", max_length=20, choices=[(kind, rule.title) for kind, rule in RULES.items()]
    )
    params = models.JSONField("parameter aturan", default=dict, blank=True)
    policies = models.JSONField("kebijakan khusus", default=dict, blank=True)
    applies = models.JSONField("berlaku bila", null=True, blank=True)
    tdi = models.BooleanField("TDI boleh dipilih", default=True)
    none_occurred = models.BooleanField("nihil boleh dipilih", default=False)
    evidence = models.JSONField("aturan bukti", null=True, blank=True)
    iku = models.JSONField(
        "diambil dari IKU",
        null=True,
        blank=True,
        help_text='Misalnya {"achieved": "n", "total": "d", "from": "100"}; from: capaian terendah.',
    )
    guidance = models.TextField("penjelasan", blank=True)
    note = models.TextField("catatan pengelola", blank=True)
    predecessor = models.CharField("kode pada edisi sebelumnya", max_length=90, null=True, blank=True)  # noqa: DJ001 the document says null

    class Meta:
        ordering = ("instrument", "no")
        verbose_name = verbose_name_plural = "indikator"
        constraints = [
            models.UniqueConstraint(fields=("instrument", "code"), name="indicator_code_once"),
            models.UniqueConstraint(fields=("instrument", "no"), name="indicator_no_once"),
            models.CheckConstraint(condition=Q(weight__gte=0), name="indicator_weight_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.no}. {self.text}"

    def clean(self) -> None:
        if self.sub_aspect_id and self.sub_aspect.aspect.instrument_id != self.instrument_id:
            raise ValidationError({"sub_aspect": "Pilih sub aspek dari instrumen yang sama."})


class Input(OpaqueIdModel):
    """One datum (butir data) that an indicator asks for, or takes from its source."""

    class Kind(models.TextChoices):
        COUNT = "count", "bilangan bulat"
        DECIMAL = "decimal", "desimal"
        PERCENT = "percent", "persen"
        RUPIAH = "rupiah", "rupiah"
        YES_NO = "yes_no", "ada/tidak"
        CHOICE = "choice", "pilihan"
        TEXT = "text", "teks"

    class Details(models.TextChoices):
        OPTIONAL = "optional", "boleh dirinci"
        REQUIRED = "required", "wajib dirinci"

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="inputs", verbose_name="indikator")
    code = models.CharField("kode", max_length=40)
    order = models.PositiveSmallIntegerField("urutan", default=0)
    label = models.TextField("butir data")
    kind = models.CharField("jenis", max_length=10, choices=Kind)
    unit = models.CharField("satuan", max_length=60, blank=True)
    step = models.DecimalField("kelipatan", max_digits=15, decimal_places=4, null=True, blank=True)
    min = models.DecimalField("paling kecil", max_digits=15, decimal_places=4, null=True, blank=True)
    max = models.DecimalField("paling besar", max_digits=15, decimal_places=4, null=True, blank=True)
    coefficient = models.DecimalField("koefisien", max_digits=9, decimal_places=6, null=True, blank=True)
    source = models.JSONField("sumber", null=True, blank=True)
    overridable = models.BooleanField("boleh diganti", default=False)
    repeatable = models.BooleanField("boleh berulang", default=False)
    details = models.CharField("rincian", max_length=10, choices=Details, blank=True)
    villages = models.JSONField("dihitung per desa/kelurahan", null=True, blank=True)

    class Meta:
        ordering = ("indicator", "order")
        verbose_name = verbose_name_plural = "butir data"
        constraints = [models.UniqueConstraint(fields=("indicator", "code"), name="input_code_once")]

    def __str__(self) -> str:
        return self.label


class Level(OpaqueIdModel):
    """A line of the conversion table: from this lower bound (or for this option) on, that achievement."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="levels", verbose_name="indikator")
    order = models.PositiveSmallIntegerField("urutan", default=0)
    code = models.CharField("kode pilihan", max_length=40, blank=True)
    label = models.CharField("sebutan", max_length=250, blank=True)
    lower = models.DecimalField("batas bawah", max_digits=15, decimal_places=4, null=True, blank=True)
    inclusive = models.BooleanField("batas bawah ikut", default=True)
    stated_upper = models.DecimalField(
        "batas atas menurut peraturan", max_digits=15, decimal_places=4, null=True, blank=True
    )
    achievement = models.DecimalField("capaian", max_digits=9, decimal_places=6)
    inferred = models.BooleanField("disimpulkan", default=False)

    class Meta:
        ordering = ("indicator", "order")
        verbose_name = verbose_name_plural = "tingkat konversi"
        constraints = [
            models.UniqueConstraint(fields=("indicator", "lower"), name="level_lower_once"),
            models.UniqueConstraint(
                fields=("indicator", "code"), condition=~Q(code=""), name="level_code_once"
            ),
            models.CheckConstraint(
                condition=Q(achievement__gte=0, achievement__lte=100), name="level_achievement_0_to_100"
            ),
        ]

    def __str__(self) -> str:
        return self.label or str(self.lower)
