"""The bridge between two editions: what moved a kecamatan's score from one year to the next, split exactly.

This year's answers are scored once more, by last year's rules and weights:

- performance: what this year's answers gain there over last year's;
- rule change: what this year's rules and weights make of the same answers;
- without counterpart: the rows that only one of the years has, or whose answers cannot be carried back.

The three add up to the difference of the totals; nothing is rounded.
"""

from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from .documents.fitting import fitted_answer, is_known_state
from .engine import Result, Row, score, with_items
from .items import UNANSWERED, Answer, Facts, Item, Status, build_items
from .quantities import ZERO
from .rounding import exact_sum, stored_text
from .sheet import IndicatorSpec, Outcome, Sheet
from .specs import InputSpec

Counterparts = Mapping[str, str]  # this year's code by last year's


class AnsweredSheet(NamedTuple):
    """One kecamatan in one edition, as the engine takes it."""

    sheet: Sheet
    facts: Facts
    answers: Mapping[str, Answer]

    @property
    def items(self) -> tuple[Item, ...]:
        return build_items(self.sheet, self.facts, self.answers)


class Unmatched(StrEnum):
    """Why a row has no counterpart in the other year."""

    NEW = "new"
    GONE = "gone"
    NOT_ASKED = "not_asked"
    UNKNOWN_STATE = "unknown_state"
    MISSING_INPUT = "missing_input"

    @property
    def sentence(self) -> str:
        return UNMATCHED_SENTENCES[self]


UNMATCHED_SENTENCES: Mapping[Unmatched, str] = {
    Unmatched.NEW: "Indikator baru; tahun lalu belum ada.",
    Unmatched.GONE: "Indikator tahun lalu yang tidak ada lagi.",
    Unmatched.NOT_ASKED: "Tahun ini tidak berlaku; menurut aturan tahun lalu berlaku.",
    Unmatched.UNKNOWN_STATE: "Keadaan isian tahun ini tidak dikenal aturan tahun lalu.",
    Unmatched.MISSING_INPUT: "Isian tahun ini tidak memuat data yang diminta aturan tahun lalu.",
}


class BridgeRow(NamedTuple):
    """One indicator over both years; a row without a score counts 0.

    `between` is this year's answer by last year's rule and weight, None where there is no counterpart.
    """

    earlier: IndicatorSpec | None
    indicator: IndicatorSpec | None
    before: Fraction
    between: Fraction | None
    after: Fraction
    unmatched: Unmatched | None = None

    @property
    def performance(self) -> Fraction:
        return ZERO if self.between is None else self.between - self.before

    @property
    def rule_change(self) -> Fraction:
        return ZERO if self.between is None else self.after - self.between

    @property
    def without_counterpart(self) -> Fraction:
        return self.difference if self.between is None else ZERO

    @property
    def difference(self) -> Fraction:
        return self.after - self.before


class Bridge(NamedTuple):
    """Rows in this year's order, then those that are gone in last year's."""

    rows: tuple[BridgeRow, ...]

    @property
    def before(self) -> Fraction:
        return exact_sum(row.before for row in self.rows)

    @property
    def after(self) -> Fraction:
        return exact_sum(row.after for row in self.rows)

    @property
    def performance(self) -> Fraction:
        return exact_sum(row.performance for row in self.rows)

    @property
    def rule_change(self) -> Fraction:
        return exact_sum(row.rule_change for row in self.rows)

    @property
    def without_counterpart(self) -> Fraction:
        return exact_sum(row.without_counterpart for row in self.rows)

    @property
    def difference(self) -> Fraction:
        return self.after - self.before


def counterparts_of(last: Sheet, this: Sheet) -> Counterparts:
    """Which indicators correspond: by the predecessor that one names, else by the same code.

    Where several name the same one, the first by number is its counterpart, and a named one goes before one
    that merely has the code.
    """
    by_earlier: dict[str, str] = {}
    for spec in sorted(this.indicators, key=lambda spec: spec.predecessor is None):
        by_earlier.setdefault(spec.earlier_code, spec.code)
    return {code: by_earlier[code] for code in last.by_code if code in by_earlier}


