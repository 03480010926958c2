"""Every soft warning of a worksheet in one list: the rules', the lists', and what moved far in a year."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from assessments.models import Entry, Worksheet
from indicators.scoring.engine import Result, Row
from indicators.scoring.quantities import quantity_text
from indicators.scoring.rules.rule import CHECK
from indicators.scoring.specs import InputKind, InputSpec
from indicators.scoring.values import NUMBER

from .details import ListFinding, is_answered, list_problems
from .last_year import Past, last_year_of

# Rules of thumb, not of any regulation: a count or an amount that more than doubled or halved, by five at
# least; a percentage or a mark that moved by more than 20 points.
TIMES, LEAST, POINTS = 2, 5, 20


def warning_findings(
    worksheet: Worksheet, result: Result, entries: Mapping[str, Entry], past: Past | None = None
) -> list[ListFinding]:
    """Every warning with whether a note answers it, in the sheet's order. No query where `past` is given.

    A Finding is the row's number and code, the warning's code, its sentence, and `has_note`.
    """
    past_answers = last_year_of(worksheet) if past is None else past
    return [
        ListFinding(row.no, row.code, kind, sentence, is_answered(kind, entries.get(row.code)))
        for row in result.rows
        for kind, sentence in row_findings(worksheet, row, entries.get(row.code), past_answers)
    ]


def row_findings(worksheet: Worksheet, row: Row, entry: Entry | None, past: Past) -> list[tuple[str, str]]:
    """One row's warnings as code and sentence."""
    return [
        *((warning.code, warning.sentence) for warning in row.warnings),
        *list_problems(row, entry, worksheet.profile),
        *(("far_from_last_year", sentence) for sentence in far_figures(row, past)),
    ]


def far_figures(row: Row, past: Past) -> Iterator[str]:
    """A sentence for each typed figure that is far from last year's."""
    entry = past.get(row.code)
    values_last_year = entry.values if entry and entry.status == Entry.Status.FILLED else {}
    for item in row.inputs:
        old = values_last_year.get(item.spec.code)
        if item.origin != "typed" or not isinstance(old, str) or not NUMBER.fullmatch(old):
            continue
        if isinstance(item.value, Fraction) and is_far(item.spec, item.value, Fraction(old)):
            new, last = quantity_text(item.spec, item.value), quantity_text(item.spec, Fraction(old))
            yield f"“{item.spec.label}” {new}, tahun lalu {last}. {CHECK}"


def is_far(spec: InputSpec, new: Fraction, old: Fraction) -> bool:
    if spec.kind in (InputKind.PERCENT, InputKind.DECIMAL):
        return abs(new - old) > POINTS
    low, high = sorted((new, old))
    return high - low >= LEAST and high > TIMES * low
