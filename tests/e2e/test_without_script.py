"""Everything of the entry works by buttons alone, for a browser without JavaScript."""

from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect
from pytest_playwright.pytest_playwright import CreateContextCallback

from tests.cast import Cast
from tests.e2e.pages import (
    cell,
    enter_as,
    expect_state,
    figure,
    open_aspect,
    press_for_page,
    row,
    sign_in_by_form,
    total,
)
from tests.offices import Office, answer
from tests.tools import needs

pytestmark = needs("chromium")


@pytest.fixture
def plain(new_context: CreateContextCallback) -> BrowserContext:
    return new_context(java_script_enabled=False)


def save_button(page: Page, no: int) -> Locator:
    return row(page, no).get_by_role("button", name="Simpan nomor")


def save_row(page: Page, no: int) -> Any:
    return press_for_page(page, save_button(page, no))


def test_rows_are_saved_by_their_button(plain: BrowserContext, cast: Cast, office: Office) -> None:
    page = plain.new_page()
    sign_in_by_form(page, cast.sari)
    page.get_by_role("link", name="Mulai mengisi").click()
    cell(page, 1).fill("10")
    assert save_row(page, 1).status == 200
    assert page.url.endswith("/aspek/1/#nomor-1")
    expect_state(page, 1, "Tersimpan")
    expect(figure(page, 1)).to_have_text("1,5")
    expect(total(page)).to_have_text("1,50")
    cell(page, 5, "d").fill("6")
    cell(page, 5).fill("6")
    save_row(page, 5)
    expect(total(page)).to_have_text("3,00")
    expect(cell(page, 1)).to_have_value("10")


def test_choices_lists_and_tdi_are_saved(
    plain: BrowserContext, cast: Cast, office: Office, base_url: str
) -> None:
    page = open_aspect(enter_as(plain, cast.sari, base_url), office.bendo, 6)
    for radio in row(page, 40).get_by_role("radio", name="Ada").all():
        radio.check()
    save_row(page, 40)
    expect(figure(page, 40)).to_have_text("1,0")
    for index, amount in enumerate(("1.000.000", "500.000")):
        cell(page, 45, f"part-{index}-label").fill(f"Program {index + 1}")
        cell(page, 45, f"part-{index}").fill(amount)
    cell(page, 45, "total").fill("1.500.000")
    save_row(page, 45)
    expect(figure(page, 45)).to_have_text("1,0")
    expect(row(page, 45).locator("[data-line]")).to_have_count(4)  # two more to write on
    cell(page, 42, "tdi").check()
    save_row(page, 42)
    expect(figure(page, 42, "Capaian")).to_have_text("TDI")


def test_a_choice_between_two_is_taken_back(
    plain: BrowserContext, cast: Cast, office: Office, base_url: str
) -> None:
    page = open_aspect(enter_as(plain, cast.sari, base_url), office.bendo, 2)
    group = row(page, 8).get_by_role("radiogroup").first
    group.get_by_label("Ada").check()
    save_row(page, 8)
    group.get_by_label("Kosongkan").check()
    save_row(page, 8)
    expect(group.get_by_role("radio", checked=True)).to_have_count(0)
    assert office.bendo.entries.get(code="i08").values == {}


def test_mistyped_value_is_kept_with_what_to_do(
    plain: BrowserContext, cast: Cast, office: Office, base_url: str
) -> None:
    page = open_aspect(enter_as(plain, cast.sari, base_url), office.bendo, 6)
    cell(page, 43, "value").fill("71.4")
    assert save_row(page, 43).status == 422
    assert page.title().startswith("Kesalahan:")
    expect(cell(page, 43, "value")).to_have_value("71.4")
    expect(cell(page, 43, "value")).to_have_attribute("aria-invalid", "true")
    summary = page.locator("#kesalahan").get_by_role("link")
    words = row(page, 43).locator(".field-error").inner_text()
    assert "71,4" in words
    expect(summary).to_have_text(f"Nomor 43: {words}")
    summary.click()
    expect(cell(page, 43, "value")).to_be_focused()
    cell(page, 43, "value").fill("71,4")
    assert save_row(page, 43).status == 200
    assert not page.title().startswith("Kesalahan:")
    expect(figure(page, 43)).to_have_text("2,0")


def test_row_that_somebody_else_saved_is_shown_with_both_values(
    plain: BrowserContext, cast: Cast, office: Office, base_url: str
) -> None:
    page = open_aspect(enter_as(plain, cast.sari, base_url), office.bendo, 1)
    answer(office.bendo, "i01", cast.budi, n="7")
    cell(page, 1).fill("10")
    assert save_row(page, 1).status == 409
    panel = row(page, 1).locator(".stale")
    expect(panel).to_contain_text("oleh Budi")
    assert panel.locator("tbody tr").first.locator("td").all_inner_texts() == ["10", "7"]
    press_for_page(page, panel.get_by_role("button", name="Pakai isian saat ini"))
    expect(cell(page, 1)).to_have_value("10")
    expect_state(page, 1, "Tersimpan")


def test_values_of_the_server_can_be_taken(
    plain: BrowserContext, cast: Cast, office: Office, base_url: str
) -> None:
    page = open_aspect(enter_as(plain, cast.sari, base_url), office.bendo, 1)
    answer(office.bendo, "i01", cast.budi, n="7")
    cell(page, 1).fill("10")
    save_row(page, 1)
    press_for_page(page, row(page, 1).get_by_role("button", name="Pakai isian di server"))
    expect(cell(page, 1)).to_have_value("7")
    expect_state(page, 1, "Tersimpan")
