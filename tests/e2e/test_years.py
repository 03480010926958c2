"""A kecamatan and a province from year to year, on a narrow and on a wide screen."""

from playwright.sync_api import BrowserContext, Page, expect

from tests.builders.periods import two_years
from tests.cast import Cast
from tests.e2e.pages import enter_as, press_for_page, sideways, violations
from tests.tools import needs

pytestmark = needs("chromium")
WIDTHS = (360, 1280)


def check_on_both_screens(page: Page) -> None:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert violations(page) == []
        assert sideways(page) <= 0


def test_the_operator_goes_from_the_history_to_the_years(
    context: BrowserContext, cast: Cast, base_url: str
) -> None:
    _, second = two_years(cast)
    page = enter_as(context, cast.sari, base_url)
    page.goto(f"/kertas-kerja/{second.bendo.pk}/riwayat/")

    press_for_page(page, page.get_by_role("link", name="Dari tahun ke tahun"))

    expect(page.get_by_text("jumlahnya +8,75, dari 53,75 menjadi 62,50.")).to_be_visible()
    check_on_both_screens(page)


def test_the_province_reads_who_improved_most(context: BrowserContext, cast: Cast, base_url: str) -> None:
    two_years(cast)
    page = enter_as(context, cast.asri, base_url)
    page.goto("/p/jatim-2023/peringkat/")

    press_for_page(page, page.get_by_role("link", name="Dari tahun ke tahun"))

    expect(page.get_by_role("row").nth(1)).to_contain_text("+8,75")
    check_on_both_screens(page)
    press_for_page(page, page.get_by_role("link", name="Bendo"))
    expect(page.get_by_role("heading", name="Yang mengubah nilai")).to_be_visible()
