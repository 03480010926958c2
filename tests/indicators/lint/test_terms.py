"""Terms that stand twice, units that do not fit each other, guidance that is missing."""

import pytest

from tests.builders.instrument_documents import Raw, input_

from .findings import formula, row, said

TWICE = "Indikator i1: rumus menyebut “Jumlah a” dua kali dalam satu penjumlahan."


def test_missing_guidance_is_a_warning() -> None:
    assert said(row(guidance=" ")) == [("warning", "guidance", "Indikator i1: penjelasan belum diisi.")]


def test_two_inputs_of_one_name_are_a_warning() -> None:
    inputs = [input_("n", label="Jumlah desa"), input_("d", label="jumlah  Desa")]

    assert said(row(inputs=inputs)) == [
        ("warning", "same_term", "Indikator i1: lebih dari satu butir data bernama “Jumlah desa”.")
    ]


def test_two_indicators_of_one_text_are_a_warning() -> None:
    assert said(row(1, text="Jumlah rapat"), row(2), row(3, text="Jumlah Rapat")) == [
        ("warning", "same_term", "Indikator i3: teksnya sama dengan indikator i1.")
    ]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("(a + b + a) / (d × 3) × 100", [TWICE]),
        ("sum(a; b; a) / d", [TWICE]),
        ("(a + b) / d + (a + d) / b", []),
        ("(2 × d − a) / d × 100", []),
        ("(a + b) / (a + d)", []),
    ],
)
def test_a_term_twice_in_one_sum_is_a_warning(text: str, sentences: list[str]) -> None:
    inputs = [input_(code) for code in "abd"]

    assert said(formula(text, *inputs)) == [("warning", "same_term", it) for it in sentences]


RUPIAH = {"kind": "rupiah", "unit": "Rp"}


def parts(**changes: str) -> Raw:
    inputs = [input_("p", **changes), input_("t")]
    return row(rule="parts", params={"parts": ["p"], "total": "t"}, inputs=inputs)


@pytest.mark.parametrize(
    ("indicator", "units"),
    [
        (row(inputs=[input_("n"), input_("d", unit="desa")]), "desa, kegiatan"),
        (row(inputs=[input_("n"), input_("d", **RUPIAH)]), "Rp, kegiatan"),
        (row(inputs=[input_("n", kind="percent", unit="%"), input_("d")]), "%, kegiatan"),
        (parts(unit="desa"), "desa, kegiatan"),
        (formula("(a + b + c) / d", *map(input_, "abd"), input_("c", unit="desa")), "desa, kegiatan"),
    ],
    ids=["ratio", "rupiah", "percent", "parts", "formula"],
)
def test_units_that_do_not_fit_each_other_are_a_warning(indicator: Raw, units: str) -> None:
    sentence = f"Indikator i1: satuan yang dihitung bersama berbeda ({units})."

    assert said(indicator) == [("warning", "units", sentence)]


@pytest.mark.parametrize(
    "indicator",
    [
        row(inputs=[input_("n", unit="Desa"), input_("d", unit="desa")]),
        row(inputs=[input_("n", unit=""), input_("d")]),
        row(inputs=[input_("n", **RUPIAH), input_("d", **RUPIAH)]),
        formula("a / b", input_("a"), input_("b", unit="desa")),
    ],
    ids=["letters", "none", "rupiah", "a formula may divide"],
)
def test_units_that_fit_are_not_spoken_of(indicator: Raw) -> None:
    assert said(indicator) == []
