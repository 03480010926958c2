"""The form of one worksheet row, built from its indicator's inputs. It validates; a service writes."""

from copy import copy
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Self

from django import forms
from django.http import QueryDict

from assessments.entry.services.saving import Content
from assessments.models import Entry
from indicators.scoring.rounding import decimal_text
from indicators.scoring.sheet import IndicatorSpec
from indicators.scoring.specs import NUMBERS, InputKind, InputSpec
from indicators.scoring.values import ValueProblem, read_value
from kinerja.fields import NumberField
from kinerja.numbers import Kind, format_input, half_up

MAX_LINES = 60
BLANK_LINES = 2
YES_NO = (("yes", "Ada"), ("no", "Tidak"))


def number_field(spec: InputSpec) -> NumberField:
    low, high = (None if value is None else half_up(value, 4) for value in (spec.min, spec.max))
    kind = Kind(spec.kind.value)
    return NumberField(kind=kind, required=False, label=spec.label, min_value=low, max_value=high)


def choice_options(indicator: IndicatorSpec, spec: InputSpec) -> list[tuple[str, str]]:
    """What may be chosen for a yes/no or a choice."""
    if spec.kind is InputKind.YES_NO:
        return list(YES_NO)
    return [(level.code, level.label or level.code) for level in indicator.levels]


def single_field(indicator: IndicatorSpec, spec: InputSpec) -> forms.Field:
    if spec.kind in NUMBERS:
        return number_field(spec)
    if spec.kind in (InputKind.YES_NO, InputKind.CHOICE):
        error = {"invalid_choice": "Pilih salah satu dari daftar."}
        return forms.ChoiceField(
            choices=[("", ""), *choice_options(indicator, spec)], required=False, error_messages=error
        )
    return forms.CharField(required=False, max_length=500)


def text_area(length: int) -> forms.CharField:
    message = f"Tulis paling banyak {length} huruf."
    return forms.CharField(required=False, max_length=length, error_messages={"max_length": message})


@dataclass
class RepeatedLine:
    """One line of a repeatable input as it is shown."""

    name: str
    label: str
    value: str
    error: str = ""


