"""One indicator across kecamatan by keyboard, on a phone, and without script."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from assessments.models import Judgement
from assessments.transitions.judging import Opinion
from tests.builders.across import ACROSS_PAGE, differing_in_n, give_opinion_on_row_1, office_in_review
from tests.cast import Cast
from tests.e2e.pages import enter_as, press_for_page, sideways, violations, watch
from tests.offices import Office
from tests.tools import needs
from tests.town import keep_file

pytestmark = needs("chromium")


@pytest.fixture
def office(cast: Cast) -> Office:
    return office_in_review(cast)


@pytest.fixture
def page(context: BrowserContext, cast: Cast, base_url: str) -> Page:
    page = enter_as(context, cast.asri, base_url)
    page.set_viewport_size({"width": 1280, "height": 900})
    return page


def test_lines_are_judged_by_keyboard(page: Page, office: Office, base_url: str) -> None:
    wrong = watch(page, base_url)
    bendo, city = (page.locator(f"#kertas-{it.pk}") for it in (office.bendo, office.city_sheet))
    page.goto(f"{ACROSS_PAGE}i1/")
    expect(bendo).to_have_attribute("aria-current", "true")

    page.keyboard.press("s")
    expect(bendo).to_contain_text("Sesuai")
    expect(page.locator("#kepala")).to_contain_text("1 dari 3")
    page.keyboard.press("j")
    expect(city).to_have_attribute("aria-current", "true")
    expect(bendo).not_to_have_attribute("aria-current", "true")
    expect(page).to_have_url(re.compile(rf"\?kertas={office.city_sheet.pk}$"))

    page.keyboard.press("u")
    page.keyboard.type("16")
    page.keyboard.press("Tab")
    page.keyboard.type("32")
    page.get_by_label("Alasan").fill("SK menyebut 16")
    page.locator("#ubah").get_by_role("button", name="Simpan putusan").press("Enter")
    for line in (bendo, city):
        expect(line).to_contain_text("Isian sama dengan 1 kecamatan lain, putusan berbeda")
    assert Judgement.objects.count() == 2
    assert wrong == []


def test_a_line_is_agreed_to_where_it_stands(page: Page, office: Office) -> None:
    page.goto(f"{ACROSS_PAGE}i1/?tampil=belum")
    line = page.locator(f"#kertas-{office.neighbour.pk}")
    line.get_by_role("button", name="Sesuai").click()
    expect(line).to_have_attribute("aria-current", "true")
    expect(line.locator(".state-ok")).to_have_text("Sesuai")
    assert Judgement.objects.get().worksheet_id == office.neighbour.pk


def test_evidence_opens_beside_the_line(page: Page, office: Office, cast: Cast) -> None:
    keep_file(office.city_sheet, cast.maya, "sk-camat")
    page.goto(f"{ACROSS_PAGE}i1/")
    page.locator(f"#kertas-{office.city_sheet.pk}").get_by_role("link", name="sk-camat.pdf").click()
    expect(page.locator("#rinci h2")).to_have_text("Kecamatan Kartoharjo, Kota Madiun")
    expect(page.locator("#rinci iframe")).to_have_attribute("title", "Bukti sk-camat.pdf")


def test_a_phone_shows_the_list_or_the_row(page: Page, office: Office) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{ACROSS_PAGE}i1/")
    expect(page.locator("#rinci")).to_be_hidden()
    page.locator(f"#kertas-{office.city_sheet.pk}").get_by_role("link").first.click()
    expect(page.locator("#rinci")).to_be_visible()
    page.get_by_role("link", name="Kembali ke daftar").click()
    expect(page.locator(f"#kertas-{office.city_sheet.pk}")).to_be_visible()


def test_without_script_every_step_is_a_page(
    context: BrowserContext, office: Office, cast: Cast, base_url: str
) -> None:
    context.route("**/*.js", lambda route: route.abort())
    page = enter_as(context, cast.asri, base_url)
    page.goto(ACROSS_PAGE)
    page.locator("a[href$='/i1/']").click()
    line = page.locator(f"#kertas-{office.neighbour.pk}")
    press_for_page(page, line.get_by_role("button", name="Sesuai"))

    expect(page).to_have_url(re.compile(rf"kertas={office.neighbour.pk}#kertas-{office.neighbour.pk}$"))
    expect(line.locator(".state-ok")).to_have_text("Sesuai")


def test_the_pages_are_accessible(page: Page, office: Office, cast: Cast) -> None:
    keep_file(office.bendo, cast.sari, "sk")
    give_opinion_on_row_1(office.bendo, cast.asri, Opinion("agrees"))
    give_opinion_on_row_1(office.city_sheet, cast.asri, differing_in_n("16"))
    for tail in ("", "i1/", f"i1/?kertas={office.neighbour.pk}", "i1/?tampil=berbeda", "i2/?tampil=sudah"):
        page.goto(ACROSS_PAGE + tail)
        page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true; })")
        assert violations(page) == []
        assert sideways(page) <= 0
