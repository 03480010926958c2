"""Saves at the same moment: nothing lost, one effect for one content. PostgreSQL; SQLite has one writer."""

import random
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from assessments.models import Entry, Event, Worksheet
from kinerja.accounts.models import User
from tests.cast import Cast, make_cast, sign_in
from tests.offices import make_office

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="one writer at a time"),
]
HTMX = {"HX-Request": "true"}
SAVES = 200
ROWS = [f"i{no:02}" for no in range(1, 8)]


@pytest.fixture
def people() -> Cast:
    return make_cast()


def post(client: Client, sheet: Worksheet, code: str, **data: Any) -> int:
    response = client.post(reverse("row_save", args=(sheet.pk, code)), data, headers=HTMX)
    return int(response.status_code)


def save_at_random(sheet: Worksheet, person: User, seed: int) -> list[tuple[str, int, str]]:
    """What was accepted: row, the version that it made, and the value."""
    chance, client = random.Random(seed), sign_in(Client(), person)  # noqa: S311
    versions, accepted = dict.fromkeys(ROWS, 0), []
    try:
        for count in range(SAVES):
            code, value = chance.choice(ROWS), str(seed * 1000 + count)
            status = post(client, sheet, code, n=value, version=versions[code])
            if status == 200:
                versions[code] += 1
                accepted.append((code, versions[code], value))
            else:
                assert status == 409
                versions[code] = Entry.objects.get(worksheet=sheet, code=code).version
    finally:
        connection.close()
    return accepted


def test_two_people_lose_nothing_and_the_history_has_every_accepted_save(people: Cast) -> None:
    sheet = make_office(people).bendo

    with ThreadPoolExecutor(2) as both:
        work = [
            both.submit(save_at_random, sheet, person, seed)
            for person, seed in ((people.sari, 1), (people.budi, 2))
        ]
        accepted = [save for done in work for save in done.result()]

    events = Event.objects.filter(action=Event.Action.ROW_SAVED)
    told = [(event.subject, event.new["version"], event.new["values"]["n"]) for event in events]
    last = {code: (version, value) for code, version, value in sorted(accepted)}
    kept = {entry.code: (entry.version, entry.values["n"]) for entry in Entry.objects.all()}
    assert len(accepted) >= SAVES
    assert sorted(told) == sorted(accepted)
    assert kept == last


def test_five_identical_posts_at_once_have_one_effect(people: Cast) -> None:
    sheet = make_office(people).bendo

    def send(number: int) -> int:
        try:
            return post(sign_in(Client(), people.sari), sheet, "i01", n="10", version=0)
        finally:
            connection.close()

    with ThreadPoolExecutor(5) as five:
        answers = list(five.map(send, range(5)))

    assert answers == [200] * 5
    assert Entry.objects.get().version == 1
    assert Event.objects.filter(action=Event.Action.ROW_SAVED).count() == 1
