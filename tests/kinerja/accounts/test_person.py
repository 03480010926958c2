"""One person's page: roles given and ended, accounts switched off and on, and the list narrowed to them."""

import html
import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from kinerja.accounts.models import Membership, Role, User
from tests.cast import PASSWORD, Cast, sign_in
from tests.markup import markup
from tests.town import state

from .people import add_operators, usernames_on


@pytest.fixture
def vera(client: Client, cast: Cast) -> Client:
    return sign_in(client, cast.vera)


def page_of(person: User, tail: str = "") -> str:
    return f"/akun/{person.pk}/{tail}"


def text_of(answer: Any) -> str:
    return html.unescape(markup(answer))


# --- The page ---


def test_page_shows_the_person_and_what_may_be_done(vera: Client, cast: Cast) -> None:
    User.objects.filter(pk=cast.sari.pk).update(nip="196804071989031006", rank="Penata (III/c)")
    Membership.objects.create(user=cast.sari, role=Role.OPERATOR, district=cast.places.city_district)

    page = text_of(vera.get(page_of(cast.sari)))

    assert "19680407 198903 1 006" in page
    assert "Penata (III/c)" in page
    assert "Operator kecamatan, Kecamatan Bendo, Kabupaten Magetan" in page
    assert "4 Januari 2021" in page
    assert "Kartoharjo" not in page


def test_page_of_oneself_and_of_people_above_offers_no_change(vera: Client, cast: Cast) -> None:
    bupati = User.objects.create(username="bupati", name="Bupati")
    Membership.objects.create(user=bupati, role=Role.LEADERSHIP, regency=cast.places.regency)

    for person in (cast.vera, bupati):
        page = text_of(vera.get(page_of(person)))
        assert "Akun ini hanya dapat diubah oleh admin lain atau admin di atas wilayah Anda." in page
        assert "Nonaktifkan akun" not in page
        assert "Beri peran dan wilayah" not in page


@pytest.mark.parametrize("tail", ["", "peran/"])
@pytest.mark.parametrize("name", ["maya", "yuni", "asri", "eka", "root_user"])
def test_people_outside_the_region_are_not_there(vera: Client, cast: Cast, tail: str, name: str) -> None:
    assert vera.get(page_of(getattr(cast, name), tail)).status_code == 404


@pytest.mark.parametrize("tail", ["peran/", "nonaktifkan/", "aktifkan/"])
@pytest.mark.parametrize("name", ["maya", "asri", "eka", "root_user", "vera"])
def test_nobody_else_is_changed(vera: Client, cast: Cast, tail: str, name: str) -> None:
    before = state()
    body = {"role": Role.OPERATOR, "region": str(cast.places.bendo.pk)}

    answer = vera.post(page_of(getattr(cast, name), tail), body)

    assert (answer.status_code, state()) == (403 if name == "vera" else 404, before)


# --- Roles and regions ---


def test_a_role_more_is_given(vera: Client, cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "kinerja.accounts")
    body = {"role": Role.HEAD, "region": str(cast.places.neighbour.pk)}
    body |= {"starts": "1 Maret 2030", "ends": "2 Maret 2031"}

    answer = vera.post(page_of(cast.sari, "peran/"), body)

    assert (answer.status_code, answer["Location"]) == (302, page_of(cast.sari))
    held = cast.sari.memberships.get(role=Role.HEAD)
    assert (held.district, held.starts, held.ends) == (
        cast.places.neighbour,
        date(2030, 3, 1),
        date(2031, 3, 2),
    )
    assert "membership_given by=vera from=127.0.0.1 username='sari'" in caplog.text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({}, "Orang ini sudah memegang peran itu di sana."),
        ({"role": ""}, "Pilih peran."),
        ({"role": Role.LEADERSHIP}, "Pilih satu dari daftar."),
        ({"region": "00000000-0000-0000-0000-000000000000"}, "Pilih satu dari daftar."),
        ({"role": Role.REGENCY_VERIFIER}, "Pilih satu wilayah yang sesuai dengan peran."),
        ({"starts": "kemarin"}, "Tulis tanggal"),
        (
            {"starts": "2 Maret 2030", "ends": "1 Maret 2030"},
            "Tanggal berakhir tidak boleh sebelum tanggal mulai.",
        ),
        ({"manages_accounts": "on"}, "Akun dikelola dari kabupaten/kota atau provinsi."),
    ],
)
def test_a_wrong_role_is_told_and_changes_nothing(
    vera: Client, cast: Cast, changes: dict[str, str], sentence: str
) -> None:
    before = state()
    body = {"role": Role.OPERATOR, "region": str(cast.places.bendo.pk)} | changes

    answer = vera.post(page_of(cast.sari, "peran/"), body)

    assert (answer.status_code, state()) == (422, before)
    assert text_of(answer).count(sentence) == 2


def test_one_of_several_memberships_is_ended(vera: Client, cast: Cast) -> None:
    other = Membership.objects.create(
        user=cast.sari, role=Role.OPERATOR, district=cast.places.neighbour, starts=date(2022, 1, 1)
    )

    answer = vera.post(page_of(cast.sari, "akhiri/"), {"membership": str(other.pk)})

    assert answer["Location"] == page_of(cast.sari)
    ends = dict(cast.sari.memberships.values_list("district__name", "ends"))
    assert ends == {"Bendo": None, "Maospati": timezone.localdate()}


