"""The forms of the old official form: a file to look at, and what was looked at to be saved."""

from dataclasses import asdict
from typing import IO, Any
from uuid import UUID

from django import forms
from django.core import signing

from assessments.workbook.services.old_form import Change, OldFormPlan
from kinerja.fields import whole_file

SALT = "assessments.old_form"
HOURS = 8


class UploadForm(forms.Form):
    """A workbook in the old layout; what is in it is read by `assessments.workbook`."""

    file = forms.FileField(
        label="Berkas formulir lama (.xlsx)",
        error_messages=dict.fromkeys(("required", "missing", "invalid"), "Pilih berkas .xlsx."),
        allow_empty_file=True,  # what could not be kept arrives empty, with the reason
        widget=forms.FileInput(attrs={"accept": ".xlsx", "class": "form-control"}),
    )

    def clean_file(self) -> IO[bytes]:
        return whole_file(self.cleaned_data["file"], name="formulir lama", safe="; isian Anda aman")


class OldFormConfirmForm(forms.Form):
    """The changes of a preview, signed for this worksheet and person, and whether they may replace."""

    changes = forms.CharField()
    replace = forms.BooleanField(required=False)

    def __init__(self, data: Any, *, worksheet_id: UUID, person_id: UUID):
        super().__init__(data)
        self.owner = [str(worksheet_id), str(person_id)]

    def clean_changes(self) -> list[Change]:
        try:
            signed_changes = signing.loads(self.cleaned_data["changes"], salt=SALT, max_age=HOURS * 3600)
        except signing.BadSignature:
            signed_changes = None
        if not signed_changes or signed_changes["owner"] != self.owner:
            raise forms.ValidationError("Pratinjau ini sudah lama. Unggah lagi berkasnya.")
        return [Change(**it) for it in signed_changes["changes"]]


def signed_old_form(plan: OldFormPlan, *, worksheet_id: UUID, person_id: UUID) -> str:
    """The plan's changes as the confirmation sends them back."""
    worksheet_and_person = [str(worksheet_id), str(person_id)]
    return signing.dumps(
        {"owner": worksheet_and_person, "changes": [asdict(it) for it in plan.changes()]},
        salt=SALT,
        compress=True,
    )
