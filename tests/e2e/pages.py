"""What browser tests do and read on the pages, named as people would name it."""

import json
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, FilePayload, Locator, Page, Response, expect

from kinerja.accounts.models import User
from tests.builders.instrument_documents import BENDO
from tests.cast import PASSWORD, sign_in

ROWS = {1: range(1, 8), 2: range(8, 11), 3: range(11, 13), 4: range(13, 39), 5: range(39, 40)}
ROWS |= {6: range(40, 47), 7: range(47, 54)}


def payload(name: str, data: bytes, kind: str = "") -> FilePayload:
    """A file as a person chooses it."""
    return {"name": name, "mimeType": kind, "buffer": data}


def sign_in_by_form(page: Page, person: User) -> None:
    page.goto("/masuk/")
    page.get_by_label("Nama pengguna").fill(person.username)
    page.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Masuk").click()


def enter_as(context: BrowserContext, person: User, base_url: str) -> Page:
    """A tab in which `person` is signed in already."""
    cookie = sign_in(Client(), person).cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": base_url}])
    return context.new_page()


def open_aspect(page: Page, worksheet: Any, no: int) -> Page:
    page.goto(f"/kertas-kerja/{worksheet.pk}/aspek/{no}/")
    return page


def row(page: Page, no: int) -> Locator:
    return page.locator(f"#nomor-{no}")


def cell(page: Page, no: int, name: str = "n") -> Locator:
    """What is typed on or chosen in a row, by the input's code."""
    return row(page, no).locator(f"[name='{name}']")


def state(page: Page, no: int) -> Locator:
    """What the row says about being saved."""
    return row(page, no).locator(".entry-state")


def figure(page: Page, no: int, name: str = "Nilai") -> Locator:
    """A row's Capaian, Bobot or Nilai."""
    return row(page, no).locator(f".entry-figures div:has(dt:text-is('{name}')) dd")


def total(page: Page) -> Locator:
    """The worksheet's total in the dock."""
    return page.locator("#dock-figures div:has-text('Nilai sementara') dd b")


def write(page: Page, no: int, text: str, name: str = "n") -> None:
    """Type over what stands in a cell; nothing is saved before the row is left."""
    cell(page, no, name).select_text()
    page.keyboard.type(text)


def leave(page: Page) -> None:
    """Go out of the row that is being filled."""
    page.locator("h1").click()


def expect_saved(page: Page, *numbers: int) -> None:
    for no in numbers:
        expect(state(page, no)).to_contain_text("Tersimpan")


def expect_state(page: Page, no: int, words: str) -> None:
    expect(state(page, no)).to_contain_text(words)


def answer_of(page: Page, no: int) -> Any:
    """Wait in a `with` for the answer to the next save of row `no`."""
    return page.expect_response(lambda response: f"/baris/i{no:02}/" in response.url)


def press_for_page(page: Page, button: Locator) -> Response:
    """The page that a button without a script leads to."""
    with page.expect_navigation() as navigation:
        button.click()
    return navigation.value


# --- What Kecamatan Bendo answered in 2022 ---------------------------------------------------------------


def bendo_answers() -> dict[int, Any]:
    return {int(no): answer for no, answer in json.loads(BENDO.read_text())["answers"].items()}


def indonesian(number: str) -> str:
    """A number with a decimal point as Indonesians write it: 3659837085 is 3.659.837.085."""
    whole, _, decimals = number.partition(".")
    return f"{int(whole):,}".replace(",", ".") + (f",{decimals}" if decimals else "")


# --- What must hold on every page ------------------------------------------------------------------------

WIDTHS = (1280, 360)
AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}


def watch(page: Page, base_url: str) -> list[str]:
    """What goes wrong in this tab from now on: errors in the console, and requests to anybody else."""
    wrong: list[str] = []

    def heed(words: str, harmless: bool = False) -> None:
        if not harmless:
            wrong.append(words)

    page.on("console", lambda message: heed(message.text, message.type != "error"))
    page.on("pageerror", lambda error: heed(str(error)))
    page.on("request", lambda request: heed(request.url, request.url.startswith(base_url)))
    return wrong


def violations(page: Page) -> list[str]:
    """What axe finds against WCAG 2.0 to 2.2 A and AA, target size too, wide and narrow."""
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        results = Axe().run(page, options=AXE).response["violations"]
        found += [
            f"{width} px: {result['id']}: {node['html']}" for result in results for node in result["nodes"]
        ]
    return found


def sideways(page: Page) -> int:
    """How many pixels the page is wider than a screen of 320."""
    page.set_viewport_size({"width": 320, "height": 640})
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))
