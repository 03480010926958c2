"""The document: every error is named, equal documents give equal text."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from indicators.scoring.documents.document import (
    DocumentError,
    canonical_text,
    parse_document,
    read_document,
    sha256,
)
from indicators.scoring.sheet import Action, Outcome
from indicators.scoring.specs import IndicatorSource
from tests.builders.instrument_documents import document, indicator, input_, jatim, jatim_document, level

Raw = dict[str, Any]


def errors_of(raw: Any) -> tuple[str, ...]:
    with pytest.raises(DocumentError) as caught:
        parse_document(raw)
    return caught.value.errors


def one(**changes: Any) -> Raw:
    return document([[indicator(1) | changes]])


def test_a_sheet_offers_its_indicators_in_order_by_code_and_by_number() -> None:
    sheet = jatim()
    assert [spec.no for spec in sheet.indicators] == list(range(1, 54))
    assert sheet.by_code["i46"] is sheet.by_no[46]
    assert sheet.by_no[46].inputs[1].source == IndicatorSource("i45", "total", 45)
    assert sheet.by_no[46].input("total") is sheet.by_no[46].inputs[1]
    assert sheet.by_no[12].aspect.name == "Pelaksanaan Tugas Delegatif"
    with pytest.raises(KeyError):
        sheet.by_no[46].input("d")
    assert (sheet.by_no[46].sub_aspect.code, sheet.facts) == ("6.2", ("desa", "kelurahan"))


def test_policies_of_an_indicator_lie_over_the_sheets() -> None:
    spec = parse_document(one(policies={"tdi": "full"})).indicators[0]
    assert {outcome: policy.action for outcome, policy in spec.policies.items()} == {
        Outcome.TDI: Action.FULL,
        Outcome.NONE_OCCURRED: Action.FULL,
        Outcome.UNDEFINED: Action.ZERO,
        Outcome.NOT_APPLICABLE: Action.REDISTRIBUTE_ALL,
    }


def test_canonical_text_does_not_depend_on_the_order_of_keys() -> None:
    raw = jatim_document()
    shuffled = json.loads(json.dumps(raw), object_pairs_hook=lambda pairs: dict(reversed(pairs)))
    assert list(shuffled) != list(raw)
    assert (canonical_text(shuffled), sha256(shuffled)) == (canonical_text(raw), sha256(raw))
    assert read_document(canonical_text(raw)) == raw


def test_another_document_has_another_digest() -> None:
    raw = jatim_document()
    before = sha256(raw)
    raw["aspects"][0]["sub_aspects"][0]["indicators"][0]["note"] += "."
    assert (len(before), sha256(raw) == before) == (64, False)


@pytest.mark.parametrize(
    ("weights", "sentence"),
    [
        (("60", "39.25"), "Jumlah bobot 99,25 harus tepat 100 (kurang 0,75)."),
        (("60", "40.000001"), "Jumlah bobot 100,000001 harus tepat 100 (lebih 0,000001)."),
    ],
)
def test_weights_of_a_sheet_add_up_to_exactly_100(weights: tuple[str, str], sentence: str) -> None:
    rows = [indicator(no, weight=weight) for no, weight in enumerate(weights, start=1)]
    assert errors_of(document([rows], kind="sheet")) == (sentence,)
    assert parse_document(document([rows], kind="jury")).kind == "jury"


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (document([[indicator(1), indicator(1, code="i2")]]), "Nomor indikator harus naik"),
        (document([[indicator(2), indicator(1)]]), "Nomor indikator harus naik"),
        (document([[indicator(1), indicator(2, code="i1")]]), "Kode indikator “i1” dipakai 2 kali."),
        (
            one(inputs=[input_("n"), input_("d"), input_("n")]),
            "Indikator i1: kode butir data “n” dipakai 2 kali.",
        ),
        (
            one(levels=[level("0", "0", code="x"), level("1", "5", code="x")]),
            "Indikator i1: kode tingkat “x” dipakai 2 kali.",
        ),
        (document([[]]), "Instrumen belum berisi indikator."),
        (document(), "Instrumen belum berisi indikator."),
        (one(code="i 1"), "Aspek 1, sub aspek 1.1, indikator i 1, “code” harus kode"),
        (one(weight="-1"), "Aspek 1, sub aspek 1.1, indikator i1, “weight” harus angka 0 atau lebih"),
        (one(weight=1.5), "Aspek 1, sub aspek 1.1, indikator i1, “weight” harus angka 0 atau lebih"),
        (one(weight="1,5"), "Aspek 1, sub aspek 1.1, indikator i1, “weight” harus angka 0 atau lebih"),
        (one(no="1"), "Aspek 1, sub aspek 1.1, indikator i1, “no” harus bilangan bulat."),
        (one(tdi="ya"), "Aspek 1, sub aspek 1.1, indikator i1, “tdi” harus true atau false."),
        (one(params=[]), "Aspek 1, sub aspek 1.1, indikator i1, “params” harus objek."),
        (one(inputs="n"), "Aspek 1, sub aspek 1.1, indikator i1, “inputs” harus daftar."),
        (
            one(policies={"tdi": "half"}),
            "Aspek 1, sub aspek 1.1, indikator i1, “policies”, “tdi” harus salah satu",
        ),
        (
            one(evidence={"scope": "desa"}),
            "Aspek 1, sub aspek 1.1, indikator i1, “evidence”, “scope” harus salah",
        ),
        (
            one(applies={"facts": [], "min": "1"}),
            "Aspek 1, sub aspek 1.1, indikator i1, “applies”, “facts” harus daftar nama data profil.",
        ),
        (
            one(inputs=[input_("n"), input_("d", kind="angka")]),
            "Aspek 1, sub aspek 1.1, indikator i1, butir data d, “kind” harus salah satu dari",
        ),
        (
            one(inputs=[input_("n"), input_("d", source={"dari": "desa"})]),
            "Aspek 1, sub aspek 1.1, indikator i1, butir data d, “source” harus menyebut facts, indicator",
        ),
        (
            one(params={"numerator": 1.5}),
            "Aspek 1, sub aspek 1.1, indikator i1, “params”, “numerator” harus teks",
        ),
        (document([[indicator(1)]], format="lain/9"), "Format dokumen harus “kinerja.instrument/1”."),
        (document([[indicator(1)]], kind="ujian"), "Dokumen, “kind” harus salah satu dari sheet, jury, iku."),
        (document([[indicator(1)]], assumptions=["x"]), "Dokumen, “assumptions” harus daftar kebijakan."),
        (document([[indicator(1)]], texts={}), "Dokumen, “texts”: kunci “ketentuan” belum ada."),
        (document([[indicator(1)]], bonus="5"), "Dokumen: kunci “bonus” tidak dikenal."),
        ([], "Dokumen harus objek."),
    ],
)
def test_what_is_written_wrongly_is_named_with_its_place(raw: Any, sentence: str) -> None:
    assert errors_of(raw)[0].startswith(sentence)


@pytest.mark.parametrize("key", sorted(indicator(1)))
def test_a_missing_key_of_an_indicator_is_named(key: str) -> None:
    raw = one()
    del raw["aspects"][0]["sub_aspects"][0]["indicators"][0][key]
    name = "ke-1" if key == "code" else "i1"
    assert errors_of(raw) == (f"Aspek 1, sub aspek 1.1, indikator {name}: kunci “{key}” belum ada.",)


def without(raw: Raw, key: str) -> Raw:
    return {name: value for name, value in raw.items() if name != key}


@pytest.mark.parametrize("key", sorted(document()))
def test_a_missing_key_of_the_document_is_named(key: str) -> None:
    assert errors_of(without(document([[indicator(1)]]), key)) == (f"Dokumen: kunci “{key}” belum ada.",)


def sourced(source: Raw, **changes: Any) -> Raw:
    return indicator(1, inputs=[input_("n"), input_("d", source=source, **changes)])


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (
            sourced({"indicator": "i9", "input": "d"}),
            "sumbernya (i9, d) tidak ada atau bukan bilangan",
        ),
        (
            sourced({"indicator": "i2", "input": "x"}),
            "sumbernya (i2, x) tidak ada atau bukan bilangan",
        ),
        (sourced({"indicator": "i1", "input": "d"}), "sumbernya kembali ke butir data itu sendiri"),
    ],
)
def test_a_source_that_leads_nowhere_is_refused(row: Raw, sentence: str) -> None:
    assert errors_of(document([[row, indicator(2)]])) == (f"Indikator i1, butir data d: {sentence}.",)


def test_sources_in_a_circle_are_refused() -> None:
    second = indicator(2, inputs=[input_("n"), input_("d", source={"indicator": "i1", "input": "d"})])
    errors = errors_of(document([[sourced({"indicator": "i2", "input": "d"}), second]]))
    assert errors == tuple(
        f"Indikator {code}, butir data d: sumbernya kembali ke butir data itu sendiri."
        for code in ("i1", "i2")
    )


def test_only_single_numbers_have_sources() -> None:
    row = indicator(
        1, inputs=[input_("n"), input_("d"), input_("t", kind="text", source={"facts": ["desa"]})]
    )
    assert errors_of(document([[row]])) == (
        "Indikator i1, butir data t: hanya bilangan yang tidak berulang dapat diambil dari sumber.",
    )


def test_all_errors_are_listed_at_once() -> None:
    rows = [indicator(1, rule="x", weight="20"), indicator(2, params={}, weight="30")]
    errors = errors_of(document([rows], kind="sheet"))
    assert [error.partition(":")[0] for error in errors] == [
        "Indikator i1",
        "Indikator i2",
        "Indikator i2",
        "Jumlah bobot 50 harus tepat 100 (kurang 50).",
    ]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('{"a": 1.5}', 'Tulis angka berdesimal sebagai teks: "1.5" di antara tanda kutip.'),
        ('{"a": 1, "a": 2}', "Kunci “a” ditulis dua kali; tulis sekali."),
        ('{"a": NaN}', "NaN bukan angka; tulis angkanya, atau kosongkan."),
        ('{"a": }', "Bukan JSON yang utuh: periksa baris 1 kolom 7."),
        ("[]", "Dokumen harus objek JSON."),
        ("[" * 100_000, "Susunan JSON terlalu dalam."),
        ('{"a": 1' + "0" * 5000 + "}", "Angka “1000000000000000000000000000000000000000…” terlalu panjang."),
    ],
)
def test_only_strict_json_is_read(text: str, sentence: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read_document(text)
    assert caught.value.errors == (sentence,)


@pytest.mark.parametrize("spoil", [lambda raw: raw.pop("aspects"), lambda raw: raw.update(aspects=[None])])
def test_a_broken_fixture_is_never_half_read(spoil: Callable[[Raw], Any]) -> None:
    raw = jatim_document()
    spoil(raw)
    assert errors_of(raw)
