"""What is stored as JSON, written in the admin as people write it."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from indicators.editions.compile import compile_document, write_instrument
from indicators.forms.notations import field_for
from indicators.models import Instrument
from tests.builders.admin_forms import change_url, posted_form
from tests.builders.instrument_documents import document, indicator, jatim_document
from tests.cast import Cast, sign_in

WRITTEN = [
    ("params", {"numerator": "n", "denominator": "d"}, "denominator = d\nnumerator = n"),
    ("params", {"parts": ["a", "b"], "adds_up": True}, 'adds_up = true\nparts = ["a", "b"]'),
    ("params", {}, ""),
    ("policies", {"none_occurred": "zero", "tdi": "full"}, None),
    ("policies", {}, ""),
    ("applies", {"facts": ["desa", "kelurahan"], "min": "1.5"}, "desa + kelurahan ≥ 1,5"),
    ("applies", None, ""),
    ("source", {"facts": ["desa", "kelurahan"]}, "profil: desa + kelurahan"),
    ("source", {"indicator": "i45", "input": "total"}, "indikator: i45 / total"),
    ("source", {"constant": "12.25"}, "tetapan: 12,25"),
    ("source", None, ""),
    ("labels", {"tdi": "TDI", "none_occurred": "Nihil"}, "TDI = TDI\nnihil = Nihil"),
    ("display", {"score_places": 1, "total_places": 2}, "nilai = 1\njumlah = 2"),
    ("evidence", {"scope": "option"}, "option"),
    ("evidence", None, None),
    ("villages", ["desa", "kelurahan"], "desa,kelurahan"),
]


@pytest.mark.parametrize(("name", "value", "text"), WRITTEN)
def test_a_value_is_written_and_read_back(name: str, value: Any, text: str | None) -> None:
    field = field_for(name, name)
    shown = field.prepare_value(value)

    assert text is None or shown == text
    assert field.clean(shown or "") == value
    assert not field.has_changed(value, shown or "")


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("params", "numerator", "Tulis satu parameter per baris, misalnya numerator = n."),
        ("applies", "desa", "Tulis misalnya: desa + kelurahan ≥ 1."),
        ("applies", "desa ≥ x", "Tulis angka saja, misalnya 1.234,56."),
        ("source", "desa", "Mulai dengan profil:, indikator:, atau tetapan:."),
        (
            "source",
            "indikator: i45",
            "Tulis kode indikator dan butir datanya, misalnya indikator: i45 / total.",
        ),
        ("labels", "apa = b", "Tulis satu baris untuk setiap sebutan: TDI, nihil, tidak berlaku."),
        ("display", "nilai = 1,5", "Tulis bilangan bulat, misalnya 1."),
        ("display", "nilai =", "Isi yang di belakang tanda = untuk nilai."),
    ],
)
def test_a_wrong_text_is_refused_with_what_to_write(name: str, typed: str, sentence: str) -> None:
    with pytest.raises(ValidationError) as refused:
        field_for(name, name).clean(typed)

    assert refused.value.messages == [sentence]


def test_json_is_taken_and_what_no_notation_holds_is_shown_as_json() -> None:
    field = field_for("applies", "")

    assert field.clean('{"facts": ["desa"], "min": "1"}') == {"facts": ["desa"], "min": "1"}
    assert field.prepare_value({"lain": 1}) == '{"lain": 1}'
    with pytest.raises(ValidationError):
        field.clean("{")


def test_every_indicator_of_an_edition_is_saved_as_it_was(client: Client, cast: Cast) -> None:
    instrument, indra = write_instrument(jatim_document()), sign_in(client, cast.indra)

    for row in instrument.indicators.filter(no__in=(1, 8, 18, 22, 45, 46, 53)):
        answer = indra.post(change_url(row), posted_form(indra, row))
        assert answer.status_code == 302, answer.context["errors"]

    assert compile_document(Instrument.objects.get()) == jatim_document()


def test_an_empty_text_is_no_server_error(client: Client, cast: Cast) -> None:
    row = write_instrument(document([[indicator(1)]])).indicators.get()
    indra = sign_in(client, cast.indra)

    answer = indra.post(change_url(row), posted_form(indra, row) | {"params": "", "policies": ""})

    row.refresh_from_db()
    assert (answer.status_code, row.params, row.policies) == (302, {}, {})


@pytest.mark.parametrize(
    ("shared", "sentence"),
    [
        ({"code": "a"}, "Kode “a” dipakai 2 kali; pakai sekali."),
        ({"lower": "5"}, "Ada batas bawah yang dipakai dua kali; pakai sekali."),
    ],
)
def test_what_two_new_lines_share_is_refused(
    client: Client, cast: Cast, shared: dict[str, str], sentence: str
) -> None:
    row = write_instrument(document([[indicator(1)]])).indicators.get()
    indra = sign_in(client, cast.indra)
    line = shared | {"achievement": "5"}
    lines = {f"levels-{no}-{name}": value for no in range(2) for name, value in line.items()}
    lines |= {f"levels-{no}-order": str(no) for no in range(2)}

    answer = indra.post(change_url(row), posted_form(indra, row) | lines | {"levels-TOTAL_FORMS": "2"})

    assert answer.status_code == 200
    assert sentence in answer.content.decode()


def test_a_weight_of_six_decimals_comes_back_as_it_was(client: Client, cast: Cast) -> None:
    row = write_instrument(document([[indicator(1, weight="33.333333")]])).indicators.get()
    indra = sign_in(client, cast.indra)

    answer = indra.post(change_url(row), posted_form(indra, row) | {"note": "lain"})

    row.refresh_from_db()
    assert (answer.status_code, str(row.weight), row.note) == (302, "33.333333", "lain")
