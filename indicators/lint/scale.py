"""Which numbers can be looked up in an indicator's conversion table."""

from fractions import Fraction
from typing import NamedTuple

from indicators.scoring.rules import Rule
from indicators.scoring.rules.computed import ComputedRule
from indicators.scoring.rules.conversions import Banding
from indicators.scoring.rules.measures import Single
from indicators.scoring.specs import InputKind, InputSpec

ZERO, ONE, HUNDRED = Fraction(0), Fraction(1), Fraction(100)


class Scale(NamedTuple):
    """From `low` to `high`, both included and None where open, in multiples of `step` or, None, any."""

    step: Fraction | None
    low: Fraction | None
    high: Fraction | None


def scale_of(rule: Rule) -> Scale | None:
    """The scale of a rule that has a table of bounds; whatever is computed is read as a percentage."""
    if not isinstance(rule, ComputedRule) or not isinstance(rule.conversion, Banding):
        return None
    measure, places = rule.measure, rule.conversion.places
    scale = typed_scale(measure.value) if isinstance(measure, Single) else Scale(None, ZERO, HUNDRED)
    if places is None:
        return scale
    return scale._replace(step=max(scale.step or ZERO, Fraction(1, 10**places)))


def typed_scale(item: InputSpec) -> Scale:
    """What a person can type into an input."""
    step = item.step or (ONE if item.kind is InputKind.COUNT else None)
    high = HUNDRED if item.kind is InputKind.PERCENT and item.max is None else item.max
    return Scale(step, item.min, high)
