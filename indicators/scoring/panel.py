"""Several jurors' scores as one: criterion by criterion the mean or the median of what each achieved.

Every ballot is a worksheet of its own, scored by the same engine; only what its rows achieve is combined.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from statistics import median

from .engine import Result, Row
from .rounding import exact_sum
from .sheet import Heading, IndicatorSpec


@dataclass(frozen=True, slots=True)
class Criterion:
    """What the jurors' achievements (0 to 100, in their order) come to in one criterion."""

    indicator: IndicatorSpec
    weight: Fraction
    given: tuple[Fraction, ...]
    achievement: Fraction

    @property
    def score(self) -> Fraction:
        return self.weight * self.achievement / 100

    @property
    def spread(self) -> Fraction:
        """The highest less the lowest achievement."""
        return max(self.given) - min(self.given)


@dataclass(frozen=True, slots=True)
class Panel:
    """The criteria in the order of their numbers, and each juror's own total in the jurors' order."""

    criteria: tuple[Criterion, ...]
    totals: tuple[Fraction, ...]

    @property
    def total(self) -> Fraction:
        return exact_sum(criterion.score for criterion in self.criteria)

    @property
    def spread(self) -> Fraction:
        return max(self.totals) - min(self.totals)

    @property
    def aspects(self) -> list[tuple[Heading, Fraction]]:
        """The score of every aspect."""
        criteria_by_aspect = groupby(self.criteria, key=lambda criterion: criterion.indicator.aspect)
        return [
            (aspect, exact_sum(criterion.score for criterion in group))
            for aspect, group in criteria_by_aspect
        ]


def combine_ballots(ballots: Sequence[Result], *, by_median: bool) -> Panel:
    """Combine complete ballots of one sheet. Raise ValueError where there is none."""
    if not ballots:
        raise ValueError("Belum ada nilai juri.")
    rows = zip(*(ballot.rows for ballot in ballots), strict=True)
    return Panel(
        tuple(criterion_of(group, by_median) for group in rows), tuple(ballot.total for ballot in ballots)
    )


def criterion_of(rows: Sequence[Row], by_median: bool) -> Criterion:
    given_achievements = tuple(row.achievement or Fraction(0) for row in rows)
    combined_achievement = (
        median(given_achievements) if by_median else exact_sum(given_achievements) / len(given_achievements)
    )
    return Criterion(rows[0].indicator, rows[0].effective_weight, given_achievements, combined_achievement)
