"""An instrument's tree as its page shows it: aspects, sub-aspects, indicators, with what hangs on each."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from indicators.models import Aspect, Indicator, Input, Instrument, Level, SubAspect
from indicators.scoring.rounding import decimal_text
from kinerja.numbers import format_number

from .weights import sum_words, wanted_of


@dataclass(frozen=True)
class SubBranch:
    sub_aspect: SubAspect
    indicators: list[Indicator]  # each with its `input_count`, `level_count` and `weight_text`


@dataclass(frozen=True)
class Branch:
    """One aspect; sums as text."""

    aspect: Aspect
    sub_aspects: list[SubBranch]

    @property
    def next_no(self) -> int:
        return max((it.sub_aspect.no for it in self.sub_aspects), default=0) + 1

    @property
    def indicators(self) -> list[Indicator]:
        return [row for sub in self.sub_aspects for row in sub.indicators]

    @property
    def weight(self) -> Fraction:
        return sum((Fraction(row.weight) for row in self.indicators), Fraction(0))

    @property
    def wanted(self) -> Fraction | None:
        """The weight that the regulation states."""
        stated = self.aspect.stated_weight
        return None if stated is None else Fraction(stated)

    @property
    def plain(self) -> str:
        """The same for a script: a dot, no groups."""
        stated = self.aspect.stated_weight
        return "" if stated is None else decimal_text(stated)

    @property
    def sum(self) -> str:
        return sum_words(self.weight, self.wanted)


@dataclass(frozen=True)
class Tree:
    instrument: Instrument
    branches: list[Branch]

    @property
    def indicators(self) -> list[Indicator]:
        return [row for branch in self.branches for row in branch.indicators]

    @property
    def next_no(self) -> int:
        return max((row.no for row in self.indicators), default=0) + 1

    @property
    def next_aspect(self) -> int:
        return max((it.aspect.no for it in self.branches), default=0) + 1

    @property
    def wanted(self) -> Fraction | None:
        return wanted_of(self.instrument)

    @property
    def plain(self) -> str:
        return "" if self.wanted is None else str(self.wanted)

    @property
    def sum(self) -> str:
        whole = sum((branch.weight for branch in self.branches), Fraction(0))
        return sum_words(whole, self.wanted)


def tree_of(instrument: Instrument) -> Tree:
    """The tree; three queries."""
    rows = instrument.indicators.annotate(input_count=count_of(Input), level_count=count_of(Level))
    indicators_by_sub_aspect: dict[Any, list[Indicator]] = {}
    for row in rows:
        row.weight_text = format_number(Fraction(row.weight))  # type: ignore[attr-defined]  # for the page that shows the row
        indicators_by_sub_aspect.setdefault(row.sub_aspect_id, []).append(row)
    branches_by_aspect: dict[Any, list[SubBranch]] = {}
    for sub in SubAspect.objects.filter(aspect__instrument=instrument).order_by("no"):
        branches_by_aspect.setdefault(sub.aspect_id, []).append(
            SubBranch(sub, indicators_by_sub_aspect.get(sub.pk, []))
        )
    return Tree(
        instrument,
        [Branch(aspect, branches_by_aspect.get(aspect.pk, [])) for aspect in instrument.aspects.all()],
    )


def count_of(model: type[Input] | type[Level]) -> Coalesce:
    """How many inputs or levels an indicator has."""
    rows: QuerySet[Any] = model.objects.filter(indicator=OuterRef("pk")).order_by()
    return Coalesce(Subquery(rows.values("indicator").annotate(n=Count("pk")).values("n")), 0)
