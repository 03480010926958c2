"""What a judge sends: a word on one row, a row to be mended, a step of the worksheet."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Self
from zoneinfo import ZoneInfo

from django import forms
from django.http import QueryDict
from django.utils import timezone

from assessments.entry.forms.row import RowForm, text_area, unix_line_ends
from assessments.models import Entry, Judgement, Layer
from assessments.transitions.judging import Opinion
from assessments.workflow import Action, asks_note
from indicators.scoring.sheet import IndicatorSpec
from kinerja.fields import IndonesianDateField, choice_field


class JudgeForm(RowForm):
    """One judgement: agreeing, other values with their reason, or nothing to take it back."""

    same_as_claim = "Nilai ini sama dengan isian kecamatan. Pilih Sesuai."

    def __init__(
        self,
        indicator: IndicatorSpec,
        data: QueryDict | None = None,
        *,
        claim: Entry | None,
        judgement: Judgement | None = None,
    ):
        self.claim = claim
        super().__init__(indicator, data, entry=start_of(indicator, claim, judgement))
        verdicts = [("", "Tarik kembali"), *Judgement.Verdict.choices]
        wrong_choice = {"invalid_choice": "Pilih sesuai atau ubah."}
        self.fields["verdict"] = forms.ChoiceField(
            choices=verdicts, required=False, error_messages=wrong_choice
        )
        self.fields["reason"] = text_area(1000)
        del self.fields["note"]
        self.fields["entry_version"] = forms.IntegerField(
            min_value=0,
            error_messages=dict.fromkeys(("required", "invalid", "min_value"), "Muat ulang halaman."),
        )

    def as_judged(self, judgement: Judgement | None) -> Self:
        """The same fields as they begin with what now stands."""
        self.entry = start_of(self.indicator, self.claim, judgement)
        return self.as_stored()

    @property
    def differs(self) -> bool:
        return bool(self.data.get("verdict") == Judgement.Verdict.DIFFERS)

    def clean(self) -> dict[str, Any]:
        if not self.differs:  # what stands in the cells is not sent on
            for name in [name for name in self.errors if name not in ("verdict", "version", "entry_version")]:
                del self.errors[name]
            return self.cleaned_data
        cleaned = super().clean()
        if not cleaned.get("reason") and not self.has_error("reason"):
            self.add_error("reason", "Tulis alasan nilai yang berbeda.")
        if not cleaned.get("tdi") and not cleaned.get("none_occurred"):
            self.ask_for_values()
        return cleaned

    def ask_for_values(self) -> None:
        """Every input that has no other source is decided, and not all of them as they were claimed."""
        for spec in self.typed:
            name = f"{spec.code}-0" if spec.repeatable else spec.code
            if spec.code in self.indicator.needs and spec.source is None and not self.is_given(spec.code):
                self.add_error(name, "Isi nilai yang diputuskan.") if not self.has_error(name) else None
        claim = self.claim
        if not self.errors and claim and (claim.status, claim.values) == self.answer:
            self.add_error("verdict", self.same_as_claim)

    def is_given(self, code: str) -> bool:
        spec = self.indicator.input(code)
        if not spec.repeatable:
            return self.cleaned_data.get(code) not in (None, "")
        return any(
            self.cleaned_data.get(f"{code}-{index}") is not None for index in range(self.line_count(spec))
        )

    @property
    def answer(self) -> tuple[str, dict[str, Any]]:
        """Status and values as decided."""
        self.cleaned_data.setdefault("note", "")
        return self.content.status, self.content.values

    @property
    def opinion(self) -> Opinion:
        """The validated judgement, as the service takes it."""
        verdict = self.cleaned_data["verdict"]
        if verdict != Judgement.Verdict.DIFFERS:
            return Opinion(verdict)
        status, values = self.answer
        return Opinion(verdict, status, values, unix_line_ends(self.cleaned_data["reason"]))


def start_of(indicator: IndicatorSpec, claim: Entry | None, judgement: Judgement | None) -> Entry:
    """What the cells begin with: a judgement that differs as it stands, else nothing. Of a list that the
    kecamatan made itself the names are there, the figures are not."""
    if judgement and judgement.verdict == Judgement.Verdict.DIFFERS:
        return Entry(
            code=judgement.code,
            status=judgement.status,
            values=judgement.values,
            reason=judgement.reason,
            version=judgement.version,
        )
    claimed_values = claim.values if claim else {}
    label_lists = {
        spec.code: [{"label": line["label"], "value": ""} for line in claimed_values.get(spec.code, [])]
        for spec in indicator.inputs
        if spec.repeatable
    }
    version = judgement.version if judgement else 0
    return Entry(code=indicator.code, status=Entry.Status.FILLED, values=label_lists, version=version)


class RepairForm(forms.Form):
    """What is to be mended on a row; empty takes the note back."""

    note = text_area(1000)


class ReviewStepForm(forms.Form):
    """A step of the layer, with a note to open again or a day and hour to mend by."""

    action = forms.ChoiceField(
        error_messages={"required": "Pilih langkahnya.", "invalid_choice": "Pilih langkahnya."}
    )
    note = forms.CharField(max_length=1000, required=False, strip=True)
    day = IndonesianDateField(required=False)
    hour = forms.TimeField(required=False, error_messages={"invalid": "Tulis jam, misalnya 16:00."})

    def __init__(self, layer: Layer, zone: str, data: QueryDict | None = None):
        super().__init__(data)
        self.zone = zone
        choice_field(self, "action").choices = [(it, it.label) for it in layer.row.steps]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        action = Action(data["action"]) if data.get("action") else None
        if action and asks_note(action) and not data.get("note") and "note" not in self.errors:
            self.add_error("note", "Tulis alasannya, lalu buka kembali.")
        if action is Action.REQUEST_REPAIR:
            self.ask_for(("day", "Tulis tanggal batas perbaikan."), ("hour", "Tulis jam batas perbaikan."))
            if self.due and self.due <= timezone.now():
                self.add_error("day", "Batas perbaikan harus sesudah saat ini.")
        return data

    def ask_for(self, *fields: Sequence[str]) -> None:
        for name, sentence in fields:
            if self.cleaned_data.get(name) is None and name not in self.errors:
                self.add_error(name, sentence)

    @property
    def due(self) -> datetime | None:
        """Until when the kecamatan may mend, by the clocks of its province."""
        day, hour = self.cleaned_data.get("day"), self.cleaned_data.get("hour")
        return datetime.combine(day, hour, ZoneInfo(self.zone)) if day and hour else None
