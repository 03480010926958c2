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


def aggregate(quarters: Sequence[Figure], kind: Aggregation, *, through: int = 4) -> Aggregate:
    """Put the quarters up to `through` together. With none filled in the figure is empty.

    A quarter that is undefined makes the whole undefined, unless a later one is the position asked for.
    """
    taken = quarters[:through]
    missing = tuple(no for no, figure in enumerate(taken, start=1) if figure is EMPTY)
    there = [figure for figure in taken if figure is not EMPTY]
    if not there:
        return Aggregate(EMPTY, missing)
    if kind is Aggregation.LAST:
        return Aggregate(there[-1], missing)
    if UNDEFINED in there:
        return Aggregate(UNDEFINED, missing)
    total = exact_sum(known_numbers(there))
    return Aggregate(total if kind is Aggregation.SUM else total / len(there), missing)


@dataclass(frozen=True, slots=True)
class Realisation:
    """The figure of an IKU, what each data item came to, and the quarters that each item misses."""

    figure: Figure
    items: Mapping[str, Aggregate]

    @property
    def missing(self) -> tuple[int, ...]:
        """Quarters in which at least one item is missing."""
        return tuple(sorted({no for item in self.items.values() for no in item.missing}))


def realisation(
    formula: IkuFormula,
    quarters: Mapping[str, Sequence[Figure]],
    kinds: Mapping[str, Aggregation],
    *,
    through: int = 4,
) -> Realisation:
    """Aggregate each data item by its type, then work the formula out.

    `quarters` and `kinds` are by the items' codes; an item without quarters is missing in all.
    """
    nothing = (EMPTY,) * 4
    items = {
        code: aggregate(quarters.get(code, nothing), kinds[code], through=through)
        for code in sorted(formula.reads)
    }
    return Realisation(formula.result({code: item.figure for code, item in items.items()}), items)


def in_quarter(formula: IkuFormula, quarters: Mapping[str, Sequence[Figure]], no: int) -> Figure:
    """The formula over one quarter's figures alone."""
    return formula.result({code: figures[no - 1] for code, figures in quarters.items()})


def as_figure(text: str) -> Figure:
    """A stored value: the number of a dot-decimal text; empty where nothing is stored."""
    return to_fraction(text) if text else EMPTY
