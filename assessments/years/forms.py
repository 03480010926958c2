"""What a person says with an act on a period."""

from typing import Any

from django import forms

from assessments.workflow import PeriodAction

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
