"""What is sent to object to a row, to answer an objection, and to propose a decision."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.http import QueryDict

from assessments.models import Entry, Judgement, Objection
from assessments.review.forms import JudgeForm
from indicators.scoring.sheet import IndicatorSpec
from kinerja.fields import choice_field


def objection_words(question: str) -> forms.CharField:
    return forms.CharField(
        max_length=2000,
        strip=True,
        error_messages={"required": question, "max_length": "Tulis paling banyak 2.000 huruf."},
    )


class ObjectionForm(forms.Form):
    """Why the camat thinks that a row was judged wrongly."""

    text = objection_words("Tulis alasan sanggahan.")


class PartForm(JudgeForm):
    """The values that hold where an objection is accepted in part: neither the claim nor what was decided.

    A `quiet` one only keeps what was typed.
    """

    same_as_claim = "Nilai ini sama dengan isian kecamatan. Pilih Diterima."

    def __init__(
        self,
        indicator: IndicatorSpec,
        data: QueryDict | None = None,
        *,
        claim: Entry | None,
        standing: Judgement | None,
        quiet: bool = False,
    ):
        self.standing, self.quiet = standing, quiet
        sent_data = data.copy() if data is not None else None
        if sent_data is not None:  # the answer is the reason, and has a field and a limit of its own
            sent_data["version"] = sent_data["entry_version"] = "0"
            sent_data["verdict"], sent_data["reason"] = Judgement.Verdict.DIFFERS, "–"
        super().__init__(indicator, sent_data, claim=claim)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        standing = self.standing
        if not self.errors and standing and (standing.status, standing.values) == self.answer:
            self.add_error("verdict", "Nilai ini sama dengan putusan yang disanggah. Pilih Ditolak.")
        return cleaned

    def error_of(self, name: str) -> str:
        return "" if self.quiet else super().error_of(name)


class AnswerForm(forms.Form):
    """Whether the objection holds, wholly, in part or not, and why."""

    outcome = forms.ChoiceField(
        choices=[it for it in Objection.Outcome.choices if it[0] != Objection.Outcome.OPEN],
        error_messages={
            "required": "Pilih diterima, diterima sebagian, atau ditolak.",
            "invalid_choice": "Pilih diterima, diterima sebagian, atau ditolak.",
        },
    )
    answer = objection_words("Tulis jawaban atas sanggahan.")


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

    def __init__(self, *args: Any, zone: str, regencies: list[tuple[str, str]]):
        super().__init__(*args)
        self.zone = ZoneInfo(zone)
        choice_field(self, "mentor").choices = [("", "Tidak diberikan"), *regencies]

    def clean_embargo(self) -> datetime | None:
        moment: datetime | None = self.cleaned_data["embargo"]
        return moment.replace(tzinfo=self.zone) if moment else None
