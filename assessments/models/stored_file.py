"""What every row that keeps an uploaded file says of it."""

from django.db import models

from kinerja.accounts.models import User
from kinerja.ids import OpaqueIdModel


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
