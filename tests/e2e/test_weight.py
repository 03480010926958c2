"""What goes over a slow line, with static files as they are shipped: hashed, compressed, cached."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test.testcases import LiveServerThread
from playwright.sync_api import BrowserContext, Page, Request
from pytest_django.live_server_helper import LiveServer

from tests.cast import Cast
from tests.e2e.pages import enter_as
from tests.offices import Office, fill_bendo
from tests.tools import needs

pytestmark = needs("chromium")

FIRST, NEXT = 300_000, 60_000  # bytes


@pytest.fixture
def shipped(live_server: LiveServer, settings: Any, tmp_path: Path) -> Iterator[str]:
    """A server that hands out collected static files, as in production."""
    storage = {"BACKEND": "kinerja.static_files.StaticFiles"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": storage}
    settings.STATIC_ROOT = tmp_path
    settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = False
    call_command("collectstatic", interactive=False, verbosity=0)
    server = LiveServerThread(
        "localhost",
        static_handler=lambda application: application,  # type: ignore[arg-type]  # WhiteNoise does it
        connections_override=live_server.thread.connections_override,
    )
    server.daemon = True
    server.start()
    server.is_ready.wait()
    yield f"http://localhost:{server.port}"
    server.terminate()


def weigh(page: Page, address: str) -> int:
    """The bytes of all bodies that opening the page brings over the wire; what is cached brings none."""
    done: list[Request] = []

    def note(request: Request) -> None:
        done.append(request)

    page.on("requestfinished", note)
    page.goto(address, wait_until="networkidle")
    page.remove_listener("requestfinished", note)
    return sum(max(request.sizes()["responseBodySize"], 0) for request in done)


def test_pages_are_light(context: BrowserContext, cast: Cast, office: Office, shipped: str) -> None:
    """The first page, whichever it is, and every later one; aspect 4 has the most rows."""
    fill_bendo(office.bendo, cast.sari)
    page = enter_as(context, cast.sari, shipped)
    sheet = f"{shipped}/kertas-kerja/{office.bendo.pk}/"
    names = ("", "aspek/4/", "aspek/1/", "aspek/4/", "profil/", "riwayat/")
    first, *later = [weigh(page, sheet + name) for name in names]
    assert first + later[0] <= FIRST, (first, later)
    assert max(later) <= NEXT, (first, later)
