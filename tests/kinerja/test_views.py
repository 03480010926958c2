"""Health, and the pages that say no: in Indonesian, with the right status, however little still works."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, InterfaceError, OperationalError, ProgrammingError, connection
from django.test import Client

from tests.cast import PASSWORD, Cast, sign_in
from tests.markup import markup

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def visitor() -> Client:
    """A browser that is shown the page for a fault, as outside of tests."""
    return Client(raise_request_exception=False)


@pytest.fixture
def faulty(settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.kinerja.faulty_urls"


def down(error: type[Exception]) -> Any:
    """A database that answers every statement with `error`."""

    def fail(*args: Any) -> Any:
        raise error("connection refused")

    return connection.execute_wrapper(fail)


def test_healthz_is_ok_while_the_database_answers(client: Client, db: None) -> None:
    response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok")


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_healthz_is_503_while_it_does_not(client: Client, db: None, error: type[Exception]) -> None:
    with down(error):
        response = client.get("/healthz")

    assert (response.status_code, response.content) == (503, b"database tidak menjawab")


def test_healthz_asks_nothing_but_the_database(
    client: Client, django_assert_num_queries: Any, db: None
) -> None:
    with django_assert_num_queries(1):
        client.get("/healthz")


@pytest.mark.usefixtures("db", "faulty")
@pytest.mark.parametrize(
    ("path", "status", "title"),
    [
        ("/mencurigakan/", 400, "Permintaan tidak terbaca"),
        ("/tertutup/", 403, "Anda tidak berwenang membuka halaman ini"),
        ("/tidak-ada/", 404, "Halaman tidak ditemukan"),
        ("/ditolak/belum-dibuka/", 403, "Anda tidak berwenang membuka halaman ini"),
        ("/ditolak/berubah/", 409, "Data sudah diubah orang lain"),
        ("/ditolak/didahului/", 409, "Data sudah diubah orang lain"),
        ("/ditolak/kurang/", 422, "Ada yang belum lengkap"),
        ("/rusak/", 500, "Terjadi gangguan"),
    ],
)
@pytest.mark.parametrize("signed_in", [False, True])
def test_refusal_has_a_page_with_its_status(
    visitor: Client, cast: Cast, path: str, status: int, title: str, signed_in: bool
) -> None:
    if signed_in:
        sign_in(visitor, cast.sari)

    response = visitor.get(path)

    assert response.status_code == status
    assert response["Content-Type"] == "text/html; charset=utf-8"
    page = markup(response)
    assert '<html lang="id"' in page
    assert f"<title>{title} – Kinerja</title>" in page
    assert f"<h1>{title}</h1>" in page


@pytest.mark.usefixtures("db", "faulty")
def test_fault_tells_nothing_of_its_cause(visitor: Client) -> None:
    page = markup(visitor.get("/rusak/"))

    assert "rahasia" not in page
    assert "RuntimeError" not in page


@pytest.mark.usefixtures("db", "faulty")
def test_fault_page_needs_no_database(visitor: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        visitor.get("/rusak/")


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_page_without_its_database_says_to_wait(visitor: Client, cast: Cast, error: type[Exception]) -> None:
    sign_in(visitor, cast.sari)
    asked: list[str] = []

    def note(run: Any, sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return run(sql, *rest)

    with connection.execute_wrapper(note), down(error):
        response = visitor.get("/")

    assert (response.status_code, response["Retry-After"]) == (503, "60")
    assert "<h1>Layanan sedang tidak tersedia</h1>" in markup(response)
    assert len(asked) == 1  # the one that failed: the page itself asks nothing


@pytest.mark.parametrize("error", [IntegrityError, ProgrammingError])
def test_a_fault_in_what_we_ask_the_database_is_ours(
    visitor: Client, cast: Cast, error: type[Exception]
) -> None:
    sign_in(visitor, cast.sari)

    with down(error):
        assert visitor.get("/").status_code == 500


ASKED = """
import django
django.setup()
from django.test import Client
client = Client(raise_request_exception=False)
client.cookies["sessionid"] = "x" * 32
answers = [client.get("/masuk/"), client.get("/"), client.post("/masuk/", {"username": "a", "password": "b"})]
for it in answers:
    print(it.status_code, "Layanan sedang tidak tersedia" in it.content.decode())
