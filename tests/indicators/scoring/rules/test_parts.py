"""Bagian dari total: named parts or lines, by their coefficients, out of a total."""

import pytest

from tests.builders.instrument_documents import Raw, input_, lines
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


def parts(*inputs: Raw, total: Raw | None = None, **params: object) -> Raw:
    codes = [item["code"] for item in inputs]
    params = {"parts": codes, "total": "t", **params}
    return {"rule": "parts", "params": params, "inputs": [*inputs, total or input_("t")]}


def points(total: str, *most: str | None) -> Raw:
    """Awards of these coefficients (1,5 and 1) and at most so many, out of points that the edition fixes."""
    awards = [input_(c, coefficient=w, max=m) for c, w, m in zip("ab", ("1.5", "1"), most, strict=True)]
    return parts(*awards, total=input_("t", unit="poin", source={"constant": total}))


LEVELS = parts(input_("a", coefficient="1"), input_("b", coefficient="0.5"))
BUDGET = parts(input_("part", repeatable=True), adds_up=True)
RUPIAH = {"kind": "rupiah", "unit": "Rp"}


@pytest.mark.parametrize(
    ("shape", "values", "achievement", "sentence"),
    [
        (LEVELS, {"a": "3", "b": "4", "t": "10"}, "50", "(1 × 3 + 0,5 × 4) ÷ 10 × 100 = 50"),
        (BUDGET, {"part": lines("30", "45"), "t": "100"}, "75", "(30 + 45) ÷ 100 × 100 = 75"),
        (BUDGET, {"part": lines("30"), "t": "100"}, "30", "30 ÷ 100 × 100 = 30"),
        (BUDGET, {"part": lines(*"1234567"), "t": "56"}, "50", "28 (jumlah 7 bagian) ÷ 56 × 100 = 50"),
    ],
)
def test_parts_are_weighed_and_divided(shape: Raw, values: Raw, achievement: str, sentence: str) -> None:
    assert computed(values, **shape) == scored_row(achievement, sentence)


def test_a_total_of_0_gives_nothing() -> None:
    assert computed({"a": "0", "b": "0", "t": "0"}, **LEVELS) == undefined_row(
        "(1 × 0 + 0,5 × 0) ÷ 0 tidak dapat dihitung"
    )


def test_an_empty_row_says_how_it_will_be_computed() -> None:
    assert outline_of(**LEVELS) == "Jumlah bagian ÷ total × 100"


@pytest.mark.parametrize(
    ("params", "sentence"),
    [
        ({"parts": "a", "total": "t"}, "parameter “parts” harus daftar kode butir data"),
        (
            {"parts": ["a", "t"], "total": "t"},
            "parameter “parts” dan “total” menyebut butir data yang sama dua kali",
        ),
        (
            {"parts": ["a"], "total": "t", "adds_up": "ya"},
            "parameter “adds_up” harus salah satu dari False, True",
        ),
    ],
)
def test_it_asks_for_a_list_of_parts_and_a_total(params: Raw, sentence: str) -> None:
    assert refusals(**LEVELS | {"params": params}) == [sentence]


@pytest.mark.parametrize(
    ("shape", "values", "codes"),
    [
        (LEVELS, {"a": "3", "b": "4", "t": "10"}, []),
        (LEVELS, {"a": "6", "b": "5", "t": "10"}, ["parts_differ"]),
        (BUDGET, {"part": lines("30", "45"), "t": "75"}, []),
        (BUDGET, {"part": lines("30", "45"), "t": "76"}, ["parts_differ"]),
        (BUDGET, {"part": lines("30", "45")}, []),
        (points("5", None, None), {"a": "6", "b": "5"}, []),
    ],
)
def test_parts_that_do_not_make_up_the_total_are_worth_a_warning(
    shape: Raw, values: Raw, codes: list[str]
) -> None:
    assert warned(values, **shape) == codes


def test_it_gains_by_one_more_of_the_heaviest_or_by_one_that_moves_up() -> None:
    assert suggested({"a": "1", "b": "1", "t": "4"}, **LEVELS) == [
        "Naikkan “Jumlah a” dari 1 ke 2 kegiatan: +2,50"
    ]
    assert suggested({"a": "1", "b": "3", "t": "4"}, **LEVELS) == [
        "Naikkan satu dari “Jumlah b” menjadi “Jumlah a”: +1,25"
    ]


def test_lines_of_a_budget_gain_by_a_hundredth_of_the_total() -> None:
    money = parts(input_("p", **RUPIAH, repeatable=True), total=input_("t", **RUPIAH))

    assert suggested({"p": lines("100", "200"), "t": "1000"}, **money) == [
        "Tambah Rp10 pada “Baris 1”: +0,10"
    ]


def test_nothing_moves_up_into_lines() -> None:
    mixed = parts(input_("a", repeatable=True), input_("b", coefficient="0.5"))

    assert suggested({"a": lines("1"), "b": "3", "t": "4"}, **mixed) == []


def test_in_a_workbook_parts_are_weighed_and_lists_are_summed() -> None:
    shape = parts(input_("p", repeatable=True), input_("m", coefficient="0.75"))
    cells = {"p": "G1:G8", "m": "G9", "t": "G10"}

    assert excel_of(cells, **shape) == "MAX(0,MIN(100,100*(SUM(G1:G8)+0.75*G9)/G10))"


def test_a_sample_lays_a_total_over_the_parts() -> None:
    assert sampled(**LEVELS) == {"t": "24", "a": "12", "b": "12"}
    assert sampled(**points("5", None, None)) == {"a": "12", "b": "12"}


def test_a_sampled_budget_is_the_sum_of_its_lines() -> None:
    budget = sampled(**BUDGET)

    assert isinstance(budget["part"], list)
    assert budget["t"] == str(sum(int(line["value"]) for line in budget["part"]))


@pytest.mark.parametrize(
    ("shape", "highest"),
    [
        (LEVELS, "100"),
        (parts(input_("a", coefficient="0.5"), input_("b", coefficient="0.25")), "50"),
        (points("5", "2", "2"), "100"),
        (points("10", "2", "2"), "50"),
        (points("5", None, "2"), "100"),
    ],
)
def test_coefficients_and_bounds_tell_what_can_be_reached(shape: Raw, highest: str) -> None:
    assert reach_of(**shape) == ("0", highest)
