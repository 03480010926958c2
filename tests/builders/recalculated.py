"""A workbook as a spreadsheet program calculates it, beside the engine."""

from collections.abc import Mapping
from typing import Any

from assessments.workbook.layout import Column
from indicators.scoring.engine import Result

from .workbooks import by_key

EXACT = 1e-9


def figures_of(result: Result) -> dict[str, Any]:
    """Scores by the keys of the lines that show them; rows without a score show none."""
    sums = {f"jumlah/{aspect.code}": aspect.score for aspect in result.aspects}
    return {"jumlah": result.total, **sums} | {row.code: row.score for row in result.rows}


def figures_on_page(page: Any) -> dict[str, Any]:
    """The column Nilai by indicator code, and the sums by their keys."""
    found = {key: value for key, value in by_key(page, Column.SCORE).items() if value is not None}
    return {key if key.startswith("jumlah") else key.split("/")[0]: value for key, value in found.items()}


def figure_differences(page: Any, result: Result) -> Mapping[str, Any]:
    """Keys whose figure is not the engine's, with both."""
    shown, expected = figures_on_page(page), figures_of(result)
    return {
        key: (shown.get(key), float(value) if value is not None else None)
        for key, value in expected.items()
        if not agree(shown.get(key), value)
    } | {key: (value, None) for key, value in shown.items() if value and key not in expected}


def agree(shown: Any, expected: Any) -> bool:
    if expected is None:
        return shown == "–"
    return isinstance(shown, (int, float)) and abs(shown - float(expected)) < EXACT
