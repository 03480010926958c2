"""Tabel konversi: one number, or a ratio, looked up downward among lower bounds."""

from fractions import Fraction

import pytest

from indicators.scoring.rules.banded import Bands
from tests.builders.instrument_documents import Raw, jatim, level
from tests.builders.rule_rows import (
    banded,
    computed,
    excel_of,
    outline_of,
    reach_of,
    refusals,
    sampled,
    scored_row,
    spec_of,
    suggested,
    undefined_row,
    warned,
    words_of_levels,
)

N_BY_D = {"numerator": "n", "denominator": "d"}
RATIO: Raw = {
    "rule": "banded",
    "params": N_BY_D,
    "levels": [level("0", "25"), level("26", "50"), level("51", "75"), level("76", "100")],
}


@pytest.mark.parametrize(
    ("n", "d", "achievement", "sentence"),
    [
        ("13", "16", "100", "13 ÷ 16 × 100 = 81,25 masuk tingkat ≥ 76 → capaian 100"),
        ("51", "100", "75", "51 ÷ 100 × 100 = 51 masuk tingkat ≥ 51 → capaian 75"),
        ("25", "100", "25", "25 ÷ 100 × 100 = 25 masuk tingkat ≥ 0 → capaian 25"),
    ],
)
def test_a_ratio_reaches_a_level(n: str, d: str, achievement: str, sentence: str) -> None:
    assert computed({"n": n, "d": d}, **RATIO) == scored_row(achievement, sentence)


def test_a_number_under_the_lowest_level_gives_0() -> None:
    low = "1 kegiatan di bawah tingkat terendah → capaian 0"

    assert computed({"n": "1"}, **banded(level("2", "100"))) == scored_row("0", low)


def test_a_ratio_of_0_by_0_gives_nothing() -> None:
    assert computed({"n": "0", "d": "0"}, **RATIO) == undefined_row("0 ÷ 0 tidak dapat dihitung")


def test_an_empty_row_says_how_it_will_be_computed() -> None:
    assert outline_of(**RATIO) == "Terisi ÷ jumlah × 100, dicocokkan dengan tabel konversi"
    assert outline_of(**banded()) == "Dicocokkan dengan tabel konversi"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"levels": []}, "tabel konversi belum berisi tingkat"),
        ({"levels": [level(None, "5")]}, "setiap tingkat tabel konversi memerlukan batas bawah"),
        (
            {"levels": [level("5", "0"), level("5", "50")]},
            "batas bawah tabel konversi harus naik dari tingkat ke tingkat",
        ),
        ({"params": {**N_BY_D, "round": 9}}, "parameter “round” harus bilangan bulat 0 sampai 6"),
        ({"params": {**N_BY_D, "round": True}}, "parameter “round” harus bilangan bulat 0 sampai 6"),
        ({"levels": [level("0", "101")]}, "capaian setiap tingkat harus antara 0 dan 100"),
    ],
)
def test_it_asks_for_rising_bounds(changes: Raw, sentence: str) -> None:
    assert refusals(**RATIO | changes) == [sentence]


def test_it_is_warned_of_as_a_ratio_is() -> None:
    assert warned({"n": "2", "d": "1"}, **RATIO) == ["above_denominator"]


def test_it_gains_at_the_next_level_that_gives_more() -> None:
    same = [level("0", "50"), level("2", "50"), level("4", "80")]

    assert suggested({"n": "3"}, **banded()) == ["Naikkan dari 3 ke 5 kegiatan: +5,00"]
    assert suggested({"n": "5"}, **banded()) == []
    assert suggested({"n": "0"}, **banded(*same)) == ["Naikkan dari 0 ke 4 kegiatan: +3,00"]


def test_a_bound_that_is_not_reached_by_itself_asks_for_a_step_more() -> None:
    table = [level("0", "0"), level("70", "100", inclusive=False)]

    assert suggested({"n": "69.5"}, **banded(*table, kind="decimal", unit="", step="0.01")) == [
        "Naikkan dari 69,5 ke 70,01: +10,00"
    ]


