"""What the kecamatan of a stage got row by row: medians alone, and only of results that were announced."""

from fractions import Fraction
from statistics import median
from typing import NamedTuple
from uuid import UUID

from assessments.models import Judgement, Layer, Worksheet
from assessments.scores.layers import LayerWord, layered_result
from assessments.workflow import ANNOUNCED

LEAST_AMONG = 5  # among fewer a median would tell what one of the others got


class RowMedian(NamedTuple):
    """The exact median of a row's decided score among so many kecamatan."""

    score: Fraction
    among: int


def decided_medians(stage_id: UUID) -> dict[str, RowMedian]:
    """By indicator code, over the announced results of a stage of entry; two queries in all."""
    scores_by_row: dict[str, list[Fraction]] = {}
    for worksheet, judgements in announced_words(stage_id):
        for row in layered_result(worksheet, Layer.DESK, judgements, {}).result.rows:
            if row.score is not None:
                scores_by_row.setdefault(row.code, []).append(row.score)
    return {
        code: RowMedian(median(found), len(found))
        for code, found in scores_by_row.items()
        if len(found) >= LEAST_AMONG
    }


def announced_words(stage_id: UUID) -> list[tuple[Worksheet, list[LayerWord]]]:
    """The worksheets whose result was announced, each with its judgements."""
    worksheets = Worksheet.objects.filter(stage=stage_id, state__in=ANNOUNCED).select_related("profile")
    by_pk: dict[UUID, tuple[Worksheet, list[LayerWord]]] = {it.pk: (it, []) for it in worksheets}
    judgement_rows = Judgement.objects.filter(worksheet__stage=stage_id, worksheet__state__in=ANNOUNCED)
    for pk, *word in judgement_rows.values_list("worksheet_id", *LayerWord._fields).iterator(chunk_size=2000):
        if pk in by_pk:
            by_pk[pk][1].append(LayerWord(*word))
    return list(by_pk.values())
