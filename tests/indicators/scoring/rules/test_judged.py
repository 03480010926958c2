"""Nilai juri: the mean or the median of several marks."""

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
)


def judged(aggregate: str, **bounds: str) -> Raw:
    inputs = [input_("v", kind="decimal", repeatable=True, **bounds)]
    return {"rule": "judged", "params": {"value": "v", "aggregate": aggregate}, "inputs": inputs}


MEAN, MEDIAN = judged("mean", max="100"), judged("median", max="100")


def test_marks_are_averaged() -> None:
    assert computed({"v": lines("80", "85", "91")}, **MEAN) == scored_row(
        "256/3", "Rata-rata 3 juri: (80 + 85 + 91) ÷ 3 = 85,333333"
    )
    assert computed({"v": lines("90", "70", "85", "60")}, **MEDIAN) == scored_row(
        "155/2", "Median 4 juri: 90; 70; 85; 60 → 77,5"
    )


def test_an_empty_row_says_how_it_will_be_computed() -> None:
    assert (outline_of(**MEAN), outline_of(**MEDIAN)) == ("Rata-rata nilai juri", "Median nilai juri")


def test_it_asks_for_a_repeatable_number_and_one_of_two_words() -> None:
    assert refusals(**MEAN | {"inputs": [input_("v")]}) == [
        "parameter “value”: butir data “v” harus dapat diulang"
    ]
    assert refusals(**judged("modus")) == ["parameter “aggregate” harus salah satu dari mean, median"]


def test_nothing_is_suggested_for_what_jurors_say() -> None:
    assert suggested({"v": lines("50", "60")}, **MEAN) == []


@pytest.mark.parametrize(("shape", "name"), [(MEAN, "AVERAGE"), (MEDIAN, "MEDIAN")])
def test_in_a_workbook_the_spreadsheet_averages(shape: Raw, name: str) -> None:
    assert excel_of({"v": "G1:G4"}, **shape) == f"MAX(0,MIN(100,{name}(G1:G4)))"


def test_a_sample_is_three_marks_that_the_input_holds() -> None:
    assert sampled(**judged("mean", max="90", step="0.5")) == {
        "v": [
            {"label": "Juri 1", "value": "90"},
            {"label": "Juri 2", "value": "90"},
            {"label": "Juri 3", "value": "90"},
        ]
    }


def test_bounds_tell_what_can_be_reached() -> None:
    assert reach_of(**judged("mean")) == ("0", "100")
    assert reach_of(**judged("mean", min="20", max="90")) == ("20", "90")
