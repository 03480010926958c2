"""The account managers' pages: whom they see, whom they may add, and the links they give out."""

import html
import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kinerja.accounts.models import Membership, Role, User
from tests.cast import PASSWORD, Cast, sign_in
from tests.markup import markup

from .people import add_operators, usernames_on

NEW = "tujuh-gajah-hijau-menari"


@pytest.fixture
def vera(client: Client, cast: Cast) -> Client:
    return sign_in(client, cast.vera)


@pytest.fixture
def asri(client: Client, cast: Cast) -> Client:
    return sign_in(client, cast.asri)


def person_form(cast: Cast, **changes: Any) -> dict[str, Any]:
    return {
        "name": "Putri Ayu",
        "username": "putri.ayu",
        "role": Role.OPERATOR,
        "region": str(cast.places.bendo.pk),
        **changes,
    }


def link_on(answer: Any) -> str:
    found = re.search(r">http://testserver(/sandi/baru/[^<]+)<", markup(answer))
    assert found
    return found[1]


# --- Whom a manager sees ---


def test_kabupaten_manager_sees_the_people_of_the_kabupaten(vera: Client) -> None:
    assert usernames_on(vera.get("/akun/")) == ["budi", "camat", "dedi", "sari", "tono", "vera"]


def test_province_manager_sees_the_people_of_the_province(asri: Client) -> None:
    assert usernames_on(asri.get("/akun/")) == sorted(
        ["asri", "budi", "camat", "dedi", "indra", "joko", "kiki", "lina", "maya", "sari", "tono", "vera"]
    )


@pytest.mark.parametrize("name", ["sari", "camat", "joko", "lina", "indra", "root_user", "eka"])
def test_who_manages_no_accounts_is_told_who_does(client: Client, cast: Cast, name: str) -> None:
    sign_in(client, getattr(cast, name))
    for path in ("/akun/", "/akun/baru/"):
        answer = client.get(path)
        assert answer.status_code == 403
        assert "Akun dikelola oleh admin kabupaten/kota atau provinsi." in markup(answer)


def test_manager_whose_membership_ended_is_out_on_the_next_request(vera: Client, cast: Cast) -> None:
    assert vera.get("/akun/").status_code == 200
    cast.vera.memberships.update(ends=timezone.localdate())
    assert vera.get("/akun/").status_code == 403


def test_list_tells_role_place_last_sign_in_and_state(vera: Client, cast: Cast) -> None:
    seen = timezone.make_aware(datetime(2026, 3, 2, 9, 5))
    User.objects.filter(username="sari").update(last_login=seen)
    cast.tono.memberships.update(starts=timezone.localdate() + timedelta(days=3))
    page = html.unescape(markup(vera.get("/akun/")))
    rows = {row.split("</div></th>")[0].rsplit(">", 1)[1]: row for row in page.split("<tr>")[2:]}
    assert "Operator kecamatan, Kecamatan Bendo, Kabupaten Magetan" in rows["sari"]
    assert "2 Maret 2026 pukul 09.05 WIB" in rows["sari"]
    assert "Aktif" in rows["sari"]
    assert "Belum masuk" in rows["budi"]
    assert "Dinonaktifkan" in rows["dedi"]
    assert "Mulai " in rows["tono"]
    assert "Verifikator kabupaten/kota, Kabupaten Magetan; mengelola akun" in rows["vera"]


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("SARI", ["sari"]),
        ("maospati", ["tono"]),
        ("Kabupaten Magetan", ["vera"]),
        ("maya", []),
        ("sa\0ri", ["sari"]),
        ("%", []),
        ("", ["budi", "camat", "dedi", "sari", "tono", "vera"]),
    ],
)
def test_search_finds_names_and_places_inside_the_region(vera: Client, search: str, found: list[str]) -> None:
    answer = vera.get("/akun/", {"cari": search})
    assert (answer.status_code, usernames_on(answer)) == (200, found)


def test_search_knows_nothing_of_places_elsewhere(vera: Client, cast: Cast) -> None:
    Membership.objects.create(user=cast.sari, role=Role.OPERATOR, district=cast.places.city_district)
    answer = vera.get("/akun/", {"cari": "kartoharjo"})
    assert usernames_on(answer) == []
    assert "Kartoharjo" not in markup(vera.get("/akun/"))


