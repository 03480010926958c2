"""The only two roundings of the engine's results: into storage, and into JSON text."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

STORED_PLACES = 12
SCALE = 10**STORED_PLACES


def stored(value: Fraction) -> Decimal:
    """Round once, half-even, to the 12 decimals in which totals are stored and compared."""
    return Decimal(f"{round(value * SCALE)}E-{STORED_PLACES}")


def decimal_text(value: Decimal) -> str:
    """Write a Decimal exactly: a dot, no exponent, no needless zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def exact_sum(values: Iterable[Fraction]) -> Fraction:
    """Add fractions; those of one denominator are added as integers, which is several times faster."""
    numerators: defaultdict[int, int] = defaultdict(int)
    for value in values:
        numerators[value.denominator] += value.numerator
    return sum((Fraction(top, bottom) for bottom, top in numerators.items()), Fraction(0))
