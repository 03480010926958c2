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
    with django_assert_num_queries(8):
        admin.get(LIST)
    User.objects.bulk_create(User(username=f"orang{number}", name="Orang") for number in range(20))
    Membership.objects.bulk_create(
        Membership(user=person, role=Role.OPERATOR, district=cast.places.bendo)
        for person in User.objects.filter(name="Orang")
    )
    with django_assert_num_queries(8):
        admin.get(LIST)


def test_groups_are_not_offered(admin: Client) -> None:
    assert "/admin/auth/group/" not in admin.get("/admin/").content.decode()
