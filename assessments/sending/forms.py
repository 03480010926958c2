"""What a person sends to move a worksheet on."""

from typing import Any

from django import forms

from assessments.workflow import Action

LABELS = {
    Action.REQUEST_SIGNOFF: "Ajukan ke camat",
    Action.WITHDRAW: "Tarik kembali",
    Action.RETURN: "Kembalikan",
    Action.SUBMIT: "Setujui dan kirim",
    Action.RESUBMIT: "Setujui dan kirim ulang",
}


SENDS = (Action.SUBMIT, Action.RESUBMIT)


class StepForm(forms.Form):
    """One step with what it asks for: a note to return; to send, the declaration and what was read."""

    action = forms.ChoiceField(choices=list(LABELS.items()), error_messages={"required": "Pilih langkahnya."})
    note = forms.CharField(max_length=1000, required=False, strip=True)
    declared = forms.BooleanField(required=False)
    version = forms.IntegerField(required=False, min_value=0)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        action = data.get("action")
        if action == Action.RETURN and not data.get("note") and "note" not in self.errors:
            self.add_error("note", "Tulis apa yang perlu diperbaiki, lalu kembalikan.")
        if action in SENDS and not data.get("declared"):
            self.add_error("declared", "Centang pernyataan ini untuk mengirim.")
        if action in SENDS and data.get("version") is None:
            self.add_error("version", "Muat ulang halaman ini, lalu setujui.")
        return data
