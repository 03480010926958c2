"""Rasio: numerator ÷ denominator × 100, capped."""

import pytest

from tests.builders.instrument_documents import Raw, flat, indicator, input_, level, scored
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
    words_of_levels,
)

MONEY = [input_("n", kind="rupiah", unit="Rp"), input_("d", kind="rupiah", unit="Rp")]


@pytest.mark.parametrize(
    ("n", "d", "achievement", "sentence"),
    [
        ("18", "32", "225/4", "18 ÷ 32 × 100 = 56,25"),
        ("40", "32", "100", "40 ÷ 32 × 100 = 125, dibatasi 100"),
        ("1", "3", "100/3", "1 ÷ 3 × 100 = 33,333333"),
    ],
)
def test_a_share_becomes_the_achievement(n: str, d: str, achievement: str, sentence: str) -> None:
    assert computed({"n": n, "d": d}) == scored_row(achievement, sentence)


@pytest.mark.parametrize("n", ["0", "3"])
def test_a_denominator_of_0_gives_nothing(n: str) -> None:
    assert computed({"n": n, "d": "0"}) == undefined_row(f"{n} ÷ 0 tidak dapat dihitung")


def test_an_empty_row_says_how_it_will_be_computed() -> None:
    assert outline_of() == "Terisi ÷ jumlah × 100"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"params": {"numerator": "n"}}, "parameter “denominator” harus menyebut kode butir data"),
        (
            {"params": {"numerator": "n", "denominator": "x"}},
            "parameter “denominator” menunjuk butir data “x” yang tidak ada",
        ),
        (
            {"params": {"numerator": "n", "denominator": "d", "bonus": "5"}},
            "parameter “bonus” tidak dikenal",
        ),
        (
            {"inputs": [input_("n"), input_("d", kind="text")]},
            "parameter “denominator”: jenis butir data “d” tidak cocok",
        ),
        (
            {"inputs": [input_("n"), input_("d", repeatable=True)]},
            "parameter “denominator”: butir data “d” tidak boleh berulang",
        ),
    ],
)
def test_it_asks_for_two_single_numbers(changes: Raw, sentence: str) -> None:
    assert refusals(**changes) == [sentence]


@pytest.mark.parametrize(("n", "codes"), [("33", ["above_denominator"]), ("32", [])])
def test_more_than_the_whole_is_worth_a_warning(n: str, codes: list[str]) -> None:
    assert warned({"n": n, "d": "32"}) == codes


@pytest.mark.parametrize(
    ("d", "facts", "codes"),
    [
        ("3", {"desa": 4}, ["fewer_than_villages"]),
        ("4", {"desa": 4}, []),
        ("3", {"kelurahan": 4}, []),
        ("3", {}, []),
    ],
)
def test_a_typed_whole_of_fewer_villages_than_there_are_is_worth_a_warning(
    d: str, facts: dict[str, int], codes: list[str]
) -> None:
    sheet = flat(indicator(1, inputs=[input_("n", villages=["desa"]), input_("d")]))

    row = scored(sheet, {"i1": {"n": "3", "d": d}}, facts).rows[0]

    assert [warning.code for warning in row.warnings] == codes


def test_it_gains_by_one_more_of_what_is_counted() -> None:
    assert suggested({"n": "18", "d": "32"}) == ["Naikkan “Jumlah n” dari 18 ke 19 kegiatan: +0,31"]
    assert suggested({"n": "32", "d": "32"}) == []
    assert suggested({"n": "0", "d": "0"}) == []


def test_money_gains_by_a_hundredth_of_the_whole() -> None:
    assert suggested({"n": "1000", "d": "2050"}, inputs=MONEY) == [
        "Naikkan “Jumlah n” dari Rp1.000 ke Rp1.021: +0,10"
    ]


def test_in_a_workbook_it_is_a_capped_division() -> None:
    assert excel_of({"n": "G1", "d": "G2"}) == "MAX(0,MIN(100,100*G1/G2))"


def test_a_sample_is_a_share_of_a_few_and_leaves_a_locked_whole_alone() -> None:
    locked = [input_("n"), input_("d", source={"facts": ["desa"]})]

    assert sampled() == {"n": "9", "d": "24"}
    assert sampled(inputs=locked) == {"n": "9"}


@pytest.mark.parametrize(
    ("n", "d", "reach"),
    [
        ({}, {}, ("0", "100")),
        ({"max": "5"}, {"min": "10"}, ("0", "50")),
        ({"min": "10"}, {"max": "20"}, ("50", "100")),
        ({"source": {"facts": ["desa"]}}, {"source": {"facts": ["desa"]}}, ("100", "100")),
    ],
)
def test_bounds_tell_what_can_be_reached(n: Raw, d: Raw, reach: tuple[str, str]) -> None:
    assert reach_of(inputs=[input_("n", **n), input_("d", **d)]) == reach


def test_levels_that_it_does_not_use_are_called_by_their_labels() -> None:
    levels = [level("0", "50", label="Sedikit"), level("5", "100", label="Banyak")]

    assert words_of_levels(levels=levels) == ["Sedikit", "Banyak"]
