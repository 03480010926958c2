"""The stored totals of a worksheet: of its claim, and of every layer of judgements."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from assessments.models import Layer, LayerScore, Worksheet
from indicators.scoring.engine import Result
from kinerja.regions.models import Profile

from .layers import Layered, LayerScores, store_layer, store_layers
from .rank_history import layers_of, mark_all, mark_change, mark_total_point, rank_figures
from .scoring import Answers, answers_of, aspect_totals_of, score_answers

TOTALS = ("claim_total", "aspect_totals", "filled", "asked", "complete", "version", "saved_at")


def refresh_totals(worksheet: Worksheet, *, at: datetime, answers: Answers | None = None) -> Result:
    """Recompute a locked worksheet and store its totals. Every writer ends here or in one of those below.

    `worksheet.complete` is what is stored: read with the lock.
    """
    was_complete = worksheet.complete
    worksheet.profile = Profile.objects.get(pk=worksheet.profile_id)
    claims = answers_of(worksheet) if answers is None else answers
    result = score_answers(worksheet, claims)
    store_claim(worksheet, result, at)
    store_layers(worksheet)
    if was_complete or worksheet.complete:  # what is still empty has no rank in any basis
        mark_total_point(worksheet, at)
    return result


def refresh_claim(worksheet: Worksheet, result: Result, *, at: datetime) -> None:
    """Store a claim's totals where a kecamatan answered: while it may, no layer is at work, and what the
    judgements come to does not move with an answer."""
    layers = layers_of(worksheet)
    figures_before = rank_figures(worksheet, layers)
    store_claim(worksheet, result, at)
    mark_change(worksheet, figures_before, rank_figures(worksheet, layers), at)


def refresh_layer(
    worksheet: Worksheet,
    claim: Result,
    layer: Layer,
    layered_result: Layered | None,
    scores: dict[Layer, LayerScore],
    *,
    at: datetime,
) -> None:
    """Store what one stored layer comes to where a word in it was given or taken back; `scores` are what is
    stored of every layer, before and after. No other layer and nothing of the claim moves with it."""
    was_complete, figures_before = worksheet.complete, rank_figures(worksheet, scores.values())
    store_claim(worksheet, claim, at)
    store_layer(worksheet, layer, layered_result, scores)
    if was_complete or worksheet.complete:
        mark_change(worksheet, figures_before, rank_figures(worksheet, scores.values()), at)


def store_claim(worksheet: Worksheet, result: Result, at: datetime) -> None:
    for name, value in totals_of(result).items():
        setattr(worksheet, name, value)
    worksheet.version += 1
    worksheet.saved_at = at
    worksheet.save(update_fields=TOTALS)


class Fresh(NamedTuple):
    """A worksheet with the figures that are to be stored of it."""

    worksheet: Worksheet
    totals: dict[str, Any]
    layers: LayerScores


def store_all(fresh: Sequence[Fresh], at: datetime) -> None:
    """Store the recomputed figures of many locked worksheets; six statements, whatever their number.

    Nobody has saved anything, so `saved_at` stays.
    """
    for worksheet, totals, _ in fresh:
        for name, value in totals.items():
            setattr(worksheet, name, value)
        worksheet.version += 1
    fields_to_write = [name for name in TOTALS if name != "saved_at"]
    Worksheet.objects.bulk_update([it.worksheet for it in fresh], fields_to_write)
    sent_worksheets = [it for it in fresh if it.worksheet.current_state.is_sent]
    rows = [
        LayerScore(worksheet=it.worksheet, layer=layer, **values)
        for it in sent_worksheets
        for layer, values in it.layers.items()
    ]
    LayerScore.objects.filter(worksheet__in=[it.worksheet.pk for it in sent_worksheets]).delete()
    LayerScore.objects.bulk_create(rows)
    mark_all([it.worksheet for it in fresh], rows, at)


def store_empty(worksheets: Sequence[Worksheet], *, at: datetime) -> None:
    """Write new worksheets in which nothing is answered; one statement, a scoring for every edition with
    the same facts of a kecamatan, two statements more where an empty worksheet is complete."""
    results: dict[object, Result] = {}
    for worksheet in worksheets:
        key = (worksheet.revision_id, *worksheet.profile.facts.items())
        results[key] = results.get(key) or score_answers(worksheet, {})
        for name, value in totals_of(results[key]).items():
            setattr(worksheet, name, value)
        worksheet.version, worksheet.saved_at = 1, at
    Worksheet.objects.bulk_create(worksheets)
    if complete := [it for it in worksheets if it.complete]:
        mark_all(complete, (), at)


def totals_of(result: Result) -> dict[str, Any]:
    """What is stored of a result, by the worksheet's fields."""
    return {
        "claim_total": result.stored_total,
        "aspect_totals": aspect_totals_of(result),
        "filled": result.filled,
        "asked": result.count,
        "complete": result.complete,
    }