def test_where_fewer_is_better_it_asks_for_fewer() -> None:
    table = [level("0", "100"), level("1", "60"), level("3", "0")]

    assert suggested({"n": "5"}, **banded(*table)) == ["Turunkan dari 5 ke 2 kegiatan: +6,00"]


def test_a_ratio_asks_for_the_count_that_reaches_the_level() -> None:
    table = [level("0", "0"), level("50", "50"), level("90", "100", inclusive=False)]
    shape = RATIO | {"levels": table}

    assert suggested({"n": "1", "d": "7"}, **shape) == ["Naikkan “Jumlah n” dari 1 ke 4 kegiatan: +5,00"]
    assert suggested({"n": "5", "d": "10"}, **shape) == ["Naikkan “Jumlah n” dari 5 ke 10 kegiatan: +5,00"]


def test_a_number_beyond_what_the_input_takes_is_not_proposed() -> None:
    assert suggested({"n": "3"}, **banded(max="4")) == []


def test_in_a_workbook_it_is_looked_up_by_sign_and_bound_after_rounding() -> None:
    reached = 'SIGN(ROUND(ROUND(G1,10),2)-C$2:C$9)+(B$2:B$9="≥")>0'

    assert excel_of({"n": "G1"}, **banded(params={"round": 2})) == (
        f"INDEX(D$1:D$9,1+SUMPRODUCT(--({reached})))"
    )


def test_a_sample_lies_near_the_upper_bounds_and_is_held_by_its_input() -> None:
    assert sampled(**banded()) == {"n": "7"}
    assert sampled(**banded(max="4")) == {"n": "4"}
    assert sampled(**banded(kind="decimal", unit="")) == {"n": "98.9"}
    assert sampled(**banded(kind="decimal", unit="", step="0.5")) == {"n": "98.5"}
    assert sampled(**RATIO) == {"n": "9", "d": "24"}


def test_levels_are_shown_by_what_lies_in_them() -> None:
    sheet = jatim()
    counts, akip = sheet.by_code["i01"], sheet.by_code["i43"]

    words = counts.rule.level_words(counts.levels)
    assert [words[index] for index in (0, 9, 10)] == ["0", "9", "≥ 10"]
    assert akip.rule.level_words(akip.levels)[4] == "> 70"


def test_a_level_that_holds_several_counts_is_shown_by_its_bound() -> None:
    assert words_of_levels(**banded(level("0", "0"), level("5", "100"))) == ["≥ 0", "≥ 5"]


def test_a_ratio_is_never_taken_for_a_count() -> None:
    levels = [level("0", "0"), level("1", "50"), level("2", "100")]

    assert words_of_levels(**RATIO | {"levels": levels}) == ["≥ 0", "≥ 1", "≥ 2"]


@pytest.mark.parametrize(
    ("shape", "reach"),
    [
        (banded(), ("0", "100")),
        (banded(level("0", "0"), level("5", "80")), ("0", "80")),
        (banded(level("0", "0"), level("5", "50"), level("10", "100"), max="9"), ("0", "50")),
        (banded(level("10", "100"), max="9"), ("0", "0")),
        (banded(level("0", "0"), level("5", "100"), min="5"), ("100", "100")),
        (RATIO | {"levels": [level("0", "0"), level("101", "100")]}, ("0", "0")),
    ],
)
def test_table_and_bounds_tell_what_can_be_reached(shape: Raw, reach: tuple[str, str]) -> None:
    assert reach_of(**shape) == reach


@pytest.mark.parametrize(("value", "index"), [("24.99", None), ("25", 0), ("64.99", 0), ("65", 1), ("99", 1)])
def test_a_level_holds_its_lower_bound_where_that_is_included(value: str, index: int | None) -> None:
    spec = spec_of(**banded(level("25", "50"), level("65", "100"), kind="decimal"))

    assert Bands.of(spec.levels).reached_index(Fraction(value)) == index


def test_a_level_does_not_hold_a_bound_that_is_excluded() -> None:
    spec = spec_of(**banded(level("0", "50"), level("70", "100", inclusive=False), kind="decimal"))

    assert [Bands.of(spec.levels).reached_index(Fraction(it)) for it in ("70", "70.01")] == [0, 1]
