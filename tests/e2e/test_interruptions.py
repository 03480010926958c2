"""Nothing typed is lost when the network, the server, the session, the tab or the time for entry is gone."""

import time
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, Route, expect

from assessments.models import Entry, Event
from assessments.sending.services import request_signoff
from tests.cast import Cast
from tests.e2e.door import door_to
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
from tests.offices import Office, answer, fill_bendo, move_window
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


def expect_saved_once(page: Page, no: int, text: str) -> None:
    """The row is saved, the browser keeps no copy of it, and the history tells of one save."""
    expect_saved(page, no)
    expect(page.locator("#dock-state")).to_have_text("Semua perubahan tersimpan.")
    assert copies(page) == {}
    assert Entry.objects.get(code=f"i{no:02}").values == {"n": text}
    assert Event.objects.filter(action=Event.Action.ROW_SAVED, subject=f"i{no:02}").count() == 1


def copies(page: Page) -> dict[str, Any]:
    """What the browser keeps of unsaved rows."""
    return dict(
        page.evaluate(
            "Object.fromEntries(Object.entries(localStorage)"
            ".filter(([key]) => key.startsWith('kinerja:isian:')))"
        )
    )


def lose_save(page: Page, context: BrowserContext, text: str = "10") -> None:
    context.set_offline(True)
    write(page, 1, text)
    leave(page)
    expect_kept(page, 1, text, "Belum tersimpan – tidak tersambung")


def test_network_gone_and_back(page: Page, context: BrowserContext) -> None:
    lose_save(page, context)
    expect(page.locator("#dock-next")).to_contain_text("Dicoba lagi dalam")
    context.set_offline(False)
    expect_saved_once(page, 1, "10")
    expect(page.locator("#dock-next")).to_be_hidden()


def test_row_can_be_tried_again_by_hand(page: Page, context: BrowserContext) -> None:
    page.route("**/baris/i01/", lambda route: route.abort(), times=2)
    write(page, 1, "10")
    leave(page)
    expect_state(page, 1, "tidak tersambung")
    row(page, 1).get_by_role("button", name="Coba lagi").click()
    expect_state(page, 1, "tidak tersambung")
    page.get_by_role("button", name="Coba sekarang").click()
    expect_saved_once(page, 1, "10")


def test_offline_for_a_while_then_reloaded(page: Page, context: BrowserContext) -> None:
    lose_save(page, context)
    page.wait_for_timeout(3_000)  # one trial in between, in vain
    expect(cell(page, 1)).to_have_value("10")
    page.on("dialog", lambda question: question.accept())
    page.route("**/baris/**", lambda route: route.abort())  # or the old page would save as soon as it can
    context.set_offline(False)
    page.reload()
    expect_state(page, 1, "tidak tersambung")
    page.unroute("**/baris/**")
    expect_saved_once(page, 1, "10")


@pytest.mark.parametrize("status", [500, 502, 503])
def test_server_fails_and_recovers(page: Page, status: int) -> None:
    def fail(route: Route) -> None:
        route.fulfill(status=status, content_type="text/html", body="<h1>Gangguan</h1>")

    page.route("**/baris/i01/", fail, times=1)
    write(page, 1, "10")
    leave(page)
    expect_kept(page, 1, "10", "Gagal disimpan")
    expect_saved_once(page, 1, "10")


def test_server_stopped_and_started(
    context: BrowserContext, cast: Cast, office: Office, base_url: str
) -> None:
    with door_to(base_url) as door:
        page = enter_as(context, cast.sari, door.url)
        page.goto(f"{door.url}/kertas-kerja/{office.bendo.pk}/aspek/1/")
        door.shut()
        write(page, 1, "10")
        leave(page)
        expect_kept(page, 1, "10", "Belum tersimpan – tidak tersambung")
        door.open()
        expect_saved_once(page, 1, "10")


