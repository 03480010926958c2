"""What an entry page is told by itself: who else is there, and the rows that others have saved."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.entry.services.presence import STAYS, note_presence, others_present
from assessments.models import Presence
from tests.builders.instrument_documents import document, indicator
from tests.cast import Cast, sign_in
from tests.markup import markup
from tests.offices import Office, answer, make_office, move_window

HTMX = {"HX-Request": "true"}


def ask(client: Client, office: Office, aspect: str = "3", **said: str) -> str:
    page = reverse("aspect", args=(office.bendo.pk, aspect))
    headers = HTMX | {"HX-Current-URL": f"http://testserver{page}"}
    return markup(client.post(reverse("news", args=(office.bendo.pk,)), said, headers=headers))


def shown(client: Client, office: Office, aspect: str = "3") -> dict[str, str]:
    """The marks of a page that has just been opened."""
    page = client.get(reverse("aspect", args=(office.bendo.pk, aspect))).content.decode()
    return {"marks": " ".join(re.findall(r'data-mark="([^"]+)"', page))}


def rows_in(text: str) -> list[str]:
    return re.findall(r'<form class="entry[^"]*" id="([^"]+)"', text)


def test_people_of_the_kecamatan_see_each_other(client: Client, cast: Cast, office: Office) -> None:
    ask(sign_in(Client(), cast.budi), office)
    ask(sign_in(Client(), cast.camat), office)

    assert "sedang dibuka juga oleh Budi, Camat" in ask(sign_in(client, cast.sari), office)
    assert Presence.objects.count() == 3


def test_those_who_look_on_from_outside_are_not_announced(client: Client, cast: Cast, office: Office) -> None:
    ask(sign_in(Client(), cast.asri), office)

    assert "sedang dibuka" not in ask(sign_in(client, cast.sari), office)


def test_who_is_not_heard_of_for_a_while_is_gone(cast: Cast, office: Office) -> None:
    note_presence(worksheet=office.bendo, by=cast.budi)
    Presence.objects.update(seen_at=timezone.now() - STAYS - timedelta(seconds=1))

    assert others_present(office.bendo, cast.sari) == []
    note_presence(worksheet=office.bendo, by=cast.sari)
    assert [presence.user for presence in Presence.objects.all()] == [cast.sari]


def test_rows_that_others_have_saved_arrive_and_no_others(client: Client, cast: Cast, office: Office) -> None:
    sign_in(client, cast.sari)
    before = shown(client, office)
    answer(office.bendo, "i11", cast.budi, n="18", d="32")

    text = ask(client, office, **before)

    assert rows_in(text) == ["nomor-11"]
    assert 'value="18"' in text
    assert "<b>3,38</b>" in text


def test_a_row_that_follows_the_saved_one_arrives_too(client: Client, cast: Cast, office: Office) -> None:
    answer(office.bendo, "i46", cast.sari, realisation="500")
    sign_in(client, cast.sari)
    before = shown(client, office, "6")
    answer(office.bendo, "i45", cast.budi, part=[{"label": "Pelayanan", "value": "400"}], total="1000")

    assert rows_in(ask(client, office, "6", **before)) == ["nomor-45", "nomor-46"]


def test_a_page_that_shows_everything_is_told_nothing(client: Client, cast: Cast, office: Office) -> None:
    answer(office.bendo, "i11", cast.budi, n="18", d="32")
    sign_in(client, cast.sari)
    now = shown(client, office)
    (seen,) = re.findall(r'data-seen="([^"]+)"', ask(client, office, **now))

    assert rows_in(ask(client, office, **now)) == []
    assert "dock-figures" not in ask(client, office, seen=seen, **now)


def test_rows_close_on_the_page_when_time_is_over(client: Client, cast: Cast, office: Office) -> None:
    sign_in(client, cast.sari)
    before = shown(client, office)
    now = timezone.now()
    move_window(office, opens=now - timedelta(days=2), closes=now)

    text = ask(client, office, **before)

    assert rows_in(text) == ["nomor-11", "nomor-12"]
    assert "readonly" in text


@pytest.mark.parametrize("rows", [1, 3, 53])
def test_news_take_the_same_queries_for_any_number_of_rows(
    client: Client, cast: Cast, django_assert_num_queries: Any, rows: int
) -> None:
    office = make_office(cast, document([[indicator(no) for no in range(1, rows + 1)]]))
    sign_in(client, cast.sari)
    before = shown(client, office, "1")
    for no in range(1, rows + 1):
        answer(office.bendo, f"i{no}", cast.budi, n="1", d="2")
    ask(client, office, "1", **before)

    # session, person with memberships, worksheet, pruned, noted, others, window, then entries, evidence,
    # window and last year for what has moved
    with django_assert_num_queries(11):
        assert len(rows_in(ask(client, office, "1", **before))) == rows


def test_asking_is_not_being_there(client: Client, cast: Cast, office: Office) -> None:
    """A forgotten tab does not keep its session alive."""
    sign_in(client, cast.sari)
    session = client.session
    session["seen_at"] -= settings.SESSION_IDLE_AGE - 5
    session.save()

    client.post(reverse("news", args=(office.bendo.pk,)), headers=HTMX | {"Kinerja-Background": "1"})

    assert client.session["seen_at"] == session["seen_at"]


def test_too_long_a_question_is_refused(client: Client, cast: Cast, office: Office) -> None:
    sign_in(client, cast.sari)

    response = client.post(reverse("news", args=(office.bendo.pk,)), {"marks": "x" * 10_001})

    assert response.status_code == 400
