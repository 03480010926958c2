"""What another edition makes of worksheets as they stand: scores, and rows whose answers do not fit it.

Nothing is written. Answers and judgements that fit are scored as they are; of those that do not, what fits
is kept, and the row is to be answered, or judged, again.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from assessments.models import Entry, Worksheet
from assessments.scores.bulk_results import proofs_by_worksheet
from assessments.scores.layers import (
    LayerScores,
    LayerWord,
    Versions,
    begun_layers,
    counting_words,
    layer_scores_of,
    layered_result,
    words_by_worksheet,
)
from assessments.scores.scoring import Proofs, answer_to, score_answers
from assessments.scores.totals import totals_of
from indicators.scoring.documents.fitting import Fitted, fitted_answer
from indicators.scoring.engine import Result
from indicators.scoring.items import Answer
from indicators.scoring.sheet import Outcome, Sheet


class StoredAnswer(NamedTuple):
    """An answer as scoring reads it."""

    status: str
    values: dict[str, Any]
    version: int


@dataclass(frozen=True)
class Refit:
    """One worksheet under the other edition.

    `unfit` are the answers that must be cut, by code; `again` the rows that the kecamatan has to answer
    again, or for the first time; `dropped` the judgements, by code and layer, that give no result any more.
    """

    worksheet: Worksheet
    totals: dict[str, Any]
    layers: LayerScores
    unfit: Mapping[str, Fitted]
    again: tuple[str, ...]
    dropped: frozenset[tuple[str, str]]


def refit_worksheets(worksheets: Sequence[Worksheet], sheet: Sheet) -> Iterator[Refit]:
    """Every worksheet under `sheet`, which has all of its indicators; three queries, four with evidence."""
    stored_answers: dict[UUID, dict[str, StoredAnswer]] = {}
    entries = Entry.objects.filter(worksheet__in=worksheets)
    for pk, code, *rest in entries.values_list("worksheet_id", "code", *StoredAnswer._fields):
        stored_answers.setdefault(pk, {})[code] = StoredAnswer(*rest)
    proofs, judgements = proofs_by_worksheet(worksheets, sheet), words_by_worksheet(worksheets)
    for worksheet in worksheets:
        yield refit_worksheet(
            worksheet,
            sheet,
            stored_answers.get(worksheet.pk, {}),
            proofs.get(worksheet.pk, {}),
            judgements.get(worksheet.pk, []),
        )


def refit_worksheet(
    worksheet: Worksheet,
    sheet: Sheet,
    stored: Mapping[str, StoredAnswer],
    proofs: Proofs,
    words: list[LayerWord],
) -> Refit:
    scored_before = score_answers(
        worksheet,
        {code: answer_to(worksheet, code, it.status, it.values, proofs) for code, it in stored.items()},
    )
    fitted_answers = {
        code: fitted_answer(sheet.by_code[code], Answer(it.status, it.values)) for code, it in stored.items()
    }
    scored_after = score_answers(
        worksheet,
        {
            code: answer_to(worksheet, code, it.status, it.values, proofs, sheet)
            for code, it in fitted_answers.items()
        },
        sheet,
    )
    unfit_answers = {code: it for code, it in fitted_answers.items() if not it.whole}
    to_answer = (unfit_answers.keys() | emptied_codes(scored_before, scored_after)) - inapplicable_codes(
        scored_after
    )
    versions_before = {code: it.version for code, it in stored.items()}
    versions_after = {code: version + (code in unfit_answers) for code, version in versions_before.items()}
    fitting_judgements = fitting_words(worksheet, sheet, words, versions_before, versions_after)
    return Refit(
        worksheet=worksheet,
        totals=totals_of(scored_after),
        layers=layer_scores_of(worksheet, fitting_judgements, versions_after, sheet)
        if worksheet.current_state.is_sent
        else {},
        unfit=unfit_answers,
        again=tuple(row.code for row in scored_after.rows if row.code in to_answer),
        dropped=frozenset((it.code, it.layer) for it in words if it not in fitting_judgements),
    )


def emptied_codes(before: Result, after: Result) -> set[str]:
    """Rows that had a result, or were not there, and now wait for an answer."""
    empty_codes = {row.code for row in before.rows if row.outcome is Outcome.EMPTY}
    return {row.code for row in after.rows if row.outcome is Outcome.EMPTY and row.code not in empty_codes}


def inapplicable_codes(result: Result) -> set[str]:
    return {row.code for row in result.rows if row.outcome is Outcome.NOT_APPLICABLE}


def fitting_words(
    worksheet: Worksheet, sheet: Sheet, words: list[LayerWord], old: Versions, new: Versions
) -> list[LayerWord]:
    """The judgements that fit the other edition and still give a result where they gave one."""
    fitting = [
        it for it in words if fitted_answer(sheet.by_code[it.code], Answer(it.status, it.values)).whole
    ]
    for layer in begun_layers(fitting):
        layer_before = layered_result(worksheet, layer, words, old).result
        layer_after = layered_result(worksheet, layer, fitting, new, sheet).result
        silent_codes = (
            emptied_codes(layer_before, layer_after) & counting_words(worksheet, fitting, new, layer).keys()
        )
        fitting = [it for it in fitting if it.code not in silent_codes or it.layer not in layer.row.speakers]
    return fitting
