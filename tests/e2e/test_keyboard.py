"""The whole entry by keyboard alone: the order of stops, Enter, and a focus that is always seen."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.cast import Cast
from tests.e2e.pages import cell, enter_as, expect_saved, expect_state, figure, open_aspect, row, write
from tests.offices import Office, answer, fill_bendo
from tests.tools import needs

pytestmark = needs("chromium")

WALK = 400  # more stops than any page has

# Where the focus is: its name, or what it says; and why it cannot be seen, if so.
STOP = """() => {
  const here = document.activeElement;
  return here === document.body ? "" : here.name || here.innerText.trim().replace(/\\s+/g, " ");
}"""
UNSEEN = """() => {
  const here = document.activeElement, box = here.getBoundingClientRect();
  const problems = [], ring = 5; // px around the box
  const enough = here.tagName === "TEXTAREA" ? box.top + 48 : box.bottom; // where its writing starts
  if (box.top < 0 || enough > innerHeight) problems.push("outside the screen");
  const parts = [here, here.closest(".cell"), here.closest(".task")].filter(Boolean);
  if (!parts.some((part) => getComputedStyle(part).outline.includes("solid 2px"))) problems.push("no ring");
  for (const bar of document.querySelectorAll(".entry-top, .dock")) {
    if (getComputedStyle(bar).position !== "sticky" || bar.contains(here) || here.closest(".top")) continue;
    const { top, bottom } = bar.getBoundingClientRect();
    if (box.top - ring < bottom && box.bottom + ring > top) problems.push("under " + bar.className);
  }
  return problems.map((problem) => `${here.outerHTML.slice(0, 90)}: ${problem}`);
}"""


@pytest.fixture
def page(context: BrowserContext, cast: Cast, office: Office, base_url: str) -> Page:
    """A tab of Bendo's operator."""
    return enter_as(context, cast.sari, base_url)


def stops(page: Page, key: str, count: int) -> list[str]:
    """Where `key` leads, press by press."""
    found = []
    for _ in range(count):
        page.keyboard.press(key)
        found.append(str(page.evaluate(STOP)))
    return found


def test_order_of_stops_in_a_row(page: Page, office: Office) -> None:
    open_aspect(page, office.bendo, 1)
    cell(page, 5).focus()
    onward = ["d", "tdi", "none_occurred", "Tambah bukti nomor 5", "Rincian nomor 5", "Catatan nomor 5", "n"]
    assert stops(page, "Tab", len(onward)) == onward
    expect(cell(page, 6)).to_be_focused()
    assert stops(page, "Shift+Tab", len(onward)) == [*reversed(onward[:-1]), "n"]
    expect(cell(page, 5)).to_be_focused()


def test_enter_saves_and_goes_on_to_the_next_cell(page: Page, office: Office) -> None:
    open_aspect(page, office.bendo, 1)
    cell(page, 1).focus()
    page.keyboard.type("10")
    page.keyboard.press("Enter")
    expect_saved(page, 1)
    expect(figure(page, 1)).to_have_text("1,5")
    expect(cell(page, 2)).to_be_focused()
    page.keyboard.press("Shift+Enter")
    expect(cell(page, 1)).to_be_focused()


def test_arrows_choose_from_a_list(page: Page, office: Office) -> None:
    open_aspect(page, office.bendo, 2)
    choices = row(page, 9).get_by_role("combobox")
    choices.focus()
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    while row(page, 9).locator(":focus").count():
        page.keyboard.press("Tab")
    expect_saved(page, 9)
    expect(choices).to_have_value("BAIK")
    expect(figure(page, 9, "Capaian")).to_have_text("75")


def test_arrows_choose_between_two(page: Page, office: Office) -> None:
    open_aspect(page, office.bendo, 2)
    yes, no = row(page, 8).get_by_role("radiogroup").first.get_by_role("radio").all()
    yes.focus()
    page.keyboard.press("ArrowRight")
    expect_saved(page, 8)
    expect(no).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(yes).to_be_checked()
    expect_saved(page, 8)
    page.reload()
    expect(yes).to_be_checked()


