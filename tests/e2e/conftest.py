"""Browser tests: Debian's Chromium, as an Indonesian user's."""

import os
import shutil
from typing import Any

import pytest
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from tests.tools import missing

# The test thread runs Playwright's event loop; Django must still let it ask the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

expect.set_options(timeout=15_000)  # ms; a machine that does much else is slow, not wrong

CHROMIUM_FLAGS = [
    "--no-sandbox",  # root has none
    "--disable-dev-shm-usage",  # a clean root has no /dev/shm
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    if missing("chromium"):
        pytest.skip("chromium is not installed")
    return {
        **browser_type_launch_args,
        "executable_path": shutil.which("chromium") or "chromium",
        "args": CHROMIUM_FLAGS,
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "locale": "id-ID", "timezone_id": "Asia/Jakarta"}


@pytest.fixture(scope="session")
def base_url(live_server: LiveServer) -> str:
    """Where Playwright looks for "/masuk/"."""
    return live_server.url
