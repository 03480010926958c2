"""One row while it is filled: what an answer may replace, TDI, nihil, sources, and rows that do not apply."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import APIResponse, BrowserContext, Page, Route, expect

from assessments.entry.services.saving import Content, save_row
from assessments.entry.sheet import load_worksheet
from assessments.models import Entry
from tests.cast import Cast
from tests.e2e.pages import (
    answer_of,
    cell,
    enter_as,
    expect_saved,
    expect_state,
    figure,
    leave,
    open_aspect,
    row,
    total,
    write,
)
from tests.offices import Office, answer
from tests.tools import needs

pytestmark = needs("chromium")


@pytest.fixture
def page(context: BrowserContext, cast: Cast, office: Office, base_url: str) -> Page:
    """A tab of Bendo's operator."""
    return enter_as(context, cast.sari, base_url)


@contextmanager
def slow_save(page: Page, no: int, key: str = "") -> Iterator[None]:
    """Row `no` is sent at the start of the block, by `key` or where the focus is; it arrives at its end."""
    held = []
    address = f"**/baris/i{no:02}/"
    page.route(address, lambda route: held.append(route), times=1)
    with page.expect_request(address):
        if key:
            page.keyboard.press(key)
        else:
            row(page, no).evaluate("form => form.requestSubmit()")
    yield
    with answer_of(page, no):
        held.pop().continue_()


def test_answer_leaves_what_was_typed_meanwhile(page: Page, office: Office) -> None:
    open_aspect(page, office.bendo, 3)
    write(page, 11, "18")
    with slow_save(page, 11):
        expect_state(page, 11, "Menyimpan…")
        write(page, 11, "32", "d")
    expect_state(page, 11, "Belum tersimpan")
    expect(cell(page, 11, "d")).to_have_value("32")
    expect(cell(page, 11, "d")).to_be_focused()
    leave(page)
    expect_saved(page, 11)
    expect(figure(page, 11)).to_have_text("3,4")
    page.reload()
    assert [cell(page, 11, name).input_value() for name in "nd"] == ["18", "32"]


def test_row_left_again_before_the_answer_is_saved_again(page: Page, office: Office) -> None:
    open_aspect(page, office.bendo, 3)
    write(page, 11, "18")
    with slow_save(page, 11):
        write(page, 11, "32", "d")
        write(page, 11, "16")
        leave(page)
    expect_saved(page, 11)
    expect(figure(page, 11)).to_have_text("3,0")
    page.reload()
    assert [cell(page, 11, name).input_value() for name in "nd"] == ["16", "32"]


def test_typing_the_same_cell_on_is_not_cut_off(page: Page, office: Office) -> None:
    open_aspect(page, office.bendo, 1)
    write(page, 1, "1")
    with slow_save(page, 1):
        page.keyboard.type("0")
    page.keyboard.type("0")
    expect(cell(page, 1)).to_have_value("100")
    leave(page)
    expect_saved(page, 1)
    page.reload()
    expect(cell(page, 1)).to_have_value("100")


def test_key_and_click_arrive_though_the_answer_comes_in_between(page: Page, office: Office) -> None:
    open_aspect(page, office.bendo, 2)
    groups = row(page, 8).get_by_role("radiogroup").all()
    first, second, third = (group.get_by_label("Ada") for group in groups[:3])
    first.focus()
    with slow_save(page, 8, key="Space"):
        second.focus()
        page.keyboard.down("Space")
    page.keyboard.up("Space")
    expect(second).to_be_checked()
    expect_saved(page, 8)
    with slow_save(page, 8, key="ArrowRight"):
        third.hover()
        page.mouse.down()
    page.mouse.up()
    expect(third).to_be_checked()
    expect_saved(page, 8)
    page.reload()
    checked = [group.get_by_role("radio", checked=True).count() for group in groups]
    assert checked == [1, 1, 1, *[0] * 6]


def test_choice_made_while_saving_is_saved_too(page: Page, office: Office) -> None:
    open_aspect(page, office.bendo, 2)
    group = row(page, 8).get_by_role("radiogroup").first
    group.get_by_label("Ada").focus()
    with slow_save(page, 8, key="Space"):
        page.keyboard.press("ArrowRight")
    expect_saved(page, 8)
    page.reload()
    expect(group.get_by_label("Tidak")).to_be_checked()


