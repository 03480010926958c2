"""How long a session lasts, and what is open before the first password is changed."""

import time
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from kinerja.accounts.models import User
from tests.cast import PASSWORD, Cast, sign_in

AGAIN = "/masuk/?next=%2Fakun%2Fsaya%2F&sesi=berakhir"


def set_clock(client: Client, *, idle: int = 0, age: int = 0) -> None:
    """As if the person signed in `age` seconds ago and was last seen `idle` seconds ago."""
    session, now = client.session, int(time.time())
    session["signed_in_at"], session["seen_at"] = now - max(age, idle), now - idle
    session.save()


@pytest.fixture
def sari(client: Client, cast: Cast) -> Client:
    return sign_in(client, cast.sari)


def test_idle_session_ends_with_a_sentence_and_leads_back(sari: Client) -> None:
    set_clock(sari, idle=settings.SESSION_IDLE_AGE + 1)
    answer = sari.get("/akun/saya/")
    assert answer["Location"] == AGAIN
    assert "Sesi Anda sudah berakhir." in sari.get(AGAIN).content.decode()
    assert "_auth_user_id" not in sari.session


def test_session_used_within_the_idle_limit_goes_on(sari: Client) -> None:
    set_clock(sari, idle=settings.SESSION_IDLE_AGE - 5)
    assert sari.get("/akun/saya/").status_code == 200
    assert time.time() - sari.session["seen_at"] < 5


def test_session_ends_at_its_absolute_age_however_busy(sari: Client) -> None:
    set_clock(sari, age=settings.SESSION_ABSOLUTE_AGE + 1)
    assert sari.get("/akun/saya/")["Location"] == AGAIN


def test_use_does_not_prolong_the_absolute_age(sari: Client) -> None:
    set_clock(sari, age=settings.SESSION_ABSOLUTE_AGE - 100, idle=100)
    signed_in_at = sari.session["signed_in_at"]
    sari.get("/akun/saya/")
    assert sari.session["signed_in_at"] == signed_in_at


def test_use_is_noted_at_most_once_a_minute(sari: Client, django_assert_num_queries: Any) -> None:
    sari.get("/akun/saya/")
    with django_assert_num_queries(3) as quick:  # session, person with memberships, period of the frame
        sari.get("/akun/saya/")
    assert not [it for it in quick.captured_queries if "UPDATE" in it["sql"]]
    set_clock(sari, idle=61)
    with django_assert_num_queries(6) as later:  # and the session's update in its savepoint
        sari.get("/akun/saya/")
    assert len([it for it in later.captured_queries if "UPDATE" in it["sql"]]) == 1


def test_row_saved_after_the_end_is_told_so_and_not_sent_away(sari: Client) -> None:
    set_clock(sari, idle=settings.SESSION_IDLE_AGE + 1)
    answer = sari.post("/akun/saya/", HTTP_HX_REQUEST="true")
    assert (answer.status_code, answer["HX-Trigger"]) == (401, "session-ended")
    assert answer.content.decode() == "Sesi Anda sudah berakhir. Masuk lagi, lalu ulangi."


def test_row_saved_without_any_session_is_told_so_too(client: Client, db: None) -> None:
    answer = client.get("/akun/saya/", HTTP_HX_REQUEST="true")
    assert (answer.status_code, answer["HX-Trigger"]) == (401, "session-ended")


def test_form_sent_after_the_end_leads_back_to_its_page(sari: Client) -> None:
    set_clock(sari, idle=settings.SESSION_IDLE_AGE + 1)
    answer = sari.post("/keluar/", HTTP_REFERER="http://testserver/akun/saya/")
    assert answer["Location"] == AGAIN


def test_form_from_elsewhere_leads_home(sari: Client) -> None:
    set_clock(sari, idle=settings.SESSION_IDLE_AGE + 1)
    answer = sari.post("/keluar/", HTTP_REFERER="https://jahat.example/akun/saya/")
    assert answer["Location"] == "/masuk/?next=%2F&sesi=berakhir"


def test_signing_in_from_a_stale_page_works_at_once(sari: Client, cast: Cast) -> None:
    set_clock(sari, idle=settings.SESSION_IDLE_AGE + 1)
    sari.post("/masuk/", {"username": "budi", "password": PASSWORD})
    assert sari.session["_auth_user_id"] == str(cast.budi.pk)


def test_cookie_outlives_the_idle_limit_so_that_the_end_can_be_explained() -> None:
    assert settings.SESSION_COOKIE_AGE == settings.SESSION_ABSOLUTE_AGE > settings.SESSION_IDLE_AGE


@pytest.fixture
def newcomer(client: Client, cast: Cast) -> Client:
    User.objects.filter(pk=cast.sari.pk).update(must_change_password=True)
    return sign_in(client, cast.sari)


@pytest.mark.parametrize("path", ["/", "/akun/saya/", "/akun/", "/admin/"])
def test_before_the_first_password_is_changed_every_page_leads_there(newcomer: Client, path: str) -> None:
    assert newcomer.get(path)["Location"] == "/sandi/"


def test_before_the_first_password_is_changed_one_can_sign_out(newcomer: Client) -> None:
    assert newcomer.post("/keluar/")["Location"] == "/masuk/"


def test_changing_the_first_password_opens_everything(newcomer: Client, cast: Cast) -> None:
    assert "dipilihkan orang lain" in newcomer.get("/sandi/").content.decode()
    new = "tujuh-gajah-hijau-menari"
    sent = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert newcomer.post("/sandi/", sent)["Location"] == "/"
    assert newcomer.get("/akun/saya/").status_code == 200


# --- What a page asks about its session -----------------------------------------------------------------


def test_a_page_knows_how_long_its_session_lasts(sari: Client) -> None:
    set_clock(sari, idle=100)
    page = sari.get("/akun/saya/").content.decode()
    assert f'data-session-left="{settings.SESSION_IDLE_AGE}"' in page  # opening it was being here


def test_asking_tells_what_is_left_and_is_not_being_here(sari: Client, cast: Cast) -> None:
    set_clock(sari, idle=settings.SESSION_IDLE_AGE - 100)
    answer = sari.get("/sesi/", headers={"Kinerja-Background": "1"}).json()
    assert answer == {"user": str(cast.sari.pk), "left": pytest.approx(100, abs=2), "final": False}
    assert sari.get("/sesi/", headers={"Kinerja-Background": "1"}).json()["left"] <= 100


def test_going_on_is_being_here(sari: Client) -> None:
    set_clock(sari, idle=settings.SESSION_IDLE_AGE - 100)
    assert sari.post("/sesi/").json()["left"] == pytest.approx(settings.SESSION_IDLE_AGE, abs=2)


def test_going_on_does_not_prolong_the_absolute_age(sari: Client) -> None:
    set_clock(sari, age=settings.SESSION_ABSOLUTE_AGE - 100)
    answer = sari.post("/sesi/").json()
    assert answer["final"] is True
    assert answer["left"] <= 100


def test_a_page_of_one_person_cannot_send_for_another(sari: Client, cast: Cast) -> None:
    assert sari.post("/sesi/", headers={"Kinerja-User": str(cast.sari.pk)}).status_code == 200
    assert sari.post("/sesi/", headers={"Kinerja-User": str(cast.budi.pk)}).status_code == 401


def test_a_refused_token_is_named_for_the_script(cast: Cast) -> None:
    strict = sign_in(Client(enforce_csrf_checks=True), cast.sari)
    answer = strict.post("/sesi/")
    assert (answer.status_code, answer["Kinerja-Refused"]) == (403, "csrf")
    assert "csrftoken" in strict.get("/sesi/").cookies
