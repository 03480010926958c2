"""People in the admin."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kinerja.accounts.models import Membership, Role, User
from tests.cast import Cast, sign_in

LIST = "/admin/accounts/user/"
NONE = {"memberships-TOTAL_FORMS": "0", "memberships-INITIAL_FORMS": "0"}


@pytest.fixture
def admin(client: Client, cast: Cast) -> Client:
    return sign_in(client, cast.root_user)


def one_membership(**values: Any) -> dict[str, Any]:
    counts = {"memberships-TOTAL_FORMS": "1", "memberships-INITIAL_FORMS": "0"}
    return counts | {f"memberships-0-{name}": value for name, value in values.items()}


@pytest.mark.parametrize("name", ["sari", "vera", "asri", "indra"])
def test_only_superusers_see_people_in_the_admin(client: Client, cast: Cast, name: str) -> None:
    assert sign_in(client, getattr(cast, name)).get(LIST).status_code in {302, 403}


def test_added_person_has_no_password_until_the_link(admin: Client, cast: Cast) -> None:
    place = {"role": Role.OPERATOR, "district": cast.places.bendo.pk, "starts": "4 Januari 2026"}
    sent = {"username": "Putri.Ayu", "name": "Putri", "is_active": "on", **one_membership(**place)}
    answer = admin.post(f"{LIST}add/", sent)
    assert answer.status_code == 302
    person = User.objects.get(username="putri.ayu")
    assert not person.has_usable_password()
    assert person.memberships.get().district == cast.places.bendo
    page = admin.post(LIST, {"action": "make_link", "_selected_action": [person.pk]}).content.decode()
    link = re.search(r">http://testserver(/sandi/baru/[^<]+)<", page)
    assert link
    assert Client().get(link[1]).status_code == 302


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"username": "dua kata"}, "Pakai huruf kecil, angka, titik, atau garis."),
        ({"username": "SARI"}, "Nama pengguna ini sudah dipakai."),
        ({"nip": "12"}, "Tulis 18 angka NIP, misalnya 19680407 198903 1 006."),
        (
            one_membership(role=Role.OPERATOR, starts="4/1/2026"),
            "Pilih satu wilayah yang sesuai dengan peran.",
        ),
        (one_membership(role=Role.JUROR, starts="kemarin"), "Tulis tanggal"),
        (
            one_membership(role=Role.JUROR, starts="4/1/2026", ends="3/1/2026"),
            "Tanggal berakhir tidak boleh sebelum tanggal mulai.",
        ),
    ],
)
def test_what_is_wrong_is_said_in_indonesian(admin: Client, sent: dict[str, Any], sentence: str) -> None:
    answer = admin.post(f"{LIST}add/", {"username": "putri", "name": "Putri", **NONE, **sent})
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert not User.objects.filter(name="Putri").exists()


def test_link_is_for_one_active_person(admin: Client, cast: Cast) -> None:
    for chosen in ([cast.sari.pk, cast.budi.pk], [cast.dedi.pk]):
        answer = admin.post(LIST, {"action": "make_link", "_selected_action": chosen}, follow=True)
        assert "Pilih satu orang yang aktif." in answer.content.decode()


def test_people_are_never_deleted(admin: Client, cast: Cast) -> None:
    assert admin.post(reverse("admin:accounts_user_delete", args=[cast.sari.pk])).status_code == 403
    assert "delete_selected" not in admin.get(LIST).content.decode()


def test_list_does_not_answer_questions_about_passwords(admin: Client, cast: Cast) -> None:
    assert admin.get(LIST, {"password__startswith": "md5"}).status_code == 400


def test_list_takes_the_same_queries_for_more_people(
    admin: Client, cast: Cast, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(9):
        admin.get(LIST)
    User.objects.bulk_create(User(username=f"orang{number}", name="Orang") for number in range(20))
    Membership.objects.bulk_create(
        Membership(user=person, role=Role.OPERATOR, district=cast.places.bendo)
        for person in User.objects.filter(name="Orang")
    )
    with django_assert_num_queries(9):
        admin.get(LIST)


def test_groups_are_not_offered(admin: Client) -> None:
    assert "/admin/auth/group/" not in admin.get("/admin/").content.decode()


# --- Many at once ---


def act(admin: Client, action: str, *people: User, **body: Any) -> Any:
    sent = {"action": action, "_selected_action": [person.pk for person in people], **body}
    return admin.post(LIST, sent, follow=True)


def test_people_are_switched_off_after_a_question_and_are_out_at_once(admin: Client, cast: Cast) -> None:
    theirs = sign_in(Client(), cast.sari)

    asked = act(admin, "switch_off", cast.sari, cast.dedi)
    assert "<li>Sari (sari)</li>" in asked.content.decode()
    assert "(dedi)" not in asked.content.decode()
    assert theirs.get("/akun/saya/").status_code == 200
    done = act(admin, "switch_off", cast.sari, cast.dedi, confirmed="1")

    assert "1 akun dinonaktifkan." in done.content.decode()
    assert theirs.get("/akun/saya/").status_code == 302
    history = admin.get(reverse("admin:accounts_user_history", args=[cast.sari.pk])).content.decode()
    assert "Dinonaktifkan" in history


def test_people_are_switched_on(admin: Client, cast: Cast) -> None:
    act(admin, "switch_on", cast.dedi, cast.sari, confirmed="1")

    assert User.objects.get(username="dedi").is_active


def test_nobody_switches_themselves_off(admin: Client, cast: Cast) -> None:
    answer = act(admin, "switch_off", cast.root_user, confirmed="1")

    assert "Akun Anda sendiri tidak dinonaktifkan." in answer.content.decode()
    assert User.objects.get(username="root_user").is_active


def test_switching_off_on_the_page_of_a_person_ends_their_sessions(admin: Client, cast: Cast) -> None:
    theirs = sign_in(Client(), cast.sari)
    address = reverse("admin:accounts_user_change", args=[cast.sari.pk])

    admin.post(address, {"username": "sari", "name": "Sari", **NONE})
    User.objects.filter(pk=cast.sari.pk).update(is_active=True)

    assert theirs.get("/akun/saya/").status_code == 302


def test_a_role_is_given_to_several_by_the_code_of_a_region(admin: Client, cast: Cast) -> None:
    chosen = (cast.sari, cast.tono)
    assert "mendapat satu peran" in act(admin, "assign", *chosen).content.decode()
    terms = {"role": Role.OPERATOR, "region": "35.20.11", "starts": "1 Maret 2030", "ends": ""}

    answer = act(admin, "assign", *chosen, confirmed="1", **terms)

    assert "1 orang menjadi Operator kecamatan, Kecamatan Maospati" in answer.content.decode()
    given = cast.sari.memberships.get(district=cast.places.neighbour)
    assert (given.role, str(given.starts), given.ends) == (Role.OPERATOR, "2030-03-01", None)
    assert cast.tono.memberships.count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"region": "99"}, "Kode wilayah ini tidak dikenal."),
        ({"region": ""}, "Isi kode wilayah."),
        ({"role": ""}, "Pilih peran."),
        ({"role": Role.HEAD, "region": "35"}, "Pilih satu wilayah yang sesuai dengan peran."),
        ({"starts": "besok"}, "Tulis tanggal"),
        ({"manages_accounts": "on"}, "Akun dikelola dari kabupaten/kota atau provinsi."),
    ],
)
def test_a_role_that_cannot_be_given_is_told(
    admin: Client, cast: Cast, changes: dict[str, str], sentence: str
) -> None:
    terms = {"role": Role.OPERATOR, "region": "35.20.11"} | changes

    answer = act(admin, "assign", cast.sari, confirmed="1", **terms)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert cast.sari.memberships.count() == 1


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"provinsi": "33"}, ["yuni"]),
        ({"provinsi": "35", "kabupaten": "35.77"}, ["maya"]),
        ({"provinsi": "35", "kabupaten": "35.20", "memberships__role": "head"}, ["camat"]),
        ({"is_active__exact": "0"}, ["dedi"]),
        ({"provinsi": "99"}, []),
    ],
)
def test_list_is_narrowed_by_region_role_and_state(
    admin: Client, cast: Cast, query: dict[str, str], found: list[str]
) -> None:
    page = admin.get(LIST, query).content.decode()

    assert re.findall(r'field-username"><a [^>]+>([^<]+)<', page) == found