def test_rows_sent_at_once_are_all_saved(page: Page, office: Office) -> None:
    open_aspect(page, office.bendo, 1)
    held: list[Route] = []
    page.route("**/baris/*/", lambda route: held.append(route))
    typed = {1: "10", 2: "8", 3: "7", 4: "6", 6: "2"}
    for no, text in typed.items():
        write(page, no, text)
    leave(page)
    expect(page.get_by_text("Menyimpan…").filter(visible=True)).to_have_count(len(typed) + 1)  # and the dock
    for route in held:
        route.continue_()
    expect_saved(page, *typed)
    expect(total(page)).to_have_text("5,28")
    page.reload()
    assert [cell(page, no).input_value() for no in typed] == list(typed.values())


def test_answer_that_was_overtaken_does_not_take_the_total_back(page: Page, office: Office) -> None:
    open_aspect(page, office.bendo, 1)
    late: list[tuple[Route, APIResponse]] = []
    page.route("**/baris/i01/", lambda route: late.append((route, route.fetch())))
    write(page, 1, "10")
    write(page, 2, "8")
    while not late:  # the server has saved the first row before the second is sent
        page.wait_for_timeout(20)
    leave(page)
    expect_saved(page, 2)
    expect(total(page)).to_have_text("2,76")
    for route, response in late:
        route.fulfill(response=response)
    expect_saved(page, 1)
    expect(total(page)).to_have_text("2,76")


def test_saved_value_is_echoed_as_indonesians_write_it(page: Page, office: Office) -> None:
    open_aspect(page, office.bendo, 6)
    write(page, 45, "3659837085", "total")
    page.keyboard.press("Enter")
    expect_saved(page, 45)
    expect(cell(page, 45, "total")).to_have_value("3.659.837.085")
    expect(cell(page, 46, "realisation")).to_be_focused()


def test_mistyped_value_says_at_the_cell_what_to_do(page: Page, office: Office) -> None:
    open_aspect(page, office.bendo, 6)
    write(page, 43, "71.4", "value")
    page.keyboard.press("Enter")
    expect(row(page, 43).locator(".field-error")).to_contain_text("71,4")
    expect(cell(page, 43, "value")).to_have_value("71.4")
    expect(page.locator("#dock-state")).to_contain_text("1 baris belum tersimpan")
    write(page, 43, "71,4", "value")
    leave(page)
    expect_saved(page, 43)
    expect(row(page, 43).locator(".field-error")).to_have_count(0)


def test_row_that_follows_another_changes_with_it(page: Page, office: Office) -> None:
    open_aspect(page, office.bendo, 6)
    write(page, 46, "1.000.000", "realisation")
    leave(page)
    expect_saved(page, 46)
    followed = row(page, 46).locator(".cell-locked .cell-value")
    expect(followed).to_have_text("–")
    write(page, 45, "4.000.000", "total")
    leave(page)
    expect(followed).to_have_text("4.000.000")
    expect(figure(page, 46, "Capaian")).to_have_text("25")
    expect(row(page, 46).locator(".entry-rule")).to_contain_text("1.000.000 ÷ 4.000.000")


def test_answer_to_one_row_does_not_hide_a_change_to_another(page: Page, cast: Cast, office: Office) -> None:
    """Row 46 moves with 45; what is being typed in it must not overwrite what somebody else saved there."""
    open_aspect(page, office.bendo, 6)
    write(page, 45, "4.000.000", "total")
    with slow_save(page, 45):
        write(page, 46, "1.000.000", "realisation")
        answer(office.bendo, "i46", cast.budi, realisation="3000000")
    expect(row(page, 46).locator(".cell-locked .cell-value")).to_have_text("4.000.000")
    expect(cell(page, 46, "realisation")).to_have_value("1.000.000")
    leave(page)
    expect(row(page, 46).locator(".stale")).to_contain_text("oleh Budi")


