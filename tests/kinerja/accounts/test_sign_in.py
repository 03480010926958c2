"""Signing in and out: the one door, its sentences, its throttle and its log."""

import logging
import time
from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.test import Client
from django.utils import timezone

from kinerja.logs import LineFormatter
from tests.cast import PASSWORD, Cast, sign_in

WRONG = "Nama pengguna atau kata sandi salah. Periksa keduanya, lalu coba lagi."


def post(client: Client, username: str, password: str, **extra: Any) -> Any:
    return client.post("/masuk/", {"username": username, "password": password}, **extra)


def fail(client: Client, username: str, times: int, **extra: Any) -> Any:
    for _ in range(times):
        answer = post(client, username, "bukan-kata-sandinya", **extra)
    return answer


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_right_password_signs_in_and_leads_home(client: Client, cast: Cast) -> None:
    answer = post(client, "sari", PASSWORD)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.session["_auth_user_id"] == str(cast.sari.pk)
    assert client.session["signed_in_at"] == pytest.approx(time.time(), abs=5)


def test_user_name_may_be_typed_in_capitals_and_with_spaces(client: Client, cast: Cast) -> None:
    post(client, " SARI ", PASSWORD)
    assert client.session["_auth_user_id"] == str(cast.sari.pk)


def test_wrong_name_and_wrong_password_look_the_same(client: Client, cast: Cast) -> None:
    answers = [post(client, name, "bukan-kata-sandinya") for name in ("sari", "siapa")]
    pages = [
        answer.content.decode().replace(f'value="{name}"', "").split("<main")[1]
        for answer, name in zip(answers, ("sari", "siapa"), strict=True)
    ]
    assert [answer.status_code for answer in answers] == [422, 422]
    assert without_tokens(pages[0]) == without_tokens(pages[1])
    assert WRONG in pages[0]


def without_tokens(page: str) -> str:
    return "\n".join(line for line in page.splitlines() if "csrfmiddlewaretoken" not in line)


def test_error_keeps_the_name_and_not_the_password(client: Client, cast: Cast) -> None:
    page = post(client, "sari", "rahasia-salah-sekali").content.decode()
    assert "<title>Kesalahan: Masuk – Kinerja</title>" in page
    assert 'value="sari"' in page
    assert "rahasia-salah-sekali" not in page


def test_disabled_person_is_refused_like_a_stranger(client: Client, cast: Cast) -> None:
    answer = post(client, "dedi", PASSWORD)
    assert answer.status_code == 422
    assert WRONG in answer.content.decode()
    assert not signed_in(client)


def test_person_disabled_while_signed_in_is_out_on_the_next_request(client: Client, cast: Cast) -> None:
    sign_in(client, cast.sari)
    type(cast.sari).objects.filter(pk=cast.sari.pk).update(is_active=False)
    assert client.get("/akun/saya/")["Location"] == "/masuk/?next=/akun/saya/"


def test_former_operator_signs_in_and_holds_no_role(client: Client, cast: Cast) -> None:
    post(client, "eka", PASSWORD)
    assert "Tidak ada peran yang berlaku." in client.get("/akun/saya/").content.decode()


@pytest.mark.parametrize(
    ("username", "password", "sentence"),
    [
        ("", "x", "Isi nama pengguna."),
        ("sari", "", "Isi kata sandi."),
        ("a" * 300, "x", "Pastikan nilai ini mengandung paling banyak 60 karakter (sekarang 300 karakter)."),
        ("sa\0ri", "x", "Karakter null tidak diizinkan."),
    ],
)
def test_what_cannot_be_a_name_or_password_is_said(
    client: Client, cast: Cast, username: str, password: str, sentence: str
) -> None:
    answer = post(client, username, password)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_next_leads_back_to_our_page(client: Client, cast: Cast) -> None:
    answer = client.post("/masuk/?next=/akun/saya/%3Fa%3D1", {"username": "sari", "password": PASSWORD})
    assert answer["Location"] == "/akun/saya/?a=1"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://jahat.example/",
        "//jahat.example/",
        "/\\jahat.example",
        "javascript:alert(1)",
        "http:///x",
        "",
    ],
)
def test_next_to_elsewhere_is_not_followed(client: Client, cast: Cast, elsewhere: str) -> None:
    answer = client.post(f"/masuk/?next={elsewhere}", {"username": "sari", "password": PASSWORD})
    assert answer["Location"] == "/"


