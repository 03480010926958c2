"""The yearly profile's form: who signs, and the office's address."""

from django import forms

from kinerja.fields import NipField
from kinerja.regions.models import Profile


class ProfileForm(forms.Form):
    """The counts of desa and kelurahan are shown beside it; they come from the region's data."""

    head_name = forms.CharField(label="Nama camat", max_length=120, required=False)
    head_acting = forms.ChoiceField(label="Kedudukan", choices=Profile.Acting.choices, required=False)
    head_rank = forms.CharField(label="Pangkat", max_length=60, required=False)
    head_nip = NipField(label="NIP", required=False)
    address = forms.CharField(label="Alamat kantor", max_length=200, required=False)
    contact_name = forms.CharField(label="Narahubung", max_length=120, required=False)
    contact_phone = forms.RegexField(
        r"\A\+?[0-9][0-9 ()-]{5,28}\Z",
        label="Telepon narahubung",
        max_length=30,
        required=False,
        error_messages={"invalid": "Tulis nomor telepon, misalnya 0812-3456-7890."},
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
