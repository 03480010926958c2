"""What an indicator stands on: kecamatan that it is for, and inputs that somebody can give."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cached_property
from math import ceil, floor
from typing import TypeAlias

from indicators.scoring.finding import Finding, error_finding, warning_finding
from indicators.scoring.formulas.formula_tree import Node
from indicators.scoring.items import Facts, applies
from indicators.scoring.sheet import IndicatorSpec, Sheet
from indicators.scoring.specs import NUMBERS, ConstantSource, FactSource, IndicatorSource, InputSpec

# The values that an input can have; None for many.
Possible: TypeAlias = frozenset[Fraction] | None
NEVER: frozenset[Fraction] = frozenset()


class Grounds:
    """What the inputs of a sheet can hold over these kecamatan."""

    def __init__(self, sheet: Sheet, kecamatan: Sequence[Facts]) -> None:
        self.sheet = sheet
        self.kecamatan = kecamatan

    @cached_property
    def unknown(self) -> bool:
        """Whether the profile of some kecamatan, or of all, is not there."""
        return not all(self.kecamatan) or not self.kecamatan

    def for_nobody(self, spec: IndicatorSpec) -> bool:
        return bool(self.kecamatan) and not any(applies(spec, facts) for facts in self.kecamatan)

    def strange_facts(self, spec: IndicatorSpec) -> list[str]:
        """Facts that decide on applicability and that no profile has."""
        deciding_facts = spec.applies.facts if spec.applies and not self.unknown else ()
        return [name for name in deciding_facts if not any(name in facts for facts in self.kecamatan)]

    def possible_values(self, spec: IndicatorSpec, item: InputSpec, seen: frozenset[InputSpec]) -> Possible:
        if item.kind not in NUMBERS or item.repeatable or item in seen:
            return None
        if item.source is None:
            return _typed_possible(item)
        offered_values = self._offered_values(spec, item, seen | {item})
        if item.locked or offered_values is None:
            return offered_values
        typed_values = _typed_possible(item)
        return None if typed_values is None else offered_values | typed_values

    def _offered_values(self, spec: IndicatorSpec, item: InputSpec, seen: frozenset[InputSpec]) -> Possible:
        match item.source:
            case ConstantSource(value):
                return frozenset({value})
            case FactSource(names):
                return self._fact_values(spec, names)
            case IndicatorSource(indicator, code, _):
                source_indicator = self.sheet.by_code.get(indicator)
                source_input = source_indicator.by_input.get(code) if source_indicator else None
                return (
                    self.possible_values(source_indicator, source_input, seen)
                    if source_indicator and source_input
                    else None
                )
        return None

    def _fact_values(self, spec: IndicatorSpec, names: tuple[str, ...]) -> Possible:
        if self.unknown:
            return None
        facts_concerned = [facts for facts in self.kecamatan if applies(spec, facts)]
        return frozenset(
            Fraction(sum(facts[name] for name in names))
            for facts in facts_concerned
            if all(name in facts for name in names)
        )


def ground_findings(spec: IndicatorSpec, grounds: Grounds) -> Iterator[Finding]:
    indicator_words = f"Indikator {spec.code}"
    if grounds.for_nobody(spec):
        yield error_finding(
            "for_nobody", f"{indicator_words}: tidak berlaku bagi satu kecamatan pun.", indicator=spec.code
        )
        return
    for name in grounds.strange_facts(spec):
        sentence = (
            f"{indicator_words}: data profil “{name}” tidak dikenal, sehingga berlaku bagi semua kecamatan."
        )
        yield warning_finding("strange_fact", sentence, indicator=spec.code)
    possible_values = {it.code: grounds.possible_values(spec, it, frozenset()) for it in spec.inputs}
    for item in spec.inputs:
        if item.code in spec.needs and possible_values[item.code] == NEVER:
            sentence = f"{indicator_words}: butir data “{item.label}” tidak akan pernah dapat diisi."
            yield error_finding("never_given", sentence, indicator=spec.code)
    only_values = {
        code: next(iter(found)) for code, found in possible_values.items() if found and len(found) == 1
    }
    if any(_is_zero(node, only_values) for node in spec.rule.divisors):
        yield error_finding("denominator", f"{indicator_words}: pembaginya selalu 0.", indicator=spec.code)


def _typed_possible(item: InputSpec) -> Possible:
    """What a person can type, where that is nothing or a single number."""
    scale = item.scale
    if scale.low is None or scale.high is None:
        return None
    if scale.step is None:
        low, high = scale.low, scale.high
    else:
        low = scale.step * ceil(scale.low / scale.step)
        high = scale.step * floor(scale.high / scale.step)
    if low > high:
        return NEVER
    return frozenset({low}) if low == high else None


def _is_zero(node: Node, only: dict[str, Fraction]) -> bool:
    """Whether it can be worked out from numbers that are fixed, to zero."""
    if not node.names() <= only.keys():
        return False
    try:
        return not node.result(only)
    except ZeroDivisionError:
        return False
