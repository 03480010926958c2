"""The yearly profile's form: its counts and names, who signs, and the office."""

from typing import Any

from django import forms

from assessments.entry.services.profile import FIELDS
from kinerja.fields import NipField, NumberField
from kinerja.numbers import Kind
from kinerja.regions.models import Profile
from kinerja.regions.villages import KINDS, Village, of_kind, renamed_villages, stored_villages

MOST = 400  # more villages than any kecamatan has


def count_field(label: str) -> NumberField:
    return NumberField(label=label, kind=Kind.COUNT, min_value=0, max_value=MOST)


def names_field(kind: str) -> forms.CharField:
    return forms.CharField(
        label=f"Nama {kind}",
        help_text="Satu nama satu baris, sebanyak jumlahnya. Boleh disalin dari Excel.",
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
        max_length=20_000,
    )


def profile_text(label: str, length: int, **more: Any) -> forms.CharField:
    message = f"Tulis paling banyak {length} huruf."
    return forms.CharField(
        label=label, max_length=length, required=False, error_messages={"max_length": message}, **more
    )


class VersionForm(forms.Form):
    """What the sender has read."""

    version = forms.IntegerField(
        widget=forms.HiddenInput,
        min_value=1,
        error_messages=dict.fromkeys(("required", "invalid", "min_value"), "Muat ulang halaman."),
    )


class UnlockForm(forms.Form):
    reason = forms.CharField(
        label="Alasan dibuka kembali", max_length=500, error_messages={"required": "Tulis alasannya."}
    )


class ProfileForm(VersionForm):
    """Bound or not, it knows the profile as it stands, whose villages keep their ids."""

    desa = count_field("Jumlah desa")
    kelurahan = count_field("Jumlah kelurahan")
    reason = profile_text(
        "Alasan perubahan jumlah", 500, help_text="Diisi bila jumlah desa atau kelurahan diubah."
    )
    desa_names = names_field("desa")
    kelurahan_names = names_field("kelurahan")
    head_name = profile_text("Nama camat", 120)
    head_acting = forms.ChoiceField(
        label="Kedudukan",
        choices=Profile.Acting.choices,
        required=False,
        error_messages={"invalid_choice": "Pilih salah satu dari daftar."},
    )
    head_rank = profile_text("Pangkat", 60)
    head_nip = NipField(label="NIP", required=False)
    address = profile_text("Alamat kantor", 200)
    contact_name = profile_text("Narahubung", 120)
    contact_phone = forms.RegexField(
        r"\A\+?[0-9][0-9 ()-]{5,28}\Z",
        label="Telepon narahubung",
        max_length=30,
        required=False,
        error_messages={"invalid": "Tulis nomor telepon, misalnya 0812-3456-7890."},
    )

    def __init__(self, data: Any = None, *, profile: Profile) -> None:
        self.profile = profile
        stored_values = {name: getattr(profile, name) for name in (*FIELDS, "version")}
        stored_values |= {f"{kind}_names": "\n".join(self.names_before(kind)) for kind in KINDS}
        super().__init__(data, initial=stored_values)

    def names_before(self, kind: str) -> list[str]:
        return [village.name for village in of_kind(self.profile, kind) if village.name]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["villages"] = stored_villages(village for kind in KINDS for village in self.clean_names(kind))
        return cleaned

    def clean_names(self, kind: str) -> list[Village]:
        """The villages of a kind with their ids; complaints stand at the field of their names."""
        lines = self.cleaned_data.get(f"{kind}_names", "").splitlines()
        names = [" ".join(line.split()) for line in lines if line.strip()]
        village_count = self.cleaned_data.get(kind)
        problem = name_problem(names, village_count, kind)
        if problem:
            self.add_error(f"{kind}_names", problem)
            return []
        return renamed_villages(of_kind(self.profile, kind), names, kind)

    @property
    def values(self) -> dict[str, Any]:
        """The validated profile as the service takes it."""
        counts = {kind: int(self.cleaned_data[kind]) for kind in KINDS}
        return {name: self.cleaned_data[name] for name in FIELDS} | counts


def name_problem(names: list[str], amount: Any, kind: str) -> str:
    """What is wrong with a list of names; empty where nothing is."""
    repeated_name = next((name for name in names if names.count(name) > 1), "")
    if repeated_name:
        return f"“{repeated_name}” tertulis dua kali. Tulis setiap {kind} sekali."
    if any(len(name) > 80 for name in names):
        return "Tulis nama paling banyak 80 huruf, satu nama satu baris."
    if amount is not None and len(names) > amount:
        return f"Ada {len(names)} nama untuk {amount} {kind}. Betulkan daftar atau jumlahnya."
    return ""
