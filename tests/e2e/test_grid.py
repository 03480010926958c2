"""The page as a grid: keys, blocks from a spreadsheet, filters, and who else is there."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_playwright.pytest_playwright import CreateContextCallback

from assessments.demo.filling import bendo_answers as scoring_answers
from assessments.models import Entry
from indicators.editions.sheets import sheet_of
from tests.builders.instrument_documents import BENDO
from tests.cast import Cast
from tests.e2e.pages import (
    bendo_answers,
    cell,
    enter_as,
    expect_saved,
    expect_state,
    indonesian,
    leave,
    open_aspect,
    row,
    sideways,
    violations,
    watch,
    write,
)
from tests.offices import Office
from tests.tools import needs

pytestmark = needs("chromium")


@pytest.fixture
def page(context: BrowserContext, cast: Cast, office: Office, base_url: str) -> Page:
    """A tab of Bendo's operator."""
    return enter_as(context, cast.sari, base_url)


def paste(page: Page, text: str) -> None:
    """As Ctrl+V in the cell that has the focus."""
    page.evaluate(
        """text => {
            const clipboardData = new DataTransfer();
            clipboardData.setData("text/plain", text);
            const paste = new ClipboardEvent("paste", {clipboardData, bubbles: true, cancelable: true});
            document.activeElement.dispatchEvent(paste);
        }""",
        text,
    )


