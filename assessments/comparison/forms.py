"""Which policies and roundings to set beside the exact result, and in which order."""

from collections.abc import Sequence
from typing import Any

from django import forms

from assessments.models import Period
from assessments.scores.rank_table import BASIS_LABELS, LAYERS, Basis
from indicators.scoring.variants import SINGLE, Variant, combined_variant
from kinerja.fields import choice_field

from .services import TOGETHER

MOST = 5  # that a page has room for
BY_RANK, BY_MOVE = "", "geser"


class ComparisonForm(forms.Form):
    """All may stay away; then the page chooses what moves the most ranks."""

    dasar = forms.ChoiceField(
        label="Nilai menurut", required=False, error_messages={"invalid_choice": "Pilih nilai dari daftar."}
    )
    periode = forms.ChoiceField(label="Periode", required=False)
    pilih = forms.MultipleChoiceField(required=False, choices=[(key, key) for key in SINGLE])
    bersama = forms.BooleanField(label="Tambahkan semua yang dipilih bersama-sama", required=False)
    urut = forms.ChoiceField(
        label="Urutkan menurut",
        required=False,
        choices=[(key, key) for key in (BY_RANK, BY_MOVE, TOGETHER, *SINGLE)],
        error_messages={"invalid_choice": "Pilih urutan dari daftar."},
    )
    bergeser = forms.BooleanField(label="Hanya yang peringkatnya bergeser", required=False)

    def __init__(self, *args: Any, periods: Sequence[Period], judging: bool, **kwargs: Any) -> None:
        """`judging`: whether what the judges decided may be compared too."""
        super().__init__(*args, **kwargs)
        offered_bases = [Basis.CLAIM, *(LAYERS if judging else ())]
        choice_field(self, "dasar").choices = [(it.value, BASIS_LABELS[it]) for it in offered_bases]
        self.periods = {str(it.pk): it for it in periods}
        period = choice_field(self, "periode")
        period.choices = [(key, it.name) for key, it in self.periods.items()]
        period.error_messages["invalid_choice"] = "Pilih periode dari daftar."
        self.fields["pilih"].error_messages["invalid_choice"] = "Pilih kebijakan dari daftar."

    def clean_dasar(self) -> Basis:
        return Basis(self.cleaned_data["dasar"] or Basis.CLAIM)

    def clean_periode(self) -> Period | None:
        """The one asked for, else the newest."""
        return self.periods.get(self.cleaned_data["periode"] or next(iter(self.periods), ""))

    def clean_pilih(self) -> list[str]:
        """In the order of the list, each once."""
        chosen_policies = [key for key in SINGLE if key in self.cleaned_data["pilih"]]
        if len(chosen_policies) > MOST:
            raise forms.ValidationError(f"Pilih paling banyak {MOST}; kini {len(chosen_policies)} dipilih.")
        return chosen_policies

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        chosen_policies = cleaned.get("pilih") or []
        if cleaned.get("bersama") and "pilih" in cleaned:
            if len(chosen_policies) < 2:
                self.add_error("bersama", "Pilih paling sedikit dua untuk diterapkan bersama-sama.")
            elif combined_variant(chosen_policies) is None:
                self.add_error(
                    "bersama",
                    "Untuk diterapkan bersama-sama, pilih satu kebijakan per keadaan dan satu pembulatan.",
                )
        return cleaned

    @property
    def together_variant(self) -> Variant | None:
        """What is asked for all at once; of a valid form."""
        return combined_variant(self.cleaned_data["pilih"]) if self.cleaned_data["bersama"] else None
