"""Plausible values for a trial, drawn by the dice that the caller brings."""

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor

from indicators.scoring.rounding import stored_text
from indicators.scoring.rules.rule import Dice
from indicators.scoring.specs import InputKind, InputSpec

RUPIAH = 250_000  # of which sampled amounts are multiples
USUAL = 20  # of what is counted, where nothing says how much is a lot


def sample_text(dice: Dice, spec: InputSpec, most: int = USUAL) -> str:
    """A number that the input can hold; a count lies around the upper part of 0 to `most`."""
    return fitting_text(spec, _drawn_number(dice, spec, most))


def fitting_text(spec: InputSpec, value: Fraction) -> str:
    """The number nearest to `value` that the input can hold, as it is stored."""
    _, low, high = spec.scale
    if high is not None:
        value = min(value, high)
    if low is not None:
        value = max(value, low)
    if (value / spec.finest).denominator == 1:
        return stored_text(value)
    stepped = floor(value / spec.finest) * spec.finest
    return stored_text(stepped if low is None or stepped >= low else ceil(value / spec.finest) * spec.finest)


def sample_lines(
    dice: Dice, spec: InputSpec, labels: Sequence[str], most: int = USUAL
) -> list[dict[str, str]]:
    """A line a label, for a repeatable input."""
    return [{"label": label, "value": sample_text(dice, spec, most)} for label in labels]


def yes_or_no(dice: Dice) -> str:
    """Mostly yes."""
    return dice.choices(("yes", "no"), (85, 15))[0]


def _drawn_number(dice: Dice, spec: InputSpec, most: int) -> Fraction:
    if spec.kind is InputKind.COUNT:
        return Fraction(dice.randint(max(most, 0) // 3, max(most, 0) + 2))
    if spec.kind is InputKind.RUPIAH:
        return Fraction(dice.randint(40, 900) * RUPIAH)
    return Fraction(f"{dice.randint(45, 98)}.{dice.randint(1, 9)}")
