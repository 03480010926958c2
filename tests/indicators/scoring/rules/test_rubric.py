"""Rubrik: levels 1 to n, each with its written description."""

from tests.builders.instrument_documents import input_, option
from tests.builders.rule_rows import (
    computed,
    excel_of,
    outline_of,
    refusals,
    sampled,
    scored_row,
    suggested,
    words_of_levels,
)

RUBRIC = {
    "rule": "rubric",
    "params": {"value": "v"},
    "inputs": [input_("v", kind="choice")],
    "levels": [option(str(n), f"Uraian tingkat {n}", str(25 * n)) for n in range(1, 5)],
}


def test_the_level_gives_its_achievement() -> None:
    assert computed({"v": "3"}, **RUBRIC) == scored_row("75", "Tingkat 3 dari 4 → capaian 75")


def test_an_empty_row_says_how_it_will_be_computed() -> None:
    assert outline_of(**RUBRIC) == "Capaian menurut tingkat"


def test_it_asks_for_levels_that_are_numbered() -> None:
    assert refusals(**RUBRIC | {"levels": [option("2", "Dua", "5")]}) == [
        "kode tingkat rubrik harus 1, 2, 3 dan seterusnya"
    ]


def test_it_gains_at_the_next_level() -> None:
    assert suggested({"v": "2"}, **RUBRIC) == ["Capai “Tingkat 3 dari 4”, sekarang “Tingkat 2 dari 4”: +2,50"]


def test_in_a_workbook_a_level_is_found_by_its_description() -> None:
    assert excel_of({"v": "G1"}, **RUBRIC) == "SUMPRODUCT((A$2:A$9=G1)*D$2:D$9)"


def test_a_sample_is_one_of_the_levels() -> None:
    assert sampled(**RUBRIC) == {"v": "4"}


def test_levels_are_shown_by_their_descriptions() -> None:
    assert words_of_levels(**RUBRIC)[0] == "Uraian tingkat 1"
