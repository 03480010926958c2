"""The IKU document of a kecamatan: one canonical JSON text, written while a draft and never afterwards."""

from functools import cached_property
from typing import Any

from django.db import models
from django.db.models import Q

from assessments.models.snapshot import Frozen
from indicators.iku.document import Definition, canonical_text, read_definition, read_document, sha256
from kinerja.accounts.models import User
from kinerja.ids import OpaqueIdModel
from kinerja.regions.models import District

REPLACING = frozenset({"state", "replaced_at"})  # all that ever changes of a signed document


class DocumentQuerySet(models.QuerySet["IkuDocument"]):
    """Refuses what would reach signed documents around their own `save`."""

    def update(self, **changes: Any) -> int:
        self.refuse_signed()
        return super().update(**changes)

    def delete(self) -> tuple[int, dict[str, int]]:
        self.refuse_signed()
        return super().delete()

    def bulk_create(self, *args: Any, **options: Any) -> list["IkuDocument"]:
        if options.get("update_conflicts"):
            raise Frozen("Dokumen IKU tidak ditimpa.")
        return super().bulk_create(*args, **options)

    def refuse_signed(self) -> None:
        if self.exclude(state=IkuDocument.State.DRAFT).exists():
            raise Frozen("Dokumen IKU yang sudah ditandatangani tidak dapat diubah.")


class IkuDocument(OpaqueIdModel):
    """One version. `content` is what `indicators.iku.document` reads; the years in it are kept beside it."""

    class State(models.TextChoices):
        DRAFT = "draft", "Rancangan"
        SIGNED = "signed", "Ditandatangani"
        REPLACED = "replaced", "Sudah digantikan"

    district = models.ForeignKey(
        District, models.PROTECT, related_name="iku_documents", verbose_name="kecamatan"
    )
    no = models.PositiveSmallIntegerField("versi")
    state = models.CharField("keadaan", max_length=10, choices=State, default=State.DRAFT)
    content = models.TextField("dokumen")
    sha256 = models.CharField("sha256", max_length=64, blank=True)  # once signed
    valid_from = models.PositiveSmallIntegerField("berlaku mulai", null=True)
    valid_until = models.PositiveSmallIntegerField("berlaku sampai", null=True)
    created_at = models.DateTimeField("dibuat")
    saved_at = models.DateTimeField("terakhir disimpan")
    saved_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="disimpan oleh"
    )
    signed_at = models.DateTimeField("ditandatangani", null=True)
    signed_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="ditandatangani oleh"
    )
    replaced_at = models.DateTimeField("digantikan", null=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ("district__code", "-no")
        verbose_name = verbose_name_plural = "dokumen IKU"
        constraints = [
            models.UniqueConstraint(fields=("district", "no"), name="iku_document_no_once"),
            models.UniqueConstraint(
                fields=("district",), condition=Q(state="draft"), name="iku_document_one_draft"
            ),
            models.UniqueConstraint(
                fields=("district",), condition=Q(state="signed"), name="iku_document_one_signed"
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | (Q(signed_at__isnull=False) & ~Q(sha256="")),
                name="iku_document_signed_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"IKU {self.district}, versi {self.no}"

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def data(self) -> dict[str, Any]:
        """The content as JSON, anew each time: whoever changes it changes no document."""
        return read_document(self.content)

    @cached_property
    def definition(self) -> Definition:
        """What the content says."""
        return read_definition(self.data)

    @property
    def intact(self) -> bool:
        """Whether a signed document is what was signed."""
        return sha256(self.data) == self.sha256 and canonical_text(self.data) == self.content

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A draft freely; a signed document only when it is replaced, and by name."""
        only_replaces = (
            self.state == self.State.REPLACED and set(kwargs.get("update_fields") or ()) == REPLACING
        )
        if not self._state.adding and not only_replaces:
            IkuDocument.objects.filter(pk=self.pk).refuse_signed()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        IkuDocument.objects.filter(pk=self.pk).refuse_signed()
        return super().delete(*args, **kwargs)
