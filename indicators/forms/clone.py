"""What instrument admins fill in."""

from typing import Any

from django import forms

from indicators.models import Instrument
from indicators.models.instrument import CODE
from indicators.scoring.documents.next_edition import with_years_moved


class YearField(forms.RegexField):
    """A year in four digits, cleaned to a number."""

    default_error_messages = {
        "required": "Isi tahun ini, misalnya 2023.",
        "invalid": "Tulis tahun dengan empat angka, misalnya 2023.",
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(r"\A20[0-9]{2}\Z", **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, str]:
        return {**super().widget_attrs(widget), "inputmode": "numeric", "autocomplete": "off"}

    def clean(self, value: Any) -> Any:
        return int(super().clean(value))


class CloneForm(forms.Form):
    """Which edition a copy is to be."""

    code = forms.CharField(
        label="Kode",
        max_length=40,
        validators=[CODE],
        error_messages={"required": "Isi kode, misalnya jatim-2023."},
        help_text="Huruf kecil, angka, titik, atau tanda hubung; belum dipakai instrumen lain.",
    )
    year = YearField(label="Tahun penilaian")
    data_year = YearField(label="Tahun data")

    def __init__(self, data: Any = None, *, source: Instrument) -> None:
        next_years = {source.year: source.year + 1}
        initial_values = {
            "code": with_years_moved(source.code, next_years),
            "year": source.year + 1,
            "data_year": source.data_year + 1,
        }
        super().__init__(data, initial=initial_values)
        self.source = source

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if Instrument.objects.filter(code=code).exists():
            raise forms.ValidationError("Kode ini sudah dipakai; pilih kode lain.")
        return code

    def clean_year(self) -> int:
        return later_year(self.cleaned_data["year"], self.source.year)

    def clean_data_year(self) -> int:
        return later_year(self.cleaned_data["data_year"], self.source.data_year)

    def clean(self) -> None:
        year, data_year = self.cleaned_data.get("year"), self.cleaned_data.get("data_year")
        if year and data_year and data_year > year:
            self.add_error("data_year", f"Tulis {year} atau sebelumnya; datanya mendahului penilaian.")


def later_year(year: int, than: int) -> int:
    if year <= than:
        raise forms.ValidationError(f"Tulis tahun sesudah {than}.")
    return year
