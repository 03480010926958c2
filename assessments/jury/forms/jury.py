"""The chair hands a given ballot back."""

from typing import Any

from django import forms

from assessments.models import Ballot
from kinerja.accounts.forms import say_what_to_fill
from kinerja.fields import choice_field


class ReturnForm(forms.Form):
    """Whose ballot of which kecamatan, and why."""

    ballot = forms.ChoiceField(
        label="Lembar nilai", error_messages={"invalid_choice": "Pilih satu dari daftar."}
    )
    reason = forms.CharField(label="Alasan", max_length=500)

    def __init__(self, *args: Any, ballots: list[Ballot], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_id = {str(it.pk): it for it in ballots}
        named_ballots = sorted((f"{it.worksheet.district}, {it.judge}", pk) for pk, it in self.by_id.items())
        choice_field(self, "ballot").choices = [
            ("", "Pilih lembar nilai"),
            *((pk, word) for word, pk in named_ballots),
        ]
        say_what_to_fill(self)

    @property
    def ballot_named(self) -> Ballot:
        return self.by_id[self.cleaned_data["ballot"]]