def test_who_is_signed_in_goes_home(client: Client, cast: Cast) -> None:
    assert sign_in(client, cast.sari).get("/masuk/?next=/admin/")["Location"] == "/"


def test_session_is_a_new_one_after_signing_in(client: Client, cast: Cast) -> None:
    client.get("/sandi/baru/x/y/")
    session = client.session
    session["before"] = 1
    session.save()
    post(client, "sari", PASSWORD)
    assert client.session.session_key != session.session_key


def test_signing_out_is_a_post_and_ends_the_session(client: Client, cast: Cast) -> None:
    sign_in(client, cast.sari)
    assert client.get("/keluar/").status_code == 405
    answer = client.post("/keluar/", follow=True)
    assert answer.redirect_chain == [("/masuk/", 302)]
    assert "Anda sudah keluar." in answer.content.decode()
    assert not signed_in(client)


@pytest.mark.parametrize("name", ["sari", "siapa"])
def test_after_too_many_tries_the_right_password_has_to_wait(client: Client, cast: Cast, name: str) -> None:
    assert fail(client, name, settings.AXES_FAILURE_LIMIT - 1).status_code == 422
    answer = fail(client, name, 1)
    assert answer.status_code == 429
    page = answer.content.decode()
    assert "Terlalu banyak percobaan masuk. Coba lagi mulai pukul" in page
    assert "<title>Kesalahan: Masuk – Kinerja</title>" in page
    assert 0 < int(answer["Retry-After"]) <= settings.AXES_COOLOFF_TIME * 3600
    assert post(client, name, PASSWORD).status_code == 429
    assert not signed_in(client)


def test_lock_ends_by_itself_even_if_somebody_keeps_trying(client: Client, cast: Cast) -> None:
    fail(client, "sari", settings.AXES_FAILURE_LIMIT)
    first = AccessAttempt.objects.get().attempt_time
    fail(client, "sari", 3)
    assert AccessAttempt.objects.get().attempt_time == first
    waited = timezone.now() - timedelta(hours=settings.AXES_COOLOFF_TIME, seconds=1)
    AccessAttempt.objects.update(attempt_time=waited)
    assert post(client, "sari", PASSWORD)["Location"] == "/"


def test_lock_is_for_one_name_from_one_address(client: Client, cast: Cast) -> None:
    fail(client, "sari", settings.AXES_FAILURE_LIMIT)
    assert post(client, "budi", PASSWORD).status_code == 302
    elsewhere = Client()
    assert post(elsewhere, "sari", PASSWORD, REMOTE_ADDR="10.9.8.7").status_code == 302


def test_lock_cannot_be_dodged_by_another_spelling_or_browser(client: Client, cast: Cast) -> None:
    for number in range(settings.AXES_FAILURE_LIMIT):
        spelling = "sari" if number % 2 else " Sari"
        answer = post(client, spelling, "bukan-kata-sandinya", HTTP_USER_AGENT=f"peramban {number}")
    assert answer.status_code == 429


def test_log_tells_who_and_where_and_no_password(
    client: Client, cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "kinerja.accounts")
    post(client, "sari", "rahasia-salah-sekali", REMOTE_ADDR="10.1.2.3")
    post(client, "sari", PASSWORD, REMOTE_ADDR="10.1.2.3")
    client.post("/keluar/", REMOTE_ADDR="10.1.2.3")
    assert [record.getMessage() for record in caplog.records if record.name == "kinerja.accounts"] == [
        "sign_in_failed by=- from=10.1.2.3 username='sari'",
        "signed_in by=sari from=10.1.2.3",
        "signed_out by=sari from=10.1.2.3",
    ]
    assert PASSWORD not in caplog.text
    assert "rahasia-salah-sekali" not in caplog.text


def test_line_breaks_in_a_user_name_make_one_line(
    client: Client, cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    post(client, "sari\r\n2026-01-01 INFO signed_in by=root", "x")
    lines = [LineFormatter().format(it) for it in caplog.records if it.name == "kinerja.accounts"]
    assert len(lines) == 1
    assert len(lines[0].splitlines()) == 1
    assert "sign_in_failed by=- from=127.0.0.1 username='sari\\r\\n2026-01-01" in lines[0]


def test_sign_in_page_names_whom_to_call(client: Client, db: None) -> None:
    page = client.get("/masuk/").content.decode()
    assert "<title>Masuk – Kinerja</title>" in page
    assert "Hubungi Bagian Pemerintahan kabupaten/kota Anda." in page
