"""Changing, forgetting and setting passwords."""

import re
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.test import Client

from kinerja.accounts.models import User
from kinerja.accounts.services import password_link
from tests.cast import PASSWORD, Cast, sign_in

NEW = "tujuh-gajah-hijau-menari"
RULES = [
    "Pakai sedikitnya 15 karakter, misalnya empat kata yang mudah Anda ingat.",
    "Jangan pakai kata sandi yang banyak dipakai orang.",
    "Jangan pakai nama, nama pengguna, NIP, atau surel Anda.",
]


@pytest.fixture(autouse=True)
def _no_letters_before() -> None:
    cache.clear()


@pytest.fixture
def sari(cast: Cast) -> User:
    cast.sari.email = "sari@contoh.go.id"
    cast.sari.save()
    return cast.sari


def change(client: Client, old: str = PASSWORD, new: str = NEW, again: str | None = None) -> Any:
    sent = {"old_password": old, "new_password1": new, "new_password2": new if again is None else again}
    return client.post("/sandi/", sent)


def choose(client: Client, address: str, new: str = NEW) -> Any:
    return client.post(address, {"new_password1": new, "new_password2": new})


def letters(count: int) -> list[str]:
    """The bodies of `count` letters; they leave after the answer."""
    patience = time.monotonic() + 3
    while len(mail.outbox) < count and time.monotonic() < patience:
        time.sleep(0.01)
    time.sleep(0.05)  # one too many would come now
    assert len(mail.outbox) == count
    return [str(letter.body) for letter in mail.outbox]


@pytest.mark.parametrize("typed", ["196804071989031006", "19680407 198903 1 006"])
def test_the_own_nip_is_no_password(client: Client, cast: Cast, typed: str) -> None:
    User.objects.filter(pk=cast.sari.pk).update(nip="196804071989031006")

    answer = change(sign_in(client, cast.sari), new=typed)

    assert answer.status_code == 422
    assert "Kata sandi terlalu mirip dengan NIP Anda." in answer.content.decode()


