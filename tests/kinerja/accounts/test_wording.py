"""What people read on these pages is Indonesian and says what to do."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast, sign_in

NEVER = re.compile(
    r"tidak valid|\bmaaf|\bmohon|silak|silah|please|password|\bemail\b|required|sign in|login", re.IGNORECASE
)


def words(answer: Any) -> str:
    """The text of a page, without its markup."""
    page = answer.content.decode().split("<body")[1]
    return unescape(re.sub(r"<(script|style).*?</\1>|<[^>]*>", " ", page, flags=re.DOTALL))


@pytest.mark.parametrize(
    "path", ["/masuk/", "/masuk/?sesi=berakhir", "/sandi/lupa/", "/sandi/lupa/terkirim/", "/sandi/baru/x/y/"]
)
def test_pages_for_everybody(client: Client, db: None, path: str) -> None:
    assert NEVER.findall(words(client.get(path))) == []


@pytest.mark.parametrize(
    "path", ["/akun/saya/", "/sandi/", "/akun/", "/akun/?cari=x", "/akun/baru/", "/akun/impor/"]
)
def test_pages_for_a_manager(client: Client, cast: Cast, path: str) -> None:
    assert NEVER.findall(words(sign_in(client, cast.vera).get(path))) == []


@pytest.mark.parametrize("path", ["/masuk/", "/sandi/lupa/"])
def test_errors_for_everybody(client: Client, db: None, path: str) -> None:
    answer = client.post(path, {})
    assert answer.status_code == 422
    assert NEVER.findall(words(answer)) == []


@pytest.mark.parametrize("path", ["/sandi/", "/akun/baru/"])
def test_errors_for_a_manager(client: Client, cast: Cast, path: str) -> None:
    answer = sign_in(client, cast.vera).post(path, {"email": "x", "role": "x", "username": "X Y", "nip": "x"})
    assert answer.status_code == 422
    assert NEVER.findall(words(answer)) == []


def test_the_list_of_banned_words_finds_them() -> None:
    assert NEVER.findall("Maaf, nilai tidak valid. Mohon isi password.") == [
        "Maaf",
        "tidak valid",
        "Mohon",
        "password",
    ]
