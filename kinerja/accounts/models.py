"""People, and what each may do where and when."""

from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property

from kinerja.ids import OpaqueIdModel
from kinerja.regions.models import District, Province, Regency


class UserManager(BaseUserManager["User"]):
    """User names are kept in lower case, so Operator.Bendo and operator.bendo are one person."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(username=username.lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, username: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(username, password, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username=(username or "").lower())


class User(OpaqueIdModel, AbstractBaseUser, PermissionsMixin):
    """A person. What they may do follows from their memberships, asked anew on every request."""

    username = models.CharField(
        "nama pengguna",
        max_length=60,
        unique=True,
        validators=[
            RegexValidator(r"\A[a-z0-9][a-z0-9._-]*\Z", "Pakai huruf kecil, angka, titik, atau garis.")
        ],
        error_messages={"unique": "Nama pengguna ini sudah dipakai."},
    )
    name = models.CharField("nama", max_length=120)
    email = models.EmailField("surel", blank=True)
    nip = models.CharField(
        "NIP", max_length=18, blank=True, validators=[RegexValidator(r"\A\d{18}\Z", "Tulis 18 angka NIP.")]
    )
    position = models.CharField("jabatan", max_length=120, blank=True)
    rank = models.CharField("pangkat", max_length=60, blank=True)
    is_active = models.BooleanField("aktif", default=True)
    must_change_password = models.BooleanField("wajib mengganti kata sandi", default=False)
    first_password_until = models.DateTimeField("kata sandi awal berlaku sampai", null=True, blank=True)

    objects: ClassVar[UserManager] = UserManager()
    unended: list[
        "Membership"
    ]  # those in force or to come, where `accounts.access.everybody_in` brought them

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ("username",)
        verbose_name = verbose_name_plural = "pengguna"

    def __str__(self) -> str:
        return self.name or self.username

    @property
    def first_password_over(self) -> bool:
        """Whether a password that was given out was never changed and is too old to be used."""
        password_end = self.first_password_until
        return self.must_change_password and password_end is not None and timezone.now() >= password_end

    @cached_property
    def active_memberships(self) -> list["Membership"]:
        """Memberships in force today, with their regions; one query a request."""
        return list(self.memberships.active().with_regions())

    def has_role(self, role: str) -> bool:
        return any(membership.role == role for membership in self.active_memberships)

    @property
    def is_staff(self) -> bool:
        """Who may enter the admin: instrument admins and superusers."""
        return self.is_active and (self.is_superuser or self.has_role(Role.INSTRUMENT_ADMIN))


class Role(models.TextChoices):
    """What a person does, always somewhere."""

    OPERATOR = "operator", "Operator kecamatan"
    HEAD = "head", "Camat"
    REGENCY_VERIFIER = "regency_verifier", "Verifikator kabupaten/kota"
    ASSESSOR = "assessor", "Penilai provinsi"
    JUROR = "juror", "Juri"
    LEADERSHIP = "leadership", "Pimpinan"
    INSTRUMENT_ADMIN = "instrument_admin", "Pengelola instrumen"


DISTRICT_ROLES = (Role.OPERATOR, Role.HEAD)
PROVINCE_ROLES = (Role.ASSESSOR, Role.INSTRUMENT_ADMIN)


class MembershipQuerySet(models.QuerySet["Membership"]):
    def active(self, on: date | None = None) -> "MembershipQuerySet":
        """Those in force on a day, today unless told."""
        on_day = on or timezone.localdate()
        return self.unended(on_day).filter(starts__lte=on_day)

    def unended(self, on: date | None = None) -> "MembershipQuerySet":
        """Those in force on a day or to come; one that ends today is gone from its next request on."""
        return self.filter(Q(ends=None) | Q(ends__gt=on or timezone.localdate()))

    def with_regions(self) -> "MembershipQuerySet":
        return self.select_related("province", "regency__province", "district__regency__province")


def one_region(field: str) -> Q:
    """Exactly this region is given."""
    return Q(**{f"{name}__isnull": name != field for name in ("province", "regency", "district")})


class Membership(OpaqueIdModel):
    """One person in one role in one region, from a day to a day: staff change, several share a role."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships", verbose_name="pengguna")
    role = models.CharField("peran", max_length=20, choices=Role)
    province = models.ForeignKey(
        Province, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="provinsi"
    )
    regency = models.ForeignKey(
        Regency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="kabupaten/kota"
    )
    district = models.ForeignKey(
        District, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="kecamatan"
    )
    manages_accounts = models.BooleanField("mengelola akun di wilayahnya", default=False)
    chairs = models.BooleanField("ketua tim penilai", default=False)
    starts = models.DateField("mulai", default=timezone.localdate)
    ends = models.DateField(
        "berakhir", null=True, blank=True, help_text="Sejak tanggal ini haknya tidak berlaku lagi."
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ("role", "starts")
        verbose_name = verbose_name_plural = "keanggotaan"
        constraints = [
            models.CheckConstraint(
                name="membership_region_fits_role",
                violation_error_message="Pilih satu wilayah yang sesuai dengan peran.",
                condition=(Q(role__in=DISTRICT_ROLES) & one_region("district"))
                | (Q(role=Role.REGENCY_VERIFIER) & one_region("regency"))
                | (Q(role__in=PROVINCE_ROLES) & one_region("province"))
                | (Q(role=Role.LEADERSHIP) & (one_region("province") | one_region("regency")))
                | (Q(role=Role.JUROR) & (one_region("province") | one_region(""))),
            ),
            models.CheckConstraint(
                name="membership_ends_after_start",
                violation_error_message="Tanggal berakhir tidak boleh sebelum tanggal mulai.",
                condition=Q(ends=None) | Q(ends__gte=models.F("starts")),
            ),
            models.CheckConstraint(
                name="membership_manages_more_than_a_kecamatan",
                violation_error_message="Akun dikelola dari kabupaten/kota atau provinsi.",
                condition=Q(manages_accounts=False) | Q(regency__isnull=False) | Q(province__isnull=False),
            ),
            models.CheckConstraint(
                name="membership_chairs_assessors",
                violation_error_message="Ketua tim adalah penilai provinsi.",
                condition=Q(chairs=False) | Q(role=Role.ASSESSOR),
            ),
            *(
                models.UniqueConstraint(
                    name=f"membership_open_once_{region}",
                    fields=("user", "role", region),
                    condition=Q(ends=None),
                    violation_error_message="Orang ini sudah memegang peran itu di sana.",
                )
                for region in ("province", "regency", "district")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.place}"

    @property
    def region(self) -> Province | Regency | District | None:
        return self.district or self.regency or self.province

    @property
    def regency_within(self) -> UUID | None:
        """The kabupaten or kota that the region is or lies in."""
        return self.district.regency_id if self.district else self.regency_id

    @property
    def province_within(self) -> UUID | None:
        """The province that the region is or lies in."""
        regency = self.district.regency if self.district else self.regency
        return regency.province_id if regency else self.province_id

    @property
    def place(self) -> str:
        """The region in words: "Kecamatan Bendo, Kabupaten Magetan"."""
        if self.district:
            return f"{self.district}, {self.district.regency}"
        return str(self.region or "seluruh wilayah")
