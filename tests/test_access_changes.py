"""What nobody can change by posting it, and rights that are gone on the next request."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from assessments.models import Entry, PrintedCopy
from kinerja.accounts.models import Membership, User
from kinerja.regions.models import District
from tests.cast import Cast
from tests.town import ACTORS, Town, make_town, state

# What differs between two honest saves of the same thing: when it was, and the event's own random id.
FLEETING = {"saved_at", "at"}
Rows = dict[str, list[dict[str, Any]]]


@pytest.fixture
def town(cast: Cast) -> Town:
    return make_town(cast)


def forged(town: Town) -> dict[str, Any]:
    """Fields that no form has: results, weights, states, and ids of what is another's."""
    neighbour, cast = town.sheets["neighbour"], town.cast
    results = (
        "nilai",
        "capaian",
        "bobot",
        "score",
        "achievement",
        "weight",
        "effective_weight",
        "claim_total",
    )
    states = {"status": "tdi", "state": "final", "outcome": "full", "complete": "true", "filled": "53"}
    ids = {
        "worksheet": neighbour.pk,
        "worksheet_id": neighbour.pk,
        "district": neighbour.district_id,
        "district_id": neighbour.district_id,
        "profile": neighbour.profile_id,
        "kecamatan": neighbour.district.code,
        "code": "i2",
        "saved_by": cast.budi.pk,
        "by": cast.budi.pk,
    }
    counts = {"desa": "99", "kelurahan": "99", "data_year": "1999"}
    return dict.fromkeys(results, "100") | states | ids | counts | {"values": "{}", "aspect_totals": "{}"}


def address(town: Town, tail: str, sheet: str = "bendo") -> str:
    return f"/kertas-kerja/{town.sheets[sheet].pk}/{tail}"


COUNTS = {"desa": "15", "kelurahan": "1"}  # a profile is always sent with them
SAVES = {
    "row": ("baris/i1/", {"n": "20", "d": "32", "version": 1}),
    "reason": ("baris/i2/", {"none_occurred": "1", "reason": "Lain", "version": 1}),
    "profile": ("profil/", COUNTS | {"head_name": "Nama Lain", "version": 2}),
}


def effect_of(client: Client, target: str, body: dict[str, Any]) -> Rows:
    """Every row of the database as a post leaves it; the post is taken back again."""
    with transaction.atomic():
        assert client.post(target, body).status_code == 302
        after = state()
        transaction.set_rollback(True)
    return {
        label: [{key: value for key, value in row.items() if key not in FLEETING} for row in rows]
        for label, rows in after.items()
    }


APPENDED = ("assessments.Event", "assessments.TotalPoint")


def without_event_ids(rows: Rows) -> Rows:
    """Events and points by what they tell: each has a random id, which orders them too."""
    told = {label: [{**row, "id": None} for row in rows[label]] for label in APPENDED}
    return rows | {label: sorted(found, key=repr) for label, found in told.items()}


@pytest.mark.parametrize("save", SAVES)
def test_forged_fields_have_no_effect_beside_honest_ones(town: Town, save: str) -> None:
    sari, (tail, body) = town.browser("sari"), SAVES[save]
    target = address(town, tail)

    honest = effect_of(sari, target, body)
    attempt = effect_of(sari, target, forged(town) | body)

    assert without_event_ids(attempt) == without_event_ids(honest)


STORED = {
    "row": ("baris/i1/", {"n": "18", "d": "32", "note": "rahasiabendo4821 catatan", "version": 1}),
    "profile": (
        "profil/",
        COUNTS | {"head_name": "rahasiabendo4821 camat", "address": "rahasiabendo4821 alamat", "version": 2},
    ),
}


@pytest.mark.parametrize("save", STORED)
def test_forged_fields_alone_change_nothing_at_all(town: Town, save: str) -> None:
    sari, (tail, body) = town.browser("sari"), STORED[save]
    before = state()

    response = sari.post(address(town, tail), forged(town) | body)

    assert response.status_code == 302
    assert state() == before


def test_a_save_changes_one_row_and_the_totals_of_its_own_worksheet(town: Town) -> None:
    """The comparison above would see a change: here is what an honest save changes."""
    before = state()

    town.browser("sari").post(address(town, "baris/i1/"), {"n": "32", "d": "32", "version": 1})

    after = state()
    assert {label for label in before if before[label] != after[label]} == {
        "assessments.Entry",
        "assessments.Event",
        "assessments.TotalPoint",
        "assessments.Worksheet",
    }
    bendo = town.sheets["bendo"]
    assert [
        it["worksheet_id"] for it in after["assessments.Entry"] if it not in before["assessments.Entry"]
    ] == [bendo.pk]
    assert [
        it["id"] for it in after["assessments.Worksheet"] if it not in before["assessments.Worksheet"]
    ] == [bendo.pk]
    assert len(after["assessments.Event"]) == len(before["assessments.Event"]) + 1


