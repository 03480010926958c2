"""Items to results: exact, and each row able to say why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import NamedTuple

from .explain import explanation_of
from .items import Item, Status
from .quantities import HUNDRED, ZERO
from .redistribution import SCOPES, Scope, Shares, redistribute_weights
from .rounding import exact_sum, stored_decimal
from .row_warnings import warnings_of
from .rules.rule import RowWarning
from .sheet import Action, Heading, IndicatorSpec, Outcome
from .specs import ConstantSource, FactSource, InputSpec, Value


class Verdict(NamedTuple):
    """What one item is worth before weights: `action` is what its policy did, where one decided."""

    outcome: Outcome
    measure: Fraction | None
    achievement: Fraction | None
    action: Action | None = None


class Resolved(NamedTuple):
    """An input with the value that counts, where it is from ("typed", "fact", "indicator", "constant"), and
    what its source offers."""

    spec: InputSpec
    value: Value | None
    origin: str | None
    offered: Value | None


class Row(NamedTuple):
    """One indicator's result. `score` is None where there is none: nothing filled in yet, or the weight went
    to other rows (to `landed`, where that was possible)."""

    item: Item
    outcome: Outcome
    measure: Fraction | None
    achievement: Fraction | None
    action: Action | None
    effective_weight: Fraction
    score: Fraction | None
    landed: Scope | None

    @property
    def indicator(self) -> IndicatorSpec:
        return self.item.indicator

    @property
    def code(self) -> str:
        return self.item.indicator.code

    @property
    def no(self) -> int:
        return self.item.indicator.no

    @property
    def weight(self) -> Fraction:
        return self.item.indicator.weight

    @property
    def inputs(self) -> tuple[Resolved, ...]:
        return tuple(_resolved_input(self.item, spec) for spec in self.indicator.inputs)

    @property
    def missing(self) -> tuple[InputSpec, ...]:
        """Inputs that the rule still needs."""
        values = self.item.values
        return tuple(spec for spec in self.indicator.rule.needs if spec.code not in values)

    @property
    def warnings(self) -> tuple[RowWarning, ...]:
        return warnings_of(self)

    @property
    def explanation(self) -> str:
        """The computation in words with its figures, in Indonesian."""
        return explanation_of(self)


@dataclass(frozen=True, slots=True)
class Tally:
    """Some rows and the sum of their scores."""

    rows: tuple[Row, ...]
    score: Fraction

    @property
    def stored_score(self) -> Decimal:
        """The score as it is stored and compared: rounded once, half-even, to 12 decimals."""
        return stored_decimal(self.score)

    @property
    def weight(self) -> Fraction:
        return exact_sum(row.weight for row in self.rows)

    @property
    def effective_weight(self) -> Fraction:
        return exact_sum(row.effective_weight for row in self.rows)

    @property
    def count(self) -> int:
        """Rows that apply to the kecamatan."""
        return sum(row.outcome is not Outcome.NOT_APPLICABLE for row in self.rows)

    @property
    def filled(self) -> int:
        """Rows that apply and are not empty."""
        return self.count - sum(row.outcome is Outcome.EMPTY for row in self.rows)

    @property
    def complete(self) -> bool:
        return all(row.outcome is not Outcome.EMPTY for row in self.rows)


@dataclass(frozen=True, slots=True)
class AspectResult(Tally):
    heading: Heading

    @property
    def code(self) -> str:
        return self.heading.code

    @property
    def no(self) -> int:
        return self.heading.no

    @property
    def name(self) -> str:
        return self.heading.name


@dataclass(frozen=True, slots=True)
class Result:
    """A worksheet's aspects in their order, and its rows in the order of their numbers."""

    aspects: tuple[AspectResult, ...]
    whole: Tally

    @property
    def rows(self) -> tuple[Row, ...]:
        return self.whole.rows

    @property
    def total(self) -> Fraction:
        return self.whole.score

    @property
    def stored_total(self) -> Decimal:
        return self.whole.stored_score

    @property
    def complete(self) -> bool:
        return self.whole.complete

    @property
    def filled(self) -> int:
        return self.whole.filled

    @property
    def count(self) -> int:
        return self.whole.count

    def row(self, code: str) -> Row:
        """Raise KeyError where there is no such row."""
        for row in self.rows:
            if row.code == code:
                return row
        raise KeyError(code)


def score(items: Iterable[Item]) -> Result:
    """Score a worksheet. The order of the items makes no difference."""
    items_in_order = sorted(items, key=lambda item: item.indicator.no)
    return _with_weights(items_in_order, [_verdict_on(item) for item in items_in_order])


