"""An instrument as one parsed, frozen tree: sheet, aspects, sub-aspects, indicators."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from .documents.content import EvidenceContent
from .outcomes import BY_POLICY as BY_POLICY
from .outcomes import Outcome as Outcome
from .specs import FactSource, IkuLink, InputSpec, LevelSpec

if TYPE_CHECKING:
    from .rules.rule import Rule


class Action(StrEnum):
    """What an outcome gives: nothing or everything with its weight kept, or the weight to others."""

    ZERO = "zero"
    FULL = "full"
    REDISTRIBUTE_SUB_ASPECT = "redistribute_sub_aspect"
    REDISTRIBUTE_ASPECT = "redistribute_aspect"
    REDISTRIBUTE_ALL = "redistribute_all"


class Policy(NamedTuple):
    """`assumed` marks a policy that the original instrument does not state."""

    action: Action
    assumed: bool


class Applies(NamedTuple):
    """The indicator counts where the named profile facts together reach the minimum."""

    facts: tuple[str, ...]
    min: Fraction


class Edition(NamedTuple):
    """What sentences need to know of the whole instrument."""

    code: str
    name: str
    year: int
    labels: Mapping[str, str]


class Heading(NamedTuple):
    code: str
    no: int
    name: str


class Display(NamedTuple):
    """Decimals that people are shown; scoring never reads them."""

    score_places: int
    total_places: int
    achievement_places: int


@dataclass(frozen=True, slots=True, eq=False)
class IndicatorSpec:
    """`by_input` are the inputs by code, `needs` the codes of those without which the rule has no result,
    `sourced` those that have a source; `policies` are the sheet's with the indicator's own over them, and
    `own_policies` names those. `evidence` and `cap`, the most that its achievement can be, are the sheet's
    where the indicator has none of its own."""

    code: str
    no: int
    old_no: str
    text: str
    unit: str
    weight: Fraction
    rule: Rule
    params: Mapping[str, Any]
    policies: Mapping[Outcome, Policy]
    own_policies: frozenset[Outcome]
    cap: Fraction
    applies: Applies | None
    tdi: bool
    none_occurred: bool
    evidence: EvidenceContent | None
    guidance: str
    predecessor: str | None
    note: str
    inputs: tuple[InputSpec, ...]
    by_input: Mapping[str, InputSpec]
    levels: tuple[LevelSpec, ...]
    needs: frozenset[str]
    sourced: tuple[InputSpec, ...]
    sub_aspect: Heading
    aspect: Heading
    edition: Edition
    iku: IkuLink | None = None

    @property
    def earlier_code(self) -> str:
        """Its code a year ago; an edition may name it as "edition/code"."""
        return (self.predecessor or self.code).rpartition("/")[2]

    def input(self, code: str) -> InputSpec:
        """Raise KeyError where the indicator has no such input."""
        return self.by_input[code]


@dataclass(frozen=True, slots=True, eq=False)
class SubAspectSpec:
    code: str
    no: int
    name: str
    indicators: tuple[IndicatorSpec, ...]


@dataclass(frozen=True, slots=True, eq=False)
class AspectSpec:
    code: str
    no: int
    name: str
    stated_weight: Fraction | None
    sub_aspects: tuple[SubAspectSpec, ...]

    @property
    def indicators(self) -> tuple[IndicatorSpec, ...]:
        return tuple(spec for sub_aspect in self.sub_aspects for spec in sub_aspect.indicators)

    @property
    def weight(self) -> Fraction:
        return sum((spec.weight for spec in self.indicators), Fraction(0))


@dataclass(frozen=True, eq=False)
class Sheet:
    """A whole instrument. It never changes, so it may be kept and shared."""

    code: str
    kind: str
    name: str
    title: str
    subtitle: str
    owner: str
    year: int
    data_year: int
    labels: Mapping[str, str]
    texts: Mapping[str, tuple[str, ...]]
    policies: Mapping[Outcome, Policy]
    evidence: EvidenceContent | None
    cap: Fraction
    display: Display
    aspects: tuple[AspectSpec, ...]

    @cached_property
    def indicators(self) -> tuple[IndicatorSpec, ...]:
        return tuple(spec for aspect in self.aspects for spec in aspect.indicators)

    @cached_property
    def by_code(self) -> Mapping[str, IndicatorSpec]:
        return {spec.code: spec for spec in self.indicators}

    @cached_property
    def by_no(self) -> Mapping[int, IndicatorSpec]:
        return {spec.no: spec for spec in self.indicators}

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """Names of the profile facts that this instrument reads, sorted."""
        names = {name for spec in self.indicators if spec.applies for name in spec.applies.facts}
        for spec in self.indicators:
            for item in spec.inputs:
                if isinstance(item.source, FactSource):
                    names.update(item.source.facts)
        return tuple(sorted(names))
