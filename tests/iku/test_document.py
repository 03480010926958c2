"""The document's form: read whole or refused with every reason; parts written one by one."""

from datetime import date
from typing import Any

import pytest

from indicators.iku.document import DocumentError, canonical_text, read_definition
from indicators.iku.parts import (
    DocumentPart,
    Group,
    empty_document,
    empty_indicator,
    free_code,
    part_content,
    part_mark,
    with_part,
)
from indicators.iku.quarters import Aggregation
from indicators.iku.schema import definition_errors
from tests.iku.documents import JATIROTO, bendo, defined, jatiroto


def test_the_shipped_document_is_canonical() -> None:
    assert canonical_text(jatiroto()) == JATIROTO.read_text(encoding="utf-8")


def test_a_document_says_what_the_paper_says() -> None:
    paper = read_definition(jatiroto())

    assert (paper.agency, len(paper.functions)) == ("Kecamatan Jatiroto", 10)
    assert (paper.goal_indicator, paper.signature.nip) == ("Indeks Pelayanan Publik", "196804071989031006")
    assert [(one.no, one.owner, one.source) for one in paper.indicators] == [
        (1, "Camat", "Seluruh Seksi dan Seluruh Subbagian"),
        (2, "Camat", "Seksi Pemerintahan"),
    ]
    assert [item.due for item in paper.indicator("2").items] == [(9, 30), (12, 31), (3, 31), None]


def test_a_data_item_adds_up_as_its_indicator_unless_it_says_otherwise() -> None:
    first, second = defined().indicators

    assert set(first.kinds.values()) == {Aggregation.SUM}
    assert (first.aggregation, set(second.kinds.values())) == (Aggregation.MEAN, {Aggregation.LAST})


def test_indicators_are_numbered_through_the_objectives() -> None:
    data = bendo()
    data["indicators"].append(empty_indicator(code="3", objective="1"))

    assert [(one.code, one.no) for one in read_definition(data).indicators] == [("1", 1), ("3", 2), ("2", 3)]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"format": "lain"}, "Dokumen, “format” harus salah satu dari kinerja.iku/1."),
        ({"district": "Jatiroto"}, "Dokumen, “district” harus kode wilayah kecamatan, misalnya 35.08.17."),
        ({"valid_from": "2019"}, "Dokumen, “valid_from” harus tahun, misalnya 2024."),
        ({"valid_from": True}, "Dokumen, “valid_from” harus tahun, misalnya 2024."),
        ({"more": 1}, "Dokumen: kunci “more” tidak dikenal."),
        ({"functions": ["a", 1]}, "Dokumen, “functions” harus daftar teks."),
        ({"legal_basis": {}}, "Dokumen, “legal_basis” harus daftar."),
        (
            {"legal_basis": [{"number": "1", "date": "2021-02-30", "about": ""}]},
            'Dasar hukum ke-1, “date” harus tanggal seperti "2019-08-17".',
        ),
        ({"objectives": [{"code": "1", "text": "a"}] * 2}, "Kode sasaran “1” dipakai dua kali."),
    ],
)
def test_a_head_of_another_form_is_refused(change: dict[str, Any], sentence: str) -> None:
    assert definition_errors(bendo() | change)[0] == sentence


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"targets": {"2021": "1.5.2"}}, 'IKU 1, “targets”, “2021” harus angka dalam teks, misalnya "1.5".'),
        ({"targets": {"dua": "1"}}, "IKU 1, “targets” harus objek dengan tahun sebagai kunci."),
        ({"targets": []}, "IKU 1, “targets” harus objek dengan tahun sebagai kunci."),
        ({"cap": "115"}, "IKU 1, “cap” harus salah satu dari 100, 110, 120."),
        ({"polarity": "less"}, "IKU 1, “polarity” harus salah satu dari more, fewer."),
        ({"objective": "9"}, "IKU 1: sasaran “9” tidak ada."),
        ({"code": "2"}, "Kode IKU “2” dipakai dua kali."),
        ({"baseline": 70}, 'IKU 1, “baseline” harus angka dalam teks, misalnya "1.5".'),
    ],
)
def test_an_indicator_of_another_form_is_refused(change: dict[str, Any], sentence: str) -> None:
    data = bendo()
    data["indicators"][0] |= change

    with pytest.raises(DocumentError) as caught:
        read_definition(data)
    assert sentence in caught.value.errors


