"""Rumus: arithmetic over named inputs, as it is, looked up in a table, or where fewer is better."""

import pytest

from tests.builders.instrument_documents import Raw, input_, level
from tests.builders.rule_rows import (
    computed,
    excel_of,
    outline_of,
    reach_of,
    refusals,
    rule_of,
    sampled,
    scored_row,
    suggested,
    undefined_row,
    words_of_levels,
)


def formula(text: str, *inputs: Raw, levels: list[Raw] | None = None, **params: object) -> Raw:
    params = {"formula": text, **params}
    return {"rule": "formula", "params": params, "inputs": list(inputs), "levels": levels or []}


PLAIN = formula("(a + b) / (n * 2) * 100", *map(input_, "abn"), convert="as_is")
TABLE = [level("0", "10"), level("0.7", "60"), level("1", "100", inclusive=False)]
BANDED = formula("a / b", *map(input_, "ab"), levels=TABLE, convert="banded", round=1)
INVERSE = formula("a + b", *map(input_, "abt"), convert="inverse", target="t")
WITH_PAPER = formula("n × 10 + ada × 50", input_("n"), input_("ada", label="SK", kind="yes_no"))


@pytest.mark.parametrize(
    ("shape", "values", "achievement", "sentence"),
    [
        (PLAIN, {"a": "3", "b": "4", "n": "5"}, "70", "(3 + 4) ÷ (5 × 2) × 100 = 70"),
        (
            BANDED,
            {"a": "65", "b": "100"},
            "60",
            "65 ÷ 100 = 0,65 dibulatkan 0,7 masuk tingkat ≥ 0,7 → capaian 60",
        ),
        (BANDED, {"a": "1", "b": "1"}, "60", "1 ÷ 1 = 1 masuk tingkat ≥ 0,7 → capaian 60"),
        (INVERSE, {"a": "5", "b": "6", "t": "10"}, "90", "5 + 6 = 11; (2 × 10 − 11) ÷ 10 × 100 = 90"),
    ],
)
def test_a_formula_is_worked_out_and_converted(
    shape: Raw, values: Raw, achievement: str, sentence: str
) -> None:
    assert computed(values, **shape) == scored_row(achievement, sentence)


def test_a_division_by_0_gives_nothing() -> None:
    assert computed({"a": "0", "b": "0", "n": "0"}, **PLAIN) == undefined_row(
        "(0 + 0) ÷ (0 × 2) × 100 tidak dapat dihitung"
    )


def test_an_empty_row_says_how_it_will_be_computed() -> None:
    assert outline_of(**PLAIN) == "Menurut rumus"
    assert outline_of(**BANDED) == "Menurut rumus, dicocokkan dengan tabel konversi"


@pytest.mark.parametrize(
    ("shape", "sentence"),
    [
        (formula(" "), "parameter “formula” belum diisi"),
        (
            formula("a + x", input_("a")),
            "rumus: Huruf ke-5: nama “x” tidak dikenal; pakai nama butir data indikator ini",
        ),
        (
            formula("a", input_("a"), convert="inverse"),
            "parameter “target” harus menyebut kode butir data",
        ),
        (formula("a", input_("a"), convert="banded"), "tabel konversi belum berisi tingkat"),
        (
            formula("a", input_("a"), convert="akar"),
            "parameter “convert” harus salah satu dari as_is, banded, inverse",
        ),
    ],
)
def test_it_asks_for_arithmetic_over_its_inputs(shape: Raw, sentence: str) -> None:
    assert refusals(**shape) == [sentence]


def test_its_inputs_are_tried_until_the_table_gives_more() -> None:
    table = [level("0", "0"), level("50", "80")]
    shape = formula("n / d * 100", input_("n"), input_("d"), levels=table, convert="banded")

    assert suggested({"n": "1", "d": "10"}, **shape) == ["Naikkan “Jumlah n” dari 1 ke 5 kegiatan: +8,00"]


def test_where_fewer_is_better_inputs_are_lowered() -> None:
    assert suggested({"a": "5", "b": "0", "t": "4"}, **INVERSE) == [
        "Turunkan “Jumlah a” dari 5 ke 4 kegiatan: +2,50"
    ]


def test_what_is_not_there_is_suggested_as_an_item() -> None:
    assert suggested({"n": "1", "ada": "no"}, **WITH_PAPER) == [
        "Penuhi “SK”: +5,00",
        "Naikkan “Jumlah n” dari 1 ke 2 kegiatan: +1,00",
    ]
    assert suggested({"n": "1", "ada": "yes"}, **WITH_PAPER) == [
        "Naikkan “Jumlah n” dari 1 ke 2 kegiatan: +1,00"
    ]


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
def test_in_a_workbook_arithmetic_keeps_its_brackets_and_guards_what_it_divides_by(
    written: str, text: str
) -> None:
    inputs = [input_("a", kind="decimal"), input_("b", kind="decimal"), input_("p", repeatable=True)]
    cells = {"a": "G1", "b": "G2", "p": "P1:P9"}

    assert excel_of(cells, **formula(written, *inputs)) == f"MAX(0,MIN(100,{text}))"


def test_a_sample_gives_every_input_that_the_formula_reads() -> None:
    inputs = [input_("ada", kind="yes_no"), input_("p", label="Juri", repeatable=True), input_("x")]

    assert sampled(**formula("ada + sum(p)", *inputs)) == {
        "ada": "no",
        "p": [{"label": f"Juri {n}", "value": "22"} for n in (1, 2, 3)],
    }


def test_levels_are_shown_where_the_table_is_used() -> None:
    assert words_of_levels(**BANDED) == ["≥ 0", "≥ 0,7", "> 1"]
    assert words_of_levels(**PLAIN | {"levels": [level("0", "10", label="Rendah")]}) == ["Rendah"]


def test_only_a_formula_without_inputs_tells_what_can_be_reached() -> None:
    assert reach_of(**formula("40 + 2")) == ("42", "42")
    assert reach_of(**formula("1 / 0")) == ("0", "100")
    assert reach_of(**PLAIN) == ("0", "100")
    assert reach_of(**INVERSE) == ("0", "100")


def test_the_linter_is_told_of_terms_that_stand_twice() -> None:
    inputs = [input_(code) for code in "abd"]

    assert [it.sentence for it in rule_of(**formula("(a + b + a) / d", *inputs)).findings("i1")] == [
        "Indikator i1: rumus menyebut “Jumlah a” dua kali dalam satu penjumlahan."
    ]
    assert list(rule_of(**formula("(a + b) / (a + d)", *inputs)).findings("i1")) == []
