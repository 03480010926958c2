"""Each rule: what it measures, how it converts, what it says, and what it refuses."""

from fractions import Fraction
from typing import Any

import pytest

from indicators.scoring.documents.document import DocumentError
from indicators.scoring.rules import RULES
from indicators.scoring.sheet import Outcome
from tests.builders.instrument_documents import flat, indicator, input_, level, lines, option, row_of

Raw = dict[str, Any]

RATIO: Raw = {}
BANDED_RATIO: Raw = {
    "rule": "banded",
    "params": {"numerator": "n", "denominator": "d"},
    "levels": [level("0", "25"), level("26", "50"), level("51", "75"), level("76", "100")],
}
CHECKLIST: Raw = {
    "rule": "checklist",
    "params": {},
    "inputs": [input_(code, kind="yes_no") for code in ("a", "b", "c")],
}
WEIGHED_CHECKLIST: Raw = {
    "rule": "checklist",
    "params": {},
    "inputs": [
        input_(code, kind="yes_no", coefficient=weight)
        for code, weight in zip("abcde", ("0.25", "0.5", "0.25", "0.25", "0.25"), strict=True)
    ],
}
CHOICE: Raw = {
    "rule": "choice",
    "params": {"value": "v"},
    "inputs": [input_("v", kind="choice")],
    "levels": [option("ADA", "Ada", "100"), option("TIDAK", "Tidak", "0")],
}
RUBRIC: Raw = {
    "rule": "rubric",
    "params": {"value": "v"},
    "inputs": [input_("v", kind="choice")],
    "levels": [option(str(n), f"Uraian tingkat {n}", str(25 * n)) for n in range(1, 5)],
}
PARTS: Raw = {
    "rule": "parts",
    "params": {"parts": ["a", "b"], "total": "t"},
    "inputs": [input_("a", coefficient="1"), input_("b", coefficient="0.5"), input_("t")],
}
BUDGET: Raw = {
    "rule": "parts",
    "params": {"parts": ["part"], "total": "t", "adds_up": True},
    "inputs": [input_("part", repeatable=True), input_("t")],
}
INVERSE: Raw = {
    "rule": "inverse",
    "params": {"realisation": "r", "target": "t"},
    "inputs": [input_("r"), input_("t")],
}
MEAN: Raw = {
    "rule": "judged",
    "params": {"value": "v", "aggregate": "mean"},
    "inputs": [input_("v", kind="decimal", max="100", repeatable=True)],
}
MEDIAN: Raw = MEAN | {"params": {"value": "v", "aggregate": "median"}}
FORMULA: Raw = {
    "rule": "formula",
    "params": {"formula": "(a + b) / (n * 2) * 100", "convert": "as_is"},
    "inputs": [input_("a"), input_("b"), input_("n")],
}
BANDED_FORMULA: Raw = FORMULA | {
    "params": {"formula": "a / b", "convert": "banded", "round": 1},
    "inputs": [input_("a"), input_("b")],
    "levels": [level("0", "10"), level("0.7", "60"), level("1", "100", inclusive=False)],
}
INVERSE_FORMULA: Raw = FORMULA | {
    "params": {"formula": "a + b", "convert": "inverse", "target": "t"},
    "inputs": [input_("a"), input_("b"), input_("t")],
}


