"""The only shell around the engine: load answers, score, store totals."""

from collections.abc import Iterable
from datetime import datetime

from assessments.models import Entry, Worksheet
from indicators.scoring.engine import Result, Row, score
from indicators.scoring.items import Answer, build_items
from indicators.scoring.rounding import decimal_text
from indicators.services.sheets import sheet_of
from kinerja.regions.models import Profile

Answers = dict[str, Answer]
TOTALS = ("claim_total", "aspect_totals", "filled", "asked", "complete", "version", "saved_at")


def answers_of(worksheet: Worksheet) -> Answers:
    """Every answer of a worksheet by indicator code; one query, no instances."""
    rows = worksheet.entries.values_list("code", "status", "values")
    return {code: Answer(status=status, values=values) for code, status, values in rows}


def answers_from(entries: Iterable[Entry]) -> Answers:
    """The same from entries that a page has loaded anyway."""
    return {entry.code: Answer(status=entry.status, values=entry.values) for entry in entries}


def score_answers(worksheet: Worksheet, answers: Answers) -> Result:
    """Score `answers` by the worksheet's revision and its profile as they stand."""
    return score(build_items(sheet_of(worksheet.revision_id), worksheet.profile.facts, answers))


def result_of(worksheet: Worksheet) -> Result:
    """The worksheet's result; one query beside the revision's cached sheet and the profile."""
    return score_answers(worksheet, answers_of(worksheet))


def refresh(worksheet: Worksheet, *, at: datetime, answers: Answers | None = None) -> Result:
    """Recompute a locked worksheet and store its totals. Every writer ends here."""
    worksheet.profile = Profile.objects.get(pk=worksheet.profile_id)
    result = score_answers(worksheet, answers_of(worksheet) if answers is None else answers)
    worksheet.claim_total = result.stored_total
    worksheet.aspect_totals = {
        aspect.code: {
            "score": decimal_text(aspect.stored_score),
            "filled": aspect.filled,
            "count": aspect.count,
        }
        for aspect in result.aspects
    }
    worksheet.filled, worksheet.asked, worksheet.complete = result.filled, result.count, result.complete
    worksheet.version += 1
    worksheet.saved_at = at
    worksheet.save(update_fields=TOTALS)
    return result


def moved(before: Result, after: Result) -> list[Row]:
    """The rows of `after` whose figures, or whose values from a source, are not what they were."""
    old = {row.code: fingerprint(row) for row in before.rows}
    return [row for row in after.rows if fingerprint(row) != old[row.code]]


def fingerprint(row: Row) -> tuple[object, ...]:
    return (
        row.outcome,
        row.achievement,
        row.effective_weight,
        row.score,
        tuple((item.value, item.offered) for item in row.inputs),
    )
