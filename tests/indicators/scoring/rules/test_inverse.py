"""Makin kecil makin baik: (2 × target − realisasi) ÷ target × 100, capped."""

import pytest

from tests.builders.instrument_documents import Raw, input_
from tests.builders.rule_rows import (
    computed,
    excel_of,
    outline_of,
    reach_of,
    refusals,
    sampled,
    scored_row,
    suggested,
    undefined_row,
    warned,
)

INVERSE: Raw = {
    "rule": "inverse",
    "params": {"realisation": "r", "target": "t"},
    "inputs": [input_("r"), input_("t")],
}


@pytest.mark.parametrize(
    ("r", "achievement", "sentence"),
    [
        ("12", "80", "12 kegiatan; (2 × 10 − 12) ÷ 10 × 100 = 80"),
        ("25", "0", "25 kegiatan; (2 × 10 − 25) ÷ 10 × 100 = -50, dibatasi 0"),
        ("2", "100", "2 kegiatan; (2 × 10 − 2) ÷ 10 × 100 = 180, dibatasi 100"),
    ],
)
def test_what_stays_under_twice_the_target_counts(r: str, achievement: str, sentence: str) -> None:
    assert computed({"r": r, "t": "10"}, **INVERSE) == scored_row(achievement, sentence)
    assert warned({"r": r, "t": "10"}, **INVERSE) == []


def test_a_target_of_0_gives_nothing() -> None:
    assert computed({"r": "0", "t": "0"}, **INVERSE) == undefined_row(
        "0 kegiatan; target 0 tidak dapat dihitung"
    )


def test_an_empty_row_says_how_it_will_be_computed() -> None:
    assert outline_of(**INVERSE) == "(2 × target − realisasi) ÷ target × 100"


def test_it_asks_for_a_realisation_and_a_target() -> None:
    assert refusals(**INVERSE | {"params": {"realisation": "r"}}) == [
        "parameter “target” harus menyebut kode butir data"
    ]


def test_it_gains_by_one_fewer() -> None:
    assert suggested({"r": "6", "t": "4"}, **INVERSE) == ["Turunkan dari 6 ke 5 kegiatan: +2,50"]


def test_in_a_workbook_it_counts_from_twice_the_target() -> None:
    assert excel_of({"r": "G1", "t": "G2"}, **INVERSE) == "MAX(0,MIN(100,100*(2*G2-(G1))/G2))"


def test_a_sample_gives_both_numbers() -> None:
    assert sampled(**INVERSE) == {"r": "22", "t": "22"}


def test_everything_can_be_reached() -> None:
    assert reach_of(**INVERSE) == ("0", "100")
