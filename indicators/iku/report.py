"""A year of IKU worked out: what pages, papers and the worksheet's bridge read. Nothing else computes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from indicators.scoring.grades import Grade
from indicators.scoring.rounding import exact_sum

from .achievement import HUNDRED, achievement_of, below_target, count_achieved, predicate_of
from .document import DataItem, Definition, KeyIndicator
from .figures import EMPTY, UNDEFINED, Figure, Lack, known_numbers
from .quarters import (
    QUARTERS,
    Aggregate,
    Aggregation,
    Realisation,
    aggregate_quarters,
    in_quarter,
    realisation_through,
)


@dataclass(frozen=True, slots=True)
class Targets:
    """Of one IKU: for the year, and for each quarter."""

    annual: Figure = EMPTY
    quarters: tuple[Figure, ...] = (EMPTY,) * 4


# The figures of each data item by IKU and item: four quarters each.
Filled = Mapping[str, Mapping[str, Sequence[Figure]]]


@dataclass(frozen=True, slots=True)
class Progress:
    """Where an IKU stands at the end of a quarter, counted from the year's beginning."""

    no: int
    alone: Figure  # the formula over this quarter's figures only
    realisation: Realisation
    target: Aggregate
    achievement: Figure
    predicate: str

    @property
    def below_target(self) -> bool:
        return below_target(self.achievement)


@dataclass(frozen=True, slots=True)
class IndicatorResult:
    """One IKU: its year, its quarters, last year's realisation and the target of the last year."""

    indicator: KeyIndicator
    targets: Targets
    quarters: tuple[Progress, ...]
    realisation: Realisation
    achievement: Figure
    predicate: str
    last_year: Figure
    end_target: Figure

    @property
    def below_target(self) -> bool:
        return below_target(self.achievement)

    @property
    def change(self) -> Figure:
        """This year's realisation less last year's, in the IKU's unit."""
        figure_now, figure_before = self.realisation.figure, self.last_year
        if isinstance(figure_now, Lack) or isinstance(figure_before, Lack):
            return EMPTY if EMPTY in (figure_now, figure_before) else UNDEFINED
        return figure_now - figure_before

    @property
    def toward_end(self) -> Figure:
        """Capaian in per cent against the target of the document's last year."""
        return _achievement_of(self.indicator, self.realisation.figure, self.end_target)

    def gaps(self, no: int) -> list[DataItem]:
        """The data items that lack their figure of a quarter.

        Where the position counts, one figure up to that quarter is enough, and none is asked for before its
        due date; otherwise each quarter has its own.
        """
        items = self.quarters[no - 1].realisation.items
        return [self.indicator.item(code) for code, whole in items.items() if self._lacks(code, whole, no)]

    def _lacks(self, code: str, whole: Aggregate, no: int) -> bool:
        item = self.indicator.item(code)
        if item.aggregation is not Aggregation.LAST:
            return no in whole.missing
        return whole.figure is EMPTY and no >= item.due_quarter

    @property
    def targets_agree(self) -> bool:
        """Whether the quarters' targets come to the year's by tipe perhitungan; true while one is missing."""
        sum_up = aggregate_quarters(self.targets.quarters, self.indicator.aggregation)
        is_known = sum_up.complete and self.targets.annual is not EMPTY
        return not is_known or sum_up.figure == self.targets.annual


@dataclass(frozen=True, slots=True)
class YearResult:
    """All IKU of a year, in the order of the document."""

    year: int
    indicators: tuple[IndicatorResult, ...]

    def achieved_count(self, threshold: Fraction = HUNDRED) -> int:
        """How many are tercapai: capaian at least the threshold."""
        return count_achieved((one.achievement for one in self.indicators), threshold=threshold)

    @property
    def average(self) -> Figure:
        """The mean capaian of the IKU that have one; empty where none has."""
        achievements = known_numbers(one.achievement for one in self.indicators)
        return exact_sum(achievements) / len(achievements) if achievements else EMPTY

    @property
    def complete(self) -> bool:
        """Whether every IKU has its capaian, whatever it is."""
        return all(one.achievement is not EMPTY for one in self.indicators)

    def gaps(self, no: int) -> int:
        """How many data items lack their figure of that quarter."""
        return sum(len(one.gaps(no)) for one in self.indicators)

    def result_of_indicator(self, code: str) -> IndicatorResult:
        """Raise KeyError where there is none."""
        return {one.indicator.code: one for one in self.indicators}[code]


def year_result(
    definition: Definition,
    year: int,
    *,
    targets: Mapping[str, Targets],
    filled: Filled,
    grades: Sequence[Grade],
    last_year: Mapping[str, Figure],
) -> YearResult:
    """Work a year out. Targets, figures and last year's realisations are by the IKU's code."""
    return YearResult(
        year,
        tuple(
            _indicator_result(
                one,
                targets.get(one.code, Targets()),
                filled.get(one.code, {}),
                grades,
                last_year.get(one.code, EMPTY),
                _end_target(definition, one),
            )
            for one in definition.indicators
        ),
    )


def _indicator_result(
    indicator: KeyIndicator,
    targets: Targets,
    filled: Mapping[str, Sequence[Figure]],
    grades: Sequence[Grade],
    last_year: Figure,
    end_target: Figure,
) -> IndicatorResult:
    quarters = tuple(_quarter_progress(indicator, targets, filled, grades, no) for no in QUARTERS)
    realised_year = quarters[-1].realisation
    reached = _achievement_of(indicator, realised_year.figure, targets.annual)
    predicate_label = predicate_of(reached, grades)
    return IndicatorResult(
        indicator, targets, quarters, realised_year, reached, predicate_label, last_year, end_target
    )


def _quarter_progress(
    indicator: KeyIndicator,
    targets: Targets,
    filled: Mapping[str, Sequence[Figure]],
    grades: Sequence[Grade],
    no: int,
) -> Progress:
    to_date = Realisation(EMPTY, {})
    quarter_alone: Figure = EMPTY
    if indicator.formula:  # always, once a document is signed
        to_date = realisation_through(indicator.formula, filled, indicator.kinds, through=no)
        quarter_alone = in_quarter(indicator.formula, filled, no)
    target = aggregate_quarters(targets.quarters, indicator.aggregation, through=no)
    reached = _achievement_of(indicator, to_date.figure, target.figure)
    return Progress(no, quarter_alone, to_date, target, reached, predicate_of(reached, grades))


def _achievement_of(indicator: KeyIndicator, reached: Figure, target: Figure) -> Figure:
    return achievement_of(reached, target, polarity=indicator.polarity, cap=indicator.cap)


def _end_target(definition: Definition, indicator: KeyIndicator) -> Figure:
    return indicator.targets.get(definition.valid_until or 0, EMPTY)
