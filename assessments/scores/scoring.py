"""The only shell around the engine: load answers, score. What is stored of a result is in `totals`."""

from collections.abc import Iterable
from typing import Any

from assessments.models import Entry, EvidenceLink, Worksheet
from indicators.editions.sheets import sheet_of
from indicators.scoring.engine import Result, Row, score, with_items
from indicators.scoring.items import Answer, build_item, build_items, feeding_codes
from indicators.scoring.proof import NONE, answer_with
from indicators.scoring.rounding import decimal_text
from indicators.scoring.sheet import Sheet

Answers = dict[str, Answer]
Proofs = dict[str, frozenset[str]]


def answers_of(worksheet: Worksheet) -> Answers:
    """Every answer of a worksheet by indicator code; one query, no instances, and one more for its evidence
    where the edition asks for any."""
    rows = worksheet.entries.values_list("code", "status", "values")
    proofs = proofs_of(worksheet)
    return {code: answer_to(worksheet, code, status, values, proofs) for code, status, values in rows}


def answers_from(worksheet: Worksheet, entries: Iterable[Entry], proofs: Proofs) -> Answers:
    """The same from entries and proofs that a page has loaded anyway."""
    return {
        entry.code: answer_to(worksheet, entry.code, entry.status, entry.values, proofs) for entry in entries
    }


def answer_to(
    worksheet: Worksheet,
    code: str,
    status: str,
    values: dict[str, Any],
    proofs: Proofs,
    sheet: Sheet | None = None,
) -> Answer:
    """One answer with its evidence counted in; a code unknown to the edition is the engine's matter.

    `sheet` is an edition other than the worksheet's own, here and below.
    """
    spec = (sheet or sheet_of(worksheet.revision_id)).by_code.get(code)
    if spec is None or spec.evidence is None:
        return Answer(status=status, values=values)
    return answer_with(spec, status, values, proofs.get(code, NONE))


def proofs_of(worksheet: Worksheet) -> Proofs:
    """The linked parts by indicator code; no query where the edition has no evidence rule."""
    if all(spec.evidence is None for spec in sheet_of(worksheet.revision_id).indicators):
        return {}
    proving_links = EvidenceLink.objects.filter(evidence__worksheet=worksheet, evidence__removed_at=None)
    return grouped_by_worksheet(proving_links.values_list("code", "part"))


def grouped_by_worksheet(pairs: Iterable[tuple[str, str]]) -> Proofs:
    """Parts by code."""
    proofs: Proofs = {}
    for code, part in pairs:
        proofs[code] = proofs.get(code, NONE) | {part}
    return proofs


def score_answers(worksheet: Worksheet, answers: Answers, sheet: Sheet | None = None) -> Result:
    """Score `answers` by the worksheet's revision and its profile as they stand."""
    return score(build_items(sheet or sheet_of(worksheet.revision_id), worksheet.profile.facts, answers))


def result_of(worksheet: Worksheet) -> Result:
    """The worksheet's result; one query beside the revision's cached sheet and the profile."""
    return score_answers(worksheet, answers_of(worksheet))


def aspect_totals_of(result: Result) -> dict[str, Any]:
    """The stored figures of every aspect by its code."""
    return {
        aspect.code: {
            "score": decimal_text(aspect.stored_score),
            "filled": aspect.filled,
            "count": aspect.count,
        }
        for aspect in result.aspects
    }


Scored = tuple[Answers, Result]  # a result with the answers that it came from


def result_by(worksheet: Worksheet, answers: Answers, scored: Iterable[Scored]) -> Result:
    """The result if these were the answers, by the nearest of some that are known: what is the same there is
    not measured again."""
    sheet = sheet_of(worksheet.revision_id)
    differing_and_result = ((differing_codes(sheet, others, answers), result) for others, result in scored)
    codes, result = min(differing_and_result, key=lambda it: len(it[0]))
    feeding_answers = {
        it: {name: answers[name] for name in feeding_codes(sheet, it) if name in answers} for it in codes
    }
    facts = worksheet.profile.facts
    return with_items(result, (build_item(sheet, facts, some, it) for it, some in feeding_answers.items()))


def differing_codes(sheet: Sheet, some: Answers, others: Answers) -> list[str]:
    """The rows that hold something else by others of two sets of answers."""
    codes = {code for code in some.keys() | others.keys() if some.get(code) != others.get(code)}
    if not codes:
        return []
    return [spec.code for spec in sheet.indicators if codes & feeding_codes(sheet, spec.code)]


def moved_rows(before: Result, after: Result) -> list[Row]:
    """The rows of `after` whose figures, or whose values from a source, are not what they were."""
    fingerprints_before = {row.code: answers_fingerprint(row) for row in before.rows}
    return [row for row in after.rows if answers_fingerprint(row) != fingerprints_before[row.code]]


def answers_fingerprint(row: Row) -> tuple[object, ...]:
    item = row.item
    return (row.outcome, row.achievement, row.effective_weight, row.score, item.values, item.offered)
