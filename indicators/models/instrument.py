"""An instrument, its aspects and sub-aspects: the workspace that publishing compiles into a document."""

from decimal import Decimal
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Max, Q

from kinerja.ids import OpaqueIdModel
from kinerja.regions.models import Province

from .history import history_of

CODE = RegexValidator(r"\A[a-z0-9][a-z0-9.-]*\Z", "Pakai huruf kecil, angka, titik, atau tanda hubung.")


class PolicyAction(models.TextChoices):
    """What an outcome other than a figure gives."""

    ZERO = "zero", "capaian 0, bobot tetap dihitung"
    FULL = "full", "capaian 100"
    REDISTRIBUTE_SUB_ASPECT = "redistribute_sub_aspect", "bobot dibagikan dalam sub aspek"
    REDISTRIBUTE_ASPECT = "redistribute_aspect", "bobot dibagikan dalam aspek"
    REDISTRIBUTE_ALL = "redistribute_all", "bobot dibagikan ke seluruh indikator"


class Proof(models.TextChoices):
    """What needs evidence of its own to score."""

    ROW = "row", "per baris"
    INPUT = "input", "per butir data"
    OPTION = "option", "per pilihan"


def cap_field(**more: Any) -> "models.DecimalField[Any, Any]":
    """The most that an achievement can be; none: what stands above it says, in the end 100."""
    within = [MinValueValidator(Decimal("0.000001")), MaxValueValidator(100)]
    return models.DecimalField(
        "capaian paling tinggi",
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=within,
        **more,
    )


def policy_field(label: str, default: PolicyAction, help_text: str) -> "models.CharField[Any, Any]":
    return models.CharField(label, max_length=30, choices=PolicyAction, default=default, help_text=help_text)


class Instruments(models.QuerySet["Instrument"]):
    def with_edition(self) -> "Instruments":
        """Each with the number of its revision in force as `in_force`; None before the first."""
        return self.annotate(in_force=Max("revisions__no", filter=Q(revisions__state="in_force")))


class Instrument(OpaqueIdModel):
    """One edition: what one province measures in one year.

    It is a draft until it is first published, and archived once it is not for new stages any more.
    """

    class Kind(models.TextChoices):
        SHEET = "sheet", "Kertas kerja"
        JURY = "jury", "Penilaian juri"
        IKU = "iku", "Indikator Kinerja Utama"

    code = models.CharField(
        "kode",
        max_length=40,
        unique=True,
        validators=[CODE],
        help_text="Pengenal edisi, misalnya jatim-2023. Tidak diganti setelah dipakai.",
    )
    kind = models.CharField("jenis", max_length=10, choices=Kind, default=Kind.SHEET)
    owner = models.ForeignKey(Province, models.PROTECT, related_name="instruments", verbose_name="pemilik")
    year = models.PositiveSmallIntegerField(
        "tahun penilaian", help_text="Tahun penilaian dilaksanakan, misalnya 2023."
    )
    data_year = models.PositiveSmallIntegerField(
        "tahun data", help_text="Tahun kejadian yang dinilai, misalnya 2022."
    )
    name = models.CharField(
        "nama", max_length=120, help_text="Nama pendek dalam daftar, misalnya Instrumen Jawa Timur 2023."
    )
    title = models.CharField(
        "judul kertas kerja", max_length=250, help_text="Judul pada kertas kerja dan cetakannya."
    )
    subtitle = models.CharField(
        "anak judul", max_length=250, blank=True, help_text="Baris kedua pada cetakan."
    )
    tdi = policy_field("TDI", PolicyAction.ZERO, "Yang diberikan bila TDI dipilih.")
    none_occurred = policy_field("nihil", PolicyAction.FULL, "Yang diberikan bila kejadiannya tidak ada.")
    undefined = policy_field("0 ÷ 0", PolicyAction.ZERO, "Yang diberikan bila pembilang dan penyebut 0.")
    not_applicable = policy_field(
        "tidak berlaku",
        PolicyAction.REDISTRIBUTE_ALL,
        "Yang diberikan bila kecamatan tidak memiliki hal yang dinilai, misalnya tidak ada kelurahan.",
    )
    evidence = models.CharField(
        "bukti wajib", max_length=10, choices=Proof, blank=True, help_text="Kosong: tidak wajib."
    )
    cap = cap_field(help_text="Kosong: 100.")
    assumptions = models.JSONField("kebijakan yang masih asumsi", default=list, blank=True)
    labels = models.JSONField("sebutan", default=dict, blank=True)
    display = models.JSONField("desimal yang ditampilkan", default=dict, blank=True)
    ketentuan = models.TextField("ketentuan", blank=True, help_text="Satu ketentuan per baris.")
    dasar_hukum = models.TextField("dasar hukum", blank=True, help_text="Satu peraturan per baris.")
    archived_at = models.DateTimeField("diarsipkan", null=True, blank=True, editable=False)

    objects = Instruments.as_manager()
    history = history_of("instrumen")

    class Meta:
        ordering = ("-year", "code")
        verbose_name = verbose_name_plural = "instrumen"

    def __str__(self) -> str:
        return self.name

    @property
    def edition_state(self) -> str:
        """In words; of an instrument that was read `with_edition`."""
        edition_words = f"Terbit, edisi {self.in_force}" if self.in_force else "Draf"  # type: ignore[attr-defined]  # annotated by `with_edition`
        return f"Diarsipkan ({edition_words.lower()})" if self.archived_at else edition_words


class Aspect(OpaqueIdModel):
    """A group of sub-aspects with the weight that the regulation states for it."""

    instrument = models.ForeignKey(
        Instrument, models.CASCADE, related_name="aspects", verbose_name="instrumen"
    )
    code = models.CharField("kode", max_length=20, help_text="Pengenal aspek, misalnya 1.")
    no = models.PositiveSmallIntegerField("nomor", help_text="Urutan pada kertas kerja.")
    name = models.CharField("nama", max_length=250)
    stated_weight = models.DecimalField(
        "bobot menurut peraturan",
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        help_text="Jumlah bobot aspek yang tertulis pada peraturan; kosong bila tidak ada.",
    )
    history = history_of("aspek")

    class Meta:
        ordering = ("instrument", "no")
        verbose_name = verbose_name_plural = "aspek"
        constraints = [
            models.UniqueConstraint(fields=("instrument", "code"), name="aspect_code_once"),
            models.UniqueConstraint(fields=("instrument", "no"), name="aspect_no_once"),
            models.CheckConstraint(condition=Q(stated_weight__gte=0), name="aspect_weight_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.no}. {self.name}"


class SubAspect(OpaqueIdModel):
    """A group of indicators within an aspect."""

    aspect = models.ForeignKey(Aspect, models.CASCADE, related_name="sub_aspects", verbose_name="aspek")
    code = models.CharField(
        "kode", max_length=20, help_text="Pengenal sub aspek dalam instrumen, misalnya 1.2."
    )
    no = models.PositiveSmallIntegerField("nomor", help_text="Urutan dalam aspek.")
    name = models.CharField("nama", max_length=250)
    history = history_of("sub aspek")

    class Meta:
        ordering = ("aspect", "no")
        verbose_name = verbose_name_plural = "sub aspek"
        constraints = [
            models.UniqueConstraint(fields=("aspect", "code"), name="sub_aspect_code_once"),
            models.UniqueConstraint(fields=("aspect", "no"), name="sub_aspect_no_once"),
        ]

    def __str__(self) -> str:
        return f"{self.no}. {self.name}"
