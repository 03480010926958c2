"""A result as plain JSON data and as a plain table."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from kinerja.numbers import format_number

from .engine import AspectResult, Result, Row
from .rounding import stored_text
from .sheet import Display


def as_data(result: Result) -> dict[str, Any]:
    """Give the result; numbers are dot-decimal texts of up to 12 decimals, null where there is none."""
    return {
        "rows": [_row_data(row) for row in result.rows],
        "aspects": [_aspect_data(aspect) for aspect in result.aspects],
        "total": _number_data(result.total),
        "complete": result.complete,
        "filled": result.filled,
        "count": result.count,
    }


def as_table(result: Result, display: Display) -> str:
    """Give the result as lines for a terminal, rounded as people are shown it."""
    lines = [_table_line("No.", "Hasil", "Capaian", "Bobot", "Nilai"), *_row_lines(result, display), ""]
    lines += [_aspect_line(aspect, display) for aspect in result.aspects]
    lines.append(_sum_line("Jumlah nilai", result.whole.effective_weight, result.total, display))
    lines.append(f"Terisi {result.filled} dari {result.count} indikator")
    return "\n".join(lines)


def _row_data(row: Row) -> dict[str, Any]:
    return {
        "no": row.no,
        "code": row.code,
        "outcome": row.outcome.value,
        "measure": _number_data(row.measure),
        "achievement": _number_data(row.achievement),
        "weight": _number_data(row.weight),
        "effective_weight": _number_data(row.effective_weight),
        "score": _number_data(row.score),
        "explanation": row.explanation,
        "warnings": [warning.sentence for warning in row.warnings],
    }


def _aspect_data(aspect: AspectResult) -> dict[str, Any]:
    return {
        "code": aspect.code,
        "no": aspect.no,
        "name": aspect.name,
        "weight": _number_data(aspect.weight),
        "effective_weight": _number_data(aspect.effective_weight),
        "score": _number_data(aspect.score),
        "filled": aspect.filled,
        "count": aspect.count,
    }


def _number_data(value: Fraction | None) -> str | None:
    return None if value is None else stored_text(value)


def _row_lines(result: Result, display: Display) -> Iterator[str]:
    for row in result.rows:
        achievement = "–"
        if row.achievement is not None:
            achievement = format_number(row.achievement, max_places=display.achievement_places)
        score = "–" if row.score is None else format_number(row.score, places=display.score_places)
        weight = format_number(row.effective_weight, min_places=1)
        labels = row.indicator.edition.labels
        outcome = labels.get(row.outcome) or OUTCOMES[row.outcome]
        yield _table_line(str(row.no), outcome, achievement, weight, score)


def _aspect_line(aspect: AspectResult, display: Display) -> str:
    name = f"Aspek {aspect.no}. {aspect.name}"
    return _sum_line(name, aspect.effective_weight, aspect.score, display)


def _sum_line(name: str, weight: Fraction, score: Fraction, display: Display) -> str:
    points = format_number(score, places=display.total_places)
    return f"{name:<64}{format_number(weight, places=2):>10}{points:>10}"


def _table_line(no: str, outcome: str, achievement: str, weight: str, score: str) -> str:
    return f"{no:>4}  {outcome:<16}{achievement:>14}{weight:>12}{score:>10}"


OUTCOMES = {  # those that no edition calls otherwise
    "scored": "Dinilai",
    "empty": "Belum diisi",
    "undefined": "Tidak terhitung",
    "unproven": "Belum terbukti",
}