def test_list_takes_the_same_queries_for_3_and_30_people(
    vera: Client, cast: Cast, django_assert_num_queries: Any
) -> None:
    User.objects.filter(username__in=["budi", "camat", "dedi"]).delete()
    # session, person, memberships, period of the frame, regions, count, people, their memberships
    with django_assert_num_queries(7):
        assert len(usernames_on(vera.get("/akun/"))) == 3
    add_operators(27, cast)
    with django_assert_num_queries(7):
        assert len(usernames_on(vera.get("/akun/"))) == 30


def test_list_has_pages(vera: Client, cast: Cast) -> None:
    add_operators(60, cast)
    first, second = vera.get("/akun/"), vera.get("/akun/?hal=2")
    assert (len(usernames_on(first)), len(usernames_on(second))) == (50, 16)
    assert "Halaman 1 dari 2" in markup(first)
    assert '<a href="?hal=2" rel="next">Berikutnya</a>' in markup(first)
    searched = markup(vera.get("/akun/?cari=orang&hal=2"))
    assert '<a href="?cari=orang&amp;hal=1" rel="prev">Sebelumnya</a>' in searched
    assert usernames_on(vera.get("/akun/?hal=siapa")) == usernames_on(first)


# --- Adding ---


def test_added_person_sets_a_password_by_the_link_and_signs_in(vera: Client, cast: Cast) -> None:
    answer = vera.post("/akun/baru/", person_form(cast, nip="19680407 198903 1 006", username="Putri.Ayu"))
    person = User.objects.get(username="putri.ayu")
    assert (answer.status_code, person.has_usable_password(), person.nip) == (
        200,
        False,
        "196804071989031006",
    )
    membership = person.memberships.get()
    assert (membership.role, membership.district, membership.manages_accounts) == (
        Role.OPERATOR,
        cast.places.bendo,
        False,
    )
    theirs = Client()
    address = theirs.get(link_on(answer))["Location"]
    theirs.post(address, {"new_password1": NEW, "new_password2": NEW})
    assert theirs.post("/masuk/", {"username": "putri.ayu", "password": NEW})["Location"] == "/"


def test_link_page_tells_how_long_it_holds(vera: Client, cast: Cast) -> None:
    page = markup(vera.post("/akun/baru/", person_form(cast)))
    assert re.search(r"Berlaku satu kali sampai \d+ \w+ \d{4} pukul \d\d\.\d\d WIB\.", page)


def test_kabupaten_manager_gives_three_roles_in_the_kabupaten(vera: Client, cast: Cast) -> None:
    page = markup(vera.get("/akun/baru/"))
    assert re.findall(r'<option value="(\w+)"', page.split('name="role"')[1].split("</select>")[0]) == [
        "operator",
        "head",
        "regency_verifier",
    ]
    offered = set(re.findall(r'<option value="([0-9a-f-]+)"', page.split('name="region"')[1]))
    assert offered == {str(it.pk) for it in (cast.places.regency, cast.places.bendo, cast.places.neighbour)}


def test_province_manager_gives_every_role_in_the_province(asri: Client, cast: Cast) -> None:
    page = markup(asri.get("/akun/baru/"))
    offered = re.findall(r'<option value="(\w+)"', page.split('name="role"')[1].split("</select>")[0])
    assert offered == [str(role) for role in Role]
    assert str(cast.places.other_district.pk) not in page


@pytest.mark.parametrize("role", [Role.ASSESSOR, Role.LEADERSHIP, Role.JUROR, Role.INSTRUMENT_ADMIN, "root"])
def test_kabupaten_manager_cannot_give_a_role_above(vera: Client, cast: Cast, role: str) -> None:
    for region in (cast.places.province, cast.places.regency):
        answer = vera.post("/akun/baru/", person_form(cast, role=role, region=str(region.pk)))
        assert answer.status_code == 422
        assert "Pilih satu dari daftar." in markup(answer)
    assert not User.objects.filter(username="putri.ayu").exists()


def test_region_elsewhere_is_refused(vera: Client, cast: Cast) -> None:
    for region in (cast.places.city_district, cast.places.other_district, cast.places.province):
        answer = vera.post("/akun/baru/", person_form(cast, region=str(region.pk)))
        assert answer.status_code == 422
    assert not User.objects.filter(username="putri.ayu").exists()


