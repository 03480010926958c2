"""An indicator with the data it asks for and the table that turns them into an achievement."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from indicators.scoring.rules import RULES
from kinerja.ids import OpaqueIdModel
from kinerja.numbers import format_number

from .history import history_of
from .instrument import CODE, Instrument, SubAspect, cap_field


def rule_choices() -> list[tuple[str, str]]:
    """The kinds of rule with their titles."""
    return [(kind, rule.title) for kind, rule in RULES.items()]


class Indicator(OpaqueIdModel):
    """One row of the worksheet: its text, its weight, and the rule that scores it."""

    instrument = models.ForeignKey(
        Instrument, models.CASCADE, related_name="indicators", verbose_name="instrumen"
    )
    sub_aspect = models.ForeignKey(
        SubAspect, models.CASCADE, related_name="indicators", verbose_name="sub aspek"
    )
    code = models.CharField(
        "kode",
        max_length=40,
        validators=[CODE],
        help_text="Pengenal tetap dalam instrumen ini, misalnya i12; isian tersimpan dengan kode ini.",
    )
    no = models.PositiveSmallIntegerField(
        "nomor", help_text="Urutan pada kertas kerja. Tukar urutan lewat susunan pada halaman instrumen."
    )
    old_no = models.CharField(
        "nomor pada formulir lama",
        max_length=10,
        blank=True,
        help_text="Nomornya pada formulir resmi lama, bila berbeda.",
    )
    text = models.TextField("indikator")
    unit = models.CharField(
        "satuan", max_length=60, help_text="Satuan yang tercetak pada kertas kerja, misalnya Kegiatan atau %."
    )
    weight = models.DecimalField(
        "bobot",
        max_digits=9,
        decimal_places=6,
        help_text="Bobot dari 100, misalnya 1,75. Jumlahnya terlihat pada daftar bobot.",
    )
    rule = models.CharField(
        "aturan",
        max_length=20,
        choices=rule_choices,  # called, so that a new kind is no change of the table
        help_text="Cara data kinerja menjadi capaian.",
    )
    params = models.JSONField("parameter aturan", default=dict, blank=True)
    policies = models.JSONField("kebijakan khusus", default=dict, blank=True)
    applies = models.JSONField("berlaku bila", null=True, blank=True)
    tdi = models.BooleanField(
        "TDI boleh dipilih", default=True, help_text="Pengisi boleh memilih TDI pada baris ini."
    )
    none_occurred = models.BooleanField(
        "nihil boleh dipilih",
        default=False,
        help_text="Pengisi boleh menyatakan bahwa kejadiannya tidak ada, dengan alasan.",
    )
    evidence = models.JSONField("aturan bukti", null=True, blank=True)
    cap = cap_field(help_text="Kosong: seperti instrumennya.")
    iku = models.JSONField(
        "diambil dari IKU",
        null=True,
        blank=True,
        help_text='Misalnya {"achieved": "n", "total": "d", "from": "100"}; from: capaian terendah.',
    )
    guidance = models.TextField(
        "penjelasan", blank=True, help_text="Penjelasan yang dapat dibuka pengisi pada baris ini."
    )
    note = models.TextField(
        "catatan pengelola", blank=True, help_text="Hanya untuk pengelola; tidak tampil pada kertas kerja."
    )
    predecessor = models.CharField(  # noqa: DJ001 the document says null
        "kode pada edisi sebelumnya",
        max_length=90,
        null=True,
        blank=True,
        help_text="Indikator yang sama tahun lalu, misalnya jatim-2022/i12.",
    )
    history = history_of("indikator")

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
    code = models.CharField(
        "kode", max_length=40, help_text="Nama pendek dalam aturan, huruf kecil, misalnya n atau total."
    )
    order = models.PositiveSmallIntegerField("urutan", default=0, help_text="Urutan tampil, mulai dari 0.")
    label = models.TextField("butir data", help_text="Pertanyaan yang dibaca pengisi.")
    kind = models.CharField("jenis", max_length=10, choices=Kind)
    unit = models.CharField(
        "satuan", max_length=60, blank=True, help_text="Satuan di samping isian, misalnya kegiatan."
    )
    step = models.DecimalField(
        "kelipatan",
        max_digits=15,
        decimal_places=4,
        null=True,
        blank=True,
        help_text="Kelipatan isian, misalnya 1 atau 0,01. Dipakai memeriksa celah tabel konversi.",
    )
    min = models.DecimalField("paling kecil", max_digits=15, decimal_places=4, null=True, blank=True)
    max = models.DecimalField("paling besar", max_digits=15, decimal_places=4, null=True, blank=True)
    coefficient = models.DecimalField(
        "koefisien",
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        help_text="Pengali butir ini pada aturan bagian atau daftar periksa.",
    )
    source = models.JSONField("sumber", null=True, blank=True)
    overridable = models.BooleanField(
        "boleh diganti", default=False, help_text="Pengisi boleh mengganti nilai dari sumbernya."
    )
    repeatable = models.BooleanField(
        "boleh berulang",
        default=False,
        help_text="Pengisi dapat menambah baris, masing-masing dengan nama dan angka.",
    )
    details = models.CharField(
        "rincian",
        max_length=10,
        choices=Details,
        blank=True,
        help_text="Apakah angka ini dirinci satu per satu: nama, tanggal, tempat.",
    )
    villages = models.JSONField("dihitung per desa/kelurahan", null=True, blank=True)
    history = history_of("butir data")

    class Meta:
        ordering = ("indicator", "order")
        verbose_name = verbose_name_plural = "butir data"
        constraints = [models.UniqueConstraint(fields=("indicator", "code"), name="input_code_once")]

    def __str__(self) -> str:
        return self.label


class Level(OpaqueIdModel):
    """A line of the conversion table: from this lower bound (or for this option) on, that achievement."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="levels", verbose_name="indikator")
    order = models.PositiveSmallIntegerField("urutan", default=0, help_text="Urutan tampil, mulai dari 0.")
    code = models.CharField(
        "kode pilihan",
        max_length=40,
        blank=True,
        help_text="Untuk aturan pilihan dan rubrik: nama pendek pilihan, misalnya baik.",
    )
    label = models.CharField("sebutan", max_length=250, blank=True, help_text="Kata yang dibaca pengisi.")
    lower = models.DecimalField(
        "batas bawah",
        max_digits=15,
        decimal_places=4,
        null=True,
        blank=True,
        help_text="Angka terkecil tingkat ini; kosong untuk pilihan.",
    )
    inclusive = models.BooleanField(
        "batas bawah ikut", default=True, help_text="Angka batas bawah termasuk tingkat ini."
    )
    stated_upper = models.DecimalField(
        "batas atas menurut peraturan",
        max_digits=15,
        decimal_places=4,
        null=True,
        blank=True,
        help_text="Batas atas yang tertulis pada peraturan, untuk memeriksa celah; tidak ikut dihitung.",
    )
    achievement = models.DecimalField(
        "capaian", max_digits=9, decimal_places=6, help_text="Capaian 0 sampai 100."
    )
    inferred = models.BooleanField(
        "disimpulkan", default=False, help_text="Tidak tertulis pada peraturan dan belum dipastikan provinsi."
    )
    history = history_of("tingkat konversi")

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
        if self.label or self.lower is None:
            return self.label or self.code
        return f"dari {format_number(self.lower)}"
