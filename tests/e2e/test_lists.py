"""Rincian and the matrix of villages in a browser, with and without a script."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from assessments.models import Entry
from tests.cast import Cast
from tests.e2e.pages import enter_as, press_for_page, sideways, violations
from tests.offices import Office

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def plain(browser: Browser, base_url: str) -> Iterator[BrowserContext]:
    """A browser in which no script runs."""
    context = browser.new_context(java_script_enabled=False, base_url=base_url, locale="id-ID")
    yield context
    context.close()


def open_page(page: Page, office: Office, path: str) -> Page:
    page.goto(f"/kertas-kerja/{office.bendo.pk}/{path}/")
    return page


def entry(office: Office, code: str) -> Entry:
    return Entry.objects.get(worksheet=office.bendo, code=code)


def names(office: Office) -> list[str]:
    return [line["name"] for line in entry(office, "i39").details["items"]["n"]]


def fill(page: Page, no: int, name: str, date: str = "") -> None:
    page.get_by_label(f"Nama, baris {no}", exact=True).fill(name)
    page.get_by_label(f"Tanggal, baris {no}", exact=True).fill(date)


def test_lines_are_added_and_taken_away_in_place(
    context: BrowserContext, office: Office, cast: Cast, base_url: str
) -> None:
    page = open_page(enter_as(context, cast.sari, base_url), office, "rincian/i39")
    for no, name in enumerate(("Satu", "Dua", "Tiga"), start=1):
        fill(page, no, name)

    page.get_by_role("button", name="Tambah baris").click()
    expect(page.get_by_label("Nama, baris 4", exact=True)).to_be_focused()
    fill(page, 4, "Empat", "17 Agustus 2021")
    page.get_by_role("button", name="Hapus baris 2").click()
    expect(page.get_by_label("Nama, baris 2", exact=True)).to_have_value("Tiga")
    page.get_by_role("button", name="Simpan rincian").click()

    expect(page.get_by_text("Rincian tersimpan")).to_be_visible()
    assert names(office) == ["Satu", "Tiga", "Empat"]
    page.get_by_role("link", name="Kembali ke nomor 39").click()
    expect(page.locator("#nomor-39").get_by_role("link", name="3 dirinci")).to_be_visible()
    expect(page.locator("#nomor-39 [name=n]")).to_have_value("3")


def test_lines_without_a_script(plain: BrowserContext, office: Office, cast: Cast, base_url: str) -> None:
    page = open_page(enter_as(plain, cast.sari, base_url), office, "rincian/i39")
    for no, name in enumerate(("Satu", "Dua", "Tiga"), start=1):
        fill(page, no, name)

    assert press_for_page(page, page.get_by_role("button", name="Tambah baris")).status == 200
    fill(page, 4, "Empat")
    press_for_page(page, page.get_by_role("button", name="Hapus baris 1", exact=True))
    press_for_page(page, page.get_by_role("button", name="Simpan rincian"))

    assert names(office) == ["Dua", "Tiga", "Empat"]


def test_the_matrix_is_ticked_by_keyboard_alone(
    context: BrowserContext, office: Office, cast: Cast, base_url: str
) -> None:
    page = open_page(enter_as(context, cast.sari, base_url), office, "desa-kelurahan")
    page.locator("[name=i29-desa-1]").focus()
    for key in ("Space", "ArrowDown", "Space", "ArrowRight", "Space"):
        page.keyboard.press(key)
    expect(page.locator("[name=i30-desa-2]")).to_be_focused()
    expect(page.locator("[data-count=i29]")).to_have_text("2 dari 15")
    page.locator("[name=i53-kelurahan-1]").select_option("madya")

    page.keyboard.press("Enter")

    expect(page.get_by_text("Tersimpan; 3 baris mengikuti centang.")).to_be_visible()
    assert entry(office, "i29").values == {"n": "2"}
    assert entry(office, "i30").details == {"villages": {"n": ["desa-2"]}}
    assert entry(office, "i53").values == {"utama": "0", "madya": "1", "pratama": "0"}


def test_the_matrix_without_a_script(
    plain: BrowserContext, office: Office, cast: Cast, base_url: str
) -> None:
    page = open_page(enter_as(plain, cast.sari, base_url), office, "desa-kelurahan")
    page.locator("[name=i35-kelurahan-1]").check()
    press_for_page(page, page.get_by_role("button", name="Simpan"))

    expect(page.locator("[name=i35-kelurahan-1]")).to_be_checked()
    assert entry(office, "i35").values == {"n": "1"}


@pytest.mark.parametrize("path", ["rincian/i39", "desa-kelurahan", "profil"])
def test_pages_keep_to_the_rules_and_to_320_pixels(
    context: BrowserContext, office: Office, cast: Cast, base_url: str, path: str
) -> None:
    page = open_page(enter_as(context, cast.sari, base_url), office, path)

    assert violations(page) == []
    assert sideways(page) == 0


def test_a_matrix_that_moved_on_is_told_and_fits(
    context: BrowserContext, office: Office, cast: Cast, base_url: str
) -> None:
    page = open_page(enter_as(context, cast.sari, base_url), office, "desa-kelurahan")
    other = open_page(context.new_page(), office, "desa-kelurahan")
    for tab, desa in ((other, 1), (page, 2)):
        tab.locator(f"[name=i29-desa-{desa}]").check()
        tab.get_by_role("button", name="Simpan").click()

    expect(page.get_by_text("1 kolom sudah diubah orang lain; belum ada yang tersimpan")).to_be_visible()
    assert violations(page) == []
    assert sideways(page) == 0
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_text("Tersimpan; 1 baris")).to_be_visible()
    assert entry(office, "i29").details == {"villages": {"n": ["desa-2"]}}
