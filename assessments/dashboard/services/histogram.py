"""How scores are spread: columns of five points and their median. Exact, and free of everything else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

STEP = 5
TOP = 100
MOST = 10  # columns that a page has room for; lower scores share the first


@dataclass(frozen=True)
class HistogramColumn:
    """Scores from `low` up to `high`, which only the topmost column takes in; `low` is None for all below."""

    low: int | None
    high: int
    count: int
    from_here: int  # with all that are higher

    @property
    def title(self) -> str:
        return f"< {self.high}" if self.low is None else f"{self.low}–{self.high}"


def histogram_columns(scores: Iterable[Decimal], *, among: Sequence[Decimal] = ()) -> list[HistogramColumn]:
    """The columns of `scores`, reaching as far as those of `among` do, so that two spreads compare."""
    score_bands = [column_place(score) for score in scores]
    bands_to_span = [*score_bands, *map(column_place, among)]
    if not bands_to_span:
        return []
    last_band, first_band = max(bands_to_span), min(bands_to_span)
    first_shown_band = max(first_band, last_band - MOST + 1)
    return [
        HistogramColumn(
            low=None if place == first_shown_band > first_band else place * STEP,
            high=(place + 1) * STEP,
            count=sum(max(it, first_shown_band) == place for it in score_bands),
            from_here=sum(max(it, first_shown_band) >= place for it in score_bands),
        )
        for place in range(first_shown_band, last_band + 1)
    ]


def column_place(score: Decimal) -> int:
    """Which five points a score lies in; the full score belongs to the topmost."""
    return min(int(score // STEP), TOP // STEP - 1)


def median(scores: Iterable[Decimal]) -> Decimal | None:
    """The score in the middle, or half-way between the two there; None of nothing."""
    sorted_scores = sorted(scores)
    if not sorted_scores:
        return None
    middle = len(sorted_scores) // 2
    return (
        sorted_scores[middle]
        if len(sorted_scores) % 2
        else (sorted_scores[middle - 1] + sorted_scores[middle]) / 2
    )
