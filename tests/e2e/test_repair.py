"""A repair in the browser: mended by the operator, sent again by the camat, and what the browser keeps."""

from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from assessments.models import Worksheet
from assessments.workflow import State
from tests.builders.judging import in_repair
from tests.cast import Cast
from tests.e2e.pages import (
    cell,
    enter_as,
    expect_saved,
    leave,
    press_for_page,
    row,
    sideways,
    violations,
    write,
)
from tests.tools import needs

pytestmark = needs("chromium")
COPY = """(copies) => {
  const { COPIES, user } = window.kinerja.session;
  localStorage.setItem(`${COPIES}${document.querySelector(".entries").dataset.worksheet}:${user}`, copies);
}"""


@pytest.fixture
def sheet(cast: Cast) -> Worksheet:
    """i1 was asked back."""
    return in_repair(cast)


def flaws(page: Page) -> list[Any]:
    return [*violations(page), *([sideways(page)] if sideways(page) > 0 else [])]


def test_mended_and_sent_again(context: BrowserContext, cast: Cast, sheet: Worksheet, base_url: str) -> None:
    page = enter_as(context, cast.sari, base_url)
    page.goto("/")
    expect(page.locator(".note-error")).to_contain_text("Dikembalikan untuk perbaikan oleh penilai provinsi")
    assert flaws(page) == []
    page.get_by_role("link", name="Perbaiki nomor 1").click()
    assert flaws(page) == []
    write(page, 1, "20")
    leave(page)
    expect_saved(page, 1)
    context.clear_cookies()

    page = enter_as(context, cast.camat, base_url)
    page.set_viewport_size({"width": 360, "height": 780})
    page.goto("/")
    page.get_by_role("link", name="Periksa dan kirim ulang").click()
    expect(page.locator(".mended")).to_contain_text("18 → 20")
    page.get_by_label("menyatakan data ini benar").check()
    assert flaws(page) == []
    press_for_page(page, page.get_by_role("button", name="Setujui dan kirim ulang"))

    expect(page.locator(".facts")).to_contain_text("-0002")
    assert Worksheet.objects.get(pk=sheet.pk).state == State.RESUBMITTED


def test_what_this_browser_holds(
    context: BrowserContext, cast: Cast, sheet: Worksheet, base_url: str
) -> None:
    """An open row is filled again and saved; of a locked one the text is shown, until it is wiped."""
    page = enter_as(context, cast.sari, base_url)
    page.goto(f"/kertas-kerja/{sheet.pk}/aspek/1/")
    copies = '{"nomor-1": {"version": "1", "values": {"n": "21", "d": "32"}},'
    page.evaluate(COPY, copies + '"nomor-2": {"version": "1", "values": {"n": "9", "d": "9"}}}')
    page.reload()

    expect(page.locator("#kept-closed")).to_contain_text("Nomor 2: 9; 9")
    expect(page.locator("#kept-elsewhere")).to_be_hidden()
    expect(cell(page, 1)).to_have_value("21")
    expect_saved(page, 1)
    expect(row(page, 1)).to_contain_text("Lampirkan SK camat")
    page.get_by_role("button", name="Hapus salinan ini").click()
    expect(page.locator("#kept-closed")).to_be_hidden()
    page.goto(f"/kertas-kerja/{sheet.pk}/aspek/2/")
    expect(cell(page, 2)).to_have_value("1")
    expect(cell(page, 2)).not_to_be_editable()
