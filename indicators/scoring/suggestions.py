"""What could realistically be different in one row: its next level, one more of what is counted, one item.

A move is only a proposal; whether it brings points is found out by scoring it (`steps`).
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple, TypeAlias, cast

from indicators.scoring.rules.bands import Bands
from indicators.scoring.rules.base import ZERO, quantity
from indicators.scoring.rules.computed import ComputedRule
from indicators.scoring.rules.conversions import Banding, Inverted
from indicators.scoring.rules.measures import (
    Calculation,
    Composition,
    Quotient,
    Share,
    Single,
    coefficient,
    numbers,
)
from indicators.scoring.rules.options import Choice
from kinerja.numbers import format_number

from .rounding import decimal_text, stored
from .rules import Rule
from .specs import InputKind, InputSpec, LevelSpec, Line, Value, Values

TRIES = 100  # how often a formula's input is raised by one until its table gives more
HUNDREDTH = Fraction(1, 100)
Stored: TypeAlias = Mapping[str, object]


class Move(NamedTuple):
    """The stored values that change, and the same in words."""

    values: Stored
    words: str


def moves(rule: Rule, values: Values) -> Iterator[Move]:
    """What one could do about a row that holds `values`; inputs that come from elsewhere are left alone."""
    match rule:
        case Choice():
            yield from _options(rule, values)
        case ComputedRule(measure=Share(items)):
            yield from _missing_items(items, values)
        case ComputedRule(measure=Composition() as measure):
            yield from _parts(measure, values)
        case ComputedRule(measure=Calculation() as measure):
            yield from _formula(rule, measure, values)
        case ComputedRule(measure=Quotient() as measure):
            yield from _quotient(rule, measure, values)
        case ComputedRule(measure=Single(spec)):
            yield from _single(rule, spec, values)


def _options(rule: Choice, values: Values) -> Iterator[Move]:
    """The option that gives the least more than the one chosen."""
    chosen = rule.chosen(values) if rule.value.code in values else None
    now = chosen.achievement if chosen else ZERO
    better = [level for level in rule.options.values() if level.achievement > now]
    if better:
        aim = min(better, key=lambda level: level.achievement)
        present = f", sekarang “{rule.name(chosen)}”" if chosen else ""
        yield Move({rule.value.code: aim.code}, f"Capai “{rule.name(aim)}”{present}")


def _missing_items(items: tuple[InputSpec, ...], values: Values) -> Iterator[Move]:
    """Each item that is not there, alone."""
    missing = [spec for spec in items if not values.get(spec.code)]
    unsaid = {spec.code: "no" for spec in items if spec.code not in values}
    for spec in missing:
        yield Move({**unsaid, spec.code: "yes"}, f"Penuhi “{spec.label}”")


def _single(rule: ComputedRule, spec: InputSpec, values: Values) -> Iterator[Move]:
    value = cast("Fraction | None", values.get(spec.code))
    match rule.conversion:
        case Banding() as banding:
            for aim in _levels(banding, value, Fraction(1), _finest(spec)):
                yield from _set(spec, value, aim)
        case Inverted() if value is not None:
            yield from _set(spec, value, value - _one(spec, value))


def _quotient(rule: ComputedRule, measure: Quotient, values: Values) -> Iterator[Move]:
    spec, whole = measure.numerator, cast("Fraction | None", values.get(measure.denominator.code))
    if not whole:
        return
    value = cast("Fraction | None", values.get(spec.code))
    if isinstance(rule.conversion, Banding):
        reached = None if value is None else measure.of(values)
        aims = list(_levels(rule.conversion, reached, whole / 100, _finest(spec)))
    else:
        aims = [(value or ZERO) + _one(spec, whole)]
    for aim in aims:
        yield from _set(spec, value, aim, named=True)


def _levels(
    banding: Banding, measure: Fraction | None, scale: Fraction, finest: Fraction
) -> Iterator[Fraction]:
    """The nearest value above, and below, at which the table gives more; `scale` takes a bound to a value."""
    bands = banding.bands
    reached = -1 if measure is None else _index(bands, banding.rounded(measure))
    now = bands.levels[reached].achievement if reached >= 0 else ZERO
    above = next((it for it in _better(bands, now) if it > reached), None)
    below = max((it for it in _better(bands, now) if it < reached), default=None)
    if above is not None:
        yield _least(bands.levels[above], scale, finest)
    if below is not None:
        yield _most_under(bands.levels[below + 1], scale, finest)


def _index(bands: Bands, measure: Fraction) -> int:
    found = bands.reached(measure)
    return -1 if found is None else found


def _better(bands: Bands, now: Fraction) -> list[int]:
    return [index for index, level in enumerate(bands.levels) if level.achievement > now]


def _least(level: LevelSpec, scale: Fraction, finest: Fraction) -> Fraction:
    """The smallest value that lies in a level."""
    bound = (level.lower or ZERO) * scale
    value = ceil(bound / finest) * finest
    return value if level.inclusive or value > bound else value + finest


def _most_under(level: LevelSpec, scale: Fraction, finest: Fraction) -> Fraction:
    """The greatest value that lies under a level."""
    bound = (level.lower or ZERO) * scale
    value = floor(bound / finest) * finest
    return value - finest if level.inclusive and value == bound else value


def _parts(measure: Composition, values: Values) -> Iterator[Move]:
    """One more of the part that counts most; where the parts are the whole already, one that moves up."""
    if any(spec.code not in values for spec in measure.needs):
        return
    total = numbers(values, measure.total)[0]
    best = max((spec for spec in measure.parts if not spec.locked), key=coefficient, default=None)
    if best is None:
        return
    if sum(sum(numbers(values, spec), ZERO) for spec in measure.parts) < total:
        yield from _more(best, values[best.code], _one(best, total))
        return
    lesser = [it for it in measure.parts if coefficient(it) < coefficient(best) and _holds_one(it, values)]
    for spec in sorted(lesser, key=coefficient)[:1]:
        old, new = (numbers(values, it)[0] for it in (spec, best))
        changed = {spec.code: _text(old - 1), best.code: _text(new + 1)}
        yield Move(changed, f"Naikkan satu dari “{spec.label}” menjadi “{best.label}”")


def _holds_one(spec: InputSpec, values: Values) -> bool:
    return not spec.locked and not spec.repeatable and numbers(values, spec)[0] >= 1


def _more(spec: InputSpec, value: Value, one: Fraction) -> Iterator[Move]:
    """A part raised by one; of lines the first."""
    if not spec.repeatable:
        yield from _set(spec, cast(Fraction, value), cast(Fraction, value) + one, named=True)
        return
    first, *rest = cast(tuple[Line, ...], value)
    lines = [Line(first.label, first.value + one), *rest]
    stored_lines = [{"label": line.label, "value": _text(line.value)} for line in lines]
    yield Move({spec.code: stored_lines}, f"Tambah {quantity(spec, one)} pada “{first.label or spec.label}”")


def _formula(rule: ComputedRule, measure: Calculation, values: Values) -> Iterator[Move]:
    """Each input raised by one, or as often as its table needs; lowered where fewer is better."""
    if any(spec.code not in values for spec in rule.needs):
        return
    sign = -1 if isinstance(rule.conversion, Inverted) else 1
    for spec in measure.inputs:
        if spec.locked or spec.repeatable:
            continue
        value = numbers(values, spec)[0]
        aim = _first_better(rule, values, spec, sign * _one(spec, value))
        if aim is not None:
            yield from _set(spec, value, aim, named=True)


def _first_better(rule: ComputedRule, values: Values, spec: InputSpec, one: Fraction) -> Fraction | None:
    now = rule.score(values).achievement or ZERO
    tries = TRIES if isinstance(rule.conversion, Banding) else 1
    start = numbers(values, spec)[0]
    for times in range(1, tries + 1):
        aim = start + times * one
        if (rule.score({**values, spec.code: aim}).achievement or ZERO) > now:
            return aim
    return None


def _set(spec: InputSpec, old: Fraction | None, new: Fraction, *, named: bool = False) -> Iterator[Move]:
    """An input at another number, where one may type it and it can hold it."""
    if spec.locked or (spec.max is not None and new > spec.max) or new < (spec.min or ZERO):
        return
    name = f" “{spec.label}”" if named else ""
    if old is None:
        words = f"Isi{name} dengan {quantity(spec, new)}"
    else:
        verb = "Naikkan" if new > old else "Turunkan"
        words = f"{verb}{name} dari {_bare(spec, old)} ke {quantity(spec, new)}"
    yield Move({spec.code: _text(new)}, words)


def _bare(spec: InputSpec, value: Fraction) -> str:
    """The first of two quantities: the unit stands at the second."""
    amount = spec.kind in (InputKind.RUPIAH, InputKind.PERCENT)
    return quantity(spec, value) if amount else format_number(value)


def _finest(spec: InputSpec) -> Fraction:
    """The smallest difference that an input knows."""
    return spec.step or (Fraction(1) if spec.kind is InputKind.COUNT else HUNDREDTH)


def _one(spec: InputSpec, whole: Fraction) -> Fraction:
    """One more of it; of an amount of money a hundredth of the whole, in whole rupiah."""
    if spec.kind is InputKind.RUPIAH:
        return Fraction(max(1, ceil(whole / 100)))
    finest = _finest(spec)
    return ceil(1 / finest) * finest


def _text(value: Fraction) -> str:
    return decimal_text(stored(value))
