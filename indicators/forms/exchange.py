"""The forms of an import: a file to look at, and what was looked at to be brought in."""

from typing import IO, Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.core import signing

from indicators.scoring.documents.content import Document
from kinerja.fields import whole_file

SALT = "indicators.exchange"
HOURS = 8
ROOM = 100_000  # bytes of a request beside the signed document


class ImportForm(forms.Form):
    """An instrument's file; what is in it is read by `services.exchange`."""

    file = forms.FileField(
        label="Berkas instrumen (.xlsx atau .json)",
        error_messages=dict.fromkeys(("required", "missing", "invalid"), "Pilih berkas .xlsx atau .json."),
        allow_empty_file=True,  # what could not be kept arrives empty, with the reason
        widget=forms.FileInput(attrs={"accept": ".xlsx,.json"}),
    )

    def clean_file(self) -> IO[bytes]:
        return whole_file(self.cleaned_data["file"], name="instrumen")


class ConfirmForm(forms.Form):
    """The document of a dry run, signed for the person who saw it."""

    plan = forms.CharField()

    def __init__(self, data: Any, *, person_id: UUID) -> None:
        super().__init__(data)
        self.person_id = person_id

    def clean_plan(self) -> dict[str, Any]:
        try:
            plan = signing.loads(self.cleaned_data["plan"], salt=SALT, max_age=HOURS * 3600)
        except signing.BadSignature:
            plan = None
        if not plan or plan["person"] != str(self.person_id):
            raise forms.ValidationError("Pratinjau ini sudah lama. Unggah lagi berkasnya.")
        return dict(plan)


def signed_plan(document: Document, base: str, *, person_id: UUID) -> str:
    """What the confirmation sends back; empty where it is more than a request may hold."""
    plan_content = {"person": str(person_id), "document": document, "base": base}
    token = signing.dumps(plan_content, salt=SALT, compress=True)
    return token if len(token) + ROOM < (settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0) else ""