@pytest.mark.parametrize(
    ("rule", "values", "achievement", "sentence"),
    [
        (RATIO, {"n": "18", "d": "32"}, "56.25", "18 ÷ 32 × 100 = 56,25"),
        (RATIO, {"n": "40", "d": "32"}, "100", "40 ÷ 32 × 100 = 125, dibatasi 100"),
        (RATIO, {"n": "1", "d": "3"}, "100/3", "1 ÷ 3 × 100 = 33,333333"),
        (
            BANDED_RATIO,
            {"n": "13", "d": "16"},
            "100",
            "13 ÷ 16 × 100 = 81,25 masuk tingkat ≥ 76 → capaian 100",
        ),
        (BANDED_RATIO, {"n": "51", "d": "100"}, "75", "51 ÷ 100 × 100 = 51 masuk tingkat ≥ 51 → capaian 75"),
        (BANDED_RATIO, {"n": "25", "d": "100"}, "25", "25 ÷ 100 × 100 = 25 masuk tingkat ≥ 0 → capaian 25"),
        (CHECKLIST, {"a": "yes", "b": "no", "c": "yes"}, "200/3", "2 dari 3 ada → capaian 66,666667"),
        (
            WEIGHED_CHECKLIST,
            {"a": "yes", "b": "yes", "c": "no", "d": "no", "e": "no"},
            "50",
            "2 dari 5 ada, bobot butir 0,75 dari 1,5 → capaian 50",
        ),
        (CHOICE, {"v": "TIDAK"}, "0", "Tidak → capaian 0"),
        (RUBRIC, {"v": "3"}, "75", "Tingkat 3 dari 4 → capaian 75"),
        (PARTS, {"a": "3", "b": "4", "t": "10"}, "50", "(1 × 3 + 0,5 × 4) ÷ 10 × 100 = 50"),
        (BUDGET, {"part": lines("30", "45"), "t": "100"}, "75", "(30 + 45) ÷ 100 × 100 = 75"),
        (BUDGET, {"part": lines("30"), "t": "100"}, "30", "30 ÷ 100 × 100 = 30"),
        (BUDGET, {"part": lines(*"1234567"), "t": "56"}, "50", "28 (jumlah 7 bagian) ÷ 56 × 100 = 50"),
        (INVERSE, {"r": "12", "t": "10"}, "80", "12 kegiatan; (2 × 10 − 12) ÷ 10 × 100 = 80"),
        (INVERSE, {"r": "25", "t": "10"}, "0", "25 kegiatan; (2 × 10 − 25) ÷ 10 × 100 = -50, dibatasi 0"),
        (INVERSE, {"r": "2", "t": "10"}, "100", "2 kegiatan; (2 × 10 − 2) ÷ 10 × 100 = 180, dibatasi 100"),
        (MEAN, {"v": lines("80", "85", "91")}, "256/3", "Rata-rata 3 juri: (80 + 85 + 91) ÷ 3 = 85,333333"),
        (MEDIAN, {"v": lines("90", "70", "85", "60")}, "77.5", "Median 4 juri: 90; 70; 85; 60 → 77,5"),
        (FORMULA, {"a": "3", "b": "4", "n": "5"}, "70", "(3 + 4) ÷ (5 × 2) × 100 = 70"),
        (
            BANDED_FORMULA,
            {"a": "65", "b": "100"},
            "60",
            "65 ÷ 100 = 0,65 dibulatkan 0,7 masuk tingkat ≥ 0,7 → capaian 60",
        ),
        (BANDED_FORMULA, {"a": "1", "b": "1"}, "60", "1 ÷ 1 = 1 masuk tingkat ≥ 0,7 → capaian 60"),
        (
            INVERSE_FORMULA,
            {"a": "5", "b": "6", "t": "10"},
            "90",
            "5 + 6 = 11; (2 × 10 − 11) ÷ 10 × 100 = 90",
        ),
    ],
)
def test_values_become_an_achievement_and_a_sentence(
    rule: Raw, values: Raw, achievement: str, sentence: str
) -> None:
    row = row_of(values, **rule)
    assert (row.outcome, row.achievement) == (Outcome.SCORED, Fraction(achievement))
    assert row.score == Fraction(achievement) / 10
    assert row.explanation.partition("; × bobot")[0] == sentence


@pytest.mark.parametrize(
    ("rule", "values", "sentence"),
    [
        (RATIO, {"n": "0", "d": "0"}, "0 ÷ 0 tidak dapat dihitung"),
        (RATIO, {"n": "3", "d": "0"}, "3 ÷ 0 tidak dapat dihitung"),
        (BANDED_RATIO, {"n": "0", "d": "0"}, "0 ÷ 0 tidak dapat dihitung"),
        (PARTS, {"a": "0", "b": "0", "t": "0"}, "(1 × 0 + 0,5 × 0) ÷ 0 tidak dapat dihitung"),
        (INVERSE, {"r": "0", "t": "0"}, "0 kegiatan; target 0 tidak dapat dihitung"),
        (FORMULA, {"a": "0", "b": "0", "n": "0"}, "(0 + 0) ÷ (0 × 2) × 100 tidak dapat dihitung"),
    ],
)
def test_division_by_zero_is_undefined(rule: Raw, values: Raw, sentence: str) -> None:
    row = row_of(values, **rule)
    assert (row.outcome, row.measure, row.achievement, row.score) == (Outcome.UNDEFINED, None, 0, 0)
    assert row.explanation == f"{sentence} → capaian 0; bobot 10 tetap dihitung"


@pytest.mark.parametrize(
    ("rule", "outline"),
    [
        (RATIO, "Terisi ÷ jumlah × 100"),
        (BANDED_RATIO, "Terisi ÷ jumlah × 100, dicocokkan dengan tabel konversi"),
        (CHECKLIST, "Yang ada ÷ semua × 100"),
        (CHOICE, "Capaian menurut pilihan"),
        (RUBRIC, "Capaian menurut tingkat"),
        (PARTS, "Jumlah bagian ÷ total × 100"),
        (INVERSE, "(2 × target − realisasi) ÷ target × 100"),
        (MEAN, "Rata-rata nilai juri"),
        (MEDIAN, "Median nilai juri"),
        (FORMULA, "Menurut rumus"),
    ],
)
def test_before_anything_is_typed_a_row_says_how_it_will_be_computed(rule: Raw, outline: str) -> None:
    row = row_of({}, **rule)
    assert (row.outcome, row.achievement, row.score) == (Outcome.EMPTY, None, None)
    assert row.explanation == f"{outline}, dikali bobot 10"