@pytest.mark.parametrize("actor", [actor for actor in ACTORS if actor != "sari"])
def test_nobody_else_saves_in_bendos_worksheet(town: Town, actor: str) -> None:
    before = state()
    client = town.browser(actor)

    for tail, body in SAVES.values():
        client.post(address(town, tail), body)
        client.post(address(town, tail), body, headers={"HX-Request": "true"})

    assert state() == before


def test_reading_changes_nothing_and_printing_the_same_leaves_one_copy(town: Town) -> None:
    sari = town.browser("sari")
    assert sari.get(address(town, "kertas-kerja.pdf")).status_code == 200
    assert PrintedCopy.objects.count() == 1
    before = state()

    for tail in ("", "aspek/1/", "aspek/2/", "profil/", "riwayat/", "kertas-kerja.pdf"):
        assert sari.get(address(town, tail)).status_code == 200

    assert state() == before


def test_the_form_of_a_new_person_gives_no_rights_beside_it(town: Town) -> None:
    body = {"name": "Rini", "username": "rini", "role": "operator", "region": town.cast.places.bendo.pk}
    extra = {
        "is_superuser": "on",
        "is_staff": "on",
        "password": "x",
        "province": town.cast.places.province.pk,
    }

    town.browser("vera").post(
        "/akun/baru/", body | extra | {"starts": "2000-01-01", "user": town.cast.vera.pk}
    )

    rini = User.objects.get(username="rini")
    assert (rini.is_superuser, rini.has_usable_password()) == (False, False)
    assert [(it.role, it.region, it.starts) for it in rini.memberships.all()] == [
        ("operator", town.cast.places.bendo, timezone.localdate())
    ]


def end_membership(person: User) -> None:
    Membership.objects.filter(user=person).update(ends=timezone.localdate())


def postpone_membership(person: User) -> None:
    Membership.objects.filter(user=person).update(starts=timezone.localdate() + timedelta(days=1))


def disable(person: User) -> None:
    User.objects.filter(pk=person.pk).update(is_active=False)


def demote(person: User) -> None:
    User.objects.filter(pk=person.pk).update(is_superuser=False)


def stop_managing(person: User) -> None:
    Membership.objects.filter(user=person).update(manages_accounts=False)


def move_away(person: User) -> None:
    person.memberships.update(district=District.objects.get(code="35.20.11"))


GONE: list[tuple[str, Callable[[User], None], str, int]] = [
    ("sari", end_membership, "kertas-kerja", 404),
    ("sari", postpone_membership, "kertas-kerja", 404),
    ("sari", move_away, "kertas-kerja", 404),
    ("sari", disable, "kertas-kerja", 302),
    ("camat", end_membership, "kertas-kerja", 404),
    ("vera", end_membership, "kertas-kerja", 404),
    ("asri", disable, "kertas-kerja", 302),
    ("lina", end_membership, "kertas-kerja", 404),
    ("root_user", demote, "kertas-kerja", 404),
    ("root_user", demote, "/admin/", 302),
    ("root_user", disable, "/admin/", 302),
    ("vera", end_membership, "/akun/", 403),
    ("vera", stop_managing, "/akun/", 403),
    ("asri", disable, "/akun/", 302),
    ("indra", end_membership, "/admin/indicators/instrument/", 302),
    ("indra", end_membership, "/instrumen/", 403),
]


@pytest.mark.parametrize(
    ("actor", "removal", "path", "status"), GONE, ids=[f"{it[0]} {it[1].__name__} {it[2]}" for it in GONE]
)
def test_right_that_is_removed_is_gone_on_the_next_request(
    town: Town, actor: str, removal: Callable[[User], None], path: str, status: int
) -> None:
    client = town.browser(actor)
    target = address(town, "") if path == "kertas-kerja" else path
    assert client.get(target).status_code == 200

    removal(getattr(town.cast, actor))

    assert client.get(target).status_code == status


@pytest.mark.parametrize("removal", [end_membership, move_away, disable])
def test_row_that_was_open_is_not_saved_after_the_right_is_gone(
    town: Town, removal: Callable[[User], None]
) -> None:
    sari = town.browser("sari")
    removal(town.cast.sari)

    response = sari.post(address(town, "baris/i1/"), {"n": "20", "d": "32", "version": 1})

    assert response.status_code in (302, 404)
    entry = Entry.objects.get(worksheet=town.sheets["bendo"], code="i1")
    assert (entry.values, entry.version) == ({"n": "18", "d": "32"}, 1)


def test_membership_ends_on_its_last_day_and_not_a_day_late(town: Town) -> None:
    camat = town.browser("camat")
    theirs = Membership.objects.filter(user=town.cast.camat)

    theirs.update(ends=timezone.localdate() + timedelta(days=1))
    assert camat.get(address(town, "")).status_code == 200
    theirs.update(ends=timezone.localdate(), starts=date(2021, 1, 4))
    assert camat.get(address(town, "")).status_code == 404