def test_keys_lead_from_cell_to_cell_and_enter_saves(page: Page, office: Office) -> None:
    open_aspect(page, office.bendo, 1)
    write(page, 1, "10")
    page.keyboard.press("Enter")
    expect(cell(page, 2)).to_be_focused()
    expect_saved(page, 1)
    page.keyboard.press("ArrowDown")
    expect(cell(page, 3)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Shift+Enter")
    expect(cell(page, 1)).to_be_focused()
    page.keyboard.press("Tab")
    expect(cell(page, 1, "tdi")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(cell(page, 1)).to_be_focused()


def test_escape_brings_the_saved_value_back(page: Page, office: Office) -> None:
    open_aspect(page, office.bendo, 1)
    write(page, 1, "10")
    leave(page)
    expect_saved(page, 1)
    write(page, 1, "99")
    expect_state(page, 1, "Belum tersimpan")
    page.keyboard.press("Escape")
    expect(cell(page, 1)).to_have_value("10")
    expect_saved(page, 1)
    leave(page)
    assert Entry.objects.get().version == 1


def test_escape_brings_the_saved_value_back_after_a_refusal(page: Page, office: Office) -> None:
    open_aspect(page, office.bendo, 1)
    write(page, 1, "10")
    leave(page)
    expect_saved(page, 1)
    write(page, 1, "1.0")
    leave(page)
    expect(row(page, 1).locator(".field-error")).to_be_visible()
    cell(page, 1).focus()
    page.keyboard.press("Escape")
    expect(cell(page, 1)).to_have_value("10")
    leave(page)
    expect_saved(page, 1)


def test_block_fills_cells_skips_sourced_ones_and_is_taken_back(page: Page, office: Office) -> None:
    open_aspect(page, office.bendo, 4)
    write(page, 29, "3")
    leave(page)
    expect_saved(page, 29)
    cell(page, 28, "value").focus()
    paste(page, "93\r\n15\r\n15\r\nTDI\r\n")
    report = page.locator("#paste-state")
    expect(report).to_contain_text(
        "3 sel diisi dari tempelan. Dilewati karena tidak diisi di sini: nomor 29."
    )
    expect_saved(page, 28, 29, 30)
    assert {entry.code: (entry.status, entry.values) for entry in Entry.objects.all()} == {
        "i28": ("filled", {"value": "93"}),
        "i29": ("filled", {"n": "15"}),
        "i30": ("tdi", {}),
    }
    page.get_by_role("button", name="Urungkan tempel").click()
    expect(report).to_contain_text("Tempelan diurungkan.")
    expect(cell(page, 28, "value")).to_have_value("")
    expect(cell(page, 29)).to_have_value("3")
    expect(cell(page, 30, "tdi")).not_to_be_checked()
    expect(page.locator("#dock-state")).to_have_text("Semua perubahan tersimpan.")
    assert Entry.objects.get(code="i29").values == {"n": "3"}


def block_of_2022(office: Office) -> str:
    """The data column of Bendo's sheet, numbers 1 to 44, a line for each place as it would be copied."""
    answers, lines = bendo_answers(), []
    for indicator in sheet_of(office.bendo.revision_id).indicators[:44]:
        found = answers[indicator.no]
        cells = [found] * len(indicator.inputs) if isinstance(found, str) else [*found]
        rest = indicator.inputs[len(cells) :]  # on the paper, what comes from the profile stands there too
        cells += ["15" if spec.locked else "" for spec in rest]
        lines += ["Ada" if it is True else indonesian(it) if it[:1].isdigit() else it for it in cells]
    return "".join(f"{line}\r\n" for line in lines)


def test_column_of_a_spreadsheet_fills_the_whole_worksheet(page: Page, cast: Cast, office: Office) -> None:
    page.goto(f"/kertas-kerja/{office.bendo.pk}/semua/")
    cell(page, 1).focus()
    paste(page, block_of_2022(office))
    expect(page.locator("#dock-state")).to_have_text("Semua perubahan tersimpan.", timeout=60_000)
    expect(page.locator("#paste-state")).to_contain_text("sel diisi dari tempelan.")
    filled = {it.code: (it.status, it.values) for it in office.bendo.entries.all()}
    typed = scoring_answers(office.bendo, BENDO)
    assert filled == {
        code: (content.status, content.values) for code, content in typed.items() if int(code[1:]) < 45
    }


def test_words_choose_and_ctrl_z_takes_them_back(page: Page, office: Office) -> None:
    open_aspect(page, office.bendo, 2)
    row(page, 8).get_by_role("radio").first.focus()
    paste(page, "ADA\ntidak\nentah\n")
    expect(page.locator("#paste-state")).to_contain_text("Tidak ada pilihan seperti yang ditempel: nomor 8.")
    expect_saved(page, 8)
    assert list(Entry.objects.get().values.values()) == ["yes", "no"]
    row(page, 9).get_by_role("combobox").focus()
    paste(page, "baik\tentah")
    expect_saved(page, 9)
    expect(row(page, 9).get_by_role("combobox")).to_have_value("BAIK")
    page.keyboard.press("Control+z")
    expect(row(page, 9).get_by_role("combobox")).to_have_value("")
    expect(page.locator("#dock-state")).to_have_text("Semua perubahan tersimpan.")
    assert Entry.objects.get(code="i09").values == {}


def test_one_value_is_pasted_as_ever(page: Page, office: Office) -> None:
    open_aspect(page, office.bendo, 1)
    cell(page, 1).focus()
    paste(page, "12\n")
    expect(page.locator("#paste-state")).to_be_hidden()


def test_whole_worksheet_filters_and_saves(page: Page, office: Office, base_url: str) -> None:
    wrong = watch(page, base_url)
    page.goto(f"/kertas-kerja/{office.bendo.pk}/semua/")
    write(page, 1, "10")
    leave(page)
    expect_saved(page, 1)
    expect(page.locator("#dock-figures")).to_contain_text("1 dari")
    page.locator("#filters").get_by_role("link", name="Belum diisi 52").click()
    expect(row(page, 1)).to_have_count(0)
    expect(row(page, 53)).to_be_visible()
    assert wrong == []


def test_filter_is_one_select_on_a_phone(page: Page, office: Office) -> None:
    page.set_viewport_size({"width": 360, "height": 700})
    open_aspect(page, office.bendo, 1)
    page.get_by_label("Tampilkan", exact=True).select_option("Peringatan (0)")
    expect(page.get_by_text("Tidak ada baris seperti itu di sini.")).to_be_visible()


def test_whole_worksheet_is_accessible_and_narrow(page: Page, office: Office) -> None:
    page.goto(f"/kertas-kerja/{office.bendo.pk}/semua/")
    assert violations(page) == []
    assert sideways(page) <= 0


def test_two_people_see_each_other_and_each_others_rows(
    page: Page, new_context: CreateContextCallback, cast: Cast, office: Office, base_url: str
) -> None:
    open_aspect(page, office.bendo, 1)
    budi = open_aspect(enter_as(new_context(), cast.budi, base_url), office.bendo, 1)
    expect(budi.locator("#presence")).to_have_text("sedang dibuka juga oleh Sari")
    write(budi, 1, "7")
    leave(budi)
    expect_saved(budi, 1)
    write(page, 2, "8,")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")  # asks at once
    expect(page.locator("#presence")).to_have_text("sedang dibuka juga oleh Budi")
    expect(cell(page, 1)).to_have_value("7")
    expect(cell(page, 2)).to_have_value("8,")
    expect(cell(page, 2)).to_be_focused()
