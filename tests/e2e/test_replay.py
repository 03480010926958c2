"""The page of what moved a rank: reached from the ranking, accessible, narrow."""

from playwright.sync_api import BrowserContext, expect

from tests.cast import Cast
from tests.e2e.pages import enter_as, sideways, violations
from tests.offices import Office
from tests.ranking.test_rank_changes_page import office, page_of
from tests.tools import needs

pytestmark = needs("chromium")
__all__ = ["office"]  # the fixture


def test_a_rank_leads_to_its_moves(
    context: BrowserContext, cast: Cast, office: Office, base_url: str
) -> None:
    page = enter_as(context, cast.asri, base_url)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("/peringkat/")
    page.get_by_role("link", name="Peringkat 3, riwayat Bendo").click()
    expect(page.get_by_role("table")).to_contain_text("Maospati")
    assert violations(page) == []
    assert sideways(page) <= 0
    page.goto("/peringkat/")
    assert violations(page) == []
    page.goto(page_of(office.bendo, "?dari=kemarin"))
    assert violations(page) == []
