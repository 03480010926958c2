"""Daftar periksa: items that are there, by their weights or all equal."""

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
)


def checklist(*coefficients: str | None) -> Raw:
    """Items a, b, c …, each of a weight or of none."""
    items = [
        input_(code, kind="yes_no", unit="", coefficient=it)
        for code, it in zip("abcde", coefficients, strict=False)
    ]
    return {"rule": "checklist", "params": {}, "inputs": items}


EQUAL = checklist(None, None, None)
WEIGHED = checklist("0.25", "0.5", "0.25", "0.25", "0.25")


def test_items_count_alike_or_by_their_weights() -> None:
    assert computed({"a": "yes", "b": "no", "c": "yes"}, **EQUAL) == scored_row(
        "200/3", "2 dari 3 ada → capaian 66,666667"
    )
    assert computed({"a": "yes", "b": "yes", "c": "no", "d": "no", "e": "no"}, **WEIGHED) == scored_row(
        "50", "2 dari 5 ada, bobot butir 0,75 dari 1,5 → capaian 50"
    )


def test_an_empty_row_says_how_it_will_be_computed() -> None:
    assert outline_of(**EQUAL) == "Yang ada ÷ semua × 100"


@pytest.mark.parametrize(
    ("shape", "sentence"),
    [
        (checklist(), "daftar periksa memerlukan butir data berjenis ada/tidak"),
        (checklist("1", None), "isi koefisien semua butir data, atau kosongkan semuanya"),
        (checklist("0"), "koefisien butir data harus lebih dari 0"),
        (EQUAL | {"params": {"value": "a"}}, "parameter “value” tidak dikenal"),
    ],
)
def test_it_asks_for_items_of_one_sort(shape: Raw, sentence: str) -> None:
    assert refusals(**shape) == [sentence]


def test_it_gains_by_each_missing_item() -> None:
    assert suggested({"a": "yes", "b": "no", "c": "no"}, **EQUAL) == [
        "Penuhi “Jumlah b”: +3,33",
        "Penuhi “Jumlah c”: +3,33",
    ]
    assert suggested({"b": "yes"}, **EQUAL) == ["Penuhi “Jumlah a”: +6,67", "Penuhi “Jumlah c”: +6,67"]


@pytest.mark.parametrize(("weight", "text"), [(None, "100*(G1+G2)/2"), ("0.3", "100*(0.3*G1+0.3*G2)/0.6")])
def test_in_a_workbook_items_are_added_by_their_weights(weight: str | None, text: str) -> None:
    assert excel_of({"a": "G1", "b": "G2"}, **checklist(weight, weight)) == f"MAX(0,MIN(100,{text}))"


def test_a_sample_answers_every_item() -> None:
    assert sampled(**EQUAL) == {"a": "no", "b": "no", "c": "no"}


def test_everything_can_be_reached() -> None:
    assert reach_of(**WEIGHED) == ("0", "100")
