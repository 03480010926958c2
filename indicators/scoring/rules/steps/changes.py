"""How one input could be different: the suggestions that kinds make, in their words."""

from collections.abc import Iterator
from fractions import Fraction
from math import ceil

from indicators.scoring.quantities import ONE, ZERO, quantity_text
from indicators.scoring.rounding import stored_text
from indicators.scoring.rules.rule import Suggestion
from indicators.scoring.specs import InputKind, InputSpec
from kinerja.numbers import format_number


def changed_input(
    spec: InputSpec, old: Fraction | None, new: Fraction, *, named: bool = False
) -> Iterator[Suggestion]:
    """An input at another number, where one may type it and it can hold it."""
    if spec.locked or (spec.max is not None and new > spec.max) or new < (spec.min or ZERO):
        return
    named_words = f" “{spec.label}”" if named else ""
    if old is None:
        words = f"Isi{named_words} dengan {quantity_text(spec, new)}"
    else:
        verb = "Naikkan" if new > old else "Turunkan"
        words = f"{verb}{named_words} dari {_without_unit(spec, old)} ke {quantity_text(spec, new)}"
    yield Suggestion({spec.code: stored_text(new)}, words)


def _without_unit(spec: InputSpec, value: Fraction) -> str:
    """The first of two quantities: the unit stands at the second."""
    is_amount = spec.kind in (InputKind.RUPIAH, InputKind.PERCENT)
    return quantity_text(spec, value) if is_amount else format_number(value)


def one_more(spec: InputSpec, whole: Fraction) -> Fraction:
    """One more of it; of an amount of money a hundredth of the whole, in whole rupiah."""
    if spec.kind is InputKind.RUPIAH:
        return Fraction(max(1, ceil(whole / 100)))
    return ceil(ONE / spec.finest) * spec.finest