@pytest.mark.parametrize(
    ("rule", "values", "codes"),
    [
        (RATIO, {"n": "33", "d": "32"}, ["above_denominator"]),
        (RATIO, {"n": "32", "d": "32"}, []),
        (BANDED_RATIO, {"n": "2", "d": "1"}, ["above_denominator"]),
        (PARTS, {"a": "3", "b": "4", "t": "10"}, []),
        (PARTS, {"a": "6", "b": "5", "t": "10"}, ["parts_differ"]),
        (BUDGET, {"part": lines("30", "45"), "t": "75"}, []),
        (BUDGET, {"part": lines("30", "45"), "t": "76"}, ["parts_differ"]),
        (BUDGET, {"part": lines("30", "45")}, []),
        (INVERSE, {"r": "25", "t": "10"}, []),
    ],
)
def test_odd_figures_are_worth_a_warning(rule: Raw, values: Raw, codes: list[str]) -> None:
    assert [warning.code for warning in row_of(values, **rule).warnings] == codes


def problems(**changes: Any) -> tuple[str, ...]:
    with pytest.raises(DocumentError) as caught:
        flat(indicator(1, **changes))
    return caught.value.errors


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"rule": "tebakan"}, f"aturan “tebakan” tidak dikenal; pilih {', '.join(RULES)}"),
        ({"params": {"numerator": "n"}}, "parameter “denominator” harus menyebut kode butir data"),
        (
            {"params": {"numerator": "n", "denominator": "x"}},
            "parameter “denominator” menunjuk butir data “x” yang tidak ada",
        ),
        (
            {"params": {"numerator": "n", "denominator": "d", "bonus": "5"}},
            "parameter “bonus” tidak dikenal",
        ),
        (
            {"inputs": [input_("n"), input_("d", kind="text")]},
            "parameter “denominator”: jenis butir data “d” tidak cocok",
        ),
        (
            {"inputs": [input_("n"), input_("d", repeatable=True)]},
            "parameter “denominator”: butir data “d” tidak boleh berulang",
        ),
        (MEAN | {"inputs": [input_("v")]}, "parameter “value”: butir data “v” harus dapat diulang"),
        (
            MEAN | {"params": {"value": "v", "aggregate": "modus"}},
            "parameter “aggregate” harus salah satu dari mean, median",
        ),
        (BANDED_RATIO | {"levels": []}, "tabel konversi belum berisi tingkat"),
        (
            BANDED_RATIO | {"levels": [level(None, "5")]},
            "setiap tingkat tabel konversi memerlukan batas bawah",
        ),
        (
            BANDED_RATIO | {"levels": [level("5", "0"), level("5", "50")]},
            "batas bawah tabel konversi harus naik dari tingkat ke tingkat",
        ),
        (
            BANDED_RATIO | {"params": {"numerator": "n", "denominator": "d", "round": 9}},
            "parameter “round” harus bilangan bulat 0 sampai 6",
        ),
        (RATIO | {"levels": [level("0", "101")]}, "capaian setiap tingkat harus antara 0 dan 100"),
        (CHECKLIST | {"inputs": []}, "daftar periksa memerlukan butir data berjenis ada/tidak"),
        (
            CHECKLIST | {"inputs": [input_("a", kind="yes_no", coefficient="1"), input_("b", kind="yes_no")]},
            "isi koefisien semua butir data, atau kosongkan semuanya",
        ),
        (
            CHECKLIST | {"inputs": [input_("a", kind="yes_no", coefficient="0")]},
            "koefisien butir data harus lebih dari 0",
        ),
        (CHOICE | {"levels": []}, "daftar pilihan belum berisi"),
        (CHOICE | {"levels": [option("", "Ada", "5")]}, "setiap pilihan memerlukan kode dan nama"),
        (
            CHOICE | {"levels": [option("A", "Ada", "5"), option("B", "ada", "6")]},
            "kode dan nama pilihan tidak boleh sama",
        ),
        (RUBRIC | {"levels": [option("2", "Dua", "5")]}, "kode tingkat rubrik harus 1, 2, 3 dan seterusnya"),
        (
            PARTS | {"params": {"parts": "a", "total": "t"}},
            "parameter “parts” harus daftar kode butir data",
        ),
        (
            PARTS | {"params": {"parts": ["a", "t"], "total": "t"}},
            "parameter “parts” dan “total” menyebut butir data yang sama dua kali",
        ),
        (FORMULA | {"params": {"formula": " "}}, "parameter “formula” belum diisi"),
        (
            FORMULA | {"params": {"formula": "a + x"}},
            "rumus: Huruf ke-5: nama “x” tidak dikenal; pakai nama butir data indikator ini",
        ),
        (
            INVERSE_FORMULA | {"params": {"formula": "a", "convert": "inverse"}},
            "parameter “target” harus menyebut kode butir data",
        ),
    ],
)
def test_a_rule_that_cannot_work_is_refused(changes: Raw, sentence: str) -> None:
    assert problems(**changes) == (f"Indikator i1: {sentence}.",)


def test_rules_have_names_for_the_admin() -> None:
    assert {kind: rule.title for kind, rule in RULES.items()} == {
        "ratio": "Rasio",
        "banded": "Tabel konversi",
        "checklist": "Daftar periksa",
        "choice": "Pilihan",
        "parts": "Bagian dari total",
        "rubric": "Rubrik",
        "formula": "Rumus",
        "inverse": "Makin kecil makin baik",
        "judged": "Nilai juri",
    }
