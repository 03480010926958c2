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
    begun,
    counting,
    layered,
    scored,
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


def refits(worksheets: Sequence[Worksheet], sheet: Sheet) -> Iterator[Refit]:
    """Every worksheet under `sheet`, which has all of its indicators; three queries, four with evidence."""
    stored: dict[UUID, dict[str, StoredAnswer]] = {}
    entries = Entry.objects.filter(worksheet__in=worksheets)
    for pk, code, *rest in entries.values_list("worksheet_id", "code", *StoredAnswer._fields):
        stored.setdefault(pk, {})[code] = StoredAnswer(*rest)
    proofs, judgements = proofs_by_worksheet(worksheets, sheet), words_by_worksheet(worksheets)
    for worksheet in worksheets:
        yield refit(
            worksheet,
            sheet,
            stored.get(worksheet.pk, {}),
            proofs.get(worksheet.pk, {}),
            judgements.get(worksheet.pk, []),
        )


def refit(
    worksheet: Worksheet,
    sheet: Sheet,
    stored: Mapping[str, StoredAnswer],
    proofs: Proofs,
    words: list[LayerWord],
) -> Refit:
    before = score_answers(
        worksheet,
        {code: answer_to(worksheet, code, it.status, it.values, proofs) for code, it in stored.items()},
    )
    fits = {
        code: fitted_answer(sheet.by_code[code], Answer(it.status, it.values)) for code, it in stored.items()
    }
    after = score_answers(
        worksheet,
        {code: answer_to(worksheet, code, it.status, it.values, proofs, sheet) for code, it in fits.items()},
        sheet,
    )
    unfit = {code: it for code, it in fits.items() if not it.whole}
    to_answer = (unfit.keys() | emptied_codes(before, after)) - inapplicable_codes(after)
    old = {code: it.version for code, it in stored.items()}
    new = {code: version + (code in unfit) for code, version in old.items()}
    fitting = fitting_words(worksheet, sheet, words, old, new)
    return Refit(
        worksheet=worksheet,
        totals=totals_of(after),
        layers=scored(worksheet, fitting, new, sheet) if worksheet.current_state.is_sent else {},
        unfit=unfit,
        again=tuple(row.code for row in after.rows if row.code in to_answer),
        dropped=frozenset((it.code, it.layer) for it in words if it not in fitting),
    )


def emptied_codes(before: Result, after: Result) -> set[str]:
    """Rows that had a result, or were not there, and now wait for an answer."""
    empty = {row.code for row in before.rows if row.outcome is Outcome.EMPTY}
    return {row.code for row in after.rows if row.outcome is Outcome.EMPTY and row.code not in empty}


def inapplicable_codes(result: Result) -> set[str]:
    return {row.code for row in result.rows if row.outcome is Outcome.NOT_APPLICABLE}


def fitting_words(
    worksheet: Worksheet, sheet: Sheet, words: list[LayerWord], old: Versions, new: Versions
) -> list[LayerWord]:
    """The judgements that fit the other edition and still give a result where they gave one."""
    fitting = [
        it for it in words if fitted_answer(sheet.by_code[it.code], Answer(it.status, it.values)).whole
    ]
    for layer in begun(fitting):
        before = layered(worksheet, layer, words, old).result
        after = layered(worksheet, layer, fitting, new, sheet).result
        silent = emptied_codes(before, after) & counting(worksheet, fitting, new, layer).keys()
        fitting = [it for it in fitting if it.code not in silent or it.layer not in layer.row.speakers]
    return fitting
