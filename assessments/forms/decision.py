"""What is sent to object to a row, to answer an objection, and to propose a decision."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django import forms

from assessments.models import Objection


def words(question: str) -> forms.CharField:
    return forms.CharField(
        max_length=2000,
        strip=True,
        error_messages={"required": question, "max_length": "Tulis paling banyak 2.000 huruf."},
    )


class ObjectionForm(forms.Form):
    """Why the camat thinks that a row was judged wrongly."""

    text = words("Tulis alasan sanggahan.")


class AnswerForm(forms.Form):
    """Whether the objection holds, and why: it holds where the kecamatan's claim does."""

    outcome = forms.ChoiceField(
        choices=[it for it in Objection.Outcome.choices if it[0] != Objection.Outcome.OPEN],
        error_messages={
            "required": "Pilih diterima atau ditolak.",
            "invalid_choice": "Pilih diterima atau ditolak.",
        },
    )
    answer = words("Tulis jawaban atas sanggahan.")


class ProposalForm(forms.Form):
    """From when the ranking is public, in the province's time, and which kabupaten/kota guided best."""

    embargo = forms.DateTimeField(
        required=False,
        input_formats=("%d-%m-%Y %H.%M", "%d-%m-%Y %H:%M", "%Y-%m-%dT%H:%M"),
        label="Diumumkan mulai",
        help_text="Tanggal dan jam, misalnya 30-09-2026 16.00. Kosong: segera setelah ditetapkan.",
        error_messages={"invalid": "Tulis tanggal dan jam, misalnya 30-09-2026 16.00."},
    )
    mentor = forms.ChoiceField(required=False, label="Pembina terbaik")

    def __init__(self, *args: object, zone: str, regencies: list[tuple[str, str]]):
        super().__init__(*args)  # type: ignore[arg-type]
        self.zone = ZoneInfo(zone)
        mentor = self.fields["mentor"]
        mentor.choices = [("", "Tidak diberikan"), *regencies]  # type: ignore[attr-defined]

    def clean_embargo(self) -> datetime | None:
        moment: datetime | None = self.cleaned_data["embargo"]
        return moment.replace(tzinfo=self.zone) if moment else None
