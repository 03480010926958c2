"""The page of what moved a rank: reached from the ranking, accessible, narrow."""

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.builders.overtaking import history_page, office_overtaken
from tests.cast import Cast
from tests.e2e.pages import enter_as, sideways, violations
from tests.offices import Office
from tests.tools import needs

pytestmark = needs("chromium")


@pytest.fixture
def office(cast: Cast) -> Office:
    return office_overtaken(cast)


def test_a_rank_leads_to_its_moves(
    context: BrowserContext, cast: Cast, office: Office, base_url: str
) -> None:
    page = enter_as(context, cast.asri, base_url)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("/p/jatim-2022/peringkat/")
    page.get_by_role("link", name="Peringkat 3, riwayat Bendo").click()
    expect(page.get_by_role("table")).to_contain_text("Maospati")
    assert violations(page) == []
    assert sideways(page) <= 0
    page.goto("/p/jatim-2022/peringkat/")
    assert violations(page) == []
    page.goto(history_page(office.bendo, "?dari=kemarin"))
    assert violations(page) == []
