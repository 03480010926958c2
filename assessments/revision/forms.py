"""What is said when a revision goes out."""

from django import forms


class ReasonForm(forms.Form):
    """Why: everybody whose worksheet it moves reads it."""

    reason = forms.CharField(
        label="Alasan",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Dibaca semua kecamatan yang terdampak, misalnya nomor keputusannya.",
        error_messages={
            "required": "Tulis alasan revisi.",
            "max_length": "Tulis paling banyak 500 huruf.",
        },
    )


class ApplyForm(ReasonForm):
    """The same for a preview, which the fingerprint names."""

    fingerprint = forms.CharField(
        widget=forms.HiddenInput, error_messages={"required": "Buat pratinjau dahulu."}
    )
