"""What of the ranking is asked for: whose figures, among whom, by what, and which lines are shown."""

from typing import Any

from django import forms

from assessments.access import RankReach
from assessments.services.rank_table import BASIS_LABELS, Basis

WHOLE = ("", "Seluruh provinsi")


class RankingForm(forms.Form):
    """All may stay away; `fields` of one's reach only."""

    lingkup = forms.ChoiceField(label="Peringkat di", required=False)
    dasar = forms.ChoiceField(label="Nilai menurut", required=False)
    aspek = forms.CharField(label="Urutkan menurut", required=False, max_length=40)
    kabupaten = forms.ChoiceField(label="Kabupaten/kota", required=False)
    cari = forms.CharField(label="Cari kecamatan", required=False, max_length=80)

    def __init__(self, *args: Any, reach: RankReach, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        regencies = [(it.code, str(it)) for it in reach.regencies]
        bases = [*Basis] if reach.whole else [Basis.CLAIM, Basis.REGENCY]
        self.fields["lingkup"].choices = [WHOLE, *regencies] if reach.whole else regencies
        self.fields["kabupaten"].choices = [("", "Semua kabupaten/kota"), *regencies]
        self.fields["dasar"].choices = [(it.value, BASIS_LABELS[it]) for it in bases]
        for name, words in (("lingkup", "lingkup"), ("kabupaten", "kabupaten/kota"), ("dasar", "nilai")):
            self.fields[name].error_messages["invalid_choice"] = f"Pilih {words} dari daftar."
        self.fields["cari"].error_messages["max_length"] = "Tulis paling panjang 80 huruf."

    def clean_dasar(self) -> Basis:
        return Basis(self.cleaned_data["dasar"] or Basis.CLAIM)
