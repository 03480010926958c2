"""The small forms of acts on documents and years: open, sign, reopen, and link evidence."""

from collections.abc import Iterable
from typing import Any

from django import forms

from assessments.evidence.forms import PAGES_HELP, clean_pages
from assessments.iku.services.evidence import IkuProofTarget
from indicators.iku.document import KeyIndicator
from kinerja.fields import choice_field


class OpenYearForm(forms.Form):
    """A year in which a signed document is valid."""

    year = forms.TypedChoiceField(
        label="Tahun",
        coerce=int,
        error_messages={"required": "Pilih tahun.", "invalid_choice": "Pilih tahun dari daftar."},
    )

    def __init__(self, years: Iterable[int], data: Any = None):
        super().__init__(data)
        choice_field(self, "year").choices = [(year, str(year)) for year in years]


class SignForm(forms.Form):
    """The camat's yes to what stands there."""

    mark = forms.CharField(
        max_length=16, widget=forms.HiddenInput, error_messages={"required": "Muat ulang halaman."}
    )
    agreed = forms.BooleanField(
        label="Saya sudah membaca dokumen ini dan menandatanganinya.",
        error_messages={"required": "Centang pernyataan ini untuk menandatangani."},
    )


class ReopenForm(forms.Form):
    """Why a closed year is opened again."""

    note = forms.CharField(
        label="Alasan dibuka kembali",
        max_length=500,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": "Tulis alasan.", "max_length": "Tulis paling banyak 500 huruf."},
    )


class ProofForm(forms.Form):
    """What a file proves of an IKU in a quarter: one data item or all, on which pages."""

    item = forms.CharField(required=False, max_length=64)
    pages = forms.CharField(
        required=False,
        max_length=40,
        error_messages={"max_length": f"Tulis paling banyak 40 tanda, {PAGES_HELP}."},
    )

    def __init__(self, indicator: KeyIndicator, quarter: int, data: Any, *, last_page: int | None = None):
        super().__init__(data)
        self.indicator, self.quarter, self.last_page = indicator, quarter, last_page

    def clean_item(self) -> str:
        item_code = str(self.cleaned_data["item"])
        if item_code and item_code not in self.indicator.kinds:
            raise forms.ValidationError("Pilih butir data dari daftar.")
        return item_code

    def clean_pages(self) -> str:
        return clean_pages(self.cleaned_data["pages"], self.last_page)

    @property
    def target(self) -> IkuProofTarget:
        data = self.cleaned_data
        return IkuProofTarget(self.indicator.code, self.quarter, data["item"], data["pages"])
