"""The list of all weights: sums against what is stated, saved as a whole, refused when it is stale."""

from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from indicators.editions.compile import write_instrument
from indicators.models import Indicator, Instrument
from indicators.scoring.rounding import decimal_text
from tests.builders.instrument_documents import document, indicator
from tests.cast import Cast, sign_in
from tests.markup import markup
from tests.town import state


@pytest.fixture
def instrument(cast: Cast) -> Instrument:
    """Two aspects; the regulation states 60 for the first."""
    first = [indicator(1, weight="33.333333"), indicator(2, weight="26.666667")]
    made = document([first], [[indicator(3, weight="40")]], kind="sheet")
    made["aspects"][0]["stated_weight"] = "60"
    return write_instrument(made, by=cast.indra)


@pytest.fixture
def indra(client: Client, cast: Cast) -> Client:
    return sign_in(client, cast.indra)


def address(instrument: Instrument) -> str:
    return reverse("admin:indicators_instrument_weights", args=(instrument.pk,))


def opened(client: Client, instrument: Instrument) -> dict[str, str]:
    """What the browser would send if nothing were typed."""
    tree = client.get(address(instrument)).context["tree"]
    shown = [(row.code, row.field) for row in tree.indicators]
    return {f"bobot-{code}": field.value for code, field in shown} | {
        f"semula-{code}": field.seen for code, field in shown
    }


def weights(instrument: Instrument) -> list[str]:
    return [decimal_text(weight) for weight in instrument.indicators.values_list("weight", flat=True)]


def test_every_indicator_has_a_labelled_field_and_every_sum_its_words(
    indra: Client, instrument: Instrument
) -> None:
    page = markup(indra.get(address(instrument)))

    assert '<label for="id_bobot-i1">1. Indikator 1</label>' in page
    assert 'id="id_bobot-i1" value="33,333333"' in page
    assert '<output data-wanted="60">60 dari 60: pas 60</output>' in page
    assert '<output data-wanted="">40</output>' in page
    assert '<output data-wanted="100">100 dari 100: pas 100</output>' in page


def test_all_weights_are_saved_together_with_their_history(
    indra: Client, instrument: Instrument, cast: Cast
) -> None:
    typed = opened(indra, instrument) | {"bobot-i2": "26,5", "bobot-i3": "39,75"}

    page = indra.post(address(instrument), typed, follow=True)

    assert page.redirect_chain == [(address(instrument), 302)]
    assert weights(instrument) == ["33.333333", "26.5", "39.75"]
    words = markup(page)
    assert "Bobot tersimpan, 2 berubah. Jumlah 99,583333 dari 100: kurang 0,416667." in words
    assert "59,833333 dari 60: kurang 0,166667" in words
    past = Indicator.history.filter(history_type="~").order_by("no")
    assert [(it.no, it.weight, it.history_user) for it in past] == [
        (2, Decimal("26.5"), cast.indra),
        (3, Decimal("39.75"), cast.indra),
    ]


def test_nothing_typed_is_nothing_written(indra: Client, instrument: Instrument) -> None:
    before = Indicator.history.count()

    page = indra.post(address(instrument), opened(indra, instrument), follow=True)

    assert "Bobot tersimpan, 0 berubah." in markup(page)
    assert Indicator.history.count() == before


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Isi angka ini."),
        ("1.5", "Tulis desimal dengan koma: 1,5."),
        ("-1", "Tulis tanpa tanda minus: 1."),
        ("101", "Paling besar 100."),
        ("0,12345", "Tulis paling banyak 4 angka di belakang koma: 0,1235."),
        ("٣", "Tulis dengan angka 0 sampai 9 yang biasa: 3."),
    ],
)
def test_one_wrong_weight_keeps_all_from_being_saved_and_everything_typed(
    indra: Client, instrument: Instrument, typed: str, sentence: str
) -> None:
    before = state()

    page = indra.post(address(instrument), opened(indra, instrument) | {"bobot-i1": "30", "bobot-i2": typed})

    words = markup(page)
    assert page.status_code == 422
    assert f'<a href="#id_bobot-i2">Nomor 2: {sentence}</a>' in words
    assert f'id="id_bobot-i2" value="{typed}" aria-invalid="true"' in words
    assert 'id="id_bobot-i1" value="30"' in words
    assert "30 dari 60: kurang 30" in words
    assert "<title>Kesalahan: Bobot" in words
    assert state() == before


def test_a_stale_list_shows_both_values_and_saves_nothing_until_it_is_sent_again(
    indra: Client, instrument: Instrument, cast: Cast
) -> None:
    typed = opened(indra, instrument) | {"bobot-i1": "30", "bobot-i3": "41"}
    other = sign_in(Client(), cast.root_user)
    other.post(address(instrument), opened(other, instrument) | {"bobot-i1": "31", "bobot-i2": "29"})

    answer = indra.post(address(instrument), typed)

    assert answer.status_code == 409
    assert weights(instrument) == ["31", "29", "40"]
    shown = {row.code: row.field for row in answer.context["tree"].indicators}
    assert {code: field.value for code, field in shown.items()} == {"i1": "30", "i2": "29", "i3": "41"}
    assert "Root User pada " in shown["i1"].note
    assert shown["i1"].note.endswith(": dari 33,333333 menjadi 31. Isian Anda: 30.")
    assert shown["i2"].note.endswith(": dari 26,666667 menjadi 29.")
    assert shown["i3"].note == ""
    assert "100 dari 100: pas 100" in markup(answer)

    again = {f"bobot-{code}": field.value for code, field in shown.items()}
    indra.post(address(instrument), again | {f"semula-{code}": field.seen for code, field in shown.items()})
    assert weights(instrument) == ["30", "29", "41"]


def test_indicators_that_came_and_went_since_are_told(indra: Client, instrument: Instrument) -> None:
    typed = opened(indra, instrument) | {"bobot-i1": "x"}
    instrument.indicators.get(no=3).delete()
    row = instrument.indicators.get(no=2)
    row.pk, row.no, row.code, row._state.adding = uuid4(), 4, "i4", True
    row.save()

    answer = indra.post(address(instrument), typed)

    words = markup(answer)
    assert answer.status_code == 409
    assert "Indikator i3 sudah dihapus." in words
    assert 'id="id_bobot-i4" value="26,666667"' in words
    assert 'id="id_bobot-i1" value="x" aria-invalid="true"' in words
    assert "baru: 26,666667." in words


@pytest.mark.parametrize("sent", ["", "NaN", "1e5", "١", "9" * 5000])
def test_what_the_page_was_opened_with_cannot_be_made_up(
    indra: Client, instrument: Instrument, sent: str
) -> None:
    answer = indra.post(address(instrument), opened(indra, instrument) | {"semula-i1": sent})

    assert answer.status_code == 409
    assert weights(instrument) == ["33.333333", "26.666667", "40"]


def test_an_empty_instrument_has_an_empty_list(indra: Client, cast: Cast) -> None:
    empty = Instrument.objects.create(
        code="kosong", owner=cast.places.province, year=2030, data_year=2029, name="Kosong"
    )

    answer: Any = indra.get(address(empty))

    assert "Instrumen ini belum berisi indikator." in markup(answer)
    assert indra.post(address(empty), {}).status_code == 302
