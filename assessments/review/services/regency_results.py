"""What the kabupaten and kota found, of the worksheets whose verification they finished."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Q

from assessments.models import Event, Judgement, Layer, LayerScore, Worksheet

STEPS = (Event.Action.REGENCY_BEGUN, Event.Action.REGENCY_FINISHED, Event.Action.REGENCY_REOPENED)


class RegencyResult(NamedTuple):
    """The stored total of the kabupaten's layer, and how many rows it decided otherwise."""

    total: Decimal
    differing: int


def regency_results(worksheets: Sequence[Worksheet]) -> dict[UUID, RegencyResult]:
    """By worksheet; those that are not yet, or no longer, verified are left out. Two queries."""
    last_step: dict[UUID, str] = dict(
        Event.objects.filter(worksheet_id__in=[it.pk for it in worksheets], action__in=STEPS)
        .order_by("at")
        .values_list("worksheet_id", "action")
    )
    finished_ids = [pk for pk, action in last_step.items() if action == Event.Action.REGENCY_FINISHED]
    differing_rows = Q(
        worksheet__judgements__layer=Layer.REGENCY,
        worksheet__judgements__verdict=Judgement.Verdict.DIFFERS,
    )
    scores = LayerScore.objects.filter(worksheet__in=finished_ids, layer=Layer.REGENCY).annotate(
        differing=Count("worksheet__judgements", filter=differing_rows)
    )
    return {
        pk: RegencyResult(total, differing)
        for pk, total, differing in scores.values_list("worksheet_id", "total", "differing")
    }
