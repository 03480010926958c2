"""Files that prove what was answered: kept once a worksheet, linked to as many rows as they prove."""

from django.db import models
from django.db.models import Q

from kinerja.accounts.models import User
from kinerja.ids import OpaqueIdModel

from .worksheet import Worksheet


class StoredFile(OpaqueIdModel):
    """One uploaded file. `file` has a name of our own; `name` is what the uploader called it."""

    class Kind(models.TextChoices):
        PDF = "pdf", "PDF"
        JPG = "jpg", "JPG"
        PNG = "png", "PNG"

    name = models.CharField("nama berkas", max_length=200)
    kind = models.CharField("jenis", max_length=4, choices=Kind)
    size = models.PositiveIntegerField("ukuran, bita")
    pages = models.PositiveSmallIntegerField("halaman", default=1)
    sha256 = models.CharField("sha256", max_length=64)
    file = models.FileField("berkas", upload_to="evidence", max_length=200)
    uploaded_at = models.DateTimeField("diunggah")
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="diunggah oleh")
    removed_at = models.DateTimeField("dihapus", null=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class Evidence(StoredFile):
    """A file of one worksheet."""

    worksheet = models.ForeignKey(
        Worksheet, models.PROTECT, related_name="evidence", verbose_name="kertas kerja"
    )

    class Meta:
        ordering = ("name",)
        verbose_name = verbose_name_plural = "bukti dukung"
        constraints = [
            models.UniqueConstraint(
                fields=("worksheet", "sha256"), condition=Q(removed_at=None), name="evidence_once"
            )
        ]


class EvidenceLink(models.Model):
    """What a file proves: a row, or one input or option of it, with page numbers."""

    evidence = models.ForeignKey(Evidence, models.CASCADE, related_name="links", verbose_name="bukti dukung")
    code = models.CharField("kode indikator", max_length=40)
    part = models.CharField("butir data atau pilihan", max_length=40, blank=True)
    pages = models.CharField("halaman", max_length=40, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "tautan bukti"
        constraints = [
            models.UniqueConstraint(fields=("evidence", "code", "part"), name="evidence_link_once")
        ]

    def __str__(self) -> str:
        return f"{self.evidence}, {self.code}"