def test_answer_to_one_row_leaves_the_mistake_in_another(page: Page, office: Office) -> None:
    open_aspect(page, office.bendo, 6)
    write(page, 46, "1.2.3", "realisation")
    leave(page)
    sentence = row(page, 46).locator(".field-error")
    expect(sentence).to_be_visible()
    write(page, 45, "4.000.000", "total")
    leave(page)
    expect(row(page, 46).locator(".cell-locked .cell-value")).to_have_text("4.000.000")
    expect(cell(page, 46, "realisation")).to_have_value("1.2.3")
    expect(sentence).to_be_visible()
    expect_state(page, 46, "Belum tersimpan")
    expect(page.locator("#dock-state")).to_contain_text("1 baris belum tersimpan")


def test_nihil_asks_for_its_reason(page: Page, office: Office) -> None:
    open_aspect(page, office.bendo, 1)
    reason = row(page, 5).get_by_label("Alasan nihil")
    expect(reason).to_be_hidden()
    cell(page, 5, "none_occurred").check()
    expect(reason).to_be_visible()
    expect_state(page, 5, "Belum tersimpan")
    expect(row(page, 5).locator(".field-error")).to_have_count(0)  # not before there was time to write it
    leave(page)
    expect(row(page, 5).locator(".field-error")).to_contain_text("Tulis alasan nihil")
    reason.fill("Tidak ada konflik selama 2021")
    leave(page)
    expect_saved(page, 5)
    expect(row(page, 5).locator(".field-error")).to_have_count(0)
    page.reload()
    expect(cell(page, 5, "none_occurred")).to_be_checked()
    expect(reason).to_have_value("Tidak ada konflik selama 2021")


def test_tdi_greys_the_cells_and_keeps_what_was_typed(page: Page, office: Office) -> None:
    open_aspect(page, office.bendo, 1)
    write(page, 7, "3")
    write(page, 7, "4", "d")
    leave(page)
    expect_saved(page, 7)
    white = ground(page, 7)
    cell(page, 7, "tdi").check()
    expect(figure(page, 7, "Capaian")).to_have_text("TDI")
    assert ground(page, 7) != white
    page.reload()
    expect(cell(page, 7, "tdi")).to_be_checked()
    assert [cell(page, 7, name).input_value() for name in "nd"] == ["3", "4"]
    cell(page, 7, "tdi").uncheck()
    expect(figure(page, 7, "Capaian")).to_have_text("75")
    assert ground(page, 7) == white


def ground(page: Page, no: int) -> str:
    found = row(page, no).locator(".cell").first
    return str(found.evaluate("cell => getComputedStyle(cell).backgroundColor"))


def test_choice_between_stale_rows_takes_tdi_too(page: Page, cast: Cast, office: Office) -> None:
    open_aspect(page, office.bendo, 1)
    write(page, 7, "3")
    save_tdi(office, cast)
    leave(page)
    row(page, 7).get_by_role("button", name="Pakai isian di server").click()
    expect_saved(page, 7)
    expect(cell(page, 7, "tdi")).to_be_checked()
    expect(cell(page, 7)).to_have_value("")


def save_tdi(office: Office, cast: Cast) -> None:
    save_row(
        load_worksheet(office.bendo),
        code="i07",
        content=Content(status=Entry.Status.TDI, values={}),
        version=0,
        by=cast.budi,
    )


@pytest.mark.parametrize(("who", "absent"), [("maya", range(22, 35)), ("tono", range(35, 39))])
def test_rows_that_do_not_apply_ask_for_nothing(
    context: BrowserContext, cast: Cast, office: Office, base_url: str, who: str, absent: range
) -> None:
    """A kecamatan of kelurahan alone, and one of desa alone."""
    worksheet = office.city_sheet if who == "maya" else office.neighbour
    page = open_aspect(enter_as(context, getattr(cast, who), base_url), worksheet, 4)
    without = [
        no
        for no in range(13, 39)
        if not row(page, no).locator(":is(input, select, textarea):visible").count()
    ]
    assert without == list(absent)
    for no in absent:
        expect(row(page, no)).to_contain_text("Tidak berlaku")
    expect(total(page)).to_have_text("0,00")
