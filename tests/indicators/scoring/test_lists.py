"""Which inputs may be listed or counted by village: part of the document, never of the score."""

import pytest

from indicators.scoring.documents.document import DocumentError, parse_document
from indicators.scoring.specs import Details
from tests.builders.instrument_documents import Raw, document, flat, indicator, input_, jatim


def of_inputs(*inputs: Raw) -> Raw:
    return document([[indicator(1, inputs=list(inputs))]])


def test_an_input_knows_its_lists() -> None:
    sheet = flat(indicator(1, inputs=[input_("n", details="required"), input_("d", villages=["desa"])]))

    first, second = sheet.indicators[0].inputs
    assert (first.details, first.villages) == (Details.REQUIRED, ())
    assert (second.details, second.villages) == (None, ("desa",))


def test_a_document_from_before_lists_is_still_read() -> None:
    raw = of_inputs(input_("n"), input_("d"))
    for part in raw["aspects"][0]["sub_aspects"][0]["indicators"][0]["inputs"]:
        del part["details"], part["villages"]

    assert [spec.details for spec in parse_document(raw).indicators[0].inputs] == [None, None]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"details": "sometimes"}, "harus salah satu dari optional, required"),
        ({"details": ""}, "harus salah satu dari optional, required"),
        ({"villages": []}, "harus daftar dari desa dan kelurahan"),
        ({"villages": ["kota"]}, "harus daftar dari desa dan kelurahan"),
        ({"villages": ["kelurahan", "desa"]}, "harus daftar dari desa dan kelurahan"),
        ({"villages": "desa"}, "harus daftar dari desa dan kelurahan"),
        ({"details": "optional", "villages": ["desa"]}, "pilih salah satu"),
        ({"details": "optional", "kind": "rupiah"}, "hanya jumlah yang diketik"),
        ({"villages": ["desa"], "source": {"facts": ["desa"]}}, "hanya jumlah yang diketik"),
    ],
)
def test_lists_that_cannot_be_are_refused(changes: Raw, sentence: str) -> None:
    with pytest.raises(DocumentError, match=sentence):
        parse_document(of_inputs(input_("n", **changes), input_("d")))


def test_the_east_java_edition_lists_what_the_design_names() -> None:
    specs = [(row.no, spec) for row in jatim().indicators for spec in row.inputs]

    assert [no for no, spec in specs if spec.details is Details.REQUIRED] == [39]
    desa = [no for no, spec in specs if spec.villages == ("desa",)]
    assert desa == [24, 25, 26, 28, 29, 30, 31, 34]
    assert [no for no, spec in specs if spec.villages == ("kelurahan",)] == [35, 36, 37, 38]
    assert [spec.code for no, spec in specs if no == 53 and spec.villages] == ["utama", "madya", "pratama"]
