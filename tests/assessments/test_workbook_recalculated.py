"""The workbook's formulas against the engine, with LibreOffice as the judge.

Every file goes to it with a wrong value stored beside each formula, so that only what it reckons itself can
pass. WORKBOOKS sets how many random worksheets are compared.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings

from assessments.workbook.layout import PAGE, Column
from indicators.scoring.engine import Result, score
from tests.assessments.workbooks import by_key, made_workbook
from tests.indicators.scoring.strategies import Drawn, drawn_worksheets
from tests.soffice import recalculated, with_wrong_values
from tests.tools import needs

WORKBOOKS = int(os.environ.get("WORKBOOKS", "40"))
EXACT = 1e-9


def many_worksheets(count: int) -> list[Drawn]:
    found: list[Drawn] = []

    @settings(
        max_examples=count,
        phases=[Phase.generate],
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(drawn_worksheets(least=9, most=16))
    def collect(drawn: Drawn) -> None:
        found.append(drawn)

    collect()
    return found[:count]


def figures_of(result: Result) -> dict[str, Any]:
    """Scores by the keys of the lines that show them; rows without a score show none."""
    sums = {f"jumlah/{aspect.code}": aspect.score for aspect in result.aspects}
    return {"jumlah": result.total, **sums} | {row.code: row.score for row in result.rows}


def shown_in(page: Any) -> dict[str, Any]:
    """The column Nilai by indicator code, and the sums by their keys."""
    found = {key: value for key, value in by_key(page, Column.SCORE).items() if value is not None}
    return {key if key.startswith("jumlah") else key.split("/")[0]: value for key, value in found.items()}


def differences(page: Any, result: Result) -> Mapping[str, Any]:
    """Keys whose figure is not the engine's, with both."""
    shown, expected = shown_in(page), figures_of(result)
    return {
        key: (shown.get(key), float(value) if value is not None else None)
        for key, value in expected.items()
        if not agree(shown.get(key), value)
    } | {key: (value, None) for key, value in shown.items() if value and key not in expected}


def agree(shown: Any, expected: Any) -> bool:
    if expected is None:
        return shown == "–"
    return isinstance(shown, (int, float)) and abs(shown - float(expected)) < EXACT


@needs("soffice")
def test_random_worksheets_of_all_rules_and_policies_recalculate_to_the_engines_scores(
    tmp_path: Path,
) -> None:
    drawn = {f"k{no}": it for no, it in enumerate(many_worksheets(WORKBOOKS))}
    books = {name: with_wrong_values(made_workbook(*it)) for name, it in drawn.items()}

    reckoned = recalculated(tmp_path, books)

    wrong = {name: differences(reckoned[name][PAGE], score(it.items)) for name, it in drawn.items()}
    assert len(wrong) == WORKBOOKS
    assert {name: found for name, found in wrong.items() if found} == {}