def test_changed_password_keeps_this_session_and_ends_the_others(client: Client, cast: Cast) -> None:
    sign_in(client, cast.sari)
    other = sign_in(Client(), cast.sari)
    answer = client.post(
        "/sandi/", {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}, follow=True
    )
    assert answer.redirect_chain == [("/akun/saya/", 302)]
    assert "Kata sandi baru tersimpan." in answer.content.decode()
    assert other.get("/akun/saya/")["Location"] == "/masuk/?next=/akun/saya/"
    cast.sari.refresh_from_db()
    assert cast.sari.check_password(NEW)


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"old": "salah-sekali-saja"}, "Kata sandi lama tidak cocok. Ketik sekali lagi."),
        ({"old": ""}, "Isi kata sandi lama."),
        ({"again": "lain-lagi-kata-sandi"}, "Kedua kata sandi berbeda. Ketik kata sandi baru sekali lagi."),
        ({"new": "pendek"}, "Kata sandi terlalu pendek. Pakai sedikitnya 15 karakter."),
        (
            {"new": "1q2w3e4r5t6y7u8i9o0p"},
            "Kata sandi ini banyak dipakai orang sehingga mudah ditebak. Pilih yang lain.",
        ),
        (
            {"new": "sari@contoh.go.id"},
            "Kata sandi terlalu mirip dengan surel Anda. Pilih yang lain.",
        ),
    ],
)
def test_refused_password_is_explained_and_never_shown_again(
    client: Client, sari: User, sent: dict[str, str], sentence: str
) -> None:
    answer = change(sign_in(client, sari), **sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count(sentence) == 2  # on top and at the field
    assert "<title>Kesalahan: Ganti kata sandi – Kinerja</title>" in page
    assert not [value for value in sent.values() if value and f'value="{value}"' in page]
    sari.refresh_from_db()
    assert sari.check_password(PASSWORD)


def test_rule_is_said_before_typing(client: Client, cast: Cast) -> None:
    page = sign_in(client, cast.sari).get("/sandi/").content.decode()
    assert re.findall(r"<li>(Pakai .+?|Jangan .+?)</li>", page) == RULES


def test_letter_brings_a_link_that_sets_a_password_once(client: Client, sari: User) -> None:
    answer = client.post("/sandi/lupa/", {"account": "sari"})
    assert answer["Location"] == "/sandi/lupa/terkirim/"
    body = letters(1)[0]
    assert mail.outbox[0].to == ["sari@contoh.go.id"]
    assert mail.outbox[0].subject == "Kata sandi baru untuk Kinerja"
    assert "Tautan berlaku 24 jam dan hanya satu kali." in body
    link = re.search(r"http://testserver(/sandi/baru/\S+)", body)
    assert link
    shown = client.get(link[1], follow=True)
    assert shown.redirect_chain[0][0].endswith("/ubah/")
    assert choose(client, shown.redirect_chain[0][0])["Location"] == "/masuk/"
    sari.refresh_from_db()
    assert sari.check_password(NEW)
    again = Client().get(link[1])
    assert again.status_code == 404
    assert "Tautan tidak berlaku lagi" in again.content.decode()


@pytest.mark.parametrize("account", ["SARI", " sari ", "Sari@Contoh.go.id"])
def test_forgotten_password_is_asked_for_by_name_or_address(client: Client, sari: User, account: str) -> None:
    client.post("/sandi/lupa/", {"account": account})
    letters(1)


@pytest.mark.parametrize("account", ["siapa", "budi", "dedi", "siapa@contoh.go.id"])
def test_answer_is_the_same_whoever_is_asked_for(client: Client, sari: User, account: str) -> None:
    User.objects.filter(username="dedi").update(email="dedi@contoh.go.id")
    known, unknown = (client.post("/sandi/lupa/", {"account": it}, follow=True) for it in ("sari", account))
    assert unknown.redirect_chain == known.redirect_chain == [("/sandi/lupa/terkirim/", 302)]
    assert unknown.content == known.content
    letters(1)


def test_as_many_queries_for_nobody_as_for_somebody(
    client: Client, sari: User, django_assert_num_queries: Any
) -> None:
    for account in ("siapa", "sari"):
        with django_assert_num_queries(1):
            client.post("/sandi/lupa/", {"account": account})
    letters(1)


def test_one_mailbox_is_not_flooded(client: Client, sari: User) -> None:
    for _ in range(5):
        client.post("/sandi/lupa/", {"account": "sari"})
    letters(1)


def test_letter_that_cannot_leave_is_logged_and_changes_no_answer(
    client: Client, sari: User, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # nobody listens there
    assert client.post("/sandi/lupa/", {"account": "sari"}).status_code == 302
    patience = time.monotonic() + 3
    while "password letter not sent" not in caplog.text and time.monotonic() < patience:
        time.sleep(0.01)
    assert "password letter not sent" in caplog.text


def test_empty_request_is_refused(client: Client, db: None) -> None:
    answer = client.post("/sandi/lupa/", {"account": ""})
    assert answer.status_code == 422
    assert answer.content.decode().count("Isi nama pengguna atau surel.") == 2


def test_address_of_the_form_does_not_hold_the_token(client: Client, sari: User) -> None:
    link = password_link(user=sari).path
    token = link.rstrip("/").rsplit("/", 1)[1]
    shown = client.get(link, follow=True)
    assert token not in shown.redirect_chain[0][0]
    assert token not in shown.content.decode()
    assert shown["Referrer-Policy"] == "same-origin"


def test_form_of_a_link_opens_only_in_the_browser_that_had_the_link(client: Client, sari: User) -> None:
    address = client.get(password_link(user=sari).path)["Location"]
    assert client.get(address).status_code == 200
    assert Client().get(address).status_code == 404


def test_new_password_by_link_obeys_the_rules(client: Client, sari: User) -> None:
    address = client.get(password_link(user=sari).path)["Location"]
    answer = choose(client, address, "pendek")
    assert answer.status_code == 422
    assert "Kata sandi terlalu pendek." in answer.content.decode()
    assert choose(client, address).status_code == 302


def test_new_password_by_link_ends_every_session_and_the_duty_to_change(client: Client, sari: User) -> None:
    User.objects.filter(pk=sari.pk).update(must_change_password=True)
    old_session = sign_in(Client(), sari)
    sari.refresh_from_db()
    choose(client, client.get(password_link(user=sari).path)["Location"])
    sari.refresh_from_db()
    assert sari.must_change_password is False
    assert old_session.get("/akun/saya/")["Location"] == "/masuk/?next=/akun/saya/"


def spoil_token(link: str, sari: User) -> str:
    return link[:-3] + ("aa/" if link[-3:] != "aa/" else "bb/")


def spoil_person(link: str, sari: User) -> str:
    return re.sub(r"/baru/[^/]+/", "/baru/bukan-siapa-siapa/", link)


def spoil_encoding(link: str, sari: User) -> str:
    return re.sub(r"/baru/[^/]+/", "/baru/_w/", link)  # a byte that is no UTF-8


def disable(link: str, sari: User) -> str:
    User.objects.filter(pk=sari.pk).update(is_active=False)
    return link


@pytest.mark.parametrize("spoil", [spoil_token, spoil_person, spoil_encoding, disable])
def test_link_that_never_was_or_is_over_is_refused(
    client: Client, sari: User, spoil: Callable[[str, User], str]
) -> None:
    answer = client.get(spoil(password_link(user=sari).path, sari))
    assert answer.status_code == 404
    assert "Tautan kata sandi ini sudah dipakai atau sudah lewat waktunya." in answer.content.decode()


def test_link_expires(client: Client, sari: User, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.contrib.auth.tokens import default_token_generator

    link = password_link(user=sari)
    later = datetime.now() + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT - 5)
    monkeypatch.setattr(default_token_generator, "_now", lambda: later)
    assert client.get(link.path).status_code == 302
    monkeypatch.setattr(default_token_generator, "_now", lambda: later + timedelta(seconds=10))
    assert client.get(link.path).status_code == 404


def test_log_tells_of_passwords_without_showing_any(
    client: Client, sari: User, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "kinerja.accounts")
    link = password_link(user=sari).path
    client.post("/sandi/lupa/", {"account": "sari"})
    choose(client, client.get(link)["Location"])
    told = [it.getMessage() for it in caplog.records if it.name == "kinerja.accounts"]
    assert told == [
        "password_forgotten by=- from=127.0.0.1 account='sari'",
        "password_set_by_link by=- from=127.0.0.1 username='sari'",
    ]
    letters(1)
