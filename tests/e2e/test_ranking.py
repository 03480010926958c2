"""The ranking as people see it: accessible with ties and gaps, and its filters behind a button on a phone."""

from typing import Any

import pytest
from playwright.sync_api import BrowserContext, expect

from assessments.models import Worksheet
from tests.builders.fields import SENT, more
from tests.cast import Cast
from tests.e2e.pages import WIDTHS, enter_as, press_for_page, sideways, violations
from tests.offices import Office
from tests.tools import needs

pytestmark = needs("chromium")

WEIGHTS = {"1": 10, "2": 10, "3": 10, "4": 30, "5": 27, "6": 8, "7": 5}
TOTALS = ("94.12", "93.86", "90.63", "90.63", "86.894377631548", "86.894377631", "85.77", "85.77", "60")


def store(sheet: Worksheet, total: str, **scores: str) -> None:
    """A complete claim; the aspects' scores follow from the total unless they are given."""
    given = {code: f"{weight * float(total) / 100:.6f}" for code, weight in WEIGHTS.items()} | {
        name[1:]: score for name, score in scores.items()
    }
    aspects = {code: {"score": score, "filled": 1, "count": 1} for code, score in given.items()}
    Worksheet.objects.filter(pk=sheet.pk).update(
        claim_total=total, aspect_totals=aspects, complete=True, submitted_at=SENT, filled=53, asked=53
    )


@pytest.fixture
def field(office: Office, cast: Cast) -> list[Worksheet]:
    """Ten with a rank, one tie decided and one not; the city's kecamatan is not complete."""
    sheets = [office.bendo, office.neighbour, *more(office, 7, cast.places.regency)]
    for sheet, total in zip(sheets, TOTALS, strict=True):
        store(sheet, total)
    store(sheets[2], TOTALS[2], a5="26.1")
    store(sheets[3], TOTALS[3], a5="24.3")
    return sheets


def test_ties_gaps_and_the_unfinished(context: BrowserContext, field: Any, cast: Cast, base_url: str) -> None:
    page = enter_as(context, cast.asri, base_url)
    page.goto("/p/jatim-2022/peringkat/")
    rows = page.locator(".ranks tbody tr")
    expect(rows).to_have_count(9)
    expect(rows.nth(3)).to_contain_text("ditentukan oleh aspek 5: 24,30 di bawah 26,10")
    expect(rows.nth(5)).to_contain_text("< 0,01")
    expect(rows.nth(7)).to_contain_text("peringkat 7 dibagi")
    expect(page.get_by_role("heading", name="Belum lengkap, tidak diperingkat (1)")).to_be_visible()
    assert violations(page) == []
    assert sideways(page) <= 0
    page.set_viewport_size({"width": 1024, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.set_viewport_size({"width": 800, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_filters_open_on_a_phone(context: BrowserContext, field: Any, cast: Cast, base_url: str) -> None:
    page = enter_as(context, cast.asri, base_url)
    page.set_viewport_size({"width": WIDTHS[-1], "height": 800})
    page.goto("/p/jatim-2022/peringkat/")
    expect(page.get_by_label("Cari kecamatan")).to_be_hidden()
    page.get_by_role("button", name="Saring dan cari").click()
    page.get_by_label("Cari kecamatan").fill("maos")
    assert violations(page) == []
    page.set_viewport_size({"width": WIDTHS[-1], "height": 800})
    press_for_page(page, page.get_by_role("button", name="Terapkan"))
    expect(page.locator(".ranks tbody tr")).to_have_count(1)
    expect(page.locator(".rank-no")).to_have_text("2")