def test_a_choice_between_two_is_taken_back(page: Page, office: Office) -> None:
    open_aspect(page, office.bendo, 2)
    group = row(page, 8).get_by_role("radiogroup").first
    expect(group.get_by_label("Kosongkan")).to_have_count(0)  # nothing to take back
    group.get_by_label("Tidak").focus()
    page.keyboard.press("Space")
    expect_saved(page, 8)
    page.keyboard.press("ArrowRight")
    expect(group.get_by_role("radio", checked=True)).to_have_count(0)
    expect(group.get_by_label("Kosongkan")).to_have_count(0)
    expect(group.get_by_label("Ada")).to_be_focused()
    expect_saved(page, 8)
    page.reload()
    expect(group.get_by_role("radio", checked=True)).to_have_count(0)
    assert office.bendo.entries.get(code="i08").values == {}


def test_failed_row_is_sent_again(page: Page, context: BrowserContext, office: Office) -> None:
    open_aspect(page, office.bendo, 1)
    context.set_offline(True)
    write(page, 1, "10")
    page.keyboard.press("Enter")
    expect_state(page, 1, "tidak tersambung")
    cell(page, 1).focus()
    page.keyboard.press("Shift+Tab")
    expect(row(page, 1).get_by_role("button", name="Coba lagi")).to_be_focused()
    context.set_offline(False)
    page.keyboard.press("Enter")
    expect_saved(page, 1)


def test_stale_row_is_settled(page: Page, cast: Cast, office: Office) -> None:
    page.route("**/kabar/", lambda route: route.abort())  # or the row is there before it is stale
    open_aspect(page, office.bendo, 1)
    answer(office.bendo, "i01", cast.budi, n="7")
    write(page, 1, "10")
    page.keyboard.press("Enter")
    expect(row(page, 1).locator(".stale")).to_be_visible()
    cell(page, 1).focus()
    assert stops(page, "Tab", 3) == ["tdi", "choice", "choice"]
    page.keyboard.press("Enter")
    expect_saved(page, 1)
    expect(cell(page, 1)).to_have_value("7")
    expect(cell(page, 1)).to_be_focused()


def test_skip_link_leads_past_the_frame(page: Page, office: Office) -> None:
    open_aspect(page, office.bendo, 1)
    assert stops(page, "Tab", 1) == ["Langsung ke isi"]
    page.keyboard.press("Enter")
    assert stops(page, "Tab", 2) == ["Kertas kerja", "Semua 7"]


def test_menu_opens_and_closes(page: Page, office: Office) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto("/")
    page.get_by_role("button", name="Menu").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Riwayat")).to_be_visible()
    assert stops(page, "Tab", 1) == ["Akun saya"]
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Riwayat")).to_be_hidden()


def walk(page: Page, key: str) -> int:
    """Go through the whole page; every stop is seen. Returns how many there are."""
    for seen in range(WALK):
        page.keyboard.press(key)
        if not page.evaluate(STOP):
            return seen
        assert page.evaluate(UNSEEN) == []
    raise AssertionError(f"more than {WALK} stops")


@pytest.mark.parametrize("size", [(1280, 720), (1024, 600), (360, 640)])
@pytest.mark.parametrize("key", ["Tab", "Shift+Tab"])
def test_focus_is_always_seen(
    page: Page, cast: Cast, office: Office, size: tuple[int, int], key: str
) -> None:
    fill_bendo(office.bendo, cast.sari)
    page.set_viewport_size({"width": size[0], "height": size[1]})
    open_aspect(page, office.bendo, 4)
    assert walk(page, key) > 100


def test_focus_is_seen_on_other_pages(page: Page, cast: Cast, office: Office) -> None:
    for name in ("", "profil/", "riwayat/"):
        page.goto(f"/kertas-kerja/{office.bendo.pk}/{name}")
        assert walk(page, "Tab") > 5
    page.goto("/sandi/")
    assert walk(page, "Tab") > 5
