"""Formulas: what is read, what is worked out, what is refused and where."""

from fractions import Fraction
from typing import Any

import pytest

from indicators.scoring.formulas.formula import FormulaProblem, parse_formula
from indicators.scoring.specs import InputKind, InputSpec, Line, Value


def spec(code: str, label: str, kind: InputKind = InputKind.COUNT, *, repeatable: bool = False) -> InputSpec:
    return InputSpec(code, label, kind, "", None, None, None, None, None, False, repeatable)


INPUTS = (
    spec("a", "Jumlah desa"),
    spec("b", "Jumlah desa dan/atau kelurahan"),
    spec("c", "Jumlah"),
    spec("ada", "SK ada", InputKind.YES_NO),
    spec("teks", "Uraian", InputKind.TEXT),
    spec("baris", "Anggaran kegiatan", repeatable=True),
)
VALUES: dict[str, Value] = {
    "a": Fraction(3),
    "b": Fraction(7),
    "c": Fraction(-2),
    "ada": True,
    "baris": (Line("x", Fraction(5)), Line("y", Fraction(1, 2)), Line("z", Fraction(9))),
}


@pytest.mark.parametrize(
    ("formula", "result", "text"),
    [
        ("1 + 2 * 3", "7", "1 + 2 × 3"),
        ("(1 + 2) * 3", "9", "(1 + 2) × 3"),
        ("10 - 4 - 3", "3", "10 − 4 − 3"),
        ("10 - (4 - 3)", "9", "10 − (4 − 3)"),
        ("100 ÷ 10 ÷ 5", "2", "100 ÷ 10 ÷ 5"),
        ("100 / (10 / 5)", "50", "100 ÷ (10 ÷ 5)"),
        ("7 × 0.5", "7/2", "7 × 0,5"),
        ("2 × −a + 1", "-5", "2 × (−3) + 1"),
        ("-(a + b)", "-10", "−(3 + 7)"),
        ("a − c", "5", "3 − (-2)"),
        ("a+b", "10", "3 + 7"),
        ("jumlah desa / JUMLAH   Desa dan/atau kelurahan × 100", "300/7", "3 ÷ 7 × 100"),
        ("Jumlah + Jumlah desa", "1", "(-2) + 3"),
        ("ada * 10", "10", "1 × 10"),
        ("min(a; b)", "3", "min(3; 7)"),
        ("max(a, b, 8)", "8", "max(3; 7; 8)"),
        ("sum(baris)", "29/2", "(5 + 0,5 + 9)"),
        ("sum(baris; a) / count(baris)", "35/6", "(5 + 0,5 + 9 + 3) ÷ 3"),
        ("max(Anggaran kegiatan)", "9", "max(5; 0,5; 9)"),
        ("sum(min(a; b); 1)", "4", "(min(3; 7) + 1)"),
        ("SUM(a; b)", "10", "(3 + 7)"),
    ],
)
def test_a_formula_is_worked_out_and_written_with_its_figures(formula: str, result: str, text: str) -> None:
    tree = parse_formula(formula, INPUTS)
    assert tree.result(VALUES) == Fraction(result)
    assert tree.text(VALUES) == text


def test_a_formula_names_the_inputs_that_it_reads() -> None:
    assert parse_formula("(a + sum(baris; -b)) / 2", INPUTS).names() == {"a", "b", "baris"}


def test_division_by_zero_is_left_to_the_rule() -> None:
    with pytest.raises(ZeroDivisionError):
        parse_formula("a / (a - 3)", INPUTS).result(VALUES)


def test_a_count_is_written_even_where_one_of_its_numbers_divides_by_zero() -> None:
    tree = parse_formula("count(a / (b - 7); baris) * 9", INPUTS)

    assert tree.text(VALUES) == "4 × 9"
    with pytest.raises(ZeroDivisionError):
        tree.result(VALUES)


