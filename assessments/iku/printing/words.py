"""Figures of IKU as papers write them."""

from fractions import Fraction

from indicators.iku.figures import Figure, Lack
from kinerja.numbers import NARROW_SPACE, format_number, format_rupiah

NOTHING = "–"
BLANK = "……………………………"
PLACES = 2  # decimals of a figure that was worked out
ROMAN = ("I", "II", "III", "IV")


def amount_text(figure: Figure) -> str:
    return NOTHING if isinstance(figure, Lack) else format_number(figure, max_places=PLACES)


def percent_word(figure: Figure) -> str:
    return NOTHING if isinstance(figure, Lack) else f"{amount_text(figure)}{NARROW_SPACE}%"


def measured_text(figure: Figure, unit: str) -> str:
    """With the unit of its IKU."""
    if isinstance(figure, Lack) or not unit:
        return amount_text(figure)
    return f"{amount_text(figure)}{NARROW_SPACE if unit == '%' else ' '}{unit}"


def rupiah_text(figure: Figure) -> str:
    return NOTHING if isinstance(figure, Lack) else format_rupiah(figure)


def stated_text(text: str, unit: str) -> str:
    """A stored dot-decimal text with its unit, exactly; "–" for none."""
    return measured_exactly(Fraction(text), unit) if text else NOTHING


def measured_exactly(figure: Fraction, unit: str) -> str:
    space = NARROW_SPACE if unit == "%" else " "
    return f"{format_number(figure)}{space}{unit}".strip()
