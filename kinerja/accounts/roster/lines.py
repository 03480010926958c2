"""One row of the sheet, validated as a form is, so that it says what the pages say."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from kinerja.accounts.forms import say_what_to_fill
from kinerja.accounts.models import Role, User
from kinerja.fields import IndonesianDateField, NipField

from .layout import HEADINGS

YES_NO = {"": None, "ya": True, "ada": True, "tidak": False}  # a cell's own true is read as "Ada"
ROLES = {word.casefold(): role for role in Role for word in (str(role.label), str(role.value))}


class UserNameField(forms.CharField):
    """Kept in lower case, so that Operator.Bendo is the same as operator.bendo."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).lower()


class LineForm(forms.ModelForm):
    """What one row says of a person and of one role; which region its code means is asked elsewhere."""

    username = UserNameField(max_length=60, validators=User._meta.get_field("username").validators[:1])
    nip = NipField(required=False)
    role = forms.CharField()
    region = forms.CharField()
    starts = IndonesianDateField(required=False)
    ends = IndonesianDateField(required=False)
    manages_accounts = forms.CharField(required=False)

    class Meta:
        model = User
        fields = ("name", "nip", "position", "rank", "email")
        error_messages = {"email": {"invalid": "Tulis alamat surel lengkap, misalnya nama@contoh.go.id."}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = HEADINGS[name]
        say_what_to_fill(self)

    def clean_role(self) -> Role:
        try:
            return ROLES[" ".join(self.cleaned_data["role"].split()).casefold()]
        except KeyError:
            role_labels = "; ".join(str(role.label) for role in Role)
            raise ValidationError(f"Tulis salah satu: {role_labels}.") from None

    def clean_manages_accounts(self) -> bool | None:
        try:
            return YES_NO[self.cleaned_data["manages_accounts"].casefold()]
        except KeyError:
            raise ValidationError("Tulis Ya atau Tidak.") from None
