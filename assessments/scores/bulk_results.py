"""The results of many worksheets, in a constant number of queries."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from assessments.models import Entry, EvidenceLink, Worksheet
from indicators.editions.sheets import sheet_of
from indicators.scoring.engine import Result
from indicators.scoring.sheet import Sheet

from .scoring import Answers, Proofs, answer_to, grouped_by_worksheet, score_answers


def results_of(worksheets: Sequence[Worksheet]) -> Iterator[tuple[Worksheet, Result]]:
    """Each worksheet with its result, one after the other: a province's results need not be held at once."""
    proofs = proofs_by_worksheet(worksheets)
    answers: dict[UUID, Answers] = {worksheet.pk: {} for worksheet in worksheets}
    worksheet_by_pk = {worksheet.pk: worksheet for worksheet in worksheets}
    entries = Entry.objects.filter(worksheet__in=list(worksheet_by_pk))
    entry_rows = entries.values_list("worksheet_id", "code", "status", "values")
    for pk, code, status, values in entry_rows.iterator(chunk_size=2000):
        answers[pk][code] = answer_to(worksheet_by_pk[pk], code, status, values, proofs.get(pk, {}))
    for worksheet in worksheets:
        yield worksheet, score_answers(worksheet, answers.pop(worksheet.pk))


def proofs_by_worksheet(worksheets: Sequence[Worksheet], *more: Sheet) -> dict[UUID, Proofs]:
    """The linked parts of every worksheet; no query where none of their editions, and of `more`, has an
    evidence rule."""
    sheets = [*more, *(sheet_of(revision) for revision in {it.revision_id for it in worksheets})]
    if all(spec.evidence is None for sheet in sheets for spec in sheet.indicators):
        return {}
    links = EvidenceLink.objects.filter(evidence__worksheet__in=worksheets, evidence__removed_at=None)
    parts_by_worksheet: dict[UUID, list[tuple[str, str]]] = {}
    for pk, code, part in links.values_list("evidence__worksheet_id", "code", "part"):
        parts_by_worksheet.setdefault(pk, []).append((code, part))
    return {pk: grouped_by_worksheet(found) for pk, found in parts_by_worksheet.items()}
