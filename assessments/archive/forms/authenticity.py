"""What stands on a printed copy and is typed to have it checked."""

from django import forms

from assessments.archive.services.authenticity import code_of, fingerprint_of

ASK_CODE = "Tulis kode yang tercetak pada surat: 8 angka atau huruf, misalnya 7F3A-91C2."
ASK_FINGERPRINT = "Tulis 12 angka atau huruf sidik yang tercetak, misalnya 1a2b 3c4d 5e6f."


class CodeForm(forms.Form):
    """The code of a paper."""

    kode = forms.CharField(label="Kode", max_length=20, error_messages={"required": ASK_CODE})

    def clean_kode(self) -> str:
        code = code_of(self.cleaned_data["kode"])
        if not code:
            raise forms.ValidationError(ASK_CODE)
        return code


class FingerprintForm(forms.Form):
    """The printed fingerprint, to be compared with the copy's."""

    sidik = forms.CharField(
        label="Sidik yang tercetak",
        max_length=30,
        error_messages={"required": ASK_FINGERPRINT},
    )

    def clean_sidik(self) -> str:
        fingerprint = fingerprint_of(self.cleaned_data["sidik"])
        if not fingerprint:
            raise forms.ValidationError(ASK_FINGERPRINT)
        return fingerprint
