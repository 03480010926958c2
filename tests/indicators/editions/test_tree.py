"""The tree on an instrument's page, moving its parts, and pages of as many queries however large it is."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from indicators.editions.compile import compile_document, write_instrument
from indicators.editions.publish import publish_instrument
from indicators.models import Indicator, Instrument, Revision
from tests.builders.instrument_documents import document, indicator, level
from tests.builders.row_history import history_of
from tests.cast import Cast, sign_in
from tests.markup import markup
from tests.town import state


def sized(rows: int, **changes: Any) -> dict[str, Any]:
    levels = [level("0", "50"), level("5", "100")]
    return document([[indicator(no, levels=levels) for no in range(1, rows + 1)]], **changes)


@pytest.fixture
def instrument(cast: Cast) -> Instrument:
    """Aspect 1 with sub-aspects of two rows and one, aspect 2 with one row."""
    return write_instrument(document([[indicator(1), indicator(2)], [indicator(3)]], [[indicator(4)]]))


@pytest.fixture
def indra(client: Client, cast: Cast) -> Client:
    return sign_in(client, cast.indra)


def address(page: str, row: Any) -> str:
    return reverse(f"admin:indicators_{row._meta.model_name}_{page}", args=(row.pk,))


def order(instrument: Instrument) -> list[tuple[int, str]]:
    return list(instrument.indicators.values_list("no", "code"))


def test_the_page_shows_every_part_with_its_counts_and_ways(indra: Client, instrument: Instrument) -> None:
    page = markup(indra.get(address("change", instrument)))

    row, sub = instrument.indicators.get(no=3), instrument.aspects.get(no=1).sub_aspects.get(no=2)
    assert f'<a href="{address("change", row)}">3. Indikator 3</a>' in page
    assert "Rasio · 2 butir data · 0 tingkat · bobot 10" in page
    assert f"?instrument={instrument.pk}&amp;sub_aspect={sub.pk}&amp;no=5" in page
    assert f"?aspect={sub.aspect_id}&amp;no=3" in page
    assert f"?instrument={instrument.pk}&amp;no=3" in page
    assert "Jumlah bobot 40." in page


def test_what_is_added_from_the_tree_has_its_place_already(indra: Client, instrument: Instrument) -> None:
    sub = instrument.aspects.get(no=1).sub_aspects.get(no=2)
    add = reverse("admin:indicators_indicator_add")

    form = indra.get(f"{add}?instrument={instrument.pk}&sub_aspect={sub.pk}&no=5").context["adminform"].form

    assert (form["instrument"].value(), form["sub_aspect"].value()) == (str(instrument.pk), str(sub.pk))
    assert form["no"].value() == "5"
    assert form.fields["sub_aspect"].queryset.count() == 3


@pytest.mark.parametrize("sent", ["x", "00000000-0000-4000-8000-000000000000", ""])
def test_an_address_that_names_nothing_is_the_empty_form(
    indra: Client, instrument: Instrument, sent: str
) -> None:
    add = reverse("admin:indicators_indicator_add")

    assert indra.get(f"{add}?instrument={sent}&sub_aspect={sent}").status_code == 200


def test_saving_a_part_leads_back_to_its_place_in_the_tree(indra: Client, instrument: Instrument) -> None:
    aspect = instrument.aspects.get(no=2)
    typed = {"instrument": str(instrument.pk), "code": "2", "no": "2", "name": "Lain", "stated_weight": "9,5"}

    answer = indra.post(address("change", aspect), typed)

    assert answer["Location"] == f"{address('change', instrument)}#{aspect.pk}"
    aspect.refresh_from_db()
    assert (aspect.name, str(aspect.stated_weight)) == ("Lain", "9.500000")


def test_a_part_changes_places_with_its_neighbour(indra: Client, instrument: Instrument, cast: Cast) -> None:
    row, move = instrument.indicators.get(no=1), address("order", instrument)

    answer = indra.post(move, {"pindah": f"turun indikator {row.pk}"})

    assert answer["Location"] == f"{address('change', instrument)}#{row.pk}"
    assert order(instrument) == [(1, "i2"), (2, "i1"), (3, "i3"), (4, "i4")]
    assert {(it.by, it.reason, it.changes[0]) for it in history_of(instrument)[:2]} == {
        ("Indra", "Susunan", ("nomor", "1", "2")),
        ("Indra", "Susunan", ("nomor", "2", "1")),
    }
    indra.post(move, {"pindah": f"naik indikator {row.pk}"})
    assert order(instrument)[:2] == [(1, "i1"), (2, "i2")]


@pytest.mark.parametrize("way", ["naik", "turun"])
def test_the_first_and_the_last_stay(indra: Client, instrument: Instrument, way: str) -> None:
    row, before = instrument.indicators.get(no=4), state()

    indra.post(address("order", instrument), {"pindah": f"{way} indikator {row.pk}"})

    assert state() == before


def test_groups_move_and_their_rows_are_numbered_anew(indra: Client, instrument: Instrument) -> None:
    move = address("order", instrument)
    aspect = instrument.aspects.get(no=2)
    sub = instrument.aspects.get(no=1).sub_aspects.get(no=2)

    indra.post(move, {"pindah": f"naik aspek {aspect.pk}"})
    indra.post(move, {"pindah": f"naik sub {sub.pk}"})
    indra.post(move, {"nomori": "1"})

    assert [it.code for it in instrument.aspects.all()] == ["2", "1"]
    assert order(instrument) == [(1, "i4"), (2, "i3"), (3, "i1"), (4, "i2")]


@pytest.mark.parametrize(
    "sent", ["", "naik", "naik indikator x", "naik apa {pk}", "ke {pk} atas", "naik sub {pk}"]
)
def test_a_button_that_names_no_part_is_404(indra: Client, instrument: Instrument, sent: str) -> None:
    before = state()

    answer = indra.post(address("order", instrument), {"pindah": sent.format(pk=uuid4())})

    assert (answer.status_code, state()) == (404, before)


def test_a_part_of_another_instrument_is_not_moved(indra: Client, instrument: Instrument) -> None:
    other = write_instrument(document([[indicator(1), indicator(2)]], code="lain"))
    row = other.indicators.get(no=1)

    answer = indra.post(address("order", instrument), {"pindah": f"turun indikator {row.pk}"})

    assert (answer.status_code, order(other)) == (404, [(1, "i1"), (2, "i2")])


PAGES = {
    "instrument change": 11,
    "instrument weights": 9,
    "instrument history": 12,
    "aspect change": 7,
    "subaspect change": 7,
    "indicator change": 10,
    "indicator history": 14,
}


@pytest.mark.parametrize("where", PAGES)
def test_a_page_takes_as_many_queries_for_a_large_instrument(indra: Client, cast: Cast, where: str) -> None:
    small, large = write_instrument(sized(3)), write_instrument(sized(120, code="besar"))

    assert [queries_of(indra, address_of(where, it)) for it in (small, large)] == [PAGES[where]] * 2


def address_of(where: str, instrument: Instrument) -> str:
    name, way = where.split()
    aspect = instrument.aspects.get()
    parts = {
        "instrument": instrument,
        "aspect": aspect,
        "subaspect": aspect.sub_aspects.get(),
        "indicator": instrument.indicators.get(no=2),
    }
    return address(way, parts[name])


def queries_of(client: Client, address: str) -> int:
    client.get(address)  # what is asked once a process
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


LISTS = {"instrument": 8, "aspect": 9, "subaspect": 9, "indicator": 9}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_takes_as_many_queries_with_many_rows(indra: Client, cast: Cast, name: str) -> None:
    address = reverse(f"admin:indicators_{name}_changelist")
    write_instrument(document([[indicator(1)]]))
    few = queries_of(indra, address)
    for no in range(3):
        write_instrument(sized(40, code=f"besar-{no}"))

    assert [few, queries_of(indra, address)] == [LISTS[name]] * 2


def test_a_revision_is_immutable_by_every_way_of_the_admin(
    indra: Client, instrument: Instrument, cast: Cast
) -> None:
    instrument.indicators.update(weight=25)
    revision = publish_instrument(instrument=instrument, reason="", by=cast.indra)
    before = state()
    root = sign_in(Client(), cast.root_user)

    for client in (indra, root):
        assert client.post(reverse("admin:indicators_revision_add"), {"no": "2"}).status_code == 403
        assert client.post(address("change", revision), {"document": "{}"}).status_code == 403
        assert client.post(address("delete", revision), {"post": "yes"}).status_code == 403
        action = {"action": "delete_selected", "_selected_action": [str(revision.pk)], "post": "yes"}
        client.post(reverse("admin:indicators_revision_changelist"), action)
        client.post(address("delete", instrument), {"post": "yes"})

    assert state() == before


def test_the_rows_of_a_published_instrument_are_the_draft_of_the_next(
    indra: Client, instrument: Instrument, cast: Cast
) -> None:
    instrument.indicators.update(weight=25)
    revision = publish_instrument(instrument=instrument, reason="", by=cast.indra)

    Indicator.objects.filter(no=1).update(text="Lain")

    assert Revision.objects.get().document == revision.document
    assert '"Lain"' not in revision.document


def test_a_new_instrument_starts_with_words_and_decimals_that_compile(indra: Client, cast: Cast) -> None:
    add = reverse("admin:indicators_instrument_add")
    form = indra.get(add).context["adminform"].form
    typed = {name: form[name].value() or "" for name in form.fields if name != "assumptions"}
    typed |= {"code": "baru", "owner": str(cast.places.province.pk), "year": "2030", "data_year": "2029"}

    answer = indra.post(add, typed | {"name": "Baru", "title": "Baru", "assumptions": ["tdi"]})

    assert answer.status_code == 302, answer.context["errors"]
    made = compile_document(Instrument.objects.get(code="baru"))
    assert made["labels"] == {"tdi": "TDI", "none_occurred": "Nihil", "not_applicable": "Tidak berlaku"}
    assert made["display"] == {"score_places": 1, "total_places": 2, "achievement_places": 6}
    assert made["assumptions"] == ["tdi"]