def test_answer_that_never_came_changes_nothing_twice(page: Page) -> None:
    """The server saves, its answer is lost, and the same row is sent again."""

    def lose_answer(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route("**/baris/i01/", lose_answer, times=1)
    write(page, 1, "10")
    leave(page)
    expect_state(page, 1, "tidak tersambung")
    expect_saved_once(page, 1, "10")


def test_session_ended_and_signed_in_again_in_another_tab(
    page: Page, context: BrowserContext, cast: Cast
) -> None:
    Session.objects.all().delete()
    write(page, 1, "10")
    leave(page)
    expect_kept(page, 1, "10", "Belum tersimpan – sesi berakhir")
    with context.expect_page() as opened:
        page.get_by_role("link", name="Masuk lagi").click()
    sign_in_by_form(opened.value, cast.sari)  # with a new CSRF token
    expect_saved_once(page, 1, "10")


def test_another_person_who_signs_in_saves_nothing_of_the_first(
    page: Page, context: BrowserContext, cast: Cast
) -> None:
    Session.objects.all().delete()
    write(page, 1, "10")
    leave(page)
    sign_in_by_form(context.new_page(), cast.budi)
    expect(page.locator("#dock-next")).to_contain_text("sekarang masuk akun lain")
    expect(cell(page, 1)).to_have_value("10")
    assert not Entry.objects.exists()
    assert copies(page) == {}


def test_csrf_token_rotated(page: Page, context: BrowserContext, cast: Cast) -> None:
    context.clear_cookies(name="sessionid")
    sign_in_by_form(context.new_page(), cast.sari)
    write(page, 1, "10")
    leave(page)
    expect_saved_once(page, 1, "10")


def test_csrf_token_lost(page: Page, context: BrowserContext) -> None:
    context.clear_cookies(name="csrftoken")
    write(page, 1, "10")
    leave(page)
    expect_saved_once(page, 1, "10")


def test_time_for_entry_over(page: Page, office: Office) -> None:
    now = timezone.now()
    write(page, 1, "10")
    move_window(office, opens=now - timedelta(days=2), closes=now)
    leave(page)
    expect_kept(page, 1, "10", "Belum tersimpan")
    expect(row(page, 1).get_by_role("alert")).to_contain_text("Batas waktu pengisian sudah lewat pada")
    page.on("dialog", lambda question: question.accept())
    page.reload()
    expect(page.locator("#kept-closed")).to_contain_text("Nomor 1: 10")
    page.get_by_role("button", name="Hapus salinan ini").click()
    expect(page.locator("#kept-closed")).to_be_hidden()
    assert copies(page) == {}


def test_tab_with_text_not_sent_asks_before_it_closes(page: Page, context: BrowserContext) -> None:
    lose_save(page, context)
    expect_question(page)
    expect(cell(page, 1)).to_have_value("10")


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


def test_tab_closed_and_opened_again(page: Page, context: BrowserContext, office: Office) -> None:
    write(page, 1, "10")
    page.close()  # as in a crash: the row was never left
    again = open_aspect(context.new_page(), office.bendo, 1)
    expect_saved_once(again, 1, "10")
    expect(cell(again, 1)).to_have_value("10")


def test_row_that_moved_on_meanwhile_shows_both_values(
    page: Page, context: BrowserContext, office: Office, cast: Cast
) -> None:
    write(page, 1, "10")
    page.close()
    answer(office.bendo, "i01", cast.budi, n="7")
    again = open_aspect(context.new_page(), office.bendo, 1)
    cells = row(again, 1).locator(".stale tbody tr").first.locator("td")
    expect(cells).to_have_text(["10", "7"])
    assert Entry.objects.get().values == {"n": "7"}


def test_rows_of_another_page_are_named_and_saved_on_the_whole_worksheet(
    page: Page, context: BrowserContext, office: Office
) -> None:
    write(page, 1, "10")
    page.close()
    other = open_aspect(context.new_page(), office.bendo, 3)
    expect(other.locator("#kept-elsewhere")).to_contain_text("Nomor 1: 10")
    other.get_by_role("link", name="Buka seluruh kertas kerja").click()
    expect_saved_once(other, 1, "10")


def test_signing_out_wipes_the_copy_and_it_holds_no_token_and_no_name(
    page: Page, context: BrowserContext, cast: Cast
) -> None:
    lose_save(page, context)
    token = page.evaluate("document.cookie").partition("csrftoken=")[2]
    (text,) = copies(page).values()
    assert token
    assert token not in text
    assert "Sari" not in text
    page.on("dialog", lambda question: question.accept())
    page.route("**/baris/**", lambda route: route.abort())
    context.set_offline(False)
    page.get_by_role("button", name="Keluar").click()
    expect(page.get_by_label("Nama pengguna")).to_be_visible()
    assert copies(page) == {}


def test_handing_on_wipes_the_copy(page: Page, context: BrowserContext, cast: Cast, office: Office) -> None:
    lose_save(page, context)
    fill_bendo(office.bendo, cast.budi)
    request_signoff(worksheet=office.bendo, by=cast.sari)
    page.on("dialog", lambda question: question.accept())
    page.route("**/baris/**", lambda route: route.abort())
    context.set_offline(False)
    assert copies(page) != {}
    page.goto(f"/kertas-kerja/{office.bendo.pk}/")
    expect(page.get_by_text("Menunggu camat").first).to_be_visible()
    assert copies(page) == {}


def set_idle(idle: int) -> None:
    """As if nobody had touched any session for `idle` seconds."""
    for stored in Session.objects.all():
        data = stored.get_decoded() | {"seen_at": int(time.time()) - idle}
        Session.objects.filter(pk=stored.pk).update(session_data=Session.objects.encode(data))


def test_warning_before_the_session_ends_and_one_click_to_go_on(
    page: Page, office: Office, settings: Any
) -> None:
    set_idle(settings.SESSION_IDLE_AGE - 100)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    warning = page.get_by_role("alert").filter(has_text="Sesi Anda berakhir dalam 2 menit.")
    expect(warning).to_be_visible()
    with page.expect_response(lambda answer: answer.request.method == "POST" and "/sesi/" in answer.url):
        page.get_by_role("button", name="Lanjutkan").click()
    expect(warning).to_be_hidden()
    seen_at = Session.objects.get().get_decoded()["seen_at"]
    assert time.time() - seen_at < 20
