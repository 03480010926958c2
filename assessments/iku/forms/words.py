"""What the choices of an IKU are called, in forms and on pages."""

from decimal import Decimal
from typing import Any

from indicators.iku.achievement import Polarity
from indicators.iku.quarters import Aggregation
from kinerja.numbers import Kind, format_input, format_percent, month_name

POLARITY = {Polarity.MORE: "Makin banyak makin baik", Polarity.FEWER: "Makin sedikit makin baik"}
AGGREGATION = {
    Aggregation.SUM: "Kumulatif: triwulan dijumlahkan",
    Aggregation.MEAN: "Rata-rata triwulan",
    Aggregation.LAST: "Posisi akhir: triwulan terakhir yang terisi",
}
CAP = {cap: f"Paling tinggi {format_percent(Decimal(cap))}" for cap in ("100", "110", "120")}
CAP_NONE = "Tanpa batas"
ROMAN = ("I", "II", "III", "IV")


def amount_text(stored: str | None) -> str:
    """A stored dot-decimal text as Indonesians write it; empty where there is none."""
    return format_input(Decimal(stored), Kind.DECIMAL) if stored else ""


def day_text(stored: str | None) -> str:
    """ "30 September" for "09-30"."""
    month, _, day = (stored or "").partition("-")
    return f"{int(day)} {month_name(int(month))}" if day else ""


def quarter_name(no: int) -> str:
    return f"Triwulan {ROMAN[no - 1]}"


def quarter_words(no: int) -> str:
    """The same inside a sentence."""
    return f"triwulan {ROMAN[no - 1]}"


def choice_pairs(labels: dict[Any, str]) -> list[tuple[str, str]]:
    """As a form's choices."""
    return [(str(value), label) for value, label in labels.items()]