class RowForm(forms.Form):
    """One row's inputs, TDI or nihil, reason, note, and the version that the sender has read."""

    def __init__(
        self, indicator: IndicatorSpec, data: QueryDict | None = None, *, entry: Entry | None = None
    ):
        super().__init__(data)
        self.indicator = indicator
        self.entry = entry
        self.typed = [spec for spec in indicator.inputs if not spec.locked]
        for spec in self.typed:
            self.add_input(spec)
        if indicator.tdi:
            self.fields["tdi"] = forms.BooleanField(required=False)
        if indicator.none_occurred:
            self.fields["none_occurred"] = forms.BooleanField(required=False)
            self.fields["reason"] = text_area(500)
        self.fields["note"] = text_area(2000)
        self.fields["version"] = forms.IntegerField(
            min_value=0,
            error_messages=dict.fromkeys(("required", "invalid", "min_value"), "Muat ulang halaman."),
        )

    @property
    def stored(self) -> dict[str, Any]:
        """The values of the entry, as they are kept."""
        return self.entry.values if self.entry else {}

    def as_stored(self) -> Self:
        """The same fields, showing what the entry says and no more what was sent."""
        form = copy(self)
        form.is_bound, form.data = False, QueryDict()
        return form

    def add_input(self, spec: InputSpec) -> None:
        if not spec.repeatable:
            self.fields[spec.code] = single_field(self.indicator, spec)
            return
        for index in range(self.line_count(spec)):
            self.fields[f"{spec.code}-{index}"] = number_field(spec)
            self.fields[f"{spec.code}-{index}-label"] = forms.CharField(
                required=False,
                max_length=200,
                error_messages={"max_length": "Tulis paling banyak 200 huruf."},
            )

    def line_count(self, spec: InputSpec) -> int:
        """As many lines as were sent; else those stored and a few empty ones."""
        if not self.is_bound:
            return len(self.stored.get(spec.code, [])) + BLANK_LINES
        index = 0
        while index < MAX_LINES and f"{spec.code}-{index}" in self.data:
            index += 1
        return index

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        labels = self.indicator.edition.labels
        nihil = labels["none_occurred"].lower()
        if cleaned.get("tdi") and cleaned.get("none_occurred"):
            self.add_error("tdi", f"Pilih salah satu: {labels['tdi']} atau {nihil}.")
        if cleaned.get("none_occurred") and not cleaned.get("reason"):
            self.add_error("reason", f"Tulis alasan {nihil}, misalnya: tidak ada kasus selama 2021.")
        for spec in self.typed:
            if spec.repeatable:
                self.clean_lines(spec)
            elif cleaned.get(spec.code) not in (None, ""):
                self.check(spec)
        return cleaned

    def check(self, spec: InputSpec) -> None:
        """Refuse here what the engine would refuse to read."""
        try:
            read_value(spec, self.indicator.levels, raw_text(self.cleaned_data[spec.code]))
        except ValueProblem as problem:
            self.add_error(spec.code, str(problem))

    def clean_lines(self, spec: InputSpec) -> None:
        for index in range(self.line_count(spec)):
            name = f"{spec.code}-{index}"
            line_label = self.cleaned_data.get(f"{name}-label")
            if line_label and self.cleaned_data.get(name, 0) is None:
                self.add_error(name, f"Isi jumlah untuk {line_label}.")

    @property
    def content(self) -> Content:
        """The validated answer, as the service takes it."""
        status = Entry.Status.FILLED
        if self.cleaned_data.get("tdi"):
            status = Entry.Status.TDI
        elif self.cleaned_data.get("none_occurred"):
            status = Entry.Status.NONE_OCCURRED
        values = {spec.code: self.raw_value(spec) for spec in self.typed}
        return Content(
            status=status,
            values={code: value for code, value in values.items() if value not in ("", [])},
            reason=unix_line_ends(self.cleaned_data.get("reason", "")),
            note=unix_line_ends(self.cleaned_data["note"]),
        )

    def raw_value(self, spec: InputSpec) -> str | list[dict[str, str]]:
        if not spec.repeatable:
            return raw_text(self.cleaned_data[spec.code])
        lines = (
            {
                "label": self.cleaned_data[f"{spec.code}-{i}-label"],
                "value": raw_text(self.cleaned_data[f"{spec.code}-{i}"]),
            }
            for i in range(self.line_count(spec))
        )
        return [line for line in lines if line["value"]]

    def cell_text(self, spec: InputSpec) -> str:
        """The cell's text: what was sent, else what is stored, as Indonesians write it."""
        if self.is_bound:
            return str(self.data.get(spec.code, ""))
        return self.stored_text(spec)

    def stored_text(self, spec: InputSpec) -> str:
        """What is stored for an input, as Indonesians write it."""
        return shown_text(spec, self.stored.get(spec.code, ""))

    def lines(self, spec: InputSpec) -> list[RepeatedLine]:
        """The lines of a repeatable input, with empty ones at the end to write on."""
        stored = self.stored.get(spec.code, [])
        repeated_lines = []
        for index in range(self.line_count(spec)):
            name = f"{spec.code}-{index}"
            if self.is_bound:
                label, value = self.data.get(f"{name}-label", ""), self.data.get(name, "")
            else:
                line = stored[index] if index < len(stored) else {"label": "", "value": ""}
                label, value = line["label"], shown_text(spec, line["value"])
            repeated_lines.append(RepeatedLine(name, label, value, self.error_of(name)))
        return repeated_lines

    @property
    def typed_labels(self) -> list[tuple[str, str]]:
        """Code and label of every input that is typed."""
        return [(spec.code, spec.label) for spec in self.typed]

    def text_for(self, code: str) -> str:
        """An input in words, as sent or stored: a list in one line, an option by its label."""
        spec = self.indicator.input(code)
        if spec.repeatable:
            line_texts = (f"{line.label} {line.value}".strip() for line in self.lines(spec))
            return "; ".join(filter(None, line_texts)) or "–"
        return (
            dict(choice_options(self.indicator, spec)).get(self.cell_text(spec), self.cell_text(spec)) or "–"
        )

    def error_of(self, name: str) -> str:
        return " ".join(str(error) for error in self.errors.get(name, [])) if self.is_bound else ""

    def checked(self, name: str) -> bool:
        """Whether TDI or nihil is ticked."""
        if self.is_bound:
            return bool(self.data.get(name))
        return self.entry is not None and self.entry.status == name

    def text_of(self, name: str) -> str:
        """The reason or the note as sent or stored."""
        if self.is_bound:
            return str(self.data.get(name, ""))
        return str(getattr(self.entry, name, ""))


def raw_text(value: Any) -> str:
    """A cleaned value as it is stored: text, and nothing for nothing."""
    if value is None:
        return ""
    return decimal_text(value) if isinstance(value, Decimal) else str(value)


def shown_text(spec: InputSpec, stored: str) -> str:
    if spec.kind in NUMBERS and stored:
        return format_input(Decimal(stored), Kind(spec.kind.value))
    return stored


def unix_line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
