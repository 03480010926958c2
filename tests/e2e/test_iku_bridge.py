"""The end of the IKU's way: indicator 42 takes "IKU tercapai / jumlah IKU" with its source."""

from pathlib import Path

import pytest
from django.conf import LazySettings
from playwright.sync_api import BrowserContext, Page, expect
from pytest_playwright.pytest_playwright import CreateContextCallback

from assessments.iku.models import IkuYear
from assessments.iku.services.years import TargetContent, save_targets
from assessments.models import Entry
from tests.cast import Cast
from tests.e2e.pages import (
    cell,
    enter_as,
    figure,
    open_aspect,
    press_for_page,
    row,
    sideways,
    violations,
    watch,
)
from tests.iku.office import filled
from tests.offices import Office
from tests.tools import needs

pytestmark = needs("chromium")

ASPECT = 6


@pytest.fixture
def year(office: Office, cast: Cast, settings: LazySettings, tmp_path: Path) -> IkuYear:
    """Two IKU of the data year, of which one is tercapai."""
    settings.MEDIA_ROOT = tmp_path
    found = filled(cast, 2021)
    aim(found, cast, "1", "75")
    return found


def aim(year: IkuYear, cast: Cast, code: str, annual: str) -> None:
    version = year.targets.get(code=code).version
    save_targets(year=year, code=code, content=TargetContent(annual), version=version, by=cast.sari)


def fit(page: Page) -> None:
    """Nothing for axe to find, and nothing to scroll sideways on a phone."""
    assert violations(page) == []
    assert sideways(page) <= 0
    page.set_viewport_size({"width": 1280, "height": 800})


def test_indicator_42_takes_iku_with_their_source(
    context: BrowserContext, cast: Cast, office: Office, year: IkuYear, base_url: str
) -> None:
    page = enter_as(context, cast.sari, base_url)
    wrong = watch(page, base_url)
    open_aspect(page, office.bendo, ASPECT)
    offered = row(page, 42).locator(".iku-offer")
    expect(offered).to_contain_text("Menurut IKU 2021: 1 dari 2 tercapai.")
    offered.get_by_role("button", name="Pakai").click()

    expect(offered).to_contain_text("Diambil dari IKU 2021: 1 dari 2 tercapai, oleh Sari")
    expect(cell(page, 42)).to_have_value("1")
    expect(cell(page, 42, "d")).to_have_value("2")
    expect(figure(page, 42, "Capaian")).to_have_text("50")
    expect(row(page, 42).locator(".entry-proof .chip")).to_contain_text("iku-Bendo-versi-1")
    fit(page)

    aim(year, cast, "2", "50")
    page.reload()
    expect(offered).to_contain_text("IKU sekarang 2 dari 2.")
    expect(cell(page, 42)).to_have_value("1")

    row(page, 42).get_by_role("link", name="Lihat asalnya").click()
    expect(page.get_by_role("heading", name="Capaian IKU 2021")).to_be_visible()
    fit(page)
    press_for_page(page, page.get_by_role("link", name="Cetakan IKU 2021"))
    fit(page)
    press_for_page(page, page.get_by_role("link", name="Isi program"))
    fit(page)
    assert wrong == []


def test_typing_other_figures_ends_the_source(
    context: BrowserContext, cast: Cast, office: Office, year: IkuYear, base_url: str
) -> None:
    page = enter_as(context, cast.sari, base_url)
    open_aspect(page, office.bendo, ASPECT)
    offered = row(page, 42).locator(".iku-offer")
    offered.get_by_role("button", name="Pakai").click()
    expect(offered).to_contain_text("Diambil dari IKU 2021")
    cell(page, 42).fill("2")
    cell(page, 42).press("Enter")

    expect(offered).to_contain_text("Menurut IKU 2021: 1 dari 2 tercapai.")
    offered.get_by_role("button", name="Pakai").click()  # with the version that came with the save
    expect(offered).to_contain_text("Diambil dari IKU 2021")
    assert Entry.objects.get(code="i42").values == {"n": "1", "d": "2"}


def test_it_works_without_script(
    new_context: CreateContextCallback, cast: Cast, office: Office, year: IkuYear, base_url: str
) -> None:
    context = new_context(java_script_enabled=False)
    page = enter_as(context, cast.sari, base_url)
    open_aspect(page, office.bendo, ASPECT)
    row(page, 42).get_by_role("button", name="Pakai").click()

    expect(row(page, 42).locator(".iku-offer")).to_contain_text("Diambil dari IKU 2021")