def test_manager_of_two_places_gives_high_roles_only_where_they_may(client: Client, cast: Cast) -> None:
    Membership.objects.create(
        user=cast.vera, role=Role.ASSESSOR, province=cast.places.other_province, manages_accounts=True
    )
    sign_in(client, cast.vera)
    high = {"role": Role.LEADERSHIP, "region": str(cast.places.regency.pk)}
    answer = client.post("/akun/baru/", person_form(cast, **high))
    assert "Peran ini hanya dapat diberikan oleh admin provinsi." in markup(answer)
    high["region"] = str(cast.places.other_regency.pk)
    assert client.post("/akun/baru/", person_form(cast, **high)).status_code == 200


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "Isi nama."),
        ({"role": ""}, "Pilih peran."),
        ({"region": ""}, "Pilih wilayah tugas."),
        ({"username": "sari"}, "Nama pengguna ini sudah dipakai."),
        ({"username": "Dua Kata"}, "Pakai huruf kecil, angka, titik, atau garis."),
        ({"nip": "123"}, "Tulis 18 angka NIP, misalnya 19680407 198903 1 006."),
        ({"email": "bukan-alamat"}, "Tulis alamat surel lengkap, misalnya nama@contoh.go.id."),
        ({"role": Role.REGENCY_VERIFIER}, "Pilih satu wilayah yang sesuai dengan peran."),
        ({"manages_accounts": "on"}, "Akun dikelola dari kabupaten/kota atau provinsi."),
    ],
)
def test_what_is_wrong_is_said_on_top_and_at_the_field(
    vera: Client, cast: Cast, changes: dict[str, str], sentence: str
) -> None:
    answer = vera.post("/akun/baru/", person_form(cast, **changes))
    page = markup(answer)
    assert answer.status_code == 422
    assert page.count(sentence) == 2
    assert "<title>Kesalahan: Tambah akun – Kinerja</title>" in page
    assert 'value="Putri Ayu"' in page or "name" in changes
    assert User.objects.filter(name="Putri Ayu").count() == 0


def test_province_manager_makes_a_kabupaten_manager(asri: Client, cast: Cast) -> None:
    place = {"role": Role.REGENCY_VERIFIER, "region": str(cast.places.city.pk), "manages_accounts": "on"}
    answer = asri.post("/akun/baru/", person_form(cast, **place))
    assert answer.status_code == 200
    person = User.objects.get(username="putri.ayu")
    assert person.memberships.get().manages_accounts
    assert usernames_on(sign_in(Client(), person).get("/akun/")) == ["maya", "putri.ayu"]


def test_posted_rights_beyond_the_form_change_nothing(vera: Client, cast: Cast) -> None:
    vera.post("/akun/baru/", person_form(cast, is_superuser="on", is_active="", must_change_password="on"))
    person = User.objects.get(username="putri.ayu")
    assert (person.is_superuser, person.is_active, person.must_change_password) == (False, True, False)


# --- Links ---


