"""The forms of an import: a file to look at, what was looked at to be applied, and slips to be kept."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import IO, Any

from django import forms
from django.conf import settings
from django.core import signing

from kinerja.accounts.models import User
from kinerja.fields import whole_file
from kinerja.workbook.table import Line, Sheet

from .apply import Slip

SALT, SLIPS = "accounts.roster", "accounts.slips"
HOURS = 8
ROOM = 100_000  # bytes of a request beside what is signed
OLD = "Pratinjau ini sudah lama. Unggah lagi berkasnya."


class RosterForm(forms.Form):
    """A workbook of people."""

    file = forms.FileField(
        label="Buku kerja pengguna (.xlsx)",
        error_messages=dict.fromkeys(("required", "missing", "invalid"), "Pilih berkas .xlsx."),
        allow_empty_file=True,  # what could not be kept arrives empty, with the reason
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )

    def clean_file(self) -> IO[bytes]:
        return whole_file(self.cleaned_data["file"], name="pengguna")


class SignedForm(forms.Form):
    """Something that we signed for this person a while ago, sent back to us."""

    token = forms.CharField()
    salt, hours = SALT, HOURS

    def __init__(self, data: Any, *, by: User) -> None:
        super().__init__(data)
        self.by = by

    def clean_token(self) -> dict[str, Any]:
        try:
            token = signing.loads(self.cleaned_data["token"], salt=self.salt, max_age=self.hours * 3600)
        except signing.BadSignature:
            token = None
        if not token or token["by"] != str(self.by.pk):
            raise forms.ValidationError(OLD)
        return dict(token)


class ConfirmForm(SignedForm):
    """The rows of a dry run and the print of its plan."""

    @property
    def sheet(self) -> Sheet:
        token = self.cleaned_data["token"]
        return Sheet(token["title"], [Line(*line) for line in token["lines"]], token["letters"])

    @property
    def base(self) -> str:
        return str(self.cleaned_data["token"]["base"])


class SlipsForm(SignedForm):
    """The slips that the page of an import has just shown, to be downloaded from there."""

    salt, hours = SLIPS, 1

    @property
    def slips(self) -> list[Slip]:
        return [Slip(**slip) for slip in self.cleaned_data["token"]["slips"]]


def signed_sheet(sheet: Sheet, base: str, *, by: User) -> str:
    """What the confirmation sends back; empty where it is more than a request may hold."""
    line_contents = [(line.number, line.texts) for line in sheet.lines]
    signed_content = {
        "by": str(by.pk),
        "title": sheet.title,
        "lines": line_contents,
        "letters": sheet.letters,
        "base": base,
    }
    token = signing.dumps(signed_content, salt=SALT, compress=True)
    return token if len(token) + ROOM < (settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0) else ""


def signed_slips(slips: Sequence[Slip], *, by: User) -> str:
    signed_content = {"by": str(by.pk), "slips": [asdict(slip) for slip in slips]}
    return signing.dumps(signed_content, salt=SLIPS, compress=True)