def test_memberships_elsewhere_are_not_there_to_be_ended(vera: Client, cast: Cast) -> None:
    away = Membership.objects.create(user=cast.sari, role=Role.OPERATOR, district=cast.places.city_district)
    before = state()

    for named in (str(away.pk), str(cast.tono.memberships.get().pk), "dikarang"):
        assert vera.post(page_of(cast.sari, "akhiri/"), {"membership": named}).status_code == 404
    assert state() == before


# --- Switched off and on ---


def test_whoever_is_switched_off_is_out_at_once_and_stays_out(
    vera: Client, cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "kinerja.accounts")
    theirs, others = sign_in(Client(), cast.sari), sign_in(Client(), cast.budi)
    assert theirs.get("/akun/saya/").status_code == 200

    vera.post(page_of(cast.sari, "nonaktifkan/"))

    assert theirs.get("/akun/saya/")["Location"].startswith("/masuk/")
    assert Client().post("/masuk/", {"username": "sari", "password": PASSWORD}).status_code == 422
    assert others.get("/akun/saya/").status_code == 200
    assert "account_disabled by=vera from=127.0.0.1 username='sari'" in caplog.text

    vera.post(page_of(cast.sari, "aktifkan/"))

    assert theirs.get("/akun/saya/")["Location"].startswith("/masuk/")  # the old session is gone for good
    assert Client().post("/masuk/", {"username": "sari", "password": PASSWORD})["Location"] == "/"


def test_a_row_being_saved_is_told_to_sign_in_again(vera: Client, cast: Cast) -> None:
    theirs = sign_in(Client(), cast.sari)
    vera.post(page_of(cast.sari, "nonaktifkan/"))

    answer = theirs.post("/sesi/", headers={"HX-Request": "true"})

    assert answer.status_code == 401


def test_page_asks_before_it_switches_off(vera: Client, cast: Cast) -> None:
    page = text_of(vera.get(page_of(cast.sari)))

    asked = page[page.index("<summary>Nonaktifkan akun") :]
    assert asked.index("keluar sekarang juga") < asked.index("Ya, nonaktifkan")
    assert "Ya, aktifkan" in text_of(vera.get(page_of(cast.dedi)))


def test_switching_is_posted(vera: Client, cast: Cast) -> None:
    for tail in ("nonaktifkan/", "aktifkan/"):
        assert vera.get(page_of(cast.sari, tail)).status_code == 405


# --- The list ---


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"peran": "operator"}, ["budi", "dedi", "sari", "tono"]),
        ({"peran": "head"}, ["camat"]),
        ({"peran": "dikarang"}, ["budi", "camat", "dedi", "sari", "tono", "vera"]),
        ({"keadaan": "nonaktif"}, ["dedi"]),
        ({"keadaan": "aktif"}, ["sari", "vera"]),
        ({"keadaan": "belum-masuk"}, ["budi", "camat"]),
        ({"keadaan": "akan-datang"}, ["tono"]),
        ({"wilayah": "bendo"}, ["budi", "camat", "dedi", "sari"]),
        ({"wilayah": "bendo", "peran": "operator", "keadaan": "belum-masuk"}, ["budi"]),
        ({"wilayah": "city_district"}, ["budi", "camat", "dedi", "sari", "tono", "vera"]),
        ({"peran": "juror"}, []),
    ],
)
def test_list_is_narrowed_by_role_region_and_state(
    vera: Client, cast: Cast, query: dict[str, str], found: list[str]
) -> None:
    User.objects.filter(username__in=["sari", "vera"]).update(last_login=timezone.now())
    cast.tono.memberships.update(starts=timezone.localdate() + timedelta(days=3))
    if "wilayah" in query:
        query = query | {"wilayah": str(getattr(cast.places, query["wilayah"]).pk)}

    assert usernames_on(vera.get("/akun/", query)) == found


def test_province_manager_narrows_by_kabupaten(client: Client, cast: Cast) -> None:
    asri = sign_in(client, cast.asri)
    Membership.objects.create(user=cast.kiki, role=Role.OPERATOR, district=cast.places.bendo)

    answer = asri.get("/akun/", {"wilayah": str(cast.places.regency.pk), "peran": Role.OPERATOR})

    assert usernames_on(answer) == ["budi", "dedi", "kiki", "sari", "tono"]
    offered = re.findall(r'<option value="([0-9a-f-]{36})"', markup(answer))
    assert offered == [str(cast.places.regency.pk), str(cast.places.city.pk)]


def test_narrowed_list_takes_the_same_queries_for_more_people(
    vera: Client, cast: Cast, django_assert_num_queries: Any
) -> None:
    query = {"peran": "operator", "wilayah": str(cast.places.bendo.pk), "keadaan": "belum-masuk"}
    with django_assert_num_queries(7):
        vera.get("/akun/", query)
    add_operators(30, cast)
    with django_assert_num_queries(7):
        assert len(usernames_on(vera.get("/akun/", query))) == 32


def test_page_takes_few_queries(vera: Client, cast: Cast, django_assert_num_queries: Any) -> None:
    # session, person, memberships; the person, their memberships; period of the frame
    with django_assert_num_queries(5):
        vera.get(page_of(cast.sari))
