"""What a worksheet would add up to if one thing of its edition were different."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from .engine import AspectResult, Result, under_policies
from .sheet import BY_POLICY, Action, Outcome

NO_POLICIES: Mapping[Outcome, Action] = MappingProxyType({})


class Rounding(NamedTuple):
    """The score of every row, which is never negative, to so many decimals: half-up, or cut off."""

    places: int
    cut: bool = False

    def units(self, score: Fraction) -> int:
        """In units of the last decimal."""
        scale: int = 10**self.places
        scaled_numerator, denominator = score.numerator * scale, score.denominator
        return (
            scaled_numerator // denominator
            if self.cut
            else (2 * scaled_numerator + denominator) // (2 * denominator)
        )


class Variant(NamedTuple):
    """Policies in the place of the edition's, and rows that are rounded before they are added."""

    policies: Mapping[Outcome, Action] = NO_POLICIES
    rounding: Rounding | None = None


class Sums(NamedTuple):
    """Total and aspects by code, as they would be stored."""

    total: Decimal
    aspects: Mapping[str, Decimal]


EXACT = Variant()
ROUNDINGS = (Rounding(1), Rounding(2), Rounding(1, cut=True), Rounding(2, cut=True))
SINGLE: Mapping[str, Variant] = {
    f"{outcome}.{action}": Variant({outcome: action}) for outcome in BY_POLICY for action in Action
} | {f"baris.{'potong' if it.cut else 'bulat'}{it.places}": Variant(rounding=it) for it in ROUNDINGS}


def variant_sums(result: Result, variant: Variant) -> Sums:
    """Add a worksheet up under a variant. Exact but for the rounding that the variant asks for."""
    varied_result = under_policies(result, variant.policies) if variant.policies else result
    if variant.rounding is None:
        return Sums(
            varied_result.stored_total, {aspect.code: aspect.stored_score for aspect in varied_result.aspects}
        )
    units = {aspect.code: _aspect_units(aspect, variant.rounding) for aspect in varied_result.aspects}
    places = variant.rounding.places
    aspects = {code: Decimal(f"{value}E-{places}") for code, value in units.items()}
    return Sums(Decimal(f"{sum(units.values())}E-{places}"), aspects)


def _aspect_units(aspect: AspectResult, rounding: Rounding) -> int:
    return sum(rounding.units(row.score) for row in aspect.rows if row.score is not None)


def combined_variant(keys: list[str]) -> Variant | None:
    """Several of SINGLE at once; None where two of them speak of the same thing."""
    variants = [SINGLE[key] for key in keys]
    policies = [pair for variant in variants for pair in variant.policies.items()]
    roundings = [variant.rounding for variant in variants if variant.rounding]
    if len(dict(policies)) < len(policies) or len(roundings) > 1:
        return None
    return Variant(dict(policies), next(iter(roundings), None))
