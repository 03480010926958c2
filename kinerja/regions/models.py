"""Regions by their Kemendagri codes, and the yearly facts about each kecamatan."""

from django.core.validators import RegexValidator
from django.db import models

from kinerja.ids import OpaqueIdModel
from kinerja.numbers import format_nip


class Province(OpaqueIdModel):
    """A province; its zone is the one its deadlines are shown in."""

    code = models.CharField("kode", max_length=2, unique=True)
    name = models.CharField("nama", max_length=60)
    time_zone = models.CharField("zona waktu", max_length=30, default="Asia/Jakarta")

    class Meta:
        ordering = ("code",)
        verbose_name = verbose_name_plural = "provinsi"

    def __str__(self) -> str:
        return f"Provinsi {self.name}"


class Regency(OpaqueIdModel):
    """A kabupaten or kota; its name carries the word, as in "Kabupaten Magetan"."""

    province = models.ForeignKey(Province, models.PROTECT, related_name="regencies", verbose_name="provinsi")
    code = models.CharField("kode", max_length=5, unique=True)
    name = models.CharField("nama", max_length=80)
    logo = models.FileField("logo", upload_to="logos", blank=True)

    class Meta:
        ordering = ("code",)
        verbose_name = verbose_name_plural = "kabupaten/kota"

    def __str__(self) -> str:
        return self.name

    @property
    def seat(self) -> str:
        """The name without its kind, as in a letter's place and date: "Magetan"."""
        return self.name.split(" ", 1)[-1]


class District(OpaqueIdModel):
    """A kecamatan. Names repeat between kabupaten, so it is always matched by code."""

    regency = models.ForeignKey(
        Regency, models.PROTECT, related_name="districts", verbose_name="kabupaten/kota"
    )
    code = models.CharField("kode", max_length=8, unique=True)
    name = models.CharField("nama", max_length=80)

    class Meta:
        ordering = ("code",)
        verbose_name = verbose_name_plural = "kecamatan"

    def __str__(self) -> str:
        return f"Kecamatan {self.name}"


class Profile(OpaqueIdModel):
    """What is true of one kecamatan in one data year: its villages and who heads it."""

    class Acting(models.TextChoices):
        NONE = "", "Camat definitif"
        PLT = "Plt.", "Plt. Camat"
        PLH = "Plh.", "Plh. Camat"

    district = models.ForeignKey(District, models.PROTECT, related_name="profiles", verbose_name="kecamatan")
    data_year = models.PositiveSmallIntegerField("tahun data")
    desa = models.PositiveSmallIntegerField("jumlah desa")
    kelurahan = models.PositiveSmallIntegerField("jumlah kelurahan")
    head_name = models.CharField("nama camat", max_length=120, blank=True)
    head_rank = models.CharField("pangkat", max_length=60, blank=True)
    head_nip = models.CharField(
        "NIP", max_length=18, blank=True, validators=[RegexValidator(r"\A\d{18}\Z", "Tulis 18 angka NIP.")]
    )
    head_acting = models.CharField("kedudukan", max_length=4, choices=Acting, blank=True)
    address = models.CharField("alamat kantor", max_length=200, blank=True)
    contact_name = models.CharField("narahubung", max_length=120, blank=True)
    contact_phone = models.CharField("telepon narahubung", max_length=30, blank=True)
    villages = models.JSONField("desa dan kelurahan", default=list, blank=True)
    confirmed_at = models.DateTimeField("dipastikan benar", null=True, blank=True)
    confirmed_by = models.CharField("dipastikan oleh", max_length=120, blank=True)
    version = models.PositiveIntegerField("versi", default=1)

    class Meta:
        ordering = ("district__code", "-data_year")
        verbose_name = verbose_name_plural = "profil kecamatan"
        constraints = [models.UniqueConstraint(fields=("district", "data_year"), name="profile_once_a_year")]

    def __str__(self) -> str:
        return f"{self.district} {self.data_year}"

    @property
    def facts(self) -> dict[str, int]:
        """The counts that instruments may use as denominators and for applicability."""
        return {"desa": self.desa, "kelurahan": self.kelurahan}

    @property
    def head_title(self) -> str:
        """ "Camat Bendo", or "Plt. Camat Bendo" where acting."""
        return f"{self.head_acting} Camat {self.district.name}".strip()

    @property
    def shown_nip(self) -> str:
        """The NIP in its official groups, 19680407 198903 1 006."""
        return format_nip(self.head_nip)
