"""Fields that only an IKU document has."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from indicators.iku.schema import YEARS
from indicators.scoring.rounding import decimal_text
from kinerja.numbers import NumberError, parse_date

ANY_YEAR = 2023  # no leap year: a day that each year has
LONGEST = 4000


def typed_text(label: str, *, length: int = LONGEST, rows: int = 0, **more: Any) -> forms.CharField:
    """A text that may stay empty in a draft; `rows` for one of several lines."""
    error = {"max_length": f"Tulis paling banyak {length} huruf."}
    widget = forms.Textarea({"rows": rows}) if rows else forms.TextInput({"autocomplete": "off"})
    if not rows:
        length = min(length, 300)
        error = {"max_length": f"Tulis paling banyak {length} huruf."}
    return forms.CharField(
        label=label, required=False, max_length=length, widget=widget, error_messages=error, **more
    )


def unix_lines(content: str) -> str:
    return content.replace("\r\n", "\n").replace("\r", "\n")


def stored_amount(value: Decimal | None) -> str | None:
    return None if value is None else decimal_text(value)


class YearField(forms.CharField):
    """A year of four digits, without the point that a number has."""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, str]:
        return {"inputmode": "numeric", "autocomplete": "off"}

    def to_python(self, value: Any) -> Any:
        typed = super().to_python(value)
        if not typed:
            return None
        if not re.fullmatch(r"[0-9]{4}", str(typed), re.ASCII) or int(typed) not in YEARS:
            raise ValidationError(f"Tulis tahun antara {YEARS[0]} dan {YEARS[-1]}, misalnya 2024.")
        return int(typed)


class DayField(forms.CharField):
    """A day of every year, "30 September" or "30-9", cleaned to "09-30"; None where empty."""

    def to_python(self, value: Any) -> Any:
        typed = " ".join(str(super().to_python(value) or "").split())
        if not typed:
            return None
        separator = next((it for it in "-/" if it in typed), " ")
        try:
            day = parse_date(f"{typed}{separator}{ANY_YEAR}")
        except NumberError:
            message = "Tulis tanggal dan bulan yang ada setiap tahun, misalnya 30 September."
            raise ValidationError(message) from None
        return f"{day:%m-%d}"
