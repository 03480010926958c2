"""Formulas as people write them: read by the longest names, worked out exactly, refused with the place."""

from fractions import Fraction

import pytest

from indicators.iku.figures import EMPTY, UNDEFINED, Figure
from indicators.iku.formula import FormulaProblem, read_formula
from tests.builders.formula_items import NamedItem
from tests.iku.documents import defined

ITEMS = (
    NamedItem("a", "Jumlah desa"),
    NamedItem("b", "Jumlah desa dan/atau kelurahan"),
    NamedItem("c", "Jumlah desa (swadaya x 2)"),
    NamedItem("d", "Nilai 100 % lulus"),
)
FIGURES: dict[str, Figure] = {"a": Fraction(3), "b": Fraction(8), "c": Fraction(5), "d": Fraction(2)}


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("Jumlah desa / Jumlah desa dan/atau kelurahan × 100 %", "75/2"),
        ("jumlah  desa ÷ JUMLAH desa dan/atau kelurahan x 100%", "75/2"),
        ("Jumlah desa (swadaya x 2) X Jumlah desa", "15"),
        ("Jumlah desa (swadaya x 2) x3", "15"),
        ("Nilai 100 % lulus * 100 %", "200"),
        ("(Jumlah desa + Jumlah desa dan/atau kelurahan + Nilai 100 % lulus) / (Jumlah desa × 3)", "13/9"),
        ("−Jumlah desa - (Nilai 100 % lulus − 0.5)", "-9/2"),
    ],
)
def test_a_formula_is_read_by_its_longest_names_and_worked_out_exactly(text: str, result: str) -> None:
    assert read_formula(text, ITEMS).result(FIGURES) == Fraction(result)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "Jumlah desa / Jumlah kampung",
            "Huruf ke-15: nama “Jumlah” tidak dikenal; pakai nama butir data indikator ini.",
        ),
        ("min(a; b)", "Huruf ke-1: fungsi “min” tidak dapat dipakai; pakai + − × ÷ dan kurung."),
        ("2 × sum(a)", "Huruf ke-5: fungsi “sum” tidak dapat dipakai; pakai + − × ÷ dan kurung."),
        ("open(a)", "Huruf ke-1: nama “open” tidak dikenal; pakai nama butir data indikator ini."),
        ("a.real", "Huruf ke-2: tanda “.” tidak dapat dipakai; pakai + − × ÷ dan kurung."),
        ("Jumlah desa.real", "Huruf ke-12: tanda “.” tidak dapat dipakai; pakai + − × ÷ dan kurung."),
        ("a / b × 50 %", "Huruf ke-12: tanda % hanya dapat ditulis sesudah 100."),
        ("a % b", "Huruf ke-3: tanda % hanya dapat ditulis sesudah 100."),
        ("a × 0,5", "Huruf ke-6: tulis desimal dengan titik, misalnya 0.5."),
        ("a / b × 100 %%", "Huruf ke-14: tanda % hanya dapat ditulis sesudah 100."),
        ("a x", "Huruf ke-4: rumus berakhir sebelum lengkap."),
        ("", "Huruf ke-1: rumus berakhir sebelum lengkap."),
    ],
)
def test_what_is_no_arithmetic_over_the_items_is_refused_with_its_place(text: str, sentence: str) -> None:
    with pytest.raises(FormulaProblem) as caught:
        read_formula(text, ITEMS)
    assert str(caught.value) == sentence


def test_a_division_by_zero_is_undefined() -> None:
    formula = read_formula("a / b × 100 %", ITEMS)

    assert formula.result({"a": Fraction(3), "b": Fraction(0)}) is UNDEFINED
    assert formula.result({"a": Fraction(0), "b": Fraction(3)}) == 0


def test_an_item_that_is_not_filled_in_leaves_the_result_empty() -> None:
    formula = read_formula("a / b", ITEMS)

    assert formula.result({"b": Fraction(0)}) is EMPTY
    assert formula.result({"a": UNDEFINED, "b": EMPTY}) is EMPTY
    assert formula.result({"a": UNDEFINED, "b": Fraction(1)}) is UNDEFINED


def test_the_arithmetic_stands_with_its_figures() -> None:
    formula = read_formula("Jumlah desa / (Jumlah desa dan/atau kelurahan + 1) × 100 %", ITEMS)

    assert formula.arithmetic(FIGURES) == "3 ÷ (8 + 1) × 100\u202f%"
    assert formula.arithmetic({"a": Fraction(3)}) == ""


def test_an_item_without_a_name_is_known_by_its_code() -> None:
    assert read_formula("a + a", (NamedItem("a", "  "), NamedItem("b", ""))).result({"a": Fraction(2)}) == 4


def test_jatirotos_formulas_read_their_items() -> None:
    first, second = defined().indicators
    assert first.formula
    assert second.formula

    assert first.formula.reads == {"ditindaklanjuti", "dilakukan"}
    assert first.formula.result({"ditindaklanjuti": Fraction(18), "dilakukan": Fraction(24)}) == 75
    figures = {"rkpdesa": Fraction(6), "apbdesa": Fraction(5), "lppdesa": Fraction(4), "desa": Fraction(6)}
    assert second.formula.result(figures) == Fraction(250, 3)
    assert second.formula.result(figures | {"desa": Fraction(0)}) is UNDEFINED
