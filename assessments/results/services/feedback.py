"""What a kecamatan learns from its result: where it lost against its own claim, and its next points.

A final result is read from its frozen copy, so that nothing which moves later moves the sheet that was handed
out; any other as it stands.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, NamedTuple

from assessments.models import Layer, Snapshot, Worksheet
from assessments.scores.layers import LayerWord, counting_words, versions_of
from assessments.scores.scoring import answers_of, score_answers
from indicators.editions.sheets import sheet_of
from indicators.models import Revision
from indicators.scoring.documents.document import read_document
from indicators.scoring.items import Answer, Facts
from indicators.scoring.next_points import Step, next_steps
from indicators.scoring.sheet import IndicatorSpec, Sheet

from .medians import RowMedian, decided_medians

Medians = Mapping[str, RowMedian]
Scores = Mapping[str, Fraction | None]


class SpokenRow(NamedTuple):
    """What was decided of a row, and why."""

    answer: Answer
    reason: str


@dataclass(frozen=True)
class RowComparison:
    """One judged row: what the kecamatan claimed, what was decided, and what others got."""

    indicator: IndicatorSpec
    claim: Fraction | None
    decided: Fraction | None
    reason: str
    median: RowMedian | None

    @property
    def difference(self) -> Fraction:
        """Below 0 where points were lost; a row without a score has none to lose."""
        return (self.decided or Fraction(0)) - (self.claim or Fraction(0))


@dataclass(frozen=True)
class Feedback:
    """`rows` are those that are judged; what is not judged yet counts as it was claimed. `copy` is the frozen
    copy that it was read from, if any."""

    sheet: Sheet
    rows: tuple[RowComparison, ...]
    row_count: int
    claim_total: Fraction
    decided_total: Fraction
    steps: tuple[Step, ...]
    copy: Snapshot | None

    @property
    def lost(self) -> list[RowComparison]:
        """The rows that lost against the claim, the most first."""
        lowered_rows = [row for row in self.rows if row.difference < 0]
        return sorted(lowered_rows, key=lambda row: (row.difference, row.indicator.no))

    @property
    def gained(self) -> list[RowComparison]:
        """The rows that got more than was claimed, in their order."""
        return [row for row in self.rows if row.difference > 0]


def feedback_of(worksheet: Worksheet) -> Feedback:
    """The sheet of one kecamatan, in a constant number of queries."""
    copy = None
    if worksheet.current_state.is_decided:
        copy = worksheet.snapshots.filter(kind=Snapshot.Kind.DECISION).first()
    return frozen_feedback(worksheet, copy) if copy else live_feedback(worksheet)


def live_feedback(worksheet: Worksheet) -> Feedback:
    """As it stands now."""
    judgement_rows = worksheet.judgements.values_list(*LayerWord._fields, "reason")
    words_with_reasons = [(LayerWord(*word), reason) for *word, reason in judgement_rows]
    decided_words = spoken_by_row(worksheet, words_with_reasons, versions_of(worksheet))
    claimed_answers = answers_of(worksheet)
    decided_answers = claimed_answers | {code: it.answer for code, it in decided_words.items()}
    claim, decided = score_answers(worksheet, claimed_answers), score_answers(worksheet, decided_answers)
    sheet = sheet_of(worksheet.revision_id)
    score_by_code = [{row.code: row.score for row in result.rows} for result in (claim, decided)]
    return Feedback(
        sheet=sheet,
        rows=row_comparisons(
            sheet, score_by_code[0], score_by_code[1], decided_words, decided_medians(worksheet.stage_id)
        ),
        row_count=decided.count,
        claim_total=claim.total,
        decided_total=decided.total,
        steps=next_steps(sheet, worksheet.profile.facts, decided_answers),
        copy=None,
    )


def frozen_feedback(worksheet: Worksheet, copy: Snapshot) -> Feedback:
    """From the copy and the edition that it names, and from nothing else."""
    document = read_document(copy.document)
    sheet = sheet_named(worksheet, document["instrument"]["sha256"])
    words_with_reasons = [
        (LayerWord(*(it[name] for name in LayerWord._fields)), it["reason"]) for it in document["judgements"]
    ]
    decided_words = spoken_by_row(worksheet, words_with_reasons, {})
    medians = {
        code: RowMedian(Fraction(it["score"]), it["among"])
        for code, it in document.get("medians", {}).items()
    }
    claim, decided = document["claim"], document["decided"]
    return Feedback(
        sheet=sheet,
        rows=row_comparisons(sheet, row_scores_in(claim), row_scores_in(decided), decided_words, medians),
        row_count=decided["count"],
        claim_total=Fraction(claim["total"]),
        decided_total=Fraction(decided["total"]),
        steps=next_steps(sheet, facts_in(document), {code: it.answer for code, it in decided_words.items()}),
        copy=copy,
    )


def spoken_by_row(
    worksheet: Worksheet, words: list[tuple[LayerWord, str]], versions: Mapping[str, int]
) -> dict[str, SpokenRow]:
    """By code the word that counts in the province's decision, with its reason."""
    reason_by_row = {(word.code, word.layer): reason for word, reason in words}
    counted_words = counting_words(worksheet, [word for word, _ in words], versions, Layer.DESK)
    return {
        code: SpokenRow(Answer(it.status, it.values, it.proven), reason_by_row[code, it.layer])
        for code, it in counted_words.items()
    }


def row_comparisons(
    sheet: Sheet, claim: Scores, decided: Scores, spoken: Mapping[str, SpokenRow], medians: Medians
) -> tuple[RowComparison, ...]:
    return tuple(
        RowComparison(
            spec, claim[spec.code], decided[spec.code], spoken[spec.code].reason, medians.get(spec.code)
        )
        for spec in sheet.indicators
        if spec.code in spoken
    )


def sheet_named(worksheet: Worksheet, digest: str) -> Sheet:
    """The edition with this hash; the worksheet's own where it has none other."""
    revisions_named = Revision.objects.filter(sha256=digest).order_by("-no").values_list("pk", flat=True)
    return sheet_of(revisions_named.first() or worksheet.revision_id)


def row_scores_in(figures: Mapping[str, Any]) -> Scores:
    return {it["code"]: None if it["score"] is None else Fraction(it["score"]) for it in figures["rows"]}


def facts_in(document: Mapping[str, Any]) -> Facts:
    profile = document["profile"]
    return {"desa": profile["desa"], "kelurahan": profile["kelurahan"]}