@pytest.mark.parametrize(
    ("formula", "sentence"),
    [
        ("a + x", "Huruf ke-5: nama “x” tidak dikenal; pakai nama butir data indikator ini."),
        ("abc", "Huruf ke-1: nama “abc” tidak dikenal; pakai nama butir data indikator ini."),
        ("a.real", "Huruf ke-2: tanda “.” tidak dapat dipakai; pakai + − × ÷ ( ) dan min, max, sum, count."),
        ("a ** 2", "Huruf ke-4: di tempat “*” diperlukan angka atau nama butir data."),
        ("a ^ 2", "Huruf ke-3: tanda “^” tidak dapat dipakai; pakai + − × ÷ ( ) dan min, max, sum, count."),
        ("exec(a)", "Huruf ke-1: nama “exec” tidak dikenal; pakai nama butir data indikator ini."),
        ("min", "Huruf ke-1: nama “min” tidak dikenal; pakai nama butir data indikator ini."),
        ("a b", "Huruf ke-3: sebelum “b” diperlukan tanda hitung."),
        ("(a + b", "Huruf ke-7: di sini diperlukan kurung tutup."),
        ("a + b)", "Huruf ke-6: sebelum “)” diperlukan tanda hitung."),
        ("a +", "Huruf ke-4: rumus berakhir sebelum lengkap."),
        ("", "Huruf ke-1: rumus berakhir sebelum lengkap."),
        ("min()", "Huruf ke-5: di tempat “)” diperlukan angka atau nama butir data."),
        ("a / b × 100 %", "Huruf ke-13: hapus tanda %; tulis × 100."),
        (
            "a × 0,5",
            "Huruf ke-6: tulis desimal dengan titik, misalnya 0.5, dan pisahkan isi fungsi dengan "
            "titik koma.",
        ),
        (
            "baris / 2",
            "Huruf ke-1: butir data “Anggaran kegiatan” berisi beberapa baris; pakai sum atau count.",
        ),
        (
            "sum(baris × 2)",
            "Huruf ke-5: butir data “Anggaran kegiatan” berisi beberapa baris; pakai sum atau count.",
        ),
        ("a + teks", "Huruf ke-5: butir data “Uraian” bukan bilangan."),
        ("1" + "0" * 30, "Huruf ke-1: angka terlalu panjang; tulis paling banyak 30 angka."),
        ("(" * 40 + "a" + ")" * 40, "Huruf ke-31: kurung terlalu dalam; sederhanakan rumusnya."),
        ("a+" * 200 + "a", "Rumus terlalu panjang; pakai paling banyak 300 unsur."),
        ("a" * 2001, "Rumus terlalu panjang; tulis paling banyak 2000 huruf."),
    ],
)
def test_what_is_not_arithmetic_is_refused_with_its_place(formula: str, sentence: str) -> None:
    with pytest.raises(FormulaProblem) as caught:
        parse_formula(formula, INPUTS)
    assert str(caught.value) == sentence


@pytest.mark.parametrize("depth", [1, 29])
def test_brackets_may_be_nested(depth: int) -> None:
    formula: Any = "(" * depth + "a" + ")" * depth
    assert parse_formula(formula, INPUTS).result(VALUES) == 3


def test_a_label_that_two_inputs_share_names_neither() -> None:
    twins = (spec("a", "Jumlah desa"), spec("b", "jumlah  desa"))
    with pytest.raises(FormulaProblem):
        parse_formula("jumlah desa", twins)
    assert parse_formula("a", twins).names() == {"a"}


def test_a_label_of_digits_is_no_name() -> None:
    tree = parse_formula("a × 100", (spec("a", "100"),))
    assert (tree.names(), tree.result(VALUES)) == ({"a"}, 300)


@pytest.mark.parametrize("formula", ["ındeks", "İndeks", "mın(a; b)"])
def test_letters_that_only_look_alike_are_refused(formula: str) -> None:
    with pytest.raises(FormulaProblem):
        parse_formula(formula, (spec("a", "Indeks"), spec("b", "Jumlah desa")))
