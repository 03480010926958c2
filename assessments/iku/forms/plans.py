"""Forms for programs, quarterly plans and the agreement. They validate; services write."""

from typing import Any

from django import forms
from django.http import QueryDict

from assessments.iku.services.plans import Program
from indicators.iku.quarters import QUARTERS
from kinerja.fields import IndonesianDateField, NumberField
from kinerja.numbers import Kind, format_input

BLANK_LINES = 2
MOST_LINES = 40
# Each text of a program's line: name, label, whether it is money.
CELLS = (
    ("program", "Program", False),
    ("activity", "Kegiatan", False),
    ("budget", "Anggaran (Rp)", True),
    ("spent", "Realisasi anggaran (Rp)", True),
)


def text_field(length: int) -> forms.CharField:
    message = f"Tulis paling banyak {length} huruf."
    return forms.CharField(required=False, max_length=length, error_messages={"max_length": message})


def plan_line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


class ProgramsForm(forms.Form):
    """The programs of one sasaran, a line each; a line without a program is left out."""

    mark = forms.CharField(required=False)

    def __init__(self, stored: list[Program], data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.stored = stored
        for no in range(self.line_count):
            self.fields[f"program-{no}"] = text_field(250)
            self.fields[f"activity-{no}"] = text_field(250)
            self.fields[f"budget-{no}"] = self.money()
            self.fields[f"spent-{no}"] = self.money()

    @staticmethod
    def money() -> NumberField:
        return NumberField(kind=Kind.RUPIAH, required=False, min_value=0, max_digits=18, decimal_places=2)

    @property
    def line_count(self) -> int:
        """As many lines as were sent; else those stored and a few empty ones."""
        if not self.is_bound:
            return len(self.stored) + BLANK_LINES
        no = 0
        while no < MOST_LINES and f"program-{no}" in self.data:
            no += 1
        return no

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for no in range(self.line_count):
            program_name, budget = cleaned.get(f"program-{no}"), cleaned.get(f"budget-{no}", 0)
            has_more = cleaned.get(f"activity-{no}") or budget or cleaned.get(f"spent-{no}")
            if not program_name and has_more:
                self.add_error(f"program-{no}", "Tulis nama programnya.")
            if program_name and budget is None:
                self.add_error(f"budget-{no}", "Isi anggarannya; tulis 0 bila tanpa anggaran.")
        return cleaned

    @property
    def programs(self) -> list[Program]:
        """What was typed, once it is valid."""
        data = self.cleaned_data
        return [
            Program(data[f"program-{no}"], data[f"activity-{no}"], data[f"budget-{no}"], data[f"spent-{no}"])
            for no in range(self.line_count)
            if data[f"program-{no}"]
        ]

    @property
    def lines(self) -> list[list[dict[str, Any]]]:
        """Each line's cells."""
        return [
            [self.cell(name, no, label, money=money) for name, label, money in CELLS]
            for no in range(self.line_count)
        ]

    def cell(self, name: str, no: int, label: str, *, money: bool) -> dict[str, Any]:
        key = f"{name}-{no}"
        errors: Any = self.errors.get(key, []) if self.is_bound else []
        value = self.data.get(key, "") if self.is_bound else self.stored_text(name, no)
        error = " ".join(map(str, errors))
        return {"name": key, "label": label, "money": money, "value": value, "error": error}

    def stored_text(self, name: str, no: int) -> str:
        stored_value = getattr(self.stored[no], name) if no < len(self.stored) else None
        if stored_value is None or isinstance(stored_value, str):
            return stored_value or ""
        return format_input(stored_value, Kind.RUPIAH)


class PlanForm(forms.Form):
    """What is planned for one IKU in each quarter."""

    mark = forms.CharField(required=False)

    def __init__(self, stored: list[str], data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.stored = stored
        for no in QUARTERS:
            self.fields[f"plan-{no}"] = text_field(2000)

    @property
    def texts(self) -> list[str]:
        return [plan_line_ends(self.cleaned_data[f"plan-{no}"]) for no in QUARTERS]

    @property
    def cells(self) -> list[dict[str, Any]]:
        cells = []
        for no, stored in zip(QUARTERS, self.stored, strict=True):
            name = f"plan-{no}"
            errors: Any = self.errors.get(name, []) if self.is_bound else []
            value = self.data.get(name, "") if self.is_bound else stored
            cells.append({"no": no, "name": name, "value": value, "error": " ".join(map(str, errors))})
        return cells


class AgreementForm(forms.Form):
    """When the agreement was signed, and for a change why."""

    signed_on = IndonesianDateField(label="Tanggal perjanjian")
    reason = forms.CharField(
        label="Alasan perubahan",
        required=False,
        max_length=500,
        error_messages={"max_length": "Tulis paling banyak 500 huruf."},
    )

    def __init__(self, data: QueryDict | None = None, *, changes: bool) -> None:
        super().__init__(data)
        self.changes = changes
        if not changes:
            del self.fields["reason"]
        else:
            self.fields["reason"].required = True
            self.fields["reason"].error_messages["required"] = "Tulis alasan perubahan."
