"""Sending in the browser: by keyboard alone, and on the camat's phone."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, ViewportSize, expect

from assessments.models import Snapshot, Worksheet
from assessments.sending.services import return_to_operator
from tests.builders.sending import awaiting, filled, sent, small_office
from tests.cast import Cast
from tests.e2e.pages import (
    cell,
    enter_as,
    expect_saved,
    press_for_page,
    sideways,
    violations,
    watch,
)
from tests.tools import needs

pytestmark = needs("chromium")

PHONE: ViewportSize = {"width": 360, "height": 800}


def flaws(page: Page) -> list[str]:
    too_wide = sideways(page)
    return [*violations(page), *([f"{page.url}: {too_wide} px too wide"] if too_wide > 0 else [])]


def focused(page: Page) -> str:
    """The words of what holds the focus."""
    return str(page.evaluate("document.activeElement?.innerText || ''")).strip()


def tab_to(page: Page, words: str) -> None:
    """Press Tab until what holds the focus says `words`."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if focused(page) == words:
            return
    pytest.fail(f"the keyboard does not reach {words}")


def tab_to_cell(page: Page, field: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement?.id") == field:
            return
    pytest.fail(f"the keyboard does not reach {field}")


def test_the_camat_approves_on_a_phone_and_reads_the_receipt(
    context: BrowserContext, cast: Cast, base_url: str
) -> None:
    sheet = awaiting(cast)
    page = enter_as(context, cast.camat, base_url)
    wrong = watch(page, base_url)
    page.set_viewport_size(PHONE)
    page.goto("/")
    page.get_by_role("link", name="Periksa dan setujui").click()
    expect(page.locator("h1")).to_have_text("Setujui kertas kerja Kecamatan Bendo")
    expect(page.locator(".totals .big")).to_have_text("53,75")
    button = page.get_by_role("button", name="Setujui dan kirim")
    expect(button).to_be_in_viewport()

    assert press_for_page(page, button).status == 422
    expect(page.locator("#kesalahan")).to_contain_text("Centang pernyataan ini untuk mengirim.")
    page.get_by_label("menyatakan data ini benar").check()
    press_for_page(page, page.get_by_role("button", name="Setujui dan kirim"))

    expect(page).to_have_url(re.compile("/tanda-terima/$"))
    snapshot = Snapshot.objects.get()
    for words in ("KK-2030-35.20.10-0001", snapshot.code, "WIB", "53,75"):
        expect(page.locator("main")).to_contain_text(words)
    assert Worksheet.objects.get(pk=sheet.pk).state == "submitted"
    assert [it for it in wrong if "422" not in it] == []


def test_the_camat_returns_it_with_a_note(context: BrowserContext, cast: Cast, base_url: str) -> None:
    sheet = awaiting(cast)
    page = enter_as(context, cast.camat, base_url)
    page.set_viewport_size(PHONE)
    page.goto(f"/kertas-kerja/{sheet.pk}/persetujuan/")
    expect(page.get_by_label("Yang perlu diperbaiki")).to_be_hidden()
    page.get_by_role("link", name="Kembalikan").click()
    page.get_by_label("Yang perlu diperbaiki").fill("Nomor 1 keliru")
    press_for_page(page, page.get_by_role("button", name="Kembalikan dengan catatan"))

    expect(page.locator("main")).to_contain_text("Nomor 1 keliru")
    assert Worksheet.objects.get(pk=sheet.pk).state == "draft"


def test_the_keyboard_alone_fills_and_hands_on(context: BrowserContext, cast: Cast, base_url: str) -> None:
    sheet = small_office(cast).bendo
    page = enter_as(context, cast.sari, base_url)
    page.goto("/")
    tab_to(page, "Mulai mengisi")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/aspek/1/"))
    tab_to_cell(page, "i1-n")
    page.keyboard.type("18")
    tab_to_cell(page, "i1-d")
    page.keyboard.type("32")
    tab_to(page, "Lanjut ke aspek 2")
    expect_saved(page, 1)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/aspek/2/"))
    tab_to_cell(page, "i2-n")
    page.keyboard.type("1")
    tab_to_cell(page, "i2-d")
    page.keyboard.type("2")
    tab_to(page, "Kembali ke kertas kerja")
    expect_saved(page, 2)
    expect(cell(page, 2, "d")).to_have_value("2")
    page.keyboard.press("Enter")
    expect(page.locator(".tasks-total")).to_contain_text("53,75")
    tab_to(page, "Periksa dan ajukan ke camat")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Periksa sebelum kirim")
    tab_to(page, "Ajukan ke camat")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Diajukan ke camat.")
    assert Worksheet.objects.get(pk=sheet.pk).state == "awaiting_head"


def test_the_keyboard_alone_approves(context: BrowserContext, cast: Cast, base_url: str) -> None:
    sheet = awaiting(cast)
    page = enter_as(context, cast.camat, base_url)
    page.goto(f"/kertas-kerja/{sheet.pk}/persetujuan/")
    tab_to_cell(page, "declared")
    page.keyboard.press("Space")
    tab_to(page, "Setujui dan kirim")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Tanda terima")


def test_the_text_is_copied(context: BrowserContext, cast: Cast, base_url: str) -> None:
    filled(cast)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = enter_as(context, cast.vera, base_url)
    page.goto("/p/jatim-2022/pemantauan/?keadaan=diisi")
    page.get_by_role("button", name="Salin teks").click()
    expect(page.locator("#pesan-status")).to_have_text("Teks tersalin. Tempel di WhatsApp.")
    assert "1. Bendo" in page.evaluate("navigator.clipboard.readText()")


def test_the_check_page_of_an_empty_sheet(context: BrowserContext, cast: Cast, base_url: str) -> None:
    sheet = small_office(cast).bendo
    page = enter_as(context, cast.sari, base_url)
    page.goto(f"/kertas-kerja/{sheet.pk}/periksa/")
    expect(page.get_by_role("button", name="Ajukan ke camat")).to_be_disabled()
    assert flaws(page) == []


@pytest.mark.parametrize("state", ["awaiting", "returned", "sent"])
def test_pages_of_a_state(context: BrowserContext, cast: Cast, base_url: str, state: str) -> None:
    sheet = sent(cast) if state == "sent" else awaiting(cast)
    if state == "returned":
        return_to_operator(worksheet=sheet, by=cast.camat, note="Nomor 1 keliru")
    names = {
        "awaiting": ["", "periksa/", "persetujuan/", "persetujuan/#kembalikan"],
        "returned": ["", "periksa/"],
    }
    page = enter_as(context, cast.camat, base_url)
    wrong = watch(page, base_url)
    for name in names.get(state, ["", "periksa/", "tanda-terima/"]):
        page.goto(f"/kertas-kerja/{sheet.pk}/{name}")
        assert flaws(page) == [], name
    assert wrong == []


@pytest.mark.parametrize("phase", ["", "?keadaan=menunggu"])
def test_progress(context: BrowserContext, cast: Cast, base_url: str, phase: str) -> None:
    awaiting(cast)
    page = enter_as(context, cast.vera, base_url)
    page.goto(f"/p/jatim-2022/pemantauan/{phase}")
    assert flaws(page) == []
