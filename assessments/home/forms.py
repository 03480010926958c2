"""What a verifier says of a kecamatan that does not take part, or does again."""

from django import forms


class ParticipationForm(forms.Form):
    """The reason; which of the two steps it is follows from where the worksheet stands."""

    note = forms.CharField(
        label="Alasan",
        max_length=1000,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Misalnya nomor dan tanggal suratnya. Alasan ini tercatat pada riwayat.",
        error_messages={
            "required": "Tulis alasannya.",
            "max_length": "Tulis paling banyak 1000 huruf.",
        },
    )
