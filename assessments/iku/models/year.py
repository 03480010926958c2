"""One year of a kecamatan's IKU: targets, and what was reached quarter by quarter."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from indicators.iku.quarters import QUARTERS
from kinerja.accounts.models import User
from kinerja.ids import OpaqueIdModel
from kinerja.regions.models import District

from .document import IkuDocument


def no_quarters() -> list[str]:
    return [""] * len(QUARTERS)


class IkuYear(OpaqueIdModel):
    """The year of one kecamatan, measured by one signed document. Rows name its IKU and items by code."""

    class State(models.TextChoices):
        OPEN = "open", "Terbuka"
        CLOSED = "closed", "Ditutup"

    district = models.ForeignKey(District, models.PROTECT, related_name="iku_years", verbose_name="kecamatan")
    document = models.ForeignKey(
        IkuDocument, models.PROTECT, related_name="years", verbose_name="dokumen IKU"
    )
    year = models.PositiveSmallIntegerField("tahun")
    state = models.CharField("keadaan", max_length=10, choices=State, default=State.OPEN)
    opened_at = models.DateTimeField("dibuka")
    closed_at = models.DateTimeField("ditutup", null=True)

    class Meta:
        ordering = ("district__code", "-year")
        verbose_name = verbose_name_plural = "tahun IKU"
        constraints = [models.UniqueConstraint(fields=("district", "year"), name="iku_year_once")]

    def __str__(self) -> str:
        return f"IKU {self.district} {self.year}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN


class SavedRow(models.Model):
    """A row that several people may save: `version` tells whether it is still what its sender had read."""

    code = models.CharField("kode IKU", max_length=64)
    version = models.PositiveIntegerField("versi", default=0)
    saved_at = models.DateTimeField("disimpan")
    saved_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="disimpan oleh"
    )

    class Meta:
        abstract = True


class IkuTarget(SavedRow):
    """The target of one IKU: dot-decimal texts, "" where there is none yet."""

    year = models.ForeignKey(IkuYear, models.CASCADE, related_name="targets", verbose_name="tahun IKU")
    annual = models.CharField("target setahun", max_length=40, blank=True)
    quarters = models.JSONField("target per triwulan", default=no_quarters)

    class Meta:
        verbose_name = verbose_name_plural = "target IKU"
        constraints = [models.UniqueConstraint(fields=("year", "code"), name="iku_target_once")]

    def __str__(self) -> str:
        return f"{self.year}, target {self.code}"


class IkuEntry(SavedRow):
    """What one IKU's data items came to in one quarter: `values` are dot-decimal texts by item code.

    An item that is not there is not filled in. The text of quarter 4 speaks for the year.
    """

    year = models.ForeignKey(IkuYear, models.CASCADE, related_name="entries", verbose_name="tahun IKU")
    quarter = models.PositiveSmallIntegerField(
        "triwulan", validators=[MinValueValidator(1), MaxValueValidator(4)]
    )
    values = models.JSONField("data", default=dict)
    explanation = models.TextField("penjelasan", blank=True)
    follow_up = models.TextField("tindak lanjut", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "realisasi IKU"
        constraints = [
            models.UniqueConstraint(fields=("year", "code", "quarter"), name="iku_entry_once"),
            models.CheckConstraint(condition=Q(quarter__gte=1, quarter__lte=4), name="iku_entry_quarter"),
        ]

    def __str__(self) -> str:
        return f"{self.year}, {self.code}, triwulan {self.quarter}"
