"""Between which achievements an indicator can lie: full ones out of reach, or had by everybody."""

from collections.abc import Iterator
from fractions import Fraction

from indicators.scoring.finding import Finding, warning
from indicators.scoring.rounding import exact_sum
from indicators.scoring.rules import Rule
from indicators.scoring.rules.bands import Bands
from indicators.scoring.rules.base import capped
from indicators.scoring.rules.computed import ComputedRule
from indicators.scoring.rules.conversions import AsIs, Banding
from indicators.scoring.rules.measures import Calculation, Composition, Panel, Quotient, coefficient
from indicators.scoring.rules.options import Choice
from indicators.scoring.sheet import IndicatorSpec
from indicators.scoring.specs import ConstantSource
from kinerja.numbers import format_number

from .scale import HUNDRED, ZERO, Scale, scale_of


def reach_findings(spec: IndicatorSpec) -> Iterator[Finding]:
    lowest, highest = (min(it, spec.cap) for it in reach(spec.rule))
    place = f"Indikator {spec.code}"
    if highest < HUNDRED:
        sentence = f"{place}: capaian 100 tidak dapat dicapai; yang tertinggi {format_number(highest)}."
        yield warning("never_full", sentence, indicator=spec.code)
    if lowest >= HUNDRED:
        yield warning("always_full", f"{place}: capaian selalu 100, apa pun isinya.", indicator=spec.code)


def reach(rule: Rule) -> tuple[Fraction, Fraction]:
    """The lowest and the highest achievement that some data give, as far as bounds and tables tell."""
    if isinstance(rule, Choice):
        found = [level.achievement for level in rule.options.values()]
        return min(found), max(found)
    if not isinstance(rule, ComputedRule):
        return ZERO, HUNDRED
    scale = scale_of(rule)
    if isinstance(rule.conversion, Banding) and scale:
        return _banded(rule.conversion.bands, scale)
    return _as_is(rule) if isinstance(rule.conversion, AsIs) else (ZERO, HUNDRED)


def _banded(bands: Bands, scale: Scale) -> tuple[Fraction, Fraction]:
    first = bands.reached(scale.low or ZERO)
    last = len(bands.levels) - 1 if scale.high is None else bands.reached(scale.high)
    if last is None:
        return ZERO, ZERO
    found = [level.achievement for level in bands.levels[first or 0 : last + 1]]
    return ZERO if first is None else min(found), max(found)


def _as_is(rule: ComputedRule) -> tuple[Fraction, Fraction]:
    match rule.measure:
        case Quotient() as quotient:
            return _quotient(quotient)
        case Panel(value=value):
            return capped(value.min or ZERO), HUNDRED if value.max is None else capped(value.max)
        case Composition() as composition:
            return ZERO, _composition(composition)
        case Calculation(inputs=()) as constant:
            result = constant.of({})
            return (ZERO, HUNDRED) if result is None else (capped(result), capped(result))
    return ZERO, HUNDRED


def _composition(composition: Composition) -> Fraction:
    """The most: all of a total in its weightiest part, or of fixed points each part's most."""
    parts = composition.parts
    if not composition.fixed:
        return capped(HUNDRED * max(map(coefficient, parts)))
    most = [None if spec.repeatable else spec.max for spec in parts]
    points = [coefficient(spec) * top for spec, top in zip(parts, most, strict=True) if top is not None]
    total = composition.total.source
    if len(points) < len(parts) or not isinstance(total, ConstantSource) or total.value <= 0:
        return HUNDRED if any(map(coefficient, parts)) else ZERO
    return capped(HUNDRED * exact_sum(points) / total.value)


def _quotient(quotient: Quotient) -> tuple[Fraction, Fraction]:
    top, bottom = quotient.numerator, quotient.denominator
    if top is bottom or (top.locked and bottom.locked and top.source == bottom.source):
        return HUNDRED, HUNDRED
    lowest, highest = ZERO, HUNDRED
    if top.min and bottom.max:
        lowest = capped(HUNDRED * top.min / bottom.max)
    if top.max is not None and bottom.min:
        highest = capped(HUNDRED * top.max / bottom.min)
    return lowest, highest