def under_policies(result: Result, policies: Mapping[Outcome, Action]) -> Result:
    """The same worksheet if these were the edition's policies; an indicator's own stay. Nothing is measured
    again: the very result where no row is concerned."""
    verdict_by_code = {
        row.code: _action_verdict(row.indicator, row.outcome, policies[row.outcome])
        for row in result.rows
        if row.outcome in policies and row.outcome not in row.indicator.own_policies
    }
    if all(
        verdict_by_code[row.code].action is row.action for row in result.rows if row.code in verdict_by_code
    ):
        return result
    verdicts = [verdict_by_code.get(row.code) or _verdict_of(row) for row in result.rows]
    return _with_weights([row.item for row in result.rows], verdicts)


def _with_weights(ordered: list[Item], verdicts: list[Verdict]) -> Result:
    """The verdicts with the weights that redistribution leaves each row."""
    weight_shares = redistribute_weights(
        tuple(item.indicator for item in ordered), _weight_givers(ordered, verdicts)
    )
    rows = tuple(
        _weighed_row(item, verdict, weight_shares) for item, verdict in zip(ordered, verdicts, strict=True)
    )
    aspects = tuple(
        _aspect_result(heading, tuple(group)) for heading, group in groupby(rows, key=_aspect_heading)
    )
    return Result(aspects, Tally(rows, exact_sum(aspect.score for aspect in aspects)))


def with_items(result: Result, items: Iterable[Item]) -> Result:
    """The same worksheet with other items in the place of its own of these indicators. The others are not
    measured again, so `items` hold every row that differs, those too into which a changed value flows."""
    item_by_code = {item.indicator.code: item for item in items}
    items_in_order = [item_by_code.get(row.code, row.item) for row in result.rows]
    verdicts = [
        _verdict_on(item_by_code[row.code]) if row.code in item_by_code else _verdict_of(row)
        for row in result.rows
    ]
    return _with_weights(items_in_order, verdicts)


def score_alone(item: Item) -> Row:
    """A row by itself: what it holds and achieves. Weights that move between rows, and so its score, are
    unknown without the others."""
    outcome, measure, achievement, action = _verdict_on(item)
    return Row(item, outcome, measure, achievement, action, item.indicator.weight, None, None)


def _verdict_on(item: Item) -> Verdict:
    spec = item.indicator
    if not item.applies:
        return _policy_verdict(spec, Outcome.NOT_APPLICABLE)
    if item.status != Status.FILLED:
        return _policy_verdict(spec, Outcome(item.status))
    if not spec.needs <= item.values.keys():
        return Verdict(Outcome.EMPTY, None, None)
    measure, achievement = spec.rule.score(item.values)
    if achievement is None:
        return _policy_verdict(spec, Outcome.UNDEFINED)
    if spec.evidence is not None and not item.proven:
        return Verdict(Outcome.UNPROVEN, measure, ZERO)
    return Verdict(Outcome.SCORED, measure, min(achievement, spec.cap))


def _verdict_of(row: Row) -> Verdict:
    return Verdict(row.outcome, row.measure, row.achievement, row.action)


GIVES = {Action.ZERO: ZERO, Action.FULL: HUNDRED}


def _policy_verdict(spec: IndicatorSpec, outcome: Outcome) -> Verdict:
    return _action_verdict(spec, outcome, spec.policies[outcome].action)


def _action_verdict(spec: IndicatorSpec, outcome: Outcome, action: Action) -> Verdict:
    points_given = GIVES.get(action)
    return Verdict(outcome, None, None if points_given is None else min(points_given, spec.cap), action)


def _weight_givers(items: list[Item], verdicts: list[Verdict]) -> frozenset[tuple[str, Scope]]:
    return frozenset(
        (item.indicator.code, SCOPES[verdict.action])
        for item, verdict in zip(items, verdicts, strict=True)
        if verdict.action in SCOPES
    )


def _weighed_row(item: Item, verdict: Verdict, shares: Shares) -> Row:
    outcome, measure, achievement, action = verdict
    code = item.indicator.code
    weight = shares.weights[code]
    points = None if achievement is None else _weighted_points(weight, achievement)
    return Row(item, outcome, measure, achievement, action, weight, points, shares.landed.get(code))


def _weighted_points(weight: Fraction, achievement: Fraction) -> Fraction:
    """weight × achievement / 100, reduced once."""
    if achievement == 100:
        return weight
    common_denominator = 100 * weight.denominator * achievement.denominator
    return Fraction(weight.numerator * achievement.numerator, common_denominator)


def _aspect_heading(row: Row) -> Heading:
    return row.item.indicator.aspect


def _aspect_result(heading: Heading, rows: tuple[Row, ...]) -> AspectResult:
    return AspectResult(rows, exact_sum(row.score for row in rows if row.score is not None), heading)


def _resolved_input(item: Item, spec: InputSpec) -> Resolved:
    offered = item.offered.get(spec.code)
    if spec.code in item.typed:
        return Resolved(spec, item.typed[spec.code], "typed", offered)
    if offered is None:
        return Resolved(spec, None, None, None)
    origin = "indicator"
    if isinstance(spec.source, FactSource):
        origin = "fact"
    elif isinstance(spec.source, ConstantSource):
        origin = "constant"
    return Resolved(spec, offered, origin, offered)
