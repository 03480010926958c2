"""Every rule as an Excel formula: its text, and that a spreadsheet finds the engine's achievement by it."""

from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from xlsxwriter import Workbook

from indicators.scoring.formulas.excel import NO_TABLE, LevelTable, number_literal, text_literal
from indicators.scoring.sheet import IndicatorSpec
from indicators.scoring.specs import Value
from tests.builders.instrument_documents import input_, level, lines, row_of
from tests.builders.rule_rows import spec_of
from tests.soffice import convert
from tests.tools import needs

Raw = dict[str, Any]


def rule_over(formula: str) -> Raw:
    inputs = [input_("a", kind="decimal"), input_("b", kind="decimal"), input_("p", repeatable=True)]
    return {"rule": "formula", "params": {"formula": formula}, "inputs": inputs}


def test_numbers_and_texts_are_written_as_formulas_write_them() -> None:
    assert [number_literal(Fraction(n)) for n in ("12.5", "0.000000000001", "3659837085", "-2")] == [
        *("12.5", "0.000000000001", "3659837085", "-2")
    ]
    assert text_literal('Ada "SK"') == '"Ada ""SK"""'


SKM = [level("25", "25"), level("65", "50"), level("76.61", "75"), level("88.31", "100")]
AKIP = [
    level("0", "0"),
    *(level(low, gives, inclusive=False) for low, gives in (("60", "75"), ("70", "100"))),
]
BANDED = {"rule": "banded", "params": {"value": "v", "round": 2}, "inputs": [input_("v", kind="decimal")]}
ROUNDED = BANDED | {"levels": SKM}
UNROUNDED = BANDED | {"params": {"value": "v"}, "levels": AKIP}
SHARE = {"rule": "banded", "params": {"numerator": "n", "denominator": "d"}, "levels": SKM}
EDGES: list[tuple[Raw, Raw]] = [
    *((ROUNDED, {"v": v}) for v in ("24.99", "25", "64.99", "64.994", "64.995", "65", "76.6", "76.605")),
    *((ROUNDED, {"v": v}) for v in ("76.61", "88.3", "88.305", "88.31", "100")),
    *((UNROUNDED, {"v": v}) for v in ("0", "0.0001", "59.9999", "60", "60.0001", "70", "70.01", "71.4")),
    *(
        (SHARE, {"n": n, "d": d})
        for n, d in (("13", "20"), ("12999", "20000"), ("7661", "10000"), ("0", "0"))
    ),
    ({}, {"n": "0", "d": "0"}),
    ({}, {"n": "5", "d": "0"}),
    ({}, {"n": "33", "d": "32"}),
    *((rule_over("1 / (a + b - 0.3)"), {"a": a, "b": "0.2"}) for a in ("0.1", "0.2")),
    *((rule_over("a / (b / 3 - 0.1)"), {"a": "1", "b": b}) for b in ("0.3", "0.6")),
    (rule_over("sum(p) / count(p)"), {"p": lines("1", "2", "4")}),
    (rule_over("count(a / b) × 50"), {"a": "1", "b": "0"}),
    (rule_over("min(a; b) - max(a; b)"), {"a": "1.5", "b": "2"}),
]


@needs("soffice")
def test_libreoffice_finds_the_engines_achievement_at_every_edge(tmp_path: Path) -> None:
    target = BytesIO()
    book = Workbook(target)
    for changes, values in EDGES:
        write_case(book.add_worksheet(), spec_of(**changes), values, **changes)
    book.close()
    (tmp_path / "edges.xlsx").write_bytes(target.getvalue())

    convert(tmp_path, "xlsx:Calc MS Excel 2007 XML", tmp_path / "out", [tmp_path / "edges.xlsx"])

    reckoned = load_workbook(tmp_path / "out" / "edges.xlsx", data_only=True)
    found = [page["H1"].value for page in reckoned]
    assert found == [pytest.approx(it, abs=1e-9) for it in map(achievement_of, EDGES)]


def achievement_of(case: tuple[Raw, Raw]) -> float | str:
    """What the engine gives; "none" where it gives nothing."""
    changes, values = case
    found = row_of(values, **changes)
    spec = spec_of(**changes)
    measured = spec.rule.score(found.item.values).achievement
    return "none" if measured is None else float(measured)


def write_case(page: Any, spec: IndicatorSpec, values: Raw, **changes: Any) -> None:
    """Levels in A to D below a line for less than any, values in G; in H1 the formula and a wrong value."""
    for row, it in enumerate(spec.levels, start=1):
        page.write_row(
            row, 0, [it.label, "≥" if it.inclusive else ">", float(it.lower or 0), float(it.achievement)]
        )
    page.write_number(0, 3, 0)
    last = len(spec.levels) + 1
    columns = [*(f"{name}2:{name}{last}" for name in "ABCD"), f"D1:D{last}"]
    table = LevelTable(*columns) if spec.levels else NO_TABLE
    cells = {}
    typed = row_of(values, **changes).item.values
    first = 1
    for item in spec.inputs:
        numbers = numbers_of(typed.get(item.code))
        page.write_column(first - 1, 6, numbers)
        end = first + len(numbers) - 1
        cells[item.code] = f"G{first}:G{end}" if item.repeatable else f"G{first}"
        first = end + 1
    page.write_formula("H1", f'=IFERROR({spec.rule.excel(cells, table)},"none")', None, -77)


def numbers_of(value: Value | None) -> list[float]:
    if isinstance(value, tuple):
        return [float(line.value) for line in value]
    return [float(value)] if isinstance(value, Fraction) else [0.0]
