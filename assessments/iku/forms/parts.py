"""The forms of a document's parts. Each shows what is stored, validates, and gives the part anew."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict

from indicators.iku.achievement import Polarity
from indicators.iku.parts import Content, part_mark
from indicators.iku.quarters import Aggregation
from kinerja.fields import IndonesianDateField, NipField, NumberField, choice_field, with_value
from kinerja.numbers import format_date, format_nip

from .fields import DayField, YearField, stored_amount, typed_text, unix_lines
from .words import AGGREGATION, CAP, CAP_NONE, POLARITY, amount_text, choice_pairs, day_text

NOTHING = "–"


class PartForm(forms.Form):
    """A part of a draft with the mark of what its writer had read; `stored` is None for a new one."""

    mark = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None = None, *, stored: Content | None):
        super().__init__(data)
        self.stored = stored
        self.add_fields()
        self.initial = {"mark": part_mark(stored)} | (self.initial_of(stored) if stored else {})

    def add_fields(self) -> None:
        """For forms whose fields depend on what is stored."""

    def initial_of(self, stored: Content) -> dict[str, Any]:
        """What is stored, as the fields show it."""
        return {name: stored[name] for name in self.fields if name in stored}

    @property
    def content(self) -> Content:
        """The part as it is stored: the texts as they were typed."""
        typed_content = {name: value for name, value in self.cleaned_data.items() if name != "mark"}
        return {
            name: unix_lines(value) if isinstance(value, str) else value
            for name, value in typed_content.items()
        }

    def keep_typed_over(self, current: Content | None) -> None:
        """Somebody else has written it: keep what was typed, from now on over what stands there now."""
        self.stored = current
        self.data = with_value(self.data, "mark", part_mark(current))

    @property
    def both(self) -> list[tuple[str, str, str]]:
        """After a conflict: label, what was sent, and what stands there now."""
        stored_fields = self.initial_of(self.stored) if self.stored else {}
        return [
            (
                str(field.label),
                self.worded(field, field.value()),
                self.worded(field, stored_fields.get(field.name)),
            )
            for field in self.visible_fields()
        ]

    @staticmethod
    def worded(field: forms.BoundField, value: Any) -> str:
        choices = dict(getattr(field.field, "choices", ()))
        return unix_lines(str(choices.get(value, value) or NOTHING))


class IdentityForm(PartForm):
    """Whose document it is and what it is for."""

    agency = typed_text("Instansi")
    duty = typed_text("Tugas pokok", rows=3)
    functions = typed_text("Fungsi", rows=8, help_text="Satu fungsi per baris, tanpa nomor.")
    goal = typed_text("Tujuan", rows=2)
    goal_indicator = typed_text("Indikator tujuan", rows=2)

    def initial_of(self, stored: Content) -> dict[str, Any]:
        return super().initial_of(stored) | {"functions": "\n".join(stored["functions"])}

    @property
    def content(self) -> Content:
        lines = self.cleaned_data["functions"].splitlines()
        return super().content | {"functions": [line.strip() for line in lines if line.strip()]}


class SignatureForm(PartForm):
    """Who signs."""

    position = typed_text("Jabatan", help_text="Misalnya Camat Jatiroto.")
    name = typed_text("Nama")
    rank = typed_text("Pangkat (bila ada)")
    nip = NipField(label="NIP", required=False)

    def initial_of(self, stored: Content) -> dict[str, Any]:
        signature = stored["signature"]
        return {**signature, "nip": format_nip(signature["nip"])}

    @property
    def content(self) -> Content:
        return {"signature": super().content}


class ObjectiveForm(PartForm):
    """One sasaran strategis."""

    text = typed_text("Sasaran strategis", rows=3)

    def clean_text(self) -> str:
        if not self.cleaned_data["text"].strip():
            raise forms.ValidationError("Isi sasaran strategis.")
        return str(self.cleaned_data["text"])


class IndicatorForm(PartForm):
    """One IKU without its data items. `objectives` are (code, text); `years` those of the document."""

    objective = forms.ChoiceField(
        label="Sasaran strategis",
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Pilih sasaran dari daftar."),
    )
    name = typed_text("Nama IKU", rows=2)
    formula = typed_text(
        "Rumus",
        rows=3,
        help_text="Tulis dengan nama butir data, misalnya: Jumlah desa tepat waktu / Jumlah desa × 100 %.",
    )
    explanation = typed_text("Penjelasan", rows=4)
    unit = typed_text("Satuan", help_text="Misalnya %.")
    source = typed_text("Sumber data")
    owner = typed_text("Penanggung jawab")
    reason = typed_text("Alasan pemilihan", rows=2)
    polarity = forms.ChoiceField(label="Arah", choices=choice_pairs(POLARITY), initial=Polarity.MORE.value)
    aggregation = forms.ChoiceField(
        label="Tipe perhitungan", choices=choice_pairs(AGGREGATION), initial=Aggregation.SUM.value
    )
    cap = forms.ChoiceField(
        label="Batas capaian", choices=[*choice_pairs(CAP), ("", CAP_NONE)], required=False, initial="100"
    )
    baseline = NumberField(label="Nilai awal", required=False, help_text="Sebelum tahun pertama renstra.")

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        stored: Content | None,
        objectives: Iterable[tuple[str, str]],
        years: Iterable[int],
    ):
        self.years = sorted({*years, *map(int, stored["targets"] if stored else ())})
        self.base_objectives = list(objectives)
        super().__init__(data, stored=stored)

    def add_fields(self) -> None:
        choice_field(self, "objective").choices = self.base_objectives
        for year in self.years:
            self.fields[target_name(year)] = NumberField(label=f"Target {year}", required=False)

    def initial_of(self, stored: Content) -> dict[str, Any]:
        targets = {target_name(year): amount_text(stored["targets"].get(str(year))) for year in self.years}
        amounts = {"baseline": amount_text(stored["baseline"]), "cap": stored["cap"] or ""}
        return super().initial_of(stored) | amounts | targets

    @property
    def content(self) -> Content:
        content_typed = super().content
        amounts = {year: stored_amount(content_typed.pop(target_name(year))) for year in self.years}
        targets = {str(year): amount for year, amount in amounts.items() if amount is not None}
        further_content = {
            "cap": content_typed["cap"] or None,
            "baseline": stored_amount(content_typed["baseline"]),
        }
        return content_typed | further_content | {"targets": targets}

    @property
    def text_fields(self) -> list[forms.BoundField]:
        """Everything but the targets, which stand in a row of their own."""
        targets = {target_name(year) for year in self.years}
        return [field for field in self.visible_fields() if field.name not in targets]

    @property
    def target_fields(self) -> list[forms.BoundField]:
        return [self[target_name(year)] for year in self.years]


def target_name(year: int) -> str:
    return f"target-{year}"


class ItemForm(PartForm):
    """One data item of an IKU."""

    name = typed_text("Nama butir data", rows=2, help_text="Seperti yang ditulis dalam rumus.")
    definition = typed_text("Definisi", rows=3)
    source = typed_text("Sumber data")
    unit = typed_text("Satuan", help_text="Misalnya desa.")
    due = DayField(
        label="Tenggat setiap tahun (bila ada)",
        required=False,
        max_length=30,
        help_text="Hari dan bulan, misalnya 30 September.",
    )
    aggregation = forms.ChoiceField(
        label="Tipe perhitungan",
        choices=[("", "Seperti IKU-nya"), *choice_pairs(AGGREGATION)],
        required=False,
    )

    def initial_of(self, stored: Content) -> dict[str, Any]:
        shown_texts = {"due": day_text(stored["due"]), "aggregation": stored["aggregation"] or ""}
        return super().initial_of(stored) | shown_texts

    def clean_name(self) -> str:
        if not self.cleaned_data["name"].strip():
            raise forms.ValidationError("Isi nama butir data.")
        return " ".join(self.cleaned_data["name"].split())

    @property
    def content(self) -> Content:
        content_typed = super().content
        return content_typed | {"aggregation": content_typed["aggregation"] or None}


class ValidityForm(PartForm):
    """From when to when, and the regulations that it stands on: as many as there are, and two more."""

    MOST, BLANK, LONGEST = 20, 2, 20  # regulations, empty lines, years
    valid_from = YearField(label="Berlaku mulai tahun", required=False)
    valid_until = YearField(label="Berlaku sampai tahun", required=False)

    def add_fields(self) -> None:
        for no in range(self.count):
            self.fields[f"number-{no}"] = typed_text(f"Dasar hukum {no + 1}, nomor")
            self.fields[f"date-{no}"] = IndonesianDateField(
                label=f"Dasar hukum {no + 1}, tanggal", required=False
            )
            self.fields[f"about-{no}"] = typed_text(f"Dasar hukum {no + 1}, tentang")

    @property
    def count(self) -> int:
        if self.is_bound:
            return next(
                no for no in range(self.MOST + 1) if f"number-{no}" not in self.data or no == self.MOST
            )
        return min(self.MOST, len(self.stored["legal_basis"] if self.stored else []) + self.BLANK)

    def initial_of(self, stored: Content) -> dict[str, Any]:
        initial = {name: stored[name] for name in ("valid_from", "valid_until")}
        for no, basis in enumerate(stored["legal_basis"]):
            initial |= {f"number-{no}": basis["number"], f"about-{no}": basis["about"]}
            initial[f"date-{no}"] = date_text(basis["date"])
        return initial

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("valid_from"), cleaned.get("valid_until")
        if first and last and not 0 <= last - first < self.LONGEST:
            message = f"Tulis tahun akhir sesudah tahun awal, paling lama {self.LONGEST} tahun."
            self.add_error("valid_until", message)
        return cleaned

    @property
    def content(self) -> Content:
        content_typed = super().content
        lines = [
            {
                "number": content_typed[f"number-{no}"],
                "date": day.isoformat() if (day := content_typed[f"date-{no}"]) else None,
                "about": content_typed[f"about-{no}"],
            }
            for no in range(self.count)
        ]
        return {
            "valid_from": content_typed["valid_from"],
            "valid_until": content_typed["valid_until"],
            "legal_basis": [line for line in lines if any(line.values())],
        }


def date_text(stored: str | None) -> str:
    return format_date(date.fromisoformat(stored)) if stored else ""
