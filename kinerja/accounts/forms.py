"""Sign-in, passwords and new people."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm, SetPasswordForm, UsernameField
from django.contrib.auth.password_validation import password_validators_help_text_html
from django.core.exceptions import ValidationError
from django.forms.forms import BaseForm

from kinerja.accounts.access import Region, Scope, regions_by_code, regions_in
from kinerja.accounts.models import Membership, Role, User
from kinerja.fields import IndonesianDateField, NipField, choice_field
from kinerja.regions.models import District, Province

NOT_EQUAL = "Kedua kata sandi berbeda. Ketik kata sandi baru sekali lagi."


def say_what_to_fill(form: BaseForm) -> None:
    """An empty field says what it wants."""
    for field in form.fields.values():
        verb = "Pilih" if isinstance(field, forms.ChoiceField) else "Isi"
        field.error_messages["required"] = f"{verb} {str(field.label).lower()}."


def password_input(autocomplete: str) -> forms.PasswordInput:
    return forms.PasswordInput(attrs={"autocomplete": autocomplete})


class SignInForm(AuthenticationForm):
    """User name and password; what is wrong is never told apart."""

    error_messages = {
        "invalid_login": "Nama pengguna atau kata sandi salah. Periksa keduanya, lalu coba lagi.",
        "inactive": "Nama pengguna atau kata sandi salah. Periksa keduanya, lalu coba lagi.",
    }
    username = UsernameField(
        label="Nama pengguna",
        max_length=User._meta.get_field("username").max_length,
        widget=forms.TextInput(attrs={"autofocus": True, "spellcheck": "false"}),
    )
    password = forms.CharField(label="Kata sandi", strip=False, widget=password_input("current-password"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_what_to_fill(self)

    def clean_username(self) -> str:
        return str(self.cleaned_data["username"]).lower()


class NewPasswordForm(SetPasswordForm):
    """A new password, twice; its rules stand beside the field before anything is typed."""

    error_messages = {"password_mismatch": NOT_EQUAL}
    new_password1 = forms.CharField(
        label="Kata sandi baru",
        strip=False,
        widget=password_input("new-password"),
        help_text=password_validators_help_text_html(),
    )
    new_password2 = forms.CharField(
        label="Ulangi kata sandi baru", strip=False, widget=password_input("new-password")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_what_to_fill(self)

    def clean(self) -> dict[str, Any]:
        # Unlike Django's, a password that breaks a rule is complained of where it was first typed.
        self.validate_passwords("new_password1", "new_password2")
        self.validate_password_for_user(self.user, "new_password1")
        return self.cleaned_data


class ChangePasswordForm(NewPasswordForm, PasswordChangeForm):
    """The password in use, then a new one."""

    error_messages = {
        "password_mismatch": NOT_EQUAL,
        "password_incorrect": "Kata sandi lama tidak cocok. Ketik sekali lagi.",
    }
    old_password = forms.CharField(
        label="Kata sandi lama", strip=False, widget=password_input("current-password")
    )
    field_order = ("old_password", "new_password1", "new_password2")


class ForgottenForm(forms.Form):
    """Who forgot a password."""

    account = forms.CharField(
        label="Nama pengguna atau surel",
        max_length=254,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_what_to_fill(self)


class GrantForm(forms.Form):
    """A role in a region that the manager may give; `membership` holds it, of `person` if there is one."""

    role = forms.ChoiceField(label="Peran")
    region = forms.ChoiceField(label="Wilayah tugas")
    manages_accounts = forms.BooleanField(label="Boleh mengelola akun di wilayah tugasnya", required=False)

    def __init__(self, *args: Any, scope: Scope, person: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scope, self.person = scope, person
        self.regions = {str(region.pk): region for region in regions_in(scope)}
        choice_field(self, "role").choices = [
            ("", "Pilih peran"),
            *((role, role.label) for role in scope.roles),
        ]
        choice_field(self, "region").choices = [("", "Pilih wilayah"), *region_choices(self.regions)]
        for name in ("role", "region"):
            self.fields[name].error_messages["invalid_choice"] = "Pilih satu dari daftar."
        say_what_to_fill(self)

    def clean(self) -> dict[str, Any]:
        super().clean()
        role, chosen_region = (
            self.cleaned_data.get("role"),
            self.regions.get(self.cleaned_data.get("region", "")),
        )
        if role and chosen_region and not self.errors.keys() & {"starts", "ends"}:
            self.check_membership(role, chosen_region)
        return self.cleaned_data

    def check_membership(self, role: str, region: Region) -> None:
        manages_accounts = self.cleaned_data["manages_accounts"]
        if manages_accounts and isinstance(region, District):
            self.add_error("manages_accounts", "Akun dikelola dari kabupaten/kota atau provinsi.")
            return
        region_field = {str(region._meta.model_name): region}
        self.membership = Membership(
            role=role, manages_accounts=manages_accounts, **region_field, **self.term
        )
        if self.person:
            self.membership.user = self.person
        try:
            self.membership.validate_constraints(exclude=None if self.person else {"user"})
        except ValidationError as error:
            self.add_error("region", error.messages)
        if not self.scope.allows(role, region):
            self.add_error("role", "Peran ini hanya dapat diberikan oleh admin provinsi.")

    @property
    def term(self) -> dict[str, Any]:
        """From when to when, where the form asks; else from today on."""
        return {name: typed_day for name in ("starts", "ends") if (typed_day := self.cleaned_data.get(name))}


class MembershipForm(GrantForm):
    """One role more for somebody who has an account."""

    starts = IndonesianDateField(
        label="Mulai (boleh kosong)", required=False, help_text="Misalnya 4 Januari 2027. Kosong: hari ini."
    )
    ends = IndonesianDateField(
        label="Berakhir (boleh kosong)",
        required=False,
        help_text="Sejak tanggal ini haknya tidak berlaku lagi. Kosong: tanpa batas.",
    )


class AssignForm(forms.Form):
    """A role in the region with a code, for many people at once; `membership` is the pattern of theirs."""

    role = forms.ChoiceField(label="Peran", choices=[("", "Pilih peran"), *Role.choices])
    region = forms.CharField(
        label="Kode wilayah",
        max_length=8,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text="Kode Kemendagri: 35 provinsi, 35.20 kabupaten/kota, 35.20.10 kecamatan.",
    )
    starts = IndonesianDateField(label="Mulai", required=False, help_text="Kosong: hari ini.")
    ends = IndonesianDateField(label="Berakhir", required=False, help_text="Kosong: tanpa batas.")
    manages_accounts = forms.BooleanField(label="Boleh mengelola akun di wilayahnya", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_what_to_fill(self)

    def clean_region(self) -> Region:
        code = self.cleaned_data["region"].strip()
        region = regions_by_code([code]).get(code)
        if region is None:
            raise ValidationError("Kode wilayah ini tidak dikenal.")
        return region

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        term = {name: cleaned[name] for name in ("starts", "ends") if cleaned[name]}
        region = cleaned["region"]
        self.membership = Membership(
            role=cleaned["role"],
            manages_accounts=cleaned["manages_accounts"],
            **{str(region._meta.model_name): region},
            **term,
        )
        try:
            self.membership.validate_constraints(exclude={"user"})
        except ValidationError as error:
            self.add_error("region", error.messages)
        return cleaned


class PersonForm(GrantForm, forms.ModelForm):
    """A new person with a role and a region that the manager may give."""

    nip = NipField(label="NIP (boleh kosong)", required=False)
    field_order = (
        *("name", "nip", "position", "username", "email"),
        *("role", "region", "manages_accounts"),
    )

    class Meta:
        model = User
        fields = ("name", "nip", "position", "username", "email")
        labels = {"position": "Jabatan (boleh kosong)", "email": "Surel (boleh kosong)"}
        help_texts = {
            "username": "Huruf kecil, angka, titik, atau garis; misalnya operator.bendo.",
            "email": "Dipakai hanya untuk mengirim tautan bila kata sandi terlupa.",
        }
        error_messages = {"email": {"invalid": "Tulis alamat surel lengkap, misalnya nama@contoh.go.id."}}

    def clean_username(self) -> str:
        return str(self.cleaned_data["username"]).lower()


def region_choices(regions: dict[str, Region]) -> list[tuple[str, Any]]:
    """Choices: provinces, then each kabupaten or kota as a group with its kecamatan."""
    provinces = [(key, str(it)) for key, it in regions.items() if isinstance(it, Province)]
    districts_by_regency: dict[UUID, tuple[str, list[tuple[str, str]]]] = {}
    for key, region in regions.items():
        if not isinstance(region, Province):
            regency = region.regency if isinstance(region, District) else region
            districts_by_regency.setdefault(regency.pk, (regency.name, []))[1].append((key, str(region)))
    return [*provinces, *districts_by_regency.values()]
