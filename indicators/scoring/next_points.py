"""The next points of a worksheet: what each realistic move in a row would add to the total, by scoring it."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from indicators.scoring.quantities import HUNDRED
from kinerja.numbers import format_number

from .engine import Result, Row, score
from .items import UNANSWERED, Answer, Facts, Status, build_items
from .sheet import Outcome, Sheet

PROVE = "Lengkapi bukti dukung"
SMALLEST = Fraction(1, 200)  # below it, two decimals show 0,00


class Step(NamedTuple):
    """A move in one row and what it adds to the total of the worksheet, everything else as it is."""

    row: Row
    words: str
    gain: Fraction

    @property
    def shown_gain(self) -> str:
        """ "+0,45"; with more decimals where two would show nothing."""
        return f"+{shown_points(self.gain)}"

    @property
    def sentence(self) -> str:
        """ "Naikkan dari 3 ke 5 kegiatan: +0,45"."""
        return f"{self.words}: {self.shown_gain}"


def shown_points(points: Fraction) -> str:
    """Points without their sign, to two decimals, or to six where two would show 0,00."""
    if points and abs(points) < SMALLEST:
        return format_number(abs(points), max_places=6)
    return format_number(abs(points), places=2)


class Trial(NamedTuple):
    """What a row would hold instead."""

    answer: Answer
    words: str


def next_steps(sheet: Sheet, facts: Facts, answers: Mapping[str, Answer]) -> tuple[Step, ...]:
    """Every move that would bring points, the most first, then by number.

    Each is scored on the whole worksheet, so that a row which takes its figure from another moves with it.
    Raise AnswerProblem.
    """
    base_result = score(build_items(sheet, facts, answers))
    steps = [step for row in base_result.rows for step in _row_steps(sheet, facts, answers, base_result, row)]
    return tuple(sorted(steps, key=lambda step: (-step.gain, step.row.no)))


def _row_steps(
    sheet: Sheet, facts: Facts, answers: Mapping[str, Answer], base: Result, row: Row
) -> Iterator[Step]:
    for trial in _row_trials(row, answers.get(row.code, UNANSWERED)):
        tried_result = score(build_items(sheet, facts, {**answers, row.code: trial.answer}))
        if tried_result.total > base.total:
            yield Step(row, trial.words, tried_result.total - base.total)


def _row_trials(row: Row, answer: Answer) -> Iterator[Trial]:
    """What is proposed for a row; what is proven stays proven, and what was not answered would be."""
    if row.outcome is Outcome.NOT_APPLICABLE or row.achievement == HUNDRED:
        return
    if row.outcome is Outcome.UNPROVEN:
        yield Trial(Answer(answer.status, answer.values, proven=True), PROVE)
        return
    is_filled = answer.status == Status.FILLED
    answered_values = answer.values if is_filled else {}
    held_values = row.item.values if is_filled else row.item.offered
    for suggestion in row.indicator.rule.suggestions(held_values):
        is_proven = answer.proven if is_filled and answer.values else True
        step_words = suggestion.words.replace(
            f" “{row.indicator.text}”", ""
        )  # the row's own name stands beside it
        yield Trial(Answer(Status.FILLED, {**answered_values, **suggestion.values}, is_proven), step_words)
