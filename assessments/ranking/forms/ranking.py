"""What of the ranking is asked for: whose figures, among whom, by what, and which lines are shown."""

from typing import Any

from django import forms

from assessments.access import RankReach
from assessments.scores.rank_table import OPEN_TO_REGENCIES, Basis, BasisChoice, choices_in
from assessments.scores.stage_sequence import Course
from kinerja.fields import choice_field

WHOLE = ("", "Seluruh provinsi")


class RankingForm(forms.Form):
    """All may stay away; `fields` of one's reach only."""

    lingkup = forms.ChoiceField(label="Peringkat di", required=False)
    dasar = forms.ChoiceField(label="Nilai menurut", required=False)
    aspek = forms.CharField(label="Urutkan menurut", required=False, max_length=40)
    kabupaten = forms.ChoiceField(label="Kabupaten/kota", required=False)
    cari = forms.CharField(label="Cari kecamatan", required=False, max_length=80)

    def __init__(self, *args: Any, reach: RankReach, course: Course, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.course = course
        regencies = [(it.code, str(it)) for it in reach.regencies]
        self.choices = choices_open(course, reach)
        choice_field(self, "lingkup").choices = [WHOLE, *regencies] if reach.whole else regencies
        choice_field(self, "kabupaten").choices = [("", "Semua kabupaten/kota"), *regencies]
        choice_field(self, "dasar").choices = [(it.name, it.label) for it in self.choices]
        for name, words in (("lingkup", "lingkup"), ("kabupaten", "kabupaten/kota"), ("dasar", "nilai")):
            self.fields[name].error_messages["invalid_choice"] = f"Pilih {words} dari daftar."
        self.fields["cari"].error_messages["max_length"] = "Tulis paling panjang 80 huruf."

    def clean_dasar(self) -> BasisChoice:
        name = self.cleaned_data["dasar"] or Basis.CLAIM
        return next(it for it in self.choices if it.name == name)


def choices_open(course: Course, reach: RankReach) -> list[BasisChoice]:
    """What somebody may rank by: a kabupaten sees no figure of the province's judges."""
    return [it for it in choices_in(course) if reach.whole or it.basis in OPEN_TO_REGENCIES]
