"""The comparison of policies in a browser: ticked, sorted, read on a phone, and accessible all the way."""

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.builders.fields import more
from tests.cast import Cast
from tests.e2e.pages import WIDTHS, enter_as, press_for_page, sideways, violations
from tests.offices import Office, answer, fill_bendo
from tests.tools import needs

pytestmark = needs("chromium")

ADDRESS = "/instrumen/jatim-2022/pembanding/"


@pytest.fixture
def field(office: Office, cast: Cast) -> Office:
    """Bendo is complete; its neighbour and five more have begun."""
    fill_bendo(office.bendo, cast.sari)
    for sheet in (office.neighbour, *more(office, 5, cast.places.regency)):
        answer(sheet, "i01", cast.tono, n="10")
    return office


@pytest.mark.parametrize("who", ["asri", "indra"])
def test_policies_are_ticked_and_set_beside_the_exact_result(
    context: BrowserContext, cast: Cast, field: Office, base_url: str, who: str
) -> None:
    page = enter_as(context, getattr(cast, who), base_url)
    page.goto(ADDRESS)
    page.get_by_label("TDI: capaian 100").check()
    page.get_by_label("Nilai baris: dibulatkan 1 desimal").check()
    page.get_by_label("Tambahkan semua yang dipilih bersama-sama").check()
    press_for_page(page, page.get_by_role("button", name="Bandingkan"))

    line = page.locator(".compare tbody tr").filter(has_text="Bendo")
    expect(line).to_contain_text("86,894377631548")
    expect(line.locator(".compare-cell").nth(1)).to_contain_text("87,1")
    expect(page.locator(".compare thead th").nth(5)).to_contain_text("semua yang dipilih")
    page.get_by_label("Urutkan menurut").select_option("geser")
    press_for_page(page, page.get_by_role("button", name="Bandingkan"))
    expect(page.get_by_label("TDI: capaian 100")).to_be_checked()
    assert violations(page) == []
    assert sideways(page) <= 0
    for width in (360, 800, 1024, 1100):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_too_many_are_told_and_stay_ticked(
    context: BrowserContext, cast: Cast, field: Office, base_url: str
) -> None:
    page = enter_as(context, cast.lina, base_url)
    page.set_viewport_size({"width": WIDTHS[-1], "height": 800})
    page.goto(ADDRESS)
    boxes = page.locator("[name='pilih']")
    for no in range(6):
        boxes.nth(no).check()
    press_for_page(page, page.get_by_role("button", name="Bandingkan"))

    expect(page.get_by_role("alert")).to_have_text("Pilih paling banyak 5; kini 6 dipilih.")
    expect(page.locator("[name='pilih']:checked")).to_have_count(6)
    assert violations(page) == []
