"""The linter as a whole: errors first, all in one go, each with its place."""

from collections import Counter

import pytest

from indicators.lint import lint_document
from indicators.scoring.documents.document import DocumentError, parse_document
from tests.builders.instrument_documents import document, input_, jatim_document

from .findings import MANY_VILLAGES, findings, formula, row, said


def test_the_edition_of_2022_has_warnings_alone() -> None:
    found = lint_document(jatim_document(), [{"desa": 15, "kelurahan": 1}, {"desa": 0, "kelurahan": 9}])

    assert Counter((it.gravity.value, it.code) for it in found) == {
        ("warning", "inferred"): 16,
        ("warning", "guidance"): 47,
    }
    sentences = [it.sentence for it in found if it.code == "inferred"]
    assert "Indikator i22: 1 tingkat masih disimpulkan (Tidak); pastikan." in sentences


@pytest.mark.parametrize(
    ("weight", "words"),
    [
        ("99.25", "99,25 harus tepat 100 (kurang 0,75)"),
        ("100.5", "100,5 harus tepat 100 (lebih 0,5)"),
        ("99.999999", "99,999999 harus tepat 100 (kurang 0,000001)"),
    ],
)
def test_weights_of_a_worksheet_add_up_to_100(weight: str, words: str) -> None:
    only = row(weight=weight)

    assert said(only, kind="sheet") == [("error", "weights", f"Jumlah bobot {words}.")]
    assert said(only, kind="jury") == []
    assert said(row(weight="100"), kind="sheet") == []


def test_an_aspect_that_differs_from_its_stated_weight_is_a_warning() -> None:
    weighed = document([[row(weight="9.25")]])
    weighed["aspects"][0]["stated_weight"] = "10"

    found = lint_document(weighed)

    assert [(it.gravity.value, it.code, it.where, it.sentence) for it in found] == [
        (
            "warning",
            "aspect_weight",
            "Aspek 1",
            "Aspek 1: jumlah bobot 9,25, sedangkan menurut peraturan 10 (kurang 0,75).",
        )
    ]


def test_everything_is_found_in_one_go_with_errors_first() -> None:
    broken = row(1, params={"numerator": "n", "denominator": "hilang"}, guidance="")
    unknown = formula("n / x", input_("n")) | {"code": "i2", "no": 2, "text": "Lain"}
    twin = row(3, inputs=[input_("n"), input_("d", max="0"), input_("n")])

    found = findings(broken, unknown, twin, kind="sheet")

    assert [(it.is_error, it.code, it.where) for it in found] == [
        (True, "rule", "Indikator i1"),
        (True, "rule", "Indikator i2"),
        (True, "repeated", "Indikator i3"),
        (True, "weights", "Instrumen"),
        (True, "denominator", "Indikator i3"),
        (False, "same_term", "Indikator i3"),
        (False, "guidance", "Indikator i1"),
    ]


def test_a_document_without_its_form_is_said_to_be_none() -> None:
    half = document([[row()]])
    del half["title"]

    assert [(it.code, it.sentence) for it in lint_document(half)] == [
        ("form", "Dokumen: kunci “title” belum ada.")
    ]


def test_what_the_linter_calls_wrong_with_a_document_is_what_parsing_refuses() -> None:
    wrong = document([[row(params={}), row(1)]], kind="sheet")

    with pytest.raises(DocumentError) as refusal:
        parse_document(wrong)

    assert [it.sentence for it in lint_document(wrong, [MANY_VILLAGES]) if it.is_error] == list(
        refusal.value.errors
    )
