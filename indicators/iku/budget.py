"""Money against achievement, for the pengukuran kinerja of a LKjIP. Exact.

Peraturan Menteri PANRB 53/2014 asks the LKjIP to tell how efficiently resources were used and gives no
formula. Here efficiency is what reports of kecamatan usually print: capaian less penyerapan.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from indicators.scoring.rounding import exact_sum

from .achievement import HUNDRED
from .figures import EMPTY, UNDEFINED, Figure, Lack, known_numbers


def absorption(budget: Figure, spent: Figure) -> Figure:
    """Penyerapan in per cent: realisasi anggaran ÷ anggaran × 100. A budget of 0 leaves it undefined."""
    if isinstance(budget, Lack) or isinstance(spent, Lack):
        return EMPTY if EMPTY in (budget, spent) else UNDEFINED
    return spent / budget * HUNDRED if budget else UNDEFINED


def mean_achievement(reached: Sequence[Figure]) -> Figure:
    """The mean capaian of a sasaran's IKU; while one of them lacks its own, so does the sasaran."""
    lacks = {figure for figure in reached if isinstance(figure, Lack)}
    if lacks or not reached:
        return UNDEFINED if lacks == {UNDEFINED} else EMPTY
    return exact_sum(known_numbers(reached)) / len(reached)


def efficiency(reached: Figure, absorbed: Figure) -> Figure:
    """Capaian − penyerapan, in per cent points: above 0 more was reached than was spent."""
    if isinstance(reached, Lack) or isinstance(absorbed, Lack):
        return EMPTY if EMPTY in (reached, absorbed) else UNDEFINED
    return reached - absorbed


def is_thrifty(reached: Figure, absorbed: Figure) -> bool:
    """Hemat: the targets were reached (capaian at least 100 per cent) and money was left (below 100)."""
    if isinstance(reached, Lack) or isinstance(absorbed, Lack):
        return False
    return reached >= HUNDRED > absorbed


@dataclass(frozen=True, slots=True)
class Use:
    """A sasaran: its budget and what was spent in rupiah, and the mean capaian of its IKU."""

    budget: Figure
    spent: Figure
    achievement: Figure

    @property
    def absorption(self) -> Figure:
        return absorption(self.budget, self.spent)

    @property
    def efficiency(self) -> Figure:
        return efficiency(self.achievement, self.absorption)

    @property
    def thrifty(self) -> bool:
        return is_thrifty(self.achievement, self.absorption)


def use_of(budgets: Sequence[Fraction], spent: Sequence[Fraction | None], reached: Sequence[Figure]) -> Use:
    """A sasaran of its programs; while one of them does not know what it spent, the whole does not."""
    known_amounts = [one for one in spent if one is not None]
    spent_sum: Figure = (
        exact_sum(known_amounts) if known_amounts and len(known_amounts) == len(spent) else EMPTY
    )
    budget: Figure = exact_sum(budgets) if budgets else EMPTY
    return Use(budget, spent_sum, mean_achievement(reached))
