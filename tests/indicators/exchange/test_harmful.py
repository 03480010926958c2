"""Files that could harm, or that hold no instrument: refused with a sentence, and nothing changes."""

import json
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pytest

from indicators.editions.compile import write_instrument
from indicators.exchange.import_plan import planned_import, read_instrument
from indicators.printing.instrument import instrument_json, instrument_xlsx
from indicators.rows.problems import Problem, TableRefused
from kinerja.regions.models import Province
from kinerja.workbook.guard import SENTENCES
from tests.builders.bad_workbooks import HARMFUL
from tests.builders.instrument_documents import full_document
from tests.cast import Cast
from tests.indicators.exchange.books import problems_of
from tests.town import state


@pytest.fixture
def sent(cast: Cast) -> bytes:
    return instrument_xlsx(write_instrument(full_document()))


@pytest.mark.parametrize("case", HARMFUL)
def test_a_harmful_workbook_is_refused_and_changes_nothing(sent: bytes, case: str) -> None:
    name, make, reason = HARMFUL[case]
    before = state()

    assert problems_of(make(sent), name) == [Problem(SENTENCES[reason])]
    assert state() == before


def without(part: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in part.items() if name != key}


JSON: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "cut off": (lambda it: json.dumps(it)[:-5], "Bukan JSON yang utuh"),
    "a list": (lambda it: "[]", "Dokumen harus objek JSON."),
    "too deep": (lambda it: "[" * 100_000, "Susunan JSON terlalu dalam."),
    "a float": (lambda it: it | {"year": 2022.5}, "Tulis angka berdesimal sebagai teks"),
    "a key missing": (
        lambda it: it | {"labels": without(it["labels"], "tdi")},
        "Dokumen, “labels”: kunci “tdi” belum ada.",
    ),
    "an unknown format": (lambda it: it | {"format": "x"}, "Format dokumen harus"),
    "NUL": (lambda it: it | {"name": "a\0b"}, "Dokumen, “name”: Hapus karakter"),
    "half a pair": (lambda it: it | {"name": "\ud83d"}, "Dokumen, “name”: Hapus karakter"),
    "a long name": (lambda it: it | {"name": "a" * 121}, "Dokumen, “name”: Tulis paling banyak 120"),
    "a late year": (lambda it: it | {"year": 40_000}, "Dokumen, “year”: Tulis paling besar 32.767."),
    "an unknown province": (lambda it: it | {"owner": "99"}, "Kode provinsi pemilik: Provinsi ini tidak ada"),
}


@pytest.mark.parametrize("case", JSON)
def test_a_bad_json_is_refused_with_a_sentence(cast: Cast, case: str) -> None:
    spoil, sentence = JSON[case]
    made = spoil(json.loads(instrument_json(write_instrument(full_document()))))
    text = made if isinstance(made, str) else json.dumps(made)

    found = [str(it) for it in refusals(text.encode())]

    assert [it[: len(sentence)] for it in found] == [sentence]


def refusals(content: bytes) -> Iterator[Problem]:
    provinces = Province.objects.all()
    try:
        planned_import(read_instrument("a.json", BytesIO(content), provinces), provinces)
    except TableRefused as refused:
        yield from refused.problems


def test_bytes_that_are_no_text_are_refused(cast: Cast) -> None:
    assert [str(it) for it in refusals(b"\xff\xfe{}")] == [
        "Berkas ini bukan teks UTF-8. Simpan sebagai JSON berkode UTF-8."
    ]
    assert [str(it) for it in refusals(b" " * (5 * 2**20 + 1))] == ["Berkas ini lebih besar dari 5 MB."]
