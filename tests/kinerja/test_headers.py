"""What every answer carries for the browser, whatever it answers."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, override_settings

from tests.cast import PASSWORD, Cast, sign_in
from tests.kinerja.production import ROOT, complete, read_settings
from tests.offices import Office

POLICY = {
    "default-src 'self'",  # scripts, styles, fonts and connections come from here alone, none is inline
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
}
TRANSPORT = (
    *(
        "SECURE_SSL_REDIRECT",
        "SECURE_REDIRECT_EXEMPT",
        "SECURE_HSTS_SECONDS",
        "SECURE_HSTS_INCLUDE_SUBDOMAINS",
    ),
    *("SECURE_HSTS_PRELOAD", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE"),
)
PATHS = ("/masuk/", "/", "/akun/saya/", "/instrumen/", "/admin/", "/keluar/", "/tidak-ada/", "/healthz")


@pytest.fixture
def production(tmp_path: Path) -> Iterator[Client]:
    """A browser at a site whose transport is set as in production."""
    found = read_settings(complete(tmp_path))
    with override_settings(**{name: found[name] for name in TRANSPORT}):
        yield Client()


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("name", ["", "sari", "root_user"])
def test_every_answer_is_guarded(client: Client, cast: Cast, path: str, name: str) -> None:
    if name:
        sign_in(client, getattr(cast, name))

    headers = client.get(path).headers

    assert set(headers["Content-Security-Policy"].split("; ")) == POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Permissions-Policy"] == (
        "accelerometer=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()"
    )


def test_paper_is_guarded_and_stays_in_no_cache(client: Client, office: Office, cast: Cast) -> None:
    headers = sign_in(client, cast.sari).get(f"/kertas-kerja/{office.bendo.pk}/kertas-kerja.pdf").headers

    assert set(headers["Content-Security-Policy"].split("; ")) == POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Type"] == "application/pdf"
    assert headers["Cache-Control"] == "private, no-store"


def test_plain_http_is_sent_to_https(production: Client, db: None) -> None:
    response = production.get("/masuk/?next=/akun/")

    assert (response.status_code, response["Location"]) == (301, "https://testserver/masuk/?next=/akun/")


def test_health_is_asked_by_plain_http(production: Client, db: None) -> None:
    assert production.get("/healthz").status_code == 200


def test_https_is_promised_for_two_years(production: Client, db: None) -> None:
    response = production.get("/masuk/", secure=True)

    assert response.status_code == 200
    assert response["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains; preload"


def test_cookies_travel_by_https_only_and_are_closed_to_scripts(production: Client, cast: Cast) -> None:
    response = production.post("/masuk/", {"username": "sari", "password": PASSWORD}, secure=True)

    session, token = response.cookies["sessionid"], response.cookies["csrftoken"]
    assert (session["secure"], session["httponly"], session["samesite"]) == (True, True, "Lax")
    assert (token["secure"], token["samesite"]) == (True, "Lax")


def test_proxy_says_whether_the_visitor_came_by_https(production: Client, db: None, settings: Any) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

    assert production.get("/masuk/", headers={"x-forwarded-proto": "https"}).status_code == 200
    assert production.get("/masuk/", headers={"x-forwarded-proto": "http"}).status_code == 301


# What the policy would keep from working, so it must not be written in the first place.
FORBIDDEN = re.compile(
    r"<script(?![^>]*\bsrc=)|<style\b|\sstyle=|\son[a-z]+=|javascript:"
    r"""|(?:src|href|action)=["']?(?:https?:)?//""",
    re.IGNORECASE,
)


def test_templates_hold_nothing_inline_and_nothing_from_elsewhere() -> None:
    pages = sorted((ROOT / "templates").rglob("*.html"))
    found = [
        f"{page.name}: {it}" for page in pages for it in FORBIDDEN.findall(page.read_text(encoding="utf-8"))
    ]

    assert found == []
    assert len(pages) > 30


@pytest.mark.parametrize(
    "line",
    [
        "<script>alert(1)</script>",
        '<p style="color: red">',
        "<style>p {}</style>",
        '<a href="javascript:void(0)">',
        '<button onclick="x()">',
        '<script src="https://cdn.example/x.js">',
        "<img src=//cdn.example/x.png>",
    ],
)
def test_what_is_searched_for_is_found(line: str) -> None:
    assert FORBIDDEN.search(line)


def test_static_files_name_no_other_site() -> None:
    files = [path for kind in ("css", "js") for path in (ROOT / "static").rglob(f"*.{kind}")]
    addresses = {
        address
        for path in files
        for address in re.findall(
            r"""(?:url\(|import\s|fetch\()\s*["']?((?:https?:)?//[^"')\s]+)""", path.read_text()
        )
    }

    assert addresses == set()