def test_link_for_somebody_who_forgot(vera: Client, cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "kinerja.accounts")
    answer = vera.post(reverse("account_link", args=[cast.sari.pk]))
    assert Client().get(link_on(answer)).status_code == 302
    assert answer["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    told = [it.getMessage() for it in caplog.records if it.name == "kinerja.accounts"]
    assert told == ["password_link_made by=vera from=127.0.0.1 username='sari'"]
    assert cast.sari.check_password(PASSWORD)


@pytest.mark.parametrize("action", ["account_link", "account_end"])
@pytest.mark.parametrize("name", ["maya", "yuni", "asri", "lina", "eka", "root_user"])
def test_person_outside_the_region_is_not_there(vera: Client, cast: Cast, action: str, name: str) -> None:
    before = list(Membership.objects.values_list())
    answer = vera.post(reverse(action, args=[getattr(cast, name).pk]))
    assert answer.status_code == 404
    assert list(Membership.objects.values_list()) == before


@pytest.mark.parametrize("action", ["account_link", "account_end"])
def test_actions_are_posts_of_managers(vera: Client, cast: Cast, action: str) -> None:
    address = reverse(action, args=[cast.sari.pk])
    assert vera.get(address).status_code == 405
    assert sign_in(Client(), cast.budi).post(address).status_code == 403
    assert Client().post(address)["Location"].startswith("/masuk/?next=")


def test_no_link_to_rights_above_ones_own(vera: Client, cast: Cast) -> None:
    Membership.objects.create(user=cast.sari, role=Role.ASSESSOR, province=cast.places.province)
    answer = vera.post(reverse("account_link", args=[cast.sari.pk]))
    assert answer.status_code == 403
    assert "hanya dapat dibuat oleh admin di atas wilayah Anda" in markup(answer)


def test_no_link_to_rights_that_are_still_to_come(vera: Client, cast: Cast) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    Membership.objects.create(
        user=cast.sari, role=Role.ASSESSOR, province=cast.places.province, starts=tomorrow
    )
    assert vera.post(reverse("account_link", args=[cast.sari.pk])).status_code == 403


@pytest.mark.parametrize("change", [{"is_superuser": True}, {"is_active": False}])
def test_no_link_to_a_superuser_or_a_disabled_person(
    vera: Client, cast: Cast, change: dict[str, bool]
) -> None:
    User.objects.filter(pk=cast.sari.pk).update(**change)
    assert vera.post(reverse("account_link", args=[cast.sari.pk])).status_code == 403


def test_leadership_of_the_kabupaten_is_seen_and_managed_from_above(vera: Client, cast: Cast) -> None:
    bupati = User.objects.create(username="bupati", name="Bupati")
    Membership.objects.create(user=bupati, role=Role.LEADERSHIP, regency=cast.places.regency)
    assert "Dikelola admin di atas wilayah Anda" in markup(vera.get("/akun/", {"cari": "bupati"}))
    for action in ("account_link", "account_end"):
        assert vera.post(reverse(action, args=[bupati.pk])).status_code == 403
    above = sign_in(Client(), cast.asri)
    assert above.post(reverse("account_link", args=[bupati.pk])).status_code == 200


# --- Ending ---


def test_ended_person_is_out_of_the_region_at_once(
    vera: Client, cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "kinerja.accounts")
    theirs = sign_in(Client(), cast.sari)
    answer = vera.post(reverse("account_end", args=[cast.sari.pk]), follow=True)
    assert "Keanggotaan Sari di wilayah Anda berakhir hari ini." in markup(answer)
    assert "sari" not in usernames_on(answer)
    assert cast.sari.memberships.get().ends == timezone.localdate()
    assert "Tidak ada peran yang berlaku." in markup(theirs.get("/akun/saya/"))
    assert "membership_ended by=vera from=127.0.0.1 username='sari'" in caplog.text


def test_only_memberships_inside_the_region_end(vera: Client, cast: Cast) -> None:
    elsewhere = Membership.objects.create(
        user=cast.sari, role=Role.OPERATOR, district=cast.places.city_district
    )
    vera.post(reverse("account_end", args=[cast.sari.pk]))
    elsewhere.refresh_from_db()
    assert elsewhere.ends is None


def test_membership_that_has_not_begun_is_withdrawn(vera: Client, cast: Cast) -> None:
    cast.sari.memberships.update(starts=timezone.localdate() + timedelta(days=9))
    vera.post(reverse("account_end", args=[cast.sari.pk]))
    assert cast.sari.memberships.count() == 0


def test_ended_long_ago_stays_as_it_was(vera: Client, cast: Cast) -> None:
    Membership.objects.create(user=cast.eka, role=Role.OPERATOR, district=cast.places.bendo)
    vera.post(reverse("account_end", args=[cast.eka.pk]))
    ends = cast.eka.memberships.order_by("ends").values_list("ends", flat=True)
    assert list(ends) == [date(2022, 1, 1), timezone.localdate()]


def test_nobody_ends_their_own_membership(vera: Client, cast: Cast) -> None:
    assert vera.post(reverse("account_end", args=[cast.vera.pk])).status_code == 403
    assert cast.vera.memberships.get().ends is None


def test_denials_are_logged(client: Client, cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    sign_in(client, cast.sari).get("/akun/")
    told = [it.getMessage() for it in caplog.records if it.name == "kinerja.accounts"]
    assert told == ["denied by=sari from=127.0.0.1 path='/akun/' status=403"]


# --- One's own page ---


def test_own_page_shows_name_memberships_and_ways_on(vera: Client, cast: Cast) -> None:
    page = markup(vera.get("/akun/saya/"))
    assert "Verifikator kabupaten/kota, Kabupaten Magetan, sejak 4 Januari 2021" in page
    for path in ("/sandi/", "/akun/"):
        assert f'href="{path}"' in page


@pytest.mark.parametrize(
    ("name", "links"),
    [
        ("sari", (False, False)),
        ("vera", (True, False)),
        ("indra", (False, True)),
        ("root_user", (False, True)),
    ],
)
def test_own_page_links_only_what_is_open(
    client: Client, cast: Cast, name: str, links: tuple[bool, bool]
) -> None:
    page = markup(sign_in(client, getattr(cast, name)).get("/akun/saya/")).split("<main")[1]
    assert ('href="/akun/"' in page, 'href="/admin/"' in page) == links
