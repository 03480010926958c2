"""Nothing typed is lost when the network, the server, the session or the time for entry is gone."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.cast import Cast
from tests.e2e.pages import (
    cell,
    enter_as,
    expect_saved,
    expect_state,
    leave,
    open_aspect,
    row,
    sign_in_by_form,
    write,
)
from tests.offices import Office, move_window
from tests.tools import needs

pytestmark = needs("chromium")


@pytest.fixture
def page(context: BrowserContext, cast: Cast, office: Office, base_url: str) -> Page:
    """Bendo's operator at the first aspect."""
    return open_aspect(enter_as(context, cast.sari, base_url), office.bendo, 1)


def expect_kept(page: Page, no: int, text: str, words: str) -> None:
    """The row says why it is not saved, the dock counts it, and the text is where it was typed."""
    expect_state(page, no, words)
    expect(page.locator("#dock-state")).to_have_text("1 baris belum tersimpan. Teks tetap ada di layar ini.")
    expect(cell(page, no)).to_have_value(text)


def try_again(page: Page, no: int, text: str) -> None:
    row(page, no).get_by_role("button", name="Coba lagi").click()
    expect_saved(page, no)
    expect(page.locator("#dock-state")).to_have_text("Semua perubahan tersimpan.")
    page.reload()
    expect(cell(page, no)).to_have_value(text)


def test_network_gone(page: Page, context: BrowserContext) -> None:
    context.set_offline(True)
    write(page, 1, "10")
    leave(page)
    expect_kept(page, 1, "10", "Belum tersimpan – tidak tersambung")
    context.set_offline(False)
    try_again(page, 1, "10")


@pytest.mark.parametrize("status", [500, 502, 503])
def test_server_fails(page: Page, status: int) -> None:
    def fail(route: Route) -> None:
        route.fulfill(status=status, content_type="text/html", body="<h1>Gangguan</h1>")

    page.route("**/baris/i01/", fail, times=1)
    write(page, 1, "10")
    leave(page)
    expect_kept(page, 1, "10", "Gagal disimpan")
    try_again(page, 1, "10")


def test_session_ended(page: Page, context: BrowserContext, cast: Cast) -> None:
    context.clear_cookies(name="sessionid")
    write(page, 1, "10")
    leave(page)
    expect_kept(page, 1, "10", "Belum tersimpan – sesi berakhir")
    sign_in_by_form(context.new_page(), cast.sari)  # in another tab, and with a new CSRF token
    try_again(page, 1, "10")


def test_csrf_token_rotated(page: Page, context: BrowserContext, cast: Cast) -> None:
    context.clear_cookies(name="sessionid")
    sign_in_by_form(context.new_page(), cast.sari)
    write(page, 1, "10")
    leave(page)
    expect_saved(page, 1)


def test_time_for_entry_over(page: Page, office: Office) -> None:
    now = timezone.now()
    move_window(office, opens=now - timedelta(days=2), closes=now)
    write(page, 1, "10")
    leave(page)
    expect_kept(page, 1, "10", "Belum tersimpan")
    expect(row(page, 1).get_by_role("alert")).to_contain_text("Batas waktu pengisian sudah lewat.")


def test_tab_with_text_not_sent_asks_before_it_closes(page: Page, context: BrowserContext) -> None:
    context.set_offline(True)
    write(page, 1, "10")
    leave(page)
    expect_state(page, 1, "tidak tersambung")
    expect_question(page)
    expect(cell(page, 1)).to_have_value("10")
    context.set_offline(False)
    try_again(page, 1, "10")


def test_tab_with_a_mistake_asks_before_it_closes(page: Page) -> None:
    write(page, 1, "1.2.3")
    leave(page)
    expect(row(page, 1).locator(".field-error")).to_be_visible()
    expect_question(page)
    expect(cell(page, 1)).to_have_value("1.2.3")


def expect_question(page: Page) -> None:
    """Closing the tab asks first; stay."""
    with page.expect_event("dialog") as question:
        page.close(run_before_unload=True)
    assert question.value.type == "beforeunload"
    question.value.dismiss()
