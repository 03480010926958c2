"""What a person sends to move a worksheet on."""

from typing import Any

from django import forms

from assessments.workflow import Action, Actor, actors_of

# What is done in the kecamatan itself.
STEPS = [(it.value, it.label) for it in Action if actors_of(it) <= {Actor.OPERATOR, Actor.HEAD}]


class StepForm(forms.Form):
    """One step with what it asks for: a note to return; to send, the declaration and what was read."""

    action = forms.ChoiceField(choices=STEPS, error_messages={"required": "Pilih langkahnya."})
    note = forms.CharField(max_length=1000, required=False, strip=True)
    declared = forms.BooleanField(required=False)
    version = forms.IntegerField(required=False, min_value=0)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        action = Action(data["action"]) if data.get("action") else None
        sends = action is not None and action.sends
        if action is Action.RETURN and not data.get("note") and "note" not in self.errors:
            self.add_error("note", "Tulis apa yang perlu diperbaiki, lalu kembalikan.")
        if sends and not data.get("declared"):
            self.add_error("declared", "Centang pernyataan ini untuk mengirim.")
        if sends and data.get("version") is None:
            self.add_error("version", "Muat ulang halaman ini, lalu setujui.")
        return data
