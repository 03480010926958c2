"""A juror's ballot: one field and one note a criterion. It validates; a service writes."""

from typing import Any

from django import forms
from django.http import QueryDict

from assessments.entry.forms.row import raw_text, shown_text, single_field, text_area, unix_line_ends
from assessments.jury.services.ballots import one_input
from assessments.models import Ballot
from indicators.scoring.sheet import IndicatorSpec, Sheet
from indicators.scoring.values import ValueProblem, read_value

NOTE = 1000
GIVE = "give"


class BallotForm(forms.Form):
    """`action` says whether the ballot is kept, kept on the way to the next kecamatan, or handed over."""

    ACTIONS = (("save", "Simpan"), ("next", "Simpan dan lanjut"), (GIVE, "Serahkan"))

    action = forms.ChoiceField(choices=ACTIONS, error_messages={"invalid_choice": "Muat ulang halaman."})
    version = forms.IntegerField(
        min_value=0, error_messages=dict.fromkeys(("required", "invalid", "min_value"), "Muat ulang halaman.")
    )

    def __init__(self, sheet: Sheet, data: QueryDict | None = None, *, ballot: Ballot | None = None) -> None:
        super().__init__(data)
        self.sheet, self.ballot = sheet, ballot
        self.fields["action"].error_messages["required"] = "Muat ulang halaman."
        for spec in sheet.indicators:
            self.fields[value_name(spec)] = single_field(spec, one_input(spec))
            self.fields[note_name(spec)] = text_area(NOTE)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for spec in self.sheet.indicators:
            name = value_name(spec)
            if cleaned.get(name) not in (None, ""):
                self.check(spec)
            elif cleaned.get("action") == GIVE and name not in self.errors:
                self.add_error(name, f"Isi nilai kriteria {spec.no}.")
        return cleaned

    def check(self, spec: IndicatorSpec) -> None:
        """Refuse here what the engine would refuse to read."""
        input_spec, value = one_input(spec), raw_text(self.cleaned_data[value_name(spec)])
        try:
            read_value(
                input_spec, spec.levels, [{"label": "", "value": value}] if input_spec.repeatable else value
            )
        except ValueProblem as problem:
            sentence = str(problem)
            self.add_error(value_name(spec), f"{sentence[0].upper()}{sentence[1:]}.")

    @property
    def values(self) -> dict[str, str]:
        """What was scored, as it is stored, by criterion."""
        return {spec.code: raw_text(self.cleaned_data[value_name(spec)]) for spec in self.sheet.indicators}

    @property
    def notes(self) -> dict[str, str]:
        cleaned = self.cleaned_data
        return {spec.code: unix_line_ends(cleaned[note_name(spec)]) for spec in self.sheet.indicators}

    def cell_text(self, spec: IndicatorSpec) -> str:
        """What was sent, else what is kept, as Indonesians write it."""
        if self.is_bound:
            return str(self.data.get(value_name(spec), ""))
        return self.stored_text(spec)

    def stored_text(self, spec: IndicatorSpec) -> str:
        stored = self.ballot.values.get(spec.code, "") if self.ballot else ""
        return shown_text(one_input(spec), stored)

    def note(self, spec: IndicatorSpec) -> str:
        if self.is_bound:
            return str(self.data.get(note_name(spec), ""))
        return self.ballot.notes.get(spec.code, "") if self.ballot else ""

    def error_of(self, name: str) -> str:
        return " ".join(str(error) for error in self.errors.get(name, [])) if self.is_bound else ""


def value_name(spec: IndicatorSpec) -> str:
    return f"nilai-{spec.code}"


def note_name(spec: IndicatorSpec) -> str:
    return f"catatan-{spec.code}"
