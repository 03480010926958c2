"""Form fields that speak `kinerja.numbers`, for pages and admin alike.

A ModelAdmin takes them by `formfield_overrides = {models.DecimalField: {"form_class": NumberField}}`, with
`"kind"` and the like beside `"form_class"`.
"""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import IO, Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict

from kinerja import numbers
from kinerja.numbers import Kind, NumberError

Value = TypeVar("Value")


def sent_name(form: forms.BaseForm) -> str:
    """The name of the one file that was sent; empty where it has none."""
    sent = form.files["file"]
    return str(sent.name or "") if isinstance(sent, UploadedFile) else ""


def with_value(sent: Mapping[str, Any], name: str, value: str) -> QueryDict:
    """What was sent, with another value in one place; every value that was sent several times stays."""
    changed_data = QueryDict(mutable=True)
    changed_data.update(sent)
    changed_data[name] = value
    return changed_data


def choice_field(form: forms.BaseForm, name: str) -> forms.ChoiceField:
    """A form's field of that name, whose choices are set when the form is made."""
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(f"{name} offers no choices")
    return field


def row_field(form: forms.BaseForm, name: str) -> "forms.ModelChoiceField[Any]":
    """A form's field of that name, whose rows are set when the form is made."""
    field = form.fields[name]
    if not isinstance(field, forms.ModelChoiceField):
        raise TypeError(f"{name} offers no rows")
    return field


def read_offered_rows(form: forms.BaseForm) -> None:
    """Read the rows that a form offers to choose from, before its page is rendered."""
    for field in form.fields.values():
        if isinstance(field, forms.ModelChoiceField):
            choice_rows = iter(field.iterator(field))  # the iterator's own length would be a query more
            field.choices = list(choice_rows)


def _parsed_or_invalid(parse: Callable[..., Value], *args: Any, **kwargs: Any) -> Value:
    """What `parse` returns; its sentence becomes the field's error."""
    try:
        return parse(*args, **kwargs)
    except NumberError as error:
        raise ValidationError(str(error), code="invalid") from error


class NumberField(forms.Field):
    """A number in Indonesian writing, cleaned to a Decimal (None where empty).

    `max_digits` and `decimal_places` are what a model's DecimalField passes on. The grammar of `parse_number`
    comes first: a column with more than four decimals shows them all, but takes no more than four, unless
    what stood there comes back as it was.
    """

    widget = forms.TextInput
    default_error_messages = {"required": "Isi angka ini."}
    opened_with: Any = None  # the value that the form was opened with

    def __init__(
        self,
        *,
        kind: Kind = Kind.DECIMAL,
        signed: bool = False,
        min_value: Decimal | int | None = None,
        max_value: Decimal | int | None = None,
        max_digits: int | None = None,
        decimal_places: int | None = None,
        **kwargs: Any,
    ) -> None:
        self.kind, self.signed = kind, signed
        self.min_value, self.max_value = min_value, max_value
        self.max_digits, self.decimal_places = max_digits, decimal_places
        super().__init__(**kwargs)
        if getattr(self.widget, "input_type", "") == "number":  # the admin's, for whole numbers
            self.widget.input_type = "text"  # a browser would refuse "1.234" before we can read it

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> forms.BoundField:
        bound = super().get_bound_field(form, field_name)
        self.opened_with = bound.initial  # a form has fields of its own
        return bound

    def widget_attrs(self, widget: forms.Widget) -> dict[str, str]:
        # The number pads of some phones have no minus sign.
        input_mode = "text" if self.signed else "numeric" if self.kind is Kind.COUNT else "decimal"
        return {"inputmode": input_mode, "autocomplete": "off"}

    def prepare_value(self, value: Any) -> Any:
        """A stored number is written out; text is what somebody typed and stays."""
        return numbers.format_input(value, self.kind) if isinstance(value, Decimal | int) else value

    def to_python(self, value: Any) -> Decimal | None:
        if isinstance(value, str):
            value = value.strip()
        if value in self.empty_values:
            return None
        if isinstance(value, Decimal | int):
            return Decimal(value)
        if isinstance(self.opened_with, Decimal) and value == self.prepare_value(self.opened_with):
            return self.opened_with
        return _parsed_or_invalid(numbers.parse_number, value, self.kind, signed=self.signed)

    def validate(self, value: Decimal | None) -> None:
        super().validate(value)
        if value is not None:
            _parsed_or_invalid(
                numbers.check_bounds, value, minimum=self.min_value, maximum=self.max_value, kind=self.kind
            )
            self._check_digits(value)

    def _check_digits(self, value: Decimal) -> None:
        whole_digits, _, decimals = f"{abs(value):f}".partition(".")
        whole_digits, decimals = whole_digits.lstrip("0"), decimals.rstrip("0")
        shown_places = len(decimals) if self.decimal_places is None else self.decimal_places
        if len(decimals) > shown_places:
            amount, nearest = (
                f"paling banyak {shown_places}" if shown_places else "tanpa",
                numbers.half_up(value, shown_places),
            )
            example = numbers.format_input(nearest, self.kind)
            raise ValidationError(f"Tulis {amount} angka di belakang koma: {example}.", code="invalid")
        if self.max_digits is not None and len(whole_digits) > (
            largest_whole_places := self.max_digits - shown_places
        ):
            example = numbers.format_number(10**largest_whole_places - 1)
            raise ValidationError(
                f"Tulis paling banyak {largest_whole_places} angka di depan koma, misalnya {example}.",
                code="invalid",
            )


class IndonesianDateField(forms.DateField):
    """A date as `numbers.parse_date` reads it, shown as `17 Agustus 2025`."""

    default_error_messages = {"required": "Isi tanggal ini."}

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, date):
            return value
        # The browser's own date picker takes ISO only and shows it in the reader's language.
        return f"{value:%Y-%m-%d}" if self.widget.input_type == "date" else numbers.format_date(value)

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, str):
            value = value.strip()
            return _parsed_or_invalid(numbers.parse_date, value) if value else None
        return super().to_python(value)


class NipField(forms.CharField):
    """A NIP, cleaned to its 18 digits and shown in groups.

    A column's max_length is passed over: it counts digits, and would cut off what is typed with spaces.
    """

    default_error_messages = {"required": "Isi NIP."}

    def __init__(self, *, max_length: int | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, str]:
        return {**super().widget_attrs(widget), "inputmode": "numeric", "autocomplete": "off"}

    def prepare_value(self, value: Any) -> Any:
        return numbers.format_nip(value) if isinstance(value, str) else value

    def to_python(self, value: Any) -> Any:
        typed_text = super().to_python(value)
        return (
            typed_text
            if typed_text in self.empty_values
            else _parsed_or_invalid(numbers.parse_nip, typed_text)
        )


def whole_file(file: "UploadedFile[Any]", *, name: str, safe: str = "") -> IO[bytes]:
    """The content of a file that arrived whole; raises ValidationError with what to do where it did not.

    `name` is what is asked for, `safe` what a person may fear for while the disk is full. What could not be
    kept carries its reason, as `kinerja.uploads` says.
    """
    refusal = getattr(file, "refusal", "")
    if refusal == "large":
        raise forms.ValidationError("Berkas ini terlalu besar. Kirim berkas paling besar 5 MB.")
    if refusal:
        raise forms.ValidationError(f"Penyimpanan server penuh. Coba lagi nanti{safe}.")
    if not file.size:
        raise forms.ValidationError(f"Berkas ini kosong. Pilih berkas {name}.")
    return file.file  # type: ignore[return-value]  # what arrived whole has content
