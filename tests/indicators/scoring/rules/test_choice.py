"""Pilihan: one option of a list gives its achievement."""

import pytest

from tests.builders.instrument_documents import Raw, input_, option
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
    words_of_levels,
)


def choice(*options: Raw) -> Raw:
    inputs = [input_("v", kind="choice", unit="")]
    return {"rule": "choice", "params": {"value": "v"}, "inputs": inputs, "levels": list(options)}


TWO = choice(option("TIDAK", "Tidak", "0"), option("ADA", "Ada", "100"))
UNORDERED = choice(option("c", "Cukup", "40"), option("a", "Baik sekali", "100"), option("b", "Baik", "80"))


def test_the_option_gives_its_achievement() -> None:
    assert computed({"v": "TIDAK"}, **TWO) == scored_row("0", "Tidak → capaian 0")
    assert computed({"v": "ADA"}, **TWO) == scored_row("100", "Ada → capaian 100")


def test_an_empty_row_says_how_it_will_be_computed() -> None:
    assert outline_of(**TWO) == "Capaian menurut pilihan"


@pytest.mark.parametrize(
    ("shape", "sentence"),
    [
        (choice(), "daftar pilihan belum berisi"),
        (choice(option("", "Ada", "5")), "setiap pilihan memerlukan kode dan nama"),
        (choice(option("A", "Ada", "5"), option("B", "ada", "6")), "kode dan nama pilihan tidak boleh sama"),
        (TWO | {"inputs": [input_("v")]}, "parameter “value”: jenis butir data “v” tidak cocok"),
    ],
)
def test_it_asks_for_named_options(shape: Raw, sentence: str) -> None:
    assert refusals(**shape) == [sentence]


def test_it_gains_at_the_next_option_wherever_that_stands_in_the_list() -> None:
    assert suggested({"v": "c"}, **UNORDERED) == ["Capai “Baik”, sekarang “Cukup”: +4,00"]
    assert suggested({"v": "a"}, **UNORDERED) == []
    assert suggested(None, **UNORDERED) == ["Capai “Cukup”: +4,00"]


def test_in_a_workbook_an_option_is_found_by_its_label() -> None:
    assert excel_of({"v": "G1"}, **TWO) == "SUMPRODUCT((A$2:A$9=G1)*D$2:D$9)"


def test_a_sample_is_one_of_the_options() -> None:
    assert sampled(**UNORDERED) == {"v": "b"}


def test_levels_are_shown_as_the_options_that_they_are() -> None:
    assert rule_of(**TWO).by_option
    assert words_of_levels(**UNORDERED) == ["Cukup", "Baik sekali", "Baik"]


def test_the_options_tell_what_can_be_reached() -> None:
    assert reach_of(**UNORDERED) == ("40", "100")
