"""Every rule as an Excel formula: its text, and that a spreadsheet finds the engine's achievement by it."""

from collections.abc import Mapping
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from xlsxwriter import Workbook

from indicators.scoring.formulas.excel import NO_TABLE, Table, literal, quoted
from indicators.scoring.sheet import IndicatorSpec
from indicators.scoring.specs import Value
from tests.builders.instrument_documents import flat, indicator, input_, level, lines, option, row_of
from tests.soffice import convert
from tests.tools import needs

Raw = dict[str, Any]
TABLE = Table("A$2:A$9", "B$2:B$9", "C$2:C$9", "D$2:D$9", "D$1:D$9")
N_D = {"n": "G1", "d": "G2"}


def spec_of(**changes: Any) -> IndicatorSpec:
    return flat(indicator(1, **changes)).indicators[0]


def formula(cells: Mapping[str, str], **changes: Any) -> str:
    return spec_of(**changes).rule.excel(cells, TABLE)


def rule_over(formula: str) -> Raw:
    inputs = [input_("a", kind="decimal"), input_("b", kind="decimal"), input_("p", repeatable=True)]
    return {"rule": "formula", "params": {"formula": formula}, "inputs": inputs}


def test_a_ratio_is_capped() -> None:
    assert formula(N_D) == "MAX(0,MIN(100,100*G1/G2))"


def test_a_band_is_looked_up_by_sign_and_bound_after_rounding() -> None:
    changes = {"rule": "banded", "params": {"value": "n", "round": 2}, "levels": [level("0", "0")]}
    reached = 'SIGN(ROUND(ROUND(G1,10),2)-C$2:C$9)+(B$2:B$9="≥")>0'
    assert formula(N_D, **changes) == f"INDEX(D$1:D$9,1+SUMPRODUCT(--({reached})))"


@pytest.mark.parametrize(
    ("coefficient", "text"), [(None, "100*(G1+G2)/2"), ("0.3", "100*(0.3*G1+0.3*G2)/0.6")]
)
def test_a_checklist_adds_its_items_by_their_weights(coefficient: str | None, text: str) -> None:
    items = [input_(code, kind="yes_no", coefficient=coefficient) for code in "nd"]
    assert formula(N_D, rule="checklist", params={}, inputs=items) == f"MAX(0,MIN(100,{text}))"


@pytest.mark.parametrize("rule", ["choice", "rubric"])
def test_an_option_is_found_by_its_label(rule: str) -> None:
    changes = {"inputs": [input_("v", kind="choice")], "levels": [option("1", "A", "33.3")]}
    text = "SUMPRODUCT((A$2:A$9=G1)*D$2:D$9)"
    assert formula({"v": "G1"}, rule=rule, params={"value": "v"}, **changes) == text


def test_parts_are_weighed_and_lists_are_summed() -> None:
    inputs = [input_("p", repeatable=True), input_("m", coefficient="0.75"), input_("t")]
    changes = {"rule": "parts", "params": {"parts": ["p", "m"], "total": "t"}, "inputs": inputs}
    cells = {"p": "G1:G8", "m": "G9", "t": "G10"}
    assert formula(cells, **changes) == "MAX(0,MIN(100,100*(SUM(G1:G8)+0.75*G9)/G10))"


@pytest.mark.parametrize(("aggregate", "name"), [("mean", "AVERAGE"), ("median", "MEDIAN")])
def test_jurors_are_averaged(aggregate: str, name: str) -> None:
    changes = {
        "rule": "judged",
        "params": {"value": "v", "aggregate": aggregate},
        "inputs": [input_("v", repeatable=True)],
    }
    assert formula({"v": "G1:G4"}, **changes) == f"MAX(0,MIN(100,{name}(G1:G4)))"


def test_an_inverse_counts_from_twice_the_target() -> None:
    changes = {"rule": "inverse", "params": {"realisation": "n", "target": "d"}}
    assert formula(N_D, **changes) == "MAX(0,MIN(100,100*(2*G2-(G1))/G2))"


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("a + b × 2", "G1+G2*2"),
        ("(a + b) × 0.5", "(G1+G2)*0.5"),
        ("a - (b - 1)", "G1-(G2-1)"),
        ("-a × b", "(-G1)*G2"),
        ("a / b", "G1/G2"),
        ("1 / (a - b)", "1/ROUND(G1-G2,12)"),
        ("1 / (1 / a - b)", "1/IF(ABS(1/G1-G2)<1E-12,0,1/G1-G2)"),
        ("sum(p; a) + max(b; 3)", "SUM(P1:P9,G1)+MAX(G2,3)"),
        ("count(p; a; a / b)", "(COUNT(P1:P9)+COUNT(G1)+(1+0*(G1/G2)))"),
    ],
)
def test_arithmetic_keeps_its_brackets_and_guards_what_it_divides_by(written: str, text: str) -> None:
    cells = {"a": "G1", "b": "G2", "p": "P1:P9"}
    assert formula(cells, **rule_over(written)) == f"MAX(0,MIN(100,{text}))"


def test_numbers_and_texts_are_written_as_formulas_write_them() -> None:
    assert [literal(Fraction(n)) for n in ("12.5", "0.000000000001", "3659837085", "-2")] == [
        *("12.5", "0.000000000001", "3659837085", "-2")
    ]
    assert quoted('Ada "SK"') == '"Ada ""SK"""'


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
    columns = [f"{name}2:{name}{last}" for name in "ABCD"]
    table = Table(*columns, steps=f"D1:D{last}") if spec.levels else NO_TABLE
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
