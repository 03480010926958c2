"""Bring a kecamatan into a stage, take one back, or put another in its place."""

from collections.abc import Iterable
from typing import Any

from django import forms

from assessments.models import Nomination, Worksheet
from assessments.scores.rank_table import RankLine
from kinerja.accounts.forms import say_what_to_fill
from kinerja.fields import choice_field
from kinerja.numbers import format_number

from .services import StageField

ONE_OF_THE_LIST = {"invalid_choice": "Pilih satu dari daftar."}
PLACES = 2


def reason_field(help_text: str = "", *, required: bool = True) -> forms.CharField:
    message = {"max_length": "Tulis paling banyak 500 huruf."}
    return forms.CharField(
        label="Alasan", max_length=500, required=required, help_text=help_text, error_messages=message
    )


def choice_from_list(label: str) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, error_messages=ONE_OF_THE_LIST)


class FieldForm(forms.Form):
    """Chooses among those who are in and those who are not; names and ids begin with its `action`."""

    action = ""
    button = ""

    def __init__(self, field: StageField, data: Any = None) -> None:
        super().__init__(data, prefix=self.action)
        self.outside: dict[str, RankLine] = {str(it.worksheet.pk): it for it in field.outside}
        self.inside: dict[str, Nomination] = {str(it.pk): it for it in field.inside}
        if "worksheet" in self.fields:
            self.offer("worksheet", ((pk, outside_words(it)) for pk, it in self.outside.items()))
        if "nomination" in self.fields:
            self.offer("nomination", ((pk, str(it.worksheet.district)) for pk, it in self.inside.items()))
        say_what_to_fill(self)

    def offer(self, name: str, choices: Iterable[tuple[str, str]]) -> None:
        choice_field(self, name).choices = [("", "Pilih kecamatan"), *choices]

    @property
    def chosen_worksheet(self) -> Worksheet:
        return self.outside[self.cleaned_data["worksheet"]].worksheet

    @property
    def chosen_nomination(self) -> Nomination:
        return self.inside[self.cleaned_data["nomination"]]

    @property
    def given_reason(self) -> str:
        return str(self.cleaned_data["reason"])


def outside_words(line: RankLine) -> str:
    """Rank, name and score, as they stand in the list above."""
    rank = line.place.rank if line.place else 0
    district = line.worksheet.district
    total_text = format_number(line.score.total, places=PLACES)
    return f"{rank}. {district.name}, {district.regency} ({total_text})"


class NominateForm(FieldForm):
    action, button = "usulkan", "Usulkan"

    worksheet = choice_from_list("Kecamatan yang diusulkan")
    reason = reason_field("Wajib bila bukan urutan berikutnya.", required=False)


class WithdrawForm(FieldForm):
    action, button = "tarik", "Tarik"

    nomination = choice_from_list("Peserta yang ditarik")
    reason = reason_field()


class ReplaceForm(FieldForm):
    action, button = "ganti", "Ganti"

    nomination = choice_from_list("Peserta yang diganti")
    worksheet = choice_from_list("Penggantinya")
    reason = reason_field()


FORMS: dict[str, type[FieldForm]] = {it.action: it for it in (NominateForm, WithdrawForm, ReplaceForm)}
