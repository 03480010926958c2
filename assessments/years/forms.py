"""What a person says with an act on a period, and with the steps that open the next."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from django import forms

from assessments.models import Stage
from assessments.workflow import PeriodAction
from indicators.models import Instrument
from kinerja.fields import IndonesianDateField, row_field
from kinerja.numbers import NumberError, format_date, parse_date
from kinerja.regions.models import District

ASKED = "Centang bahwa Anda sudah memeriksa akibatnya."


class PeriodActForm(forms.Form):
    """The act, the person's word that it is meant, and the reason where one is asked."""

    action = forms.ChoiceField(
        choices=[(it.value, it.label) for it in PeriodAction],
        error_messages={"required": "Pilih tindakan.", "invalid_choice": "Tindakan ini tidak dikenal."},
    )
    sure = forms.BooleanField(error_messages={"required": ASKED})
    note = forms.CharField(
        required=False, max_length=500, error_messages={"max_length": "Tulis paling panjang 500 huruf."}
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        action = cleaned.get("action")
        if action and PeriodAction(action).row.asks_reason and not cleaned.get("note", "").strip():
            self.add_error("note", "Tulis alasan membuka kembali periode ini.")
        return cleaned


class OpeningAct(StrEnum):
    """The acts that open a year, as the page sends them."""

    PERIOD = "periode"
    SCHEDULE = "jadwal"
    PROFILES = "profil"
    NEW_PROFILE = "profil-baru"
    WORKSHEETS = "kertas-kerja"
    ASSIGNMENTS = "penugasan"


class OpeningActForm(forms.Form):
    """Which step."""

    action = forms.ChoiceField(
        choices=[(it.value, it.value) for it in OpeningAct],
        error_messages={"required": "Pilih langkah.", "invalid_choice": "Langkah ini tidak dikenal."},
    )


class DaysField(forms.CharField):
    """Dates as people write them, one a line; cleaned to a list of dates in their order."""

    widget = forms.Textarea(attrs={"rows": 4})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(map(format_date, value)) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        lines = [it.strip() for it in super().clean(value).splitlines()]
        try:
            return sorted({parse_date(it) for it in lines if it})
        except NumberError as problem:
            raise forms.ValidationError(str(problem)) from None


def holidays_field() -> DaysField:
    return DaysField(
        label="Hari libur dan cuti bersama",
        required=False,
        max_length=4000,
        help_text="Satu tanggal per baris, misalnya 17 Agustus 2027. Menurut keputusan bersama tahun itu.",
    )


class ContinueForm(forms.Form):
    """What the period of the next year is made on."""

    instrument = forms.ModelChoiceField(
        Instrument.objects.none(),
        label="Instrumen",
        empty_label=None,
        error_messages={"required": "Pilih instrumen.", "invalid_choice": "Pilih instrumen yang terbit."},
    )
    holidays = holidays_field()

    def __init__(
        self, data: Any = None, *, published: Sequence[Instrument], holidays: Iterable[date] = ()
    ) -> None:
        super().__init__(data, initial={"holidays": list(holidays)})
        field = row_field(self, "instrument")
        field.queryset = Instrument.objects.filter(pk__in=[it.pk for it in published])
        field.choices = [(it.pk, f"{it.name} ({it.code})") for it in published]


class ScheduleForm(forms.Form):
    """On which days each stage opens and closes; `stages` with their `common_windows`."""

    def __init__(
        self, data: Any = None, *, stages: Sequence[Stage], initial: dict[str, Any], holidays: Iterable[date]
    ) -> None:
        super().__init__(data, initial=initial | {"holidays": list(holidays)})
        self.stages = stages
        for stage in stages:
            for end, word in (("opens", "dibuka"), ("closes", "ditutup")):
                label = f"{stage.no}. {stage.name} {word}"
                self.fields[f"{end}-{stage.no}"] = IndonesianDateField(label=label, required=False)
        self.fields["holidays"] = holidays_field()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for stage in self.stages:
            opens, closes = (cleaned.get(f"{end}-{stage.no}") for end in ("opens", "closes"))
            dated = self.initial.get(f"opens-{stage.no}")
            if not self.errors.keys() & {f"opens-{stage.no}", f"closes-{stage.no}"}:
                self.check_days(stage, opens, closes, must=bool(dated))
        return cleaned

    def check_days(self, stage: Stage, opens: date | None, closes: date | None, *, must: bool) -> None:
        """Both days or, before there is a window, none; in their order."""
        if opens and closes:
            if closes < opens:
                self.add_error(f"closes-{stage.no}", f"Tulis tanggal sejak {format_date(opens)}.")
        elif opens or closes or must:
            self.add_error(f"closes-{stage.no}" if opens else f"opens-{stage.no}", "Isi tanggal ini.")


class NewProfileForm(forms.Form):
    """The counts of a kecamatan that has no profile to take over."""

    district = forms.ModelChoiceField(
        District.objects.none(),
        label="Kecamatan",
        empty_label=None,
        error_messages={"required": "Pilih kecamatan.", "invalid_choice": "Pilih kecamatan dari daftar."},
    )
    desa = forms.IntegerField(label="Jumlah desa", min_value=0, max_value=500)
    kelurahan = forms.IntegerField(label="Jumlah kelurahan", min_value=0, max_value=500)

    def __init__(self, data: Any = None, *, districts: Sequence[District]) -> None:
        super().__init__(data)
        field = row_field(self, "district")
        field.queryset = District.objects.filter(pk__in=[it.pk for it in districts])
        field.choices = [(it.pk, f"{it.name}, {it.regency}") for it in districts]
        for name in ("desa", "kelurahan"):
            messages = dict.fromkeys(("required", "invalid"), "Tulis bilangan bulat, misalnya 15.")
            bounds = dict.fromkeys(("min_value", "max_value"), "Tulis 0 sampai 500.")
            self.fields[name].error_messages |= messages | bounds
