"""When a province assesses, and by which settings it ranks."""

from django.db import models

from assessments.workflow import PERIOD_STATE_CHOICES, PeriodState
from kinerja.ids import OpaqueIdModel
from kinerja.regions.models import Province


def default_tie_keys() -> list[str]:
    """None: which keys decide is each province's own rule. Named by migrations, hence its own function."""
    return []


def default_titles() -> list[str]:
    """Three winners and three commended ones."""
    return ["Juara 1", "Juara 2", "Juara 3", "Harapan 1", "Harapan 2", "Harapan 3"]


def default_grades() -> list[dict[str, str]]:
    """An assumption of ours: no regulation names the bands of the shipped edition."""
    bands = {"0": "Sangat Rendah", "51": "Rendah", "66": "Sedang", "76": "Tinggi", "91": "Sangat Tinggi"}
    return [{"from": start, "label": label} for start, label in bands.items()]


class Period(OpaqueIdModel):
    """One year's assessment of the kecamatan of a province.

    `code` names it in the whole installation, in addresses and commands: `jatim-2022`.
    `tie_keys` decide in their order where totals are equal. `grades` are the bands of the predikat.
    """

    code = models.SlugField(
        "kode",
        max_length=40,
        unique=True,
        help_text="Dipakai di alamat halaman dan di perintah, misalnya jatim-2022. Tidak berubah lagi.",
    )
    state = models.CharField(
        "keadaan", max_length=12, choices=PERIOD_STATE_CHOICES, default=PeriodState.PREPARATION
    )
    owner = models.ForeignKey(Province, models.PROTECT, related_name="periods", verbose_name="pemilik")
    year = models.PositiveSmallIntegerField("tahun penilaian")
    name = models.CharField("nama", max_length=120)
    help_contact = models.CharField("bantuan", max_length=200, blank=True)
    tie_keys = models.JSONField(
        "penentu nilai sama",
        default=default_tie_keys,
        blank=True,
    )
    grades = models.JSONField(
        "predikat",
        default=default_grades,
        help_text="Dari batas terendah ke tertinggi, mulai dari 0. Satu predikat berlaku dari batasnya sampai"
        " tepat di bawah batas berikutnya, menurut nilai yang belum dibulatkan. Desimal ditulis dengan titik"
        ' dalam tanda kutip: "76.5". Batas bawaan adalah anggapan; sesuaikan dengan ketentuan provinsi.',
    )

    class Visibility(models.TextChoices):
        NOTHING = "nothing", "tidak diumumkan"
        RANKS = "ranks", "peringkat, nilai, dan predikat"
        ASPECTS = "aspects", "peringkat, nilai, predikat, dan nilai per aspek"

    visibility = models.CharField(
        "yang dilihat umum", max_length=10, choices=Visibility, default=Visibility.RANKS
    )
    titles = models.JSONField(
        "gelar",
        default=default_titles,
        blank=True,
        help_text="Berurutan menurut peringkat. Peringkat yang sama mendapat gelar yang sama.",
    )
    objection_days = models.PositiveSmallIntegerField(
        "hari kerja untuk sanggahan",
        default=3,
        help_text="Sejak hasil sementara diumumkan. 0: tanpa sanggahan.",
    )
    holidays = models.JSONField(
        "hari libur", default=list, blank=True, help_text='Daftar tanggal, misalnya ["2022-12-26"].'
    )

    class Meta:
        ordering = ("-year", "name")
        verbose_name = verbose_name_plural = "periode penilaian"
        constraints = [models.UniqueConstraint(fields=("owner", "year", "name"), name="period_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def standing(self) -> PeriodState:
        """Its state with all that is said about it."""
        return PeriodState(self.state)
