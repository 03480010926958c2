"""What the judgements on a worksheet add up to, layer by layer, beside the claim."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from assessments.models import Entry, Judgement, Layer, LayerScore, Worksheet
from assessments.workflow import SCORED_LAYERS
from indicators.scoring.engine import Result
from indicators.scoring.items import Answer
from indicators.scoring.sheet import Outcome, Sheet

from .scoring import Answers, aspect_totals_of, score_answers


class LayerWord(NamedTuple):
    """A judgement as scoring reads it."""

    code: str
    layer: str
    status: str
    values: dict[str, Any]
    proven: bool
    entry_version: int


Versions = Mapping[str, int]
LayerScores = dict[Layer, dict[str, Any]]


def layer_words(worksheet: Worksheet) -> list[LayerWord]:
    """Every judgement of a worksheet; one query, no instances."""
    return [LayerWord(*row) for row in worksheet.judgements.values_list(*LayerWord._fields)]


def versions_of(worksheet: Worksheet) -> Versions:
    """The version of every answer by indicator code; one query."""
    return dict(worksheet.entries.values_list("code", "version"))


def counting_words(
    worksheet: Worksheet, words: Iterable[LayerWord], versions: Versions, layer: Layer
) -> dict[str, LayerWord]:
    """By code the judgement that counts in `layer`, by its first speaker.

    While the layer is at work a judgement of a claim that has moved on does not count.
    """
    is_judged_now = worksheet.current_state is layer.judged_in
    words_in_force = [it for it in words if not is_judged_now or it.entry_version == versions.get(it.code, 0)]
    counting_words: dict[str, LayerWord] = {}
    for speaker in reversed(layer.row.speakers):
        counting_words |= {it.code: it for it in words_in_force if it.layer == speaker}
    return counting_words


class Layered(NamedTuple):
    """A layer's result, the answers that it comes from, and how many of the rows that count are decided."""

    answers: Answers
    result: Result
    judged: int
    asked: int


def layered_result(
    worksheet: Worksheet,
    layer: Layer,
    words: Iterable[LayerWord],
    versions: Versions,
    sheet: Sheet | None = None,
) -> Layered:
    """Score what is decided in a layer, by the worksheet's edition or another; an undecided row counts as an
    empty one."""
    word_by_code = counting_words(worksheet, words, versions, layer)
    answers = {code: Answer(word.status, word.values, word.proven) for code, word in word_by_code.items()}
    result = score_answers(worksheet, answers, sheet)
    applying_codes = [row.code for row in result.rows if row.outcome is not Outcome.NOT_APPLICABLE]
    return Layered(answers, result, sum(code in word_by_code for code in applying_codes), len(applying_codes))


def layer_totals(layered_result: Layered) -> dict[str, Any]:
    """What is stored of a layer, by the fields of `LayerScore`."""
    return {
        "total": layered_result.result.stored_total,
        "aspect_totals": aspect_totals_of(layered_result.result),
        "judged": layered_result.judged,
        "asked": layered_result.asked,
    }


def layer_scores(worksheet: Worksheet) -> LayerScores:
    """What the judgements of a worksheet give, for every layer that has any; two queries."""
    if not worksheet.current_state.is_sent:
        return {}
    return layer_scores_of(worksheet, layer_words(worksheet), versions_of(worksheet))


def layer_scores_by_worksheet(worksheets: Sequence[Worksheet]) -> dict[UUID, LayerScores]:
    """The same for many worksheets, in two queries."""
    words, versions = spoken_of(worksheets)
    judged = [it for it in worksheets if it.pk in words and it.current_state.is_sent]
    return {it.pk: layer_scores_of(it, words[it.pk], versions.get(it.pk, {})) for it in judged}


def layered_of(worksheets: Sequence[Worksheet], layer: Layer) -> Iterator[tuple[Worksheet, Layered | None]]:
    """Each worksheet with its result in a layer, None before that has begun; two queries."""
    words, versions = spoken_of(worksheets)
    for worksheet in worksheets:
        words_of_worksheet = words.get(worksheet.pk, [])
        layer_counts = worksheet.current_state.is_sent and layer in begun_layers(words_of_worksheet)
        result = (
            layered_result(worksheet, layer, words_of_worksheet, versions.get(worksheet.pk, {}))
            if layer_counts
            else None
        )
        yield worksheet, result


def spoken_of(
    worksheets: Sequence[Worksheet],
) -> tuple[dict[UUID, list[LayerWord]], dict[UUID, dict[str, int]]]:
    """Every judgement by worksheet, and the versions of the answers of those that have any."""
    words = words_by_worksheet(worksheets)
    versions: dict[UUID, dict[str, int]] = {}
    for pk, code, version in Entry.objects.filter(worksheet__in=list(words)).values_list(
        "worksheet_id", "code", "version"
    ):
        versions.setdefault(pk, {})[code] = version
    return words, versions


def words_by_worksheet(worksheets: Iterable[Worksheet]) -> dict[UUID, list[LayerWord]]:
    """Every judgement of these worksheets; one query, no instances."""
    words: dict[UUID, list[LayerWord]] = {}
    judgements = Judgement.objects.filter(worksheet__in=list(worksheets))
    for pk, *row in judgements.values_list("worksheet_id", *LayerWord._fields):
        words.setdefault(pk, []).append(LayerWord(*row))
    return words


def layer_scores_of(
    worksheet: Worksheet, words: list[LayerWord], versions: Versions, sheet: Sheet | None = None
) -> LayerScores:
    return {
        layer: layer_totals(layered_result(worksheet, layer, words, versions, sheet))
        for layer in begun_layers(words)
    }


def begun_layers(words: Iterable[LayerWord]) -> list[Layer]:
    """The stored layers in which somebody has spoken."""
    layers_spoken = {it.layer for it in words}
    return [layer for layer in SCORED_LAYERS if layers_spoken & set(layer.row.speakers)]


def stored_layer(layer: Layer) -> Layer:
    """The layer in whose stored score a word counts."""
    return next(it for it in SCORED_LAYERS if layer in it.row.speakers)


def store_layer(
    worksheet: Worksheet, layer: Layer, layered_result: Layered | None, scores: dict[Layer, LayerScore]
) -> None:
    """Write one of them, or drop it where nobody stands by it any more; `scores` are what is stored. One
    statement at most."""
    score = scores.pop(layer, None)
    if layered_result is None:
        if score:
            score.delete()
        return
    score = score or LayerScore(worksheet=worksheet, layer=layer)
    for name, value in layer_totals(layered_result).items():
        setattr(score, name, value)
    score.save()
    scores[layer] = score


def store_layers(worksheet: Worksheet) -> None:
    """Write them, and drop what nobody stands by any more; part of `totals.refresh_totals`."""
    scores = layer_scores(worksheet)
    for layer, values in scores.items():
        LayerScore.objects.update_or_create(worksheet=worksheet, layer=layer, defaults=values)
    if worksheet.current_state.is_sent:
        worksheet.layer_scores.exclude(layer__in=scores).delete()
