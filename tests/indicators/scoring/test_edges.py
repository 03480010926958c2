"""Edges of conversion tables that decide places in a ranking."""

from decimal import Decimal
from fractions import Fraction

import pytest

from indicators.scoring.rounding import stored_decimal
from tests.builders.instrument_documents import input_, jatim, level, row_of, scored

SKM = {
    "rule": "banded",
    "params": {"value": "skm", "round": 2},
    "inputs": [input_("skm", kind="decimal", unit="")],
    "levels": [
        level("25", "25", code="D", label="Tidak baik"),
        level("65", "50", code="C", label="Kurang baik"),
        level("76.61", "75", code="B", label="Baik"),
        level("88.31", "100", code="A", label="Sangat baik"),
    ],
}


@pytest.mark.parametrize(
    ("skm", "achievement"),
    [
        ("64.99", 25),
        ("64.994", 25),
        ("64.995", 50),  # 65.00 after rounding
        ("65.00", 50),
        ("76.60", 50),
        ("76.604", 50),
        ("76.605", 75),
        ("76.61", 75),
        ("88.30", 75),
        ("88.31", 100),
        ("24.99", 0),  # below the lowest level
    ],
)
def test_skm_is_rounded_half_up_before_it_is_looked_up(skm: str, achievement: int) -> None:
    assert row_of({"skm": skm}, **SKM).achievement == achievement


def test_the_sentence_shows_the_rounding() -> None:
    assert row_of({"skm": "64.995"}, **SKM).explanation == (
        "64,995 dibulatkan 65,00 masuk tingkat Kurang baik (≥ 65) → capaian 50; × bobot 10 = 5"
    )


def test_a_value_below_the_lowest_level_gives_nothing() -> None:
    assert (
        row_of({"skm": "24"}, **SKM).explanation == "24 di bawah tingkat terendah → capaian 0; × bobot 10 = 0"
    )


@pytest.mark.parametrize(
    ("akip", "achievement"),
    [("0", 0), ("30", 0), ("30.01", 25), ("60", 50), ("70", 75), ("70.01", 100), ("71.4", 100), ("100", 100)],
)
def test_akip_levels_begin_above_their_bound(akip: str, achievement: int) -> None:
    assert scored(jatim(), {"i43": {"value": akip}}).row("i43").achievement == achievement


IKM_TOTALS = (105, 101, 100, 116, 102, 105, 106, 105, 115)
IKM_FORMULA = f"({' + '.join(f'u{n}' for n in range(1, 10))}) / (jawaban * 9) * 25"


def test_ikm_of_29_answers_is_not_rounded_on_the_way() -> None:
    row = row_of(
        {f"u{n}": str(total) for n, total in enumerate(IKM_TOTALS, start=1)} | {"jawaban": "29"},
        rule="formula",
        params={"formula": IKM_FORMULA, "convert": "as_is"},
        inputs=[*(input_(f"u{n}") for n in range(1, 10)), input_("jawaban")],
    )
    assert row.achievement == Fraction(955 * 25, 29 * 9)
    assert round(row.achievement, 3) == Fraction("91.475")
    assert row.explanation == (
        "(105 + 101 + 100 + 116 + 102 + 105 + 106 + 105 + 115) ÷ (29 × 9) × 25 = 91,475096; "
        "× bobot 10 = 9,14751"
    )


@pytest.mark.parametrize(
    ("count", "achievement"), [(0, 0), (1, 20), (4, 80), (5, 100), (6, 100), (10**6, 100)]
)
def test_a_count_above_the_last_level_stays_in_it(count: int, achievement: int) -> None:
    assert scored(jatim(), {"i39": {"n": str(count)}}).row("i39").achievement == achievement


def test_stored_totals_are_rounded_half_even() -> None:
    assert stored_decimal(Fraction(1, 2 * 10**12)) == Decimal("0.000000000000")
    assert stored_decimal(Fraction(3, 2 * 10**12)) == Decimal("0.000000000002")
    assert stored_decimal(Fraction(2, 3)) == Decimal("0.666666666667")
