"""The workbook's formulas against the engine, with LibreOffice as the judge.

Every file goes to it with a wrong value stored beside each formula, so that only what it reckons itself can
pass. WORKBOOKS sets how many random worksheets are compared.
"""

import os
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from openpyxl import load_workbook

from assessments.models import Worksheet
from assessments.scores.scoring import answers_of, result_of, score_answers
from assessments.workbook.layout import PAGE, Column
from indicators.scoring.engine import score
from indicators.scoring.items import Answer
from tests.builders.instrument_documents import lines
from tests.builders.recalculated import EXACT, figure_differences
from tests.builders.strategies import Drawn, drawn_worksheets
from tests.builders.workbooks import by_key, cell_at, made_workbook, open_page, workbook_of
from tests.cast import Cast
from tests.offices import Office, fill_bendo
from tests.soffice import recalculated, with_wrong_values
from tests.tools import needs

WORKBOOKS = int(os.environ.get("WORKBOOKS", "40"))


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


@needs("soffice")
def test_random_worksheets_recalculate_to_the_engines_scores(tmp_path: Path) -> None:
    drawn = {f"k{no}": it for no, it in enumerate(many_worksheets(WORKBOOKS))}
    books = {name: with_wrong_values(made_workbook(*it)) for name, it in drawn.items()}

    reckoned = recalculated(tmp_path, books)

    wrong = {name: figure_differences(reckoned[name][PAGE], score(it.items)) for name, it in drawn.items()}
    assert len(wrong) == WORKBOOKS
    assert {name: found for name, found in wrong.items() if found} == {}


@needs("soffice")
def test_bendos_workbook_recalculates_to_the_stored_total(office: Office, cast: Cast, tmp_path: Path) -> None:
    fill_bendo(office.bendo, cast.sari)

    page = recalculated(tmp_path, {"bendo": with_wrong_values(workbook_of(office.bendo))})["bendo"][PAGE]

    assert by_key(page, Column.SCORE)["jumlah"] == pytest.approx(86.894377631548, abs=EXACT, rel=0)
    assert figure_differences(page, result_of(office.bendo)) == {}


@needs("soffice")
def test_a_value_stored_beside_a_formula_is_not_what_libreoffice_gives(tmp_path: Path) -> None:
    drawn = many_worksheets(1)[0]
    wrong = with_wrong_values(made_workbook(*drawn))

    assert by_key(open_page(wrong, data_only=True), Column.SCORE)["jumlah"] == -77
    assert by_key(recalculated(tmp_path, {"k": wrong})["k"][PAGE], Column.SCORE)["jumlah"] != -77


STATUS, DATA = Column.STATUS, Column.DATA
PARTS = lines("143289400", "212121750", "124613730", "1", "58526910")  # Bendo's but for the fourth
# Cells written into Bendo's file, and what they say of which row: its status, and values in place of its own.
CHANGES: dict[str, tuple[dict[tuple[str, int], Any], str, str, dict[str, Any]]] = {
    "a count": ({("i01/n", DATA): 7}, "i01", "filled", {"n": "7"}),
    "a bound to be exceeded": ({("i43/value", DATA): 60}, "i43", "filled", {"value": "60"}),
    "a choice": ({("i09/value", DATA): "Kurang baik"}, "i09", "filled", {"value": "KURANG_BAIK"}),
    "an item": ({("i40/item_2", DATA): "Tidak"}, "i40", "filled", {"item_2": "no"}),
    "TDI": ({("i39", STATUS): "TDI"}, "i39", "tdi", {}),
    "nothing": ({("i11/n", DATA): None}, "i11", "filled", {"n": ""}),
    "a source overridden": ({("i18/d", DATA): 20}, "i18", "filled", {"d": "20"}),
    "the source of another row": ({("i45/total", DATA): 5e9}, "i45", "filled", {"total": "5000000000"}),
    "a number in a list": (
        {("i45/part/3", DATA): 1},
        "i45",
        "filled",
        {"part": PARTS},
    ),
    "a line without its number": ({("i45/part/5", Column.INDICATOR): "Baru"}, "i45", "filled", {"part": ""}),
}


@needs("soffice")
def test_what_is_changed_in_the_file_moves_its_total_as_the_engine_says(
    office: Office, cast: Cast, tmp_path: Path
) -> None:
    fill_bendo(office.bendo, cast.sari)
    stored = workbook_of(office.bendo)

    reckoned = recalculated(tmp_path, {name: with_cells(stored, it[0]) for name, it in CHANGES.items()})

    totals = {name: by_key(book[PAGE], Column.SCORE)["jumlah"] for name, book in reckoned.items()}
    expected = {name: total_with(office.bendo, *it[1:]) for name, it in CHANGES.items()}
    assert totals == pytest.approx(expected, abs=EXACT, rel=0)
    assert all(abs(total - 86.894377631548) > EXACT for total in expected.values())


def with_cells(content: bytes, cells: Mapping[tuple[str, int], Any]) -> bytes:
    """The file as a person saves it who has changed these cells, found by key and column."""
    book = load_workbook(BytesIO(content))
    for (key, column), value in cells.items():
        cell_at(book[PAGE], key, column).value = value
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def total_with(worksheet: Worksheet, code: str, status: str, values: Mapping[str, Any]) -> float:
    """The engine's total where one row says something else."""
    answers = answers_of(worksheet)
    answers[code] = Answer(status, {**answers[code].values, **values})
    return float(score_answers(worksheet, answers).stored_total)
