"""Values that come from the profile, another row or the edition, beside those that are typed."""

from fractions import Fraction
from typing import Any

import pytest

from indicators.scoring.items import Answer, AnswerProblem, Status, build_items
from indicators.scoring.row_warnings import source_name
from indicators.scoring.sheet import Outcome
from tests.builders.instrument_documents import flat, indicator, input_, scored

FROM_DESA = {"facts": ["desa"]}
FROM_BOTH = {"facts": ["desa", "kelurahan"]}


def ratio_of(source: dict[str, Any], no: int = 1, **changes: Any) -> dict[str, Any]:
    return indicator(no, inputs=[input_("n"), input_("d", source=source, **changes)])


@pytest.mark.parametrize(
    ("source", "origin", "value"),
    [
        (FROM_DESA, "fact", 15),
        (FROM_BOTH, "fact", 16),
        ({"constant": "20"}, "constant", 20),
        ({"indicator": "i2", "input": "d"}, "indicator", 40),
    ],
)
def test_a_sourced_input_is_not_typed(source: dict[str, Any], origin: str, value: int) -> None:
    sheet = flat(ratio_of(source), indicator(2))
    result = scored(sheet, {"i1": {"n": "4"}, "i2": {"n": "1", "d": "40"}}, {"desa": 15, "kelurahan": 1})
    resolved = result.row("i1").inputs[1]
    assert (resolved.origin, resolved.value, resolved.offered) == (origin, value, value)
    assert result.row("i1").measure == Fraction(400, value)


def test_a_typed_value_wins_and_a_difference_is_worth_a_warning() -> None:
    row = scored(
        flat(ratio_of(FROM_DESA, overridable=True)), {"i1": {"n": "4", "d": "8"}}, {"desa": 15}
    ).rows[0]
    resolved = row.inputs[1]
    assert (resolved.origin, resolved.value, resolved.offered, row.measure) == ("typed", 8, 15, 50)
    assert [warning.sentence for warning in row.warnings] == [
        "“Jumlah d” ditulis 8 kegiatan, menurut profil kecamatan 15 kegiatan. "
        "Periksa, atau tulis sebabnya di catatan."
    ]


def test_a_typed_value_that_agrees_with_its_source_is_fine() -> None:
    row = scored(flat(ratio_of(FROM_DESA)), {"i1": {"n": "4", "d": "15"}}, {"desa": 15}).rows[0]
    assert (row.inputs[1].origin, row.warnings) == ("typed", ())


def test_a_fact_that_is_not_known_leaves_the_row_open() -> None:
    row = scored(flat(ratio_of(FROM_BOTH)), {"i1": {"n": "4"}}, {"desa": 15}).rows[0]
    assert (row.outcome, row.inputs[1].origin) == (Outcome.EMPTY, None)
    assert row.explanation == (
        "Belum diisi: Jumlah d (dari profil kecamatan). Terisi ÷ jumlah × 100, dikali bobot 10"
    )


def test_a_chain_of_rows_hands_a_value_on() -> None:
    sheet = flat(
        ratio_of({"indicator": "i2", "input": "d"}),
        ratio_of({"indicator": "i3", "input": "d"}, 2),
        indicator(3),
    )
    result = scored(sheet, {"i1": {"n": "5"}, "i2": {"n": "10"}, "i3": {"d": "20"}})
    assert [row.measure for row in result.rows] == [25, 50, None]


@pytest.mark.parametrize(
    ("answer", "facts"),
    [
        (Answer(Status.TDI, {"d": "40"}), {"desa": 1}),
        (Answer(Status.NONE_OCCURRED, {"d": "40"}), {"desa": 1}),
        (Answer(Status.FILLED, {"d": "40"}), {"desa": 0}),
        (Answer(Status.FILLED, {}), {"desa": 1}),
    ],
    ids=["tdi", "nihil", "tidak berlaku", "belum diisi"],
)
def test_a_row_without_data_offers_nothing(answer: Answer, facts: dict[str, int]) -> None:
    sheet = flat(
        ratio_of({"indicator": "i2", "input": "d"}), indicator(2, applies={"facts": ["desa"], "min": "1"})
    )
    row = scored(sheet, {"i1": {"n": "5"}, "i2": answer}, facts).row("i1")
    assert row.outcome == Outcome.EMPTY
    assert row.explanation.startswith("Belum diisi: Jumlah d (dari nomor 2).")


@pytest.mark.parametrize(
    ("source", "name"),
    [
        (FROM_DESA, "profil kecamatan"),
        ({"constant": "3"}, "instrumen"),
        ({"indicator": "i2", "input": "n"}, "nomor 2"),
    ],
)
def test_sources_have_names(source: dict[str, Any], name: str) -> None:
    assert source_name(flat(ratio_of(source), indicator(2)).indicators[0].inputs[1]) == name


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"x": "1"}, "Nomor 1: butir data “x” tidak ada."),
        ({"n": "-1"}, "Nomor 1: Jumlah n: tulis angka paling kecil 0."),
        ({"n": 5}, 'Nomor 1: Jumlah n: tulis nilainya sebagai teks, misalnya "12".'),
    ],
)
def test_what_an_input_cannot_hold_is_refused(values: dict[str, Any], sentence: str) -> None:
    with pytest.raises(AnswerProblem) as caught:
        build_items(flat(indicator(1)), {}, {"i1": Answer(Status.FILLED, values)})
    assert str(caught.value) == sentence


def test_every_indicator_has_its_item_in_order() -> None:
    sheet = flat(indicator(1), indicator(2), indicator(3))
    assert [item.indicator.code for item in build_items(sheet, {}, {})] == ["i1", "i2", "i3"]
