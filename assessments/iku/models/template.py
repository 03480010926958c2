"""What a kabupaten sets for the IKU of all its kecamatan."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from indicators.iku.achievement import DEFAULT_PREDICATES
from indicators.scoring.grades import Grade, GradeError, read_grades
from kinerja.ids import OpaqueIdModel
from kinerja.regions.models import Regency


def default_predicates() -> list[dict[str, str]]:
    return [dict(band) for band in DEFAULT_PREDICATES]


def valid_predicates(value: Any) -> None:
    try:
        read_grades(value)
    except GradeError as error:
        raise ValidationError(str(error)) from None


class RegencyTemplate(OpaqueIdModel):
    """Tugas pokok and fungsi that a new document begins with, and the predikat of its capaian."""

    regency = models.OneToOneField(
        Regency, models.PROTECT, related_name="iku_template", verbose_name="kabupaten/kota"
    )
    duty = models.TextField("tugas pokok", blank=True)
    functions = models.TextField("fungsi", blank=True, help_text="Satu fungsi per baris, tanpa nomor.")
    predicates = models.JSONField(
        "predikat capaian", default=default_predicates, validators=[valid_predicates]
    )

    head_position = models.CharField(
        "jabatan kepala daerah", max_length=120, blank=True, help_text="Misalnya: Bupati Magetan."
    )
    head_name = models.CharField("nama kepala daerah", max_length=120, blank=True)

    class Meta:
        ordering = ("regency__code",)
        verbose_name = verbose_name_plural = "templat IKU kabupaten/kota"

    def __str__(self) -> str:
        return f"Templat IKU {self.regency}"

    @property
    def function_list(self) -> list[str]:
        return [line.strip() for line in self.functions.splitlines() if line.strip()]

    @property
    def grades(self) -> tuple[Grade, ...]:
        return read_grades(self.predicates)
