"""Whether what is stored of a worksheet's scores is still what its answers give."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from assessments.jury.services.ballots import jury_figures
from assessments.models import JuryScore, Worksheet
from assessments.scores.bulk_results import results_of
from assessments.scores.layers import LayerScores, layer_scores_by_worksheet
from assessments.scores.totals import TOTALS, totals_of

AT_ONCE = 500
LAYER_FIELDS = ("total", "aspect_totals", "judged", "asked")
COMPARED = tuple(name for name in TOTALS if name not in ("version", "saved_at"))


class Drift(NamedTuple):
    """A stored figure that the answers do not give."""

    worksheet: Worksheet
    field: str
    stored: Any
    computed: Any


def score_drifts(worksheets: Sequence[Worksheet]) -> Iterator[Drift]:
    """Recompute every worksheet and yield what differs; nothing is written."""
    for start in range(0, len(worksheets), AT_ONCE):
        worksheet_batch = worksheets[start : start + AT_ONCE]
        layers = layer_scores_by_worksheet(worksheet_batch)
        for worksheet, result in results_of(worksheet_batch):
            computed_totals = totals_of(result)
            for field in COMPARED:
                stored_total = getattr(worksheet, field)
                if stored_total != computed_totals[field]:
                    yield Drift(worksheet, field, stored_total, computed_totals[field])
            yield from layer_drifts(worksheet, layers.get(worksheet.pk, {}))
    yield from jury_drifts(worksheets)


def layer_drifts(worksheet: Worksheet, layers: LayerScores) -> Iterator[Drift]:
    """The same for what the judgements add up to; the stored scores had better be prefetched."""
    stored_scores = {score.layer: score for score in worksheet.layer_scores.all()}
    computed_scores = {str(layer): values for layer, values in layers.items()}
    for layer in sorted(stored_scores.keys() | computed_scores.keys()):
        for field in LAYER_FIELDS:
            stored_value = getattr(stored_scores.get(layer), field, None)
            computed_value = computed_scores.get(layer, {}).get(field)
            if stored_value != computed_value:
                yield Drift(worksheet, f"{layer}.{field}", stored_value, computed_value)


def jury_drifts(worksheets: Sequence[Worksheet]) -> Iterator[Drift]:
    """The same for what jurors gave, stage by stage."""
    stored_by_stage: dict[UUID, list[JuryScore]] = {}
    scores = JuryScore.objects.select_related("stage__period__owner").filter(worksheet__in=worksheets)
    for score in scores.order_by("stage", "worksheet"):
        stored_by_stage.setdefault(score.stage_id, []).append(score)
    by_pk = {worksheet.pk: worksheet for worksheet in worksheets}
    for rows in stored_by_stage.values():
        computed_figures = jury_figures(rows[0].stage, [by_pk[row.worksheet_id] for row in rows])
        for row in rows:
            for field, computed_value in computed_figures[row.worksheet_id].items():
                stored_value = getattr(row, field)
                if stored_value != computed_value:
                    yield Drift(
                        by_pk[row.worksheet_id], f"{row.stage.name}.{field}", stored_value, computed_value
                    )
