"""Whether what is stored of a worksheet's scores is still what its answers give."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from assessments.models import Worksheet

from .recap import results_of
from .scoring import TOTALS, totals_of

AT_ONCE = 500
COMPARED = tuple(name for name in TOTALS if name not in ("version", "saved_at"))


class Drift(NamedTuple):
    """A stored figure that the answers do not give."""

    worksheet: Worksheet
    field: str
    stored: Any
    computed: Any


def drifts(worksheets: Sequence[Worksheet]) -> Iterator[Drift]:
    """Recompute every worksheet and yield what differs; nothing is written."""
    for start in range(0, len(worksheets), AT_ONCE):
        for worksheet, result in results_of(worksheets[start : start + AT_ONCE]):
            computed = totals_of(result)
            for field in COMPARED:
                stored = getattr(worksheet, field)
                if stored != computed[field]:
                    yield Drift(worksheet, field, stored, computed[field])
