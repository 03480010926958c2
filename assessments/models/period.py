"""When a province assesses, and by which settings it ranks."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from indicators.editions.sheets import sheet_of
from indicators.models import Revision
from indicators.scoring.grades import GradeError, read_grades
from kinerja.ids import OpaqueIdModel
from kinerja.regions.models import Province

TIE_KEY = re.compile(r"aspect:[0-9A-Za-z._-]{1,40}|submitted_at")
MOST_TIE_KEYS = 10


def default_tie_keys() -> list[str]:
    """Innovation, then service, then who sent earlier: the rule of the shipped edition."""
    return ["aspect:5", "aspect:2", "submitted_at"]


def default_titles() -> list[str]:
    """Three winners and three commended ones."""
    return ["Juara 1", "Juara 2", "Juara 3", "Harapan 1", "Harapan 2", "Harapan 3"]


def check_titles(titles: Any) -> None:
    """Raise ValidationError unless it is a list of different short texts."""
    texts = isinstance(titles, list) and all(isinstance(it, str) and 0 < len(it) <= 60 for it in titles)
    if not texts or len(set(titles)) != len(titles):
        raise ValidationError('Tulis daftar gelar yang berbeda, misalnya ["Juara 1", "Juara 2"].')


def check_holidays(days: Any) -> None:
    """Raise ValidationError unless it is a list of ISO dates."""
    try:
        if not isinstance(days, list):
            raise TypeError
        for day in days:
            date.fromisoformat(day)
    except (TypeError, ValueError):
        raise ValidationError('Tulis daftar tanggal, misalnya ["2022-12-26"].') from None


def check_tie_keys(keys: Any) -> None:
    """Raise ValidationError with what to write instead."""
    example = 'Tulis daftar seperti ["aspect:5", "aspect:2", "submitted_at"].'
    if not isinstance(keys, list) or len(keys) > MOST_TIE_KEYS:
        raise ValidationError(f"{example} Paling banyak {MOST_TIE_KEYS} penentu.")
    for key in keys:
        if not isinstance(key, str) or not TIE_KEY.fullmatch(key):
            raise ValidationError(
                f"Penentu “{key}” belum dikenal. Tulis aspect: dan kode aspek, atau submitted_at. {example}"
            )
    if len(set(keys)) != len(keys):
        raise ValidationError("Tulis setiap penentu satu kali saja.")


def default_grades() -> list[dict[str, str]]:
    """An assumption of ours: no regulation names the bands of the shipped edition."""
    bands = {"0": "Sangat Rendah", "51": "Rendah", "66": "Sedang", "76": "Tinggi", "91": "Sangat Tinggi"}
    return [{"from": start, "label": label} for start, label in bands.items()]


def check_grades(data: Any) -> None:
    """Raise ValidationError with what to write instead."""
    try:
        read_grades(data)
    except GradeError as problem:
        raise ValidationError(str(problem)) from None


class Period(OpaqueIdModel):
    """One year's assessment of the kecamatan of a province.

    `tie_keys` decide in their order where totals are equal: "aspect:5" the higher score of the aspect with
    that code, "submitted_at" the earlier submission. `grades` are the bands of the predikat.
    """

    owner = models.ForeignKey(Province, models.PROTECT, related_name="periods", verbose_name="pemilik")
    year = models.PositiveSmallIntegerField("tahun penilaian")
    name = models.CharField("nama", max_length=120)
    help_contact = models.CharField("bantuan", max_length=200, blank=True)
    tie_keys = models.JSONField(
        "penentu nilai sama",
        default=default_tie_keys,
        blank=True,
        help_text="Berurutan. aspect:5 berarti nilai aspek 5 yang lebih tinggi didahulukan; submitted_at"
        " berarti yang lebih dahulu dikirim. Bila semuanya sama, peringkatnya sama."
        " Kosong ([]) berarti tanpa penentu.",
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

    def clean(self) -> None:
        """Known tie keys, of aspects that the period's editions have, grades without a gap, and the rest."""
        checks: dict[str, Callable[[], None]] = {
            "tie_keys": self.check_ties,
            "grades": lambda: check_grades(self.grades),
            "titles": lambda: check_titles(self.titles),
            "holidays": lambda: check_holidays(self.holidays),
        }
        problems = {}
        for name, check in checks.items():
            try:
                check()
            except ValidationError as problem:
                problems[name] = problem
        if problems:
            raise ValidationError(problems)

    def check_ties(self) -> None:
        check_tie_keys(self.tie_keys)
        self.check_aspects()

    def check_aspects(self) -> None:
        for code in (key.partition(":")[2] for key in self.tie_keys if key.startswith("aspect:")):
            for revision in self.editions():
                codes = [aspect.code for aspect in sheet_of(revision.pk).aspects]
                if code not in codes:
                    raise ValidationError(f"Aspek {code} belum ada. Tulis salah satu: {', '.join(codes)}.")

    def editions(self) -> models.QuerySet[Revision]:
        """The revisions in force of the instruments of its stages."""
        return Revision.objects.filter(instrument__stages__period=self, state=Revision.State.IN_FORCE)
