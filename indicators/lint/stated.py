"""Conversion tables as the regulation states them: gaps, overlaps, and levels that somebody inferred.

Scoring reads lower bounds alone, so a table never leaves a number out; the stated upper bounds tell whether
the regulation does.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor

from indicators.scoring.finding import Finding, error_finding, warning_finding
from indicators.scoring.quantities import ONE, ZERO
from indicators.scoring.sheet import IndicatorSpec
from indicators.scoring.specs import LevelSpec, Scale
from kinerja.numbers import format_number

ANY = Scale(None, None, None)


def stated_findings(spec: IndicatorSpec) -> Iterator[Finding]:
    scale = spec.rule.scale
    levels = sorted((it for it in spec.levels if it.lower is not None), key=lower_of)
    for below, above in pairwise(levels):
        yield from _gaps_between(spec, below, above, scale)
    for level in levels:
        if level.stated_upper is not None and level.stated_upper < lower_of(level):
            upper, lower = format_number(level.stated_upper), format_number(lower_of(level))
            yield _level_error(spec, "bounds", f"batas atas {upper} di bawah batas bawahnya sendiri, {lower}")
    if scale and levels:
        yield from _beyond_ends(spec, levels, scale)
    yield from _inferred_bounds(spec)


def lower_of(level: LevelSpec) -> Fraction:
    return ZERO if level.lower is None else level.lower


def _gaps_between(
    spec: IndicatorSpec, below: LevelSpec, above: LevelSpec, scale: Scale | None
) -> Iterator[Finding]:
    """What two neighbouring levels both take in, or both leave out.

    A gap no wider than the decimals that are printed ("51–75, ≥ 76") is a matter of decimals; a scale of
    whole numbers does not even have those.
    """
    upper, lower, step = below.stated_upper, lower_of(above), scale.step if scale else None
    if upper is None:
        return
    if lower < upper or (lower == upper and above.inclusive and not _has_open_name(below)):
        shared_bound = format_number(lower) if lower == upper else _span_text(lower, upper)
        yield _level_error(
            spec, "overlap", f"{shared_bound} masuk dua tingkat; periksa batas atas {format_number(upper)}"
        )
        return
    printed_step = _printed_step(upper, lower)
    left_out = _left_out(below, above, max(step or ZERO, printed_step))
    bounds = f"tingkat di bawahnya sampai {format_number(upper)}, berikutnya mulai {format_number(lower)}"
    if left_out:
        yield _level_error(spec, "gap", f"{_span_text(*left_out)} tidak masuk tingkat mana pun ({bounds})")
    elif scale and upper < lower and (step is None or _left_out(below, above, step)):
        decimals_between = f"desimal di antara {format_number(upper)} dan {format_number(lower)}"
        sentence = f"Indikator {spec.code}: {decimals_between} mengikuti tingkat di bawahnya."
        yield warning_finding("decimals", sentence, indicator=spec.code)


def _left_out(below: LevelSpec, above: LevelSpec, step: Fraction) -> tuple[Fraction, Fraction] | None:
    """The first and the last multiple of the step that lies in neither of two neighbours."""
    first_above = _first_above(below, step)
    steps_to_lower = lower_of(above) / step
    last_below = step * (ceil(steps_to_lower) - 1 if above.inclusive else floor(steps_to_lower))
    return (first_above, last_below) if first_above <= last_below else None


def _first_above(level: LevelSpec, step: Fraction) -> Fraction:
    """The first multiple of the step above a level's stated upper bound."""
    steps_to_upper = (level.stated_upper or ZERO) / step
    return step * (ceil(steps_to_upper) if _has_open_name(level) else floor(steps_to_upper) + 1)


def _has_open_name(level: LevelSpec) -> bool:
    """Whether the level is called after an upper bound that does not belong to it: "< 5"."""
    upper = level.stated_upper
    return upper is not None and level.label.replace(" ", "") == f"<{format_number(upper)}"


def _printed_step(*bounds: Fraction) -> Fraction:
    """1 for whole bounds, 0.01 for 64.99 and 65."""
    step = ONE
    while any((bound / step).denominator != 1 for bound in bounds):
        step /= 10
    return step


def _beyond_ends(spec: IndicatorSpec, levels: Sequence[LevelSpec], scale: Scale) -> Iterator[Finding]:
    """Numbers above the highest level as stated, and below the lowest."""
    lowest, highest = levels[0], levels[-1]
    if lower_of(lowest) > (scale.low or ZERO):
        sentence = (
            f"Indikator {spec.code}: di bawah {format_number(lower_of(lowest))} tidak ada tingkat; "
            "capaiannya 0."
        )
        yield warning_finding("below", sentence, indicator=spec.code)
    upper, high = highest.stated_upper, scale.high
    if upper is None or (high is not None and high < upper):
        return
    first_beyond = _first_above(highest, scale.step) if scale.step else upper
    reaches_top = (
        high is None
        or first_beyond < high
        or (first_beyond == high and (bool(scale.step) or _has_open_name(highest)))
    )
    if reaches_top:
        advice = "kosongkan batas atas tingkat tertinggi atau isi batas paling besar butir datanya"
        yield _level_error(spec, "gap", f"di atas {format_number(upper)} tidak ada tingkat; {advice}")


def _inferred_bounds(spec: IndicatorSpec) -> Iterator[Finding]:
    inferred = [level for level in spec.levels if level.inferred]
    if inferred:
        inferred_names = "; ".join(level.label or format_number(lower_of(level)) for level in inferred)
        sentence = (
            f"Indikator {spec.code}: {len(inferred)} tingkat masih disimpulkan ({inferred_names}); pastikan."
        )
        yield warning_finding("inferred", sentence, indicator=spec.code)


def _span_text(first: Fraction, last: Fraction) -> str:
    return format_number(first) if first == last else f"{format_number(first)}–{format_number(last)}"


def _level_error(spec: IndicatorSpec, code: str, words: str) -> Finding:
    return error_finding(code, f"Indikator {spec.code}: {words}.", indicator=spec.code)
