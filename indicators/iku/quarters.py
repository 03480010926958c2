"""Four quarters make a year, by tipe perhitungan. A quarter without a figure stays missing and is never 0."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from indicators.scoring.rounding import exact_sum
from indicators.scoring.values import to_fraction

from .figures import EMPTY, UNDEFINED, Figure, known_numbers
from .formula import IkuFormula

QUARTERS = (1, 2, 3, 4)


class Aggregation(StrEnum):
    """Tipe perhitungan."""

    SUM = "sum"  # kumulatif: the quarters add up
    MEAN = "mean"  # rata-rata: of the quarters that are filled in
    LAST = "last"  # posisi akhir: the latest quarter that is filled in


@dataclass(frozen=True, slots=True)
class Aggregate:
    """What the quarters come to, and which of them are missing (1 to 4)."""

    figure: Figure
    missing: tuple[int, ...]

    @property
    def complete(self) -> bool:
        return not self.missing


def aggregate_quarters(quarters: Sequence[Figure], kind: Aggregation, *, through: int = 4) -> Aggregate:
    """Put the quarters up to `through` together. With none filled in the figure is empty.

    A quarter that is undefined makes the whole undefined, unless a later one is the position asked for.
    """
    figures_through = quarters[:through]
    missing_quarters = tuple(no for no, figure in enumerate(figures_through, start=1) if figure is EMPTY)
    figures_present = [figure for figure in figures_through if figure is not EMPTY]
    if not figures_present:
        return Aggregate(EMPTY, missing_quarters)
    if kind is Aggregation.LAST:
        return Aggregate(figures_present[-1], missing_quarters)
    if UNDEFINED in figures_present:
        return Aggregate(UNDEFINED, missing_quarters)
    total = exact_sum(known_numbers(figures_present))
    return Aggregate(total if kind is Aggregation.SUM else total / len(figures_present), missing_quarters)


@dataclass(frozen=True, slots=True)
class Realisation:
    """The figure of an IKU, what each data item came to, and the quarters that each item misses."""

    figure: Figure
    items: Mapping[str, Aggregate]

    @property
    def missing(self) -> tuple[int, ...]:
        """Quarters in which at least one item is missing."""
        return tuple(sorted({no for item in self.items.values() for no in item.missing}))


def realisation_through(
    formula: IkuFormula,
    quarters: Mapping[str, Sequence[Figure]],
    kinds: Mapping[str, Aggregation],
    *,
    through: int = 4,
) -> Realisation:
    """Aggregate each data item by its type, then work the formula out.

    `quarters` and `kinds` are by the items' codes; an item without quarters is missing in all.
    """
    four_empty = (EMPTY,) * 4
    items = {
        code: aggregate_quarters(quarters.get(code, four_empty), kinds[code], through=through)
        for code in sorted(formula.reads)
    }
    return Realisation(formula.result({code: item.figure for code, item in items.items()}), items)


def in_quarter(formula: IkuFormula, quarters: Mapping[str, Sequence[Figure]], no: int) -> Figure:
    """The formula over one quarter's figures alone."""
    return formula.result({code: figures[no - 1] for code, figures in quarters.items()})


def as_figure(text: str) -> Figure:
    """A stored value: the number of a dot-decimal text; empty where nothing is stored."""
    return to_fraction(text) if text else EMPTY