def bridge_between(last: AnsweredSheet, this: AnsweredSheet, counterparts: Counterparts) -> Bridge:
    """Split what lies between two years. Raise AnswerProblem where an answer is not one of its edition.

    Only the answers that can be carried back take last year's place there; the other rows stand as they
    stood, so that they give and take the same weights.
    """
    before, after = score(last.items), score(this.items)
    rows_before, rows_after = rows_by_code(before), rows_by_code(after)
    pairs = {old: rows_after[new] for old, new in counterparts.items()}
    carried = carried_items(last.sheet, this, pairs)
    unmatched = {old: mismatch(row, carried[old]) for old, row in pairs.items()}
    fitting = [carried[old] for old, reason in unmatched.items() if reason is None]
    rows_between = rows_by_code(with_items(before, fitting))
    matched = {
        row.code: bridge_row(rows_before[old], rows_between[old], row, unmatched[old])
        for old, row in pairs.items()
    }
    rows = [matched.get(row.code) or new_row(row) for row in after.rows]
    return Bridge((*rows, *(gone_row(row) for row in before.rows if row.code not in pairs)))


def rows_by_code(result: Result) -> dict[str, Row]:
    return {row.code: row for row in result.rows}


def carried_items(sheet: Sheet, this: AnsweredSheet, pairs: Mapping[str, Row]) -> dict[str, Item]:
    """This year's answers laid over last year's sheet, with this year's facts and nothing else.

    Evidence counts as this year's edition counted it: nobody attaches a file that is not asked for.
    """
    answers = {
        old: carried_answer(sheet.by_code[old], row, this.answers.get(row.code, UNANSWERED))
        for old, row in pairs.items()
    }
    return {item.indicator.code: item for item in build_items(sheet, this.facts, answers)}


def carried_answer(earlier: IndicatorSpec, row: Row, answer: Answer) -> Answer:
    """What last year's indicator can hold of an answer. What a source gave this year and people typed last
    year counts as typed."""
    sourced = {
        code: stored_text(value)
        for code, value in row.item.offered.items()
        if isinstance(value, Fraction) and is_typed(earlier.by_input.get(code))
    }
    fitted = fitted_answer(earlier, Answer(answer.status, {**sourced, **answer.values}))
    return Answer(fitted.status, fitted.values, answer.proven)


def is_typed(spec: InputSpec | None) -> bool:
    return spec is not None and spec.source is None


def mismatch(row: Row, carried: Item) -> Unmatched | None:
    """Why this year's row cannot be scored by last year's rule; None where it can.

    A row that has no result this year either is carried back as it is.
    """
    if not carried.applies:
        return None
    if not row.item.applies:
        return Unmatched.NOT_ASKED
    if not is_known_state(carried.indicator, row.item.status):
        return Unmatched.UNKNOWN_STATE
    answered = row.item.status == Status.FILLED and row.outcome is not Outcome.EMPTY
    if answered and not carried.indicator.needs <= carried.values.keys():
        return Unmatched.MISSING_INPUT
    return None


def bridge_row(before: Row, between: Row, after: Row, unmatched: Unmatched | None) -> BridgeRow:
    carried = points(between) if unmatched is None else None
    return BridgeRow(before.indicator, after.indicator, points(before), carried, points(after), unmatched)


def new_row(row: Row) -> BridgeRow:
    return BridgeRow(None, row.indicator, ZERO, None, points(row), Unmatched.NEW)


def gone_row(row: Row) -> BridgeRow:
    return BridgeRow(row.indicator, None, points(row), None, ZERO, Unmatched.GONE)


def points(row: Row) -> Fraction:
    return row.score or ZERO