@pytest.mark.parametrize("due", ["02-29", "13-01", "9-30", "09-31", 930])
def test_a_day_that_no_year_or_not_every_year_has_is_refused(due: object) -> None:
    data = bendo()
    data["indicators"][1]["items"][0]["due"] = due

    assert definition_errors(data) == [
        'IKU 2, butir data rkpdesa, “due” harus bulan dan hari seperti "09-30".'
    ]


@pytest.mark.parametrize("thing", [None, [], "teks", 7])
def test_what_is_no_object_is_refused(thing: object) -> None:
    assert definition_errors(thing) == ["Dokumen harus objek."]


def test_an_empty_draft_has_the_form_of_a_document() -> None:
    draft = empty_document(district="35.20.10", agency="Kecamatan Bendo", position="Camat Bendo")

    assert (read_definition(draft).indicators, list(read_definition(draft).years)) == ((), [])


def test_a_part_is_written_without_touching_the_others() -> None:
    before = bendo()
    part = DocumentPart(Group.INDICATOR, "2")
    changed = {**(part_content(before, part) or {}), "name": "Lain"}

    after = with_part(before, part, changed)

    assert part_content(after, part) == changed
    others = [
        DocumentPart(Group.IDENTITY),
        DocumentPart(Group.VALIDITY),
        DocumentPart(Group.SIGNATURE),
        DocumentPart(Group.INDICATOR, "1"),
    ]
    assert [part_content(after, it) for it in others] == [part_content(before, it) for it in others]
    assert before == bendo()


def test_an_objective_goes_with_its_indicators() -> None:
    after = with_part(bendo(), DocumentPart(Group.OBJECTIVE, "2"), None)

    assert [one.code for one in read_definition(after).indicators] == ["1"]


def test_what_is_new_comes_last_under_a_free_code() -> None:
    code = free_code([one.code for one in defined().indicators])
    after = with_part(bendo(), DocumentPart(Group.INDICATOR, code), empty_indicator(code=code, objective="2"))

    assert [one.code for one in read_definition(after).indicators] == ["1", "2", "3"]
    assert free_code([]) == "1"


@pytest.mark.parametrize(
    ("part", "content"),
    [
        (DocumentPart(Group.SIGNATURE), None),
        (DocumentPart(Group.SIGNATURE), {"signature": {}, "indicators": []}),
        (DocumentPart(Group.IDENTITY), {"agency": "Kecamatan Bendo"}),
        (DocumentPart(Group.OBJECTIVE, "1"), {"code": "2", "text": ""}),
    ],
)
def test_content_that_belongs_elsewhere_is_refused(
    part: DocumentPart, content: dict[str, Any] | None
) -> None:
    with pytest.raises(ValueError, match="not the content"):
        with_part(bendo(), part, content)


def test_a_data_item_is_due_on_a_day_of_each_year() -> None:
    items = defined().indicator("2").items

    assert [item.due_on(2022) for item in items[2:]] == [date(2022, 3, 31), None]


def test_a_mark_tells_whether_a_part_was_written() -> None:
    one = part_content(bendo(), DocumentPart(Group.OBJECTIVE, "1")) or {}

    assert part_mark(one) == part_mark(dict(reversed(one.items())))
    assert part_mark(one) != part_mark({**one, "text": "Lain"})
    assert part_mark(part_content(bendo(), DocumentPart(Group.OBJECTIVE, "9"))) == ""
