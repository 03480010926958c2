"""Stored texts and typed values."""

from fractions import Fraction
from typing import Any

import pytest

from indicators.scoring.specs import InputSpec, Line, Value
from indicators.scoring.values import ValueProblem, read_value
from tests.builders.instrument_documents import flat, indicator, input_, lines, option


def spec(**changes: Any) -> InputSpec:
    return (
        flat(indicator(1, inputs=[input_("n"), input_("d"), input_("x", **changes)])).indicators[0].inputs[2]
    )


@pytest.mark.parametrize(
    ("changes", "raw", "value"),
    [
        ({}, "0", 0),
        ({}, "12", 12),
        ({}, "12.0", 12),
        ({"kind": "decimal"}, "71.4", Fraction("71.4")),
        ({"kind": "percent", "max": "100"}, "100", 100),
        ({"kind": "rupiah"}, "3659837085", 3659837085),
        ({"kind": "decimal", "min": None}, "-0.5", Fraction(-1, 2)),
        ({"kind": "decimal", "step": "0.25"}, "1.75", Fraction(7, 4)),
        ({"kind": "yes_no"}, "yes", True),
        ({"kind": "yes_no"}, "no", False),
        ({"kind": "text"}, "Perdes 4/2021", "Perdes 4/2021"),
        ({"repeatable": True}, lines("5", "7"), (Line("Baris 1", Fraction(5)), Line("Baris 2", Fraction(7)))),
        ({"repeatable": True}, lines("5", ""), None),
        ({"repeatable": True}, [], None),
        ({}, "", None),
        ({"kind": "yes_no"}, None, None),
    ],
)
def test_what_is_stored_is_read(changes: dict[str, Any], raw: object, value: Value | None) -> None:
    assert read_value(spec(**changes), (), raw) == value


WRITE_A_NUMBER = 'tulis angka dengan titik desimal, misalnya "12" atau "12.5"'


@pytest.mark.parametrize(
    ("changes", "raw", "sentence"),
    [
        *(
            ({}, raw, WRITE_A_NUMBER)
            for raw in ("dua", "1e5", "NaN", "1_000", "1,5", "+1", " 1", "١٢", "1" * 31)
        ),
        ({}, "1.5", "tulis bilangan bulat, misalnya 12"),
        ({}, "-1", "tulis angka paling kecil 0"),
        ({"kind": "percent", "max": "100"}, "100.01", "tulis angka paling besar 100"),
        ({"kind": "decimal", "step": "0.25"}, "0.3", "tulis kelipatan 0,25"),
        ({}, 12, 'tulis nilainya sebagai teks, misalnya "12"'),
        ({"kind": "yes_no"}, "true", "pilih ada atau tidak"),
        ({"repeatable": True}, "5", "tulis sebagai daftar baris yang bernama dan bernilai"),
        ({"repeatable": True}, ["5"], "tulis sebagai daftar baris yang bernama dan bernilai"),
        ({"repeatable": True}, lines("x"), WRITE_A_NUMBER),
    ],
)
def test_what_an_input_cannot_hold_is_refused(changes: dict[str, Any], raw: object, sentence: str) -> None:
    with pytest.raises(ValueProblem) as caught:
        read_value(spec(**changes), (), raw)
    assert str(caught.value) == sentence


def test_a_choice_is_one_of_the_codes() -> None:
    row = flat(
        indicator(
            1,
            rule="choice",
            params={"value": "v"},
            inputs=[input_("v", kind="choice")],
            levels=[option("ADA", "Ada", "100"), option("TIDAK", "Tidak", "0")],
        )
    ).indicators[0]
    assert read_value(row.inputs[0], row.levels, "ADA") == "ADA"
    with pytest.raises(ValueProblem, match="pilih salah satu: Ada, Tidak"):
        read_value(row.inputs[0], row.levels, "Ada")
