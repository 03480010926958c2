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
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