print(client.get("/healthz").status_code)
"""


def test_a_database_that_nobody_answers_at_is_503_on_every_page(tmp_path: Path) -> None:
    """A whole process whose DATABASE_URL leads to a port at which nothing listens."""
    own = {"DATABASE_URL": "postgres://x:y@127.0.0.1:1/none", "KINERJA_DATA_DIR": str(tmp_path)}
    own |= {"KINERJA_MODE": "test", "DJANGO_SETTINGS_MODULE": "kinerja.settings"}

    done = subprocess.run(
        [sys.executable, "-c", ASKED],
        capture_output=True,
        text=True,
        env=os.environ | own,
        cwd=ROOT,
        check=False,
    )

    assert done.stdout.splitlines() == ["503 True", "503 True", "503 True", "503"], done.stderr


def test_forbidden_page_says_why(client: Client, cast: Cast) -> None:
    page = markup(sign_in(client, cast.sari).get("/instrumen/"))

    assert "Halaman ini untuk pengelola instrumen." in page


@pytest.mark.usefixtures("db", "faulty")
def test_forbidden_page_without_a_reason_says_whom_to_ask(visitor: Client) -> None:
    assert "Hubungi admin kabupaten/kota" in markup(visitor.get("/tertutup/"))


def test_unknown_host_is_refused(client: Client, db: None) -> None:
    response = client.get("/masuk/", headers={"host": "jahat.example"})

    assert response.status_code == 400
    assert "<h1>Permintaan tidak terbaca</h1>" in markup(response)


@pytest.fixture
def strict() -> Client:
    """A browser whose forms need their token."""
    return Client(enforce_csrf_checks=True)


def test_form_without_its_token_is_told_to_load_the_page_again(strict: Client, cast: Cast) -> None:
    sign_in(strict, cast.sari)

    response = strict.post("/sandi/", {"old_password": PASSWORD})

    page = markup(response)
    assert response.status_code == 403
    assert "<h1>Halaman ini perlu dimuat ulang</h1>" in page
    assert "CSRF" not in page


@pytest.mark.parametrize("path", ["/masuk/", "/keluar/", "/sandi/lupa/", "/admin/logout/"])
def test_every_form_needs_its_token(strict: Client, db: None, path: str) -> None:
    assert strict.post(path).status_code == 403


def test_admin_is_entered_by_the_one_door(client: Client, cast: Cast) -> None:
    response = client.get("/admin/", follow=True)

    assert response.redirect_chain == [("/admin/login/?next=/admin/", 302), ("/masuk/?next=%2Fadmin%2F", 302)]


def test_admin_has_no_door_of_its_own(client: Client, cast: Cast) -> None:
    response = client.post("/admin/login/", {"username": "root_user", "password": PASSWORD})

    assert (response.status_code, response["Location"]) == (302, "/masuk/")
    assert "_auth_user_id" not in client.session


def test_signing_out_in_the_admin_ends_the_session(client: Client, cast: Cast) -> None:
    sign_in(client, cast.root_user)

    response = client.post("/admin/logout/")

    assert (response.status_code, response["Location"]) == (302, "/masuk/")
    assert "_auth_user_id" not in client.session


def test_password_is_changed_outside_of_the_admin(client: Client, cast: Cast) -> None:
    response = sign_in(client, cast.root_user).get("/admin/password_change/")

    assert (response.status_code, response["Location"]) == (302, "/sandi/")


@pytest.mark.parametrize("path", ["/panduan/", "/aksesibilitas/"])
def test_help_is_for_everybody(client: Client, db: None, path: str) -> None:
    response = client.get(path)

    assert response.status_code == 200
    assert client.post(path).status_code == 405
