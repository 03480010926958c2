"""Where the weight of a row that does not count goes."""

from fractions import Fraction
from typing import Any

import pytest

from indicators.scoring.documents.document import parse_document
from indicators.scoring.engine import Result
from indicators.scoring.items import Answer, Status
from indicators.scoring.sheet import IndicatorSpec, Sheet
from indicators.scoring.specs import FactSource
from tests.builders.instrument_documents import document, indicator, jatim, lines, scored

TDI = Answer(Status.TDI)
FULL = {"n": "1", "d": "1"}
# Aspect 1: sub-aspect 1.1 (i1 of 10, i2 of 20, i3 of 30), 1.2 (i4 of 15). Aspect 2: 2.1 (i5 of 25).
WEIGHTS = {"i1": "10", "i2": "20", "i3": "30", "i4": "15", "i5": "25"}


def worksheet(action: str, *tdi: str, weights: dict[str, str] = WEIGHTS, **own: str) -> Result:
    def row(no: int) -> dict[str, Any]:
        code = f"i{no}"
        return indicator(no, weight=weights[code], policies={"tdi": own.get(code, action)})

    sheet = parse_document(document([[row(1), row(2), row(3)], [row(4)]], [[row(5)]], kind="sheet"))
    return scored(sheet, {code: TDI if code in tdi else FULL for code in WEIGHTS})


def weights_of(result: Result) -> list[Fraction]:
    return [row.effective_weight for row in result.rows]


@pytest.mark.parametrize(
    ("action", "tdi", "weights"),
    [
        ("redistribute_sub_aspect", ["i1"], [0, 24, 36, 15, 25]),
        ("redistribute_aspect", ["i1"], [0, Fraction(300, 13), Fraction(450, 13), Fraction(225, 13), 25]),
        (
            "redistribute_all",
            ["i1"],
            [0, Fraction(200, 9), Fraction(300, 9), Fraction(150, 9), Fraction(250, 9)],
        ),
        ("redistribute_sub_aspect", ["i1", "i2"], [0, 0, 60, 15, 25]),
        # No sibling is left: one level up.
        ("redistribute_sub_aspect", ["i1", "i2", "i3"], [0, 0, 0, 75, 25]),
        ("redistribute_sub_aspect", ["i4"], [Fraction(25, 2), 25, Fraction(75, 2), 0, 25]),
        ("redistribute_sub_aspect", ["i1", "i2", "i3", "i4"], [0, 0, 0, 0, 100]),
        (
            "redistribute_aspect",
            ["i5"],
            [Fraction(40, 3), Fraction(80, 3), 40, 20, 0],
        ),
    ],
)
def test_the_rows_of_the_scope_share_in_proportion(
    action: str, tdi: list[str], weights: list[Fraction]
) -> None:
    result = worksheet(action, *tdi)
    assert weights_of(result) == weights
    assert result.total == 100


def test_different_scopes_add_up() -> None:
    # i1 gives its 10 to i2 and i3 as 4 and 6, and i4 its 15 to i2, i3 and i5 as 4, 6 and 5.
    result = worksheet("zero", "i1", "i4", i1="redistribute_sub_aspect", i4="redistribute_all")
    assert weights_of(result) == [0, 28, 42, 0, 30]


def test_a_row_that_scores_nothing_keeps_its_share() -> None:
    result = worksheet("zero", "i1", "i2", i1="redistribute_sub_aspect")
    assert weights_of(result) == [0, 24, 36, 15, 25]
    assert result.total == 76


def test_filling_a_sheet_moves_no_weight() -> None:
    empty = scored(only_desa(), {}, {"desa": 0})
    filled = scored(only_desa(), {"i2": FULL, "i3": {"n": "0", "d": "0"}}, {"desa": 0})
    assert weights_of(empty) == weights_of(filled) == [0, 15, 15]


def only_desa() -> Sheet:
    desa = {"facts": ["desa"], "min": "1"}
    return parse_document(document([[indicator(1, applies=desa), indicator(2), indicator(3)]]))


def test_with_nobody_left_nothing_is_scored() -> None:
    result = worksheet("redistribute_sub_aspect", *WEIGHTS)
    assert (weights_of(result), result.total, result.complete) == ([0, 0, 0, 0, 0], 0, True)
    assert result.rows[0].explanation == (
        "TDI; tidak ada indikator lain yang dapat menerima bobot 10 (kebijakan instrumen 2030)"
    )


def test_rows_of_weight_zero_receive_nothing() -> None:
    weights = WEIGHTS | {"i2": "0", "i3": "0", "i4": "65"}
    result = worksheet("redistribute_sub_aspect", "i1", weights=weights)
    assert weights_of(result) == [0, 0, 0, 75, 25]
    assert result.rows[0].explanation.startswith("TDI; bobot 10 dibagikan ke indikator lain dalam aspek ini")


def perfect(spec: IndicatorSpec, facts: dict[str, int]) -> dict[str, Any]:
    """Values that reach 100 in an indicator of the 2022 instrument."""
    match spec.rule.kind:
        case "checklist":
            return {item.code: "yes" for item in spec.inputs}
        case "choice":
            return {"value": max(spec.levels, key=lambda level: level.achievement).code}
        case "banded":
            return {spec.inputs[0].code: "99"}
        case "parts" if spec.no == 45:
            return {"part": lines("40", "60"), "total": "100"}
        case "parts":
            return {"utama": str(sum(facts.values())), "madya": "0", "pratama": "0"}
    source = spec.inputs[1].source
    whole = sum(facts[name] for name in source.facts) if isinstance(source, FactSource) else 100
    typed = {} if spec.inputs[1].locked else {spec.inputs[1].code: str(whole)}
    return {spec.inputs[0].code: str(whole)} | typed


@pytest.mark.parametrize(
    "facts", [{"desa": 15, "kelurahan": 1}, {"desa": 8, "kelurahan": 0}, {"desa": 0, "kelurahan": 6}]
)
def test_every_kecamatan_can_reach_exactly_100(facts: dict[str, int]) -> None:
    sheet = jatim()
    result = scored(sheet, {spec.code: perfect(spec, facts) for spec in sheet.indicators}, facts)
    assert (result.total, result.whole.effective_weight, result.complete) == (100, 100, True)
