"""What is typed into a surat tugas before it is made; what is left empty is left blank on the paper."""

from datetime import date

from django import forms

from kinerja.numbers import NumberError, parse_date


class ErrandForm(forms.Form):
    """Number, place and day of the letter."""

    nomor = forms.CharField(
        label="Nomor surat",
        required=False,
        max_length=60,
        help_text="Kosong: ditulis tangan.",
        error_messages={"max_length": "Tulis paling banyak 60 huruf."},
    )
    tempat = forms.CharField(
        label="Tempat",
        required=False,
        max_length=60,
        help_text="Misalnya Surabaya. Kosong: ditulis tangan.",
        error_messages={"max_length": "Tulis paling banyak 60 huruf."},
    )
    tanggal = forms.CharField(
        label="Tanggal surat",
        required=False,
        max_length=30,
        help_text="Misalnya 17 Agustus 2025. Kosong: ditulis tangan.",
        error_messages={"max_length": "Tulis tanggal seperti 17 Agustus 2025 atau 17-08-2025."},
    )

    def clean_tanggal(self) -> date | None:
        text = self.cleaned_data["tanggal"]
        if not text.strip():
            return None
        try:
            return parse_date(text)
        except NumberError as problem:
            raise forms.ValidationError(str(problem)) from None
