"""An indicator's conversion table edited as a whole in the admin."""

from typing import Any

import pytest
from django.test import Client

from indicators.editions.compile import write_instrument
from indicators.models import Indicator, Level
from tests.builders.admin_forms import change_url, posted_form
from tests.builders.instrument_documents import document, indicator, input_, level
from tests.builders.row_history import history_of
from tests.cast import Cast, sign_in


@pytest.fixture
def row(cast: Cast) -> Indicator:
    """Bounds of 0, 1 and 2."""
    levels = [level(str(no), str(no * 50)) for no in range(3)]
    banded = indicator(1, rule="banded", params={"value": "n"}, inputs=[input_("n")], levels=levels)
    return write_instrument(document([[banded]])).indicators.get()


@pytest.fixture
def indra(client: Client, cast: Cast) -> Client:
    return sign_in(client, cast.indra)


def table(row: Indicator) -> list[tuple[str, str]]:
    return [(f"{it.lower:f}"[:1], f"{it.achievement:f}".partition(".")[0]) for it in row.levels.all()]


def send(client: Client, row: Indicator, **typed: str) -> Any:
    return client.post(change_url(row), posted_form(client, row) | typed)


def lines(**values: str) -> dict[str, str]:
    """Field and line of the table by one word: `lower_0`."""
    return {f"levels-{no}-{name}": value for key, value in values.items() for name, no in [key.split("_")]}


def test_all_bounds_move_up_by_one(indra: Client, row: Indicator) -> None:
    answer = send(indra, row, **lines(lower_0="1", lower_1="2", lower_2="3"))

    assert answer.status_code == 302, answer.context["errors"]
    assert table(row) == [("1", "0"), ("2", "50"), ("3", "100")]
    assert {it.changes for it in history_of(row)[:3]} == {
        (("batas bawah", old, new),) for old, new in (("0", "1"), ("1", "2"), ("2", "3"))
    }


def test_bounds_change_places(indra: Client, row: Indicator) -> None:
    assert send(indra, row, **lines(lower_0="2", lower_2="0")).status_code == 302

    assert table(row) == [("2", "0"), ("1", "50"), ("0", "100")]


def test_a_new_line_takes_the_bound_of_one_that_goes(indra: Client, row: Indicator) -> None:
    answer = send(indra, row, **lines(DELETE_1="on", lower_3="1", achievement_3="75"))

    assert answer.status_code == 302, answer.context["errors"]
    assert table(row) == [("0", "0"), ("2", "100"), ("1", "75")]


def test_a_bound_that_two_lines_share_is_refused(indra: Client, row: Indicator) -> None:
    answer = send(indra, row, **lines(lower_0="1"))

    assert answer.status_code == 200
    assert "Ada batas bawah yang dipakai dua kali; pakai sekali." in answer.content.decode()
    assert table(row) == [("0", "0"), ("1", "50"), ("2", "100")]


def test_a_line_that_somebody_else_has_added_is_no_server_error(indra: Client, row: Indicator) -> None:
    typed = posted_form(indra, row) | lines(lower_2="7")
    Level.objects.create(indicator=row, order=3, lower=7, achievement=90)

    answer = indra.post(change_url(row), typed)

    assert answer.status_code == 200
    assert "Tabel ini sudah ditambah orang lain." in answer.content.decode()
    assert row.levels.count() == 4


def test_an_achievement_beyond_the_scale_is_refused_with_its_bound(indra: Client, row: Indicator) -> None:
    answer = send(indra, row, **lines(achievement_2="100,5"))

    assert answer.status_code == 200
    assert "Paling besar 100." in answer.content.decode()
