"""The stored totals of a worksheet: of its claim, and of every layer of judgements."""

from datetime import datetime
from typing import Any

from assessments.models import Worksheet
from indicators.scoring.engine import Result
from kinerja.regions.models import Profile

from .layers import store_layers
from .points import mark
from .scoring import Answers, answers_of, aspects_of, score_answers

TOTALS = ("claim_total", "aspect_totals", "filled", "asked", "complete", "version", "saved_at")


def refresh(worksheet: Worksheet, *, at: datetime, answers: Answers | None = None) -> Result:
    """Recompute a locked worksheet and store its totals. Every writer ends here.

    `worksheet.complete` is what is stored: read with the lock.
    """
    ranked = worksheet.complete
    worksheet.profile = Profile.objects.get(pk=worksheet.profile_id)
    claims = answers_of(worksheet) if answers is None else answers
    result = score_answers(worksheet, claims)
    for name, value in totals_of(result).items():
        setattr(worksheet, name, value)
    worksheet.version += 1
    worksheet.saved_at = at
    worksheet.save(update_fields=TOTALS)
    store_layers(worksheet)
    if ranked or worksheet.complete:  # what is still empty has no rank in any basis
        mark(worksheet, at)
    return result


def totals_of(result: Result) -> dict[str, Any]:
    """What is stored of a result, by the worksheet's fields."""
    return {
        "claim_total": result.stored_total,
        "aspect_totals": aspects_of(result),
        "filled": result.filled,
        "asked": result.count,
        "complete": result.complete,
    }
