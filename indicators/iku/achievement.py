"""Capaian of a realisation against its target, and the predikat of a capaian. Exact."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from fractions import Fraction

from indicators.scoring.grades import Grade

from .figures import EMPTY, UNDEFINED, Figure, Lack

HUNDRED = Fraction(100)
CAPS = ("100", "110", "120")  # per cent, beside none


class Polarity(StrEnum):
    MORE = "more"  # the more, the better
    FEWER = "fewer"  # the fewer, the better


DEFAULT_PREDICATES = [
    {"from": "0", "label": "Sangat rendah"},
    {"from": "51", "label": "Rendah"},
    {"from": "66", "label": "Sedang"},
    {"from": "76", "label": "Tinggi"},
    {"from": "91", "label": "Sangat tinggi"},
]


def achievement_of(
    realisation: Figure, target: Figure, *, polarity: Polarity, cap: Fraction | None = None
) -> Figure:
    """Capaian in per cent: realisasi ÷ target × 100, or (2 × target − realisasi) ÷ target × 100.

    Never above `cap`, where there is one. A target of 0 leaves it undefined. Where fewer is better and the
    realisation is more than twice the target it is below 0, as the formula says.
    """
    if isinstance(realisation, Lack) or isinstance(target, Lack):
        return EMPTY if EMPTY in (realisation, target) else UNDEFINED
    if not target:
        return UNDEFINED
    reached = realisation if polarity is Polarity.MORE else 2 * target - realisation
    percent = reached / target * HUNDRED
    return percent if cap is None else min(percent, cap)


def predicate_of(reached: Figure, grades: Sequence[Grade]) -> str:
    """The label of the band that the unrounded capaian lies in: 90,99 is below 91. Below 0 is the lowest.

    Empty where there is no capaian. `grades` rise from 0 (`indicators.scoring.grades.read_grades`).
    """
    if isinstance(reached, Lack):
        return ""
    fitting_labels = [grade.label for grade in grades if reached >= Fraction(grade.start)]
    return fitting_labels[-1] if fitting_labels else grades[0].label


def below_target(reached: Figure) -> bool:
    """Whether the realisation misses its target, so that it is to be explained."""
    return not isinstance(reached, Lack) and reached < HUNDRED


def count_achieved(reached: Iterable[Figure], *, threshold: Fraction = HUNDRED) -> int:
    """How many IKU count as tercapai: those whose capaian is at least the threshold."""
    return sum(not isinstance(figure, Lack) and figure >= threshold for figure in reached)
