"""A judge at work by keyboard: agree, go on, differ with a reason, ask back, verify."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from assessments.models import Judgement, Layer, Repair, Stage, Worksheet
from assessments.transitions.judged_worksheet import load_judged
from assessments.transitions.judging import Opinion, judge_row
from assessments.transitions.repair import ask_for_repair
from assessments.workflow import State
from tests.builders.judging import AGREES, give_opinion, in_review
from tests.cast import Cast
from tests.e2e.pages import enter_as, press_for_page, sideways, violations, watch
from tests.offices import Office, add_judging, fill_bendo
from tests.tools import needs

pytestmark = needs("chromium")


def address(sheet: Worksheet) -> str:
    return f"/kertas-kerja/{sheet.pk}/telaah/administrasi/"


@pytest.fixture
def sheet(cast: Cast) -> Worksheet:
    return in_review(cast)


@pytest.fixture
def page(context: BrowserContext, cast: Cast, base_url: str) -> Page:
    page = enter_as(context, cast.asri, base_url)
    page.set_viewport_size({"width": 1280, "height": 900})
    return page


def test_a_worksheet_is_judged_by_keyboard(page: Page, sheet: Worksheet, cast: Cast, base_url: str) -> None:
    wrong = watch(page, base_url)
    page.goto(address(sheet))
    expect(page.locator("#kepala")).to_contain_text("Hasil penilaian (0 dari 2)")

    page.keyboard.press("s")
    expect(page.locator("#nomor-1")).to_contain_text("Sesuai")
    expect(page.locator("#kepala")).to_contain_text("Hasil penilaian (1 dari 2)")

    page.keyboard.press("j")
    expect(page.locator("#nomor-2")).to_have_attribute("aria-current", "true")
    expect(page.locator("#nomor-1")).not_to_have_attribute("aria-current", "true")
    expect(page).to_have_url(re.compile(r"\?nomor=2$"))

    page.keyboard.press("u")
    page.keyboard.type("2")
    page.keyboard.press("Tab")
    page.keyboard.type("4")
    page.locator("#ubah").get_by_role("button", name="Simpan putusan").press("Enter")
    expect(page.locator("#ubah .field-error")).to_have_text("Tulis alasan nilai yang berbeda.")
    expect(page.locator("#ubah [name='n']")).to_have_value("2")
    page.get_by_label("Alasan").fill("Skala lain, sama jumlahnya")  # the keys are letters while one types
    page.locator("#ubah").get_by_role("button", name="Simpan putusan").press("Enter")
    expect(page.locator("#nomor-2")).to_contain_text("Berbeda")
    assert Judgement.objects.get(code="i2").values == {"n": "2", "d": "4"}

    press_for_page(page, page.get_by_role("button", name="Verifikasi"))
    assert Worksheet.objects.get(pk=sheet.pk).state == "verified"
    assert [it for it in wrong if "422" not in it] == []


def test_a_row_is_asked_back_by_keyboard(page: Page, sheet: Worksheet) -> None:
    page.goto(f"{address(sheet)}?nomor=2")
    page.keyboard.press("k")
    expect(page.locator("#nomor-1")).to_have_attribute("aria-current", "true")
    page.keyboard.press("p")
    page.keyboard.type("Lampirkan SK")
    page.locator("#perbaikan").get_by_role("button", name="Catat").press("Enter")
    expect(page.locator("#kepala")).to_contain_text("Minta perbaikan (1)")
    page.keyboard.press("p")
    page.get_by_label("Yang perlu diperbaiki").fill("")
    page.locator("#perbaikan").get_by_role("button", name="Catat").press("Enter")
    expect(page.locator("#kepala")).not_to_contain_text("Minta perbaikan (1)")
    assert not Repair.objects.exists()


def test_a_key_waits_for_the_answer_to_the_one_before(page: Page, sheet: Worksheet) -> None:
    page.goto(address(sheet))
    page.keyboard.press("s")
    page.keyboard.press("j")
    expect(page.locator("#nomor-2")).to_have_attribute("aria-current", "true")
    expect(page.locator("#nomor-1")).to_contain_text("Sesuai")
    expect(page).to_have_url(re.compile(r"\?nomor=2$"))


def test_the_keys_can_be_switched_off(page: Page, sheet: Worksheet) -> None:
    page.goto(address(sheet))
    page.get_by_role("button", name="Matikan").click()
    page.keyboard.press("j")
    page.reload()
    page.keyboard.press("j")
    expect(page.locator("#nomor-1")).to_have_attribute("aria-current", "true")

    page.get_by_role("button", name="Nyalakan tombol cepat").click()
    page.keyboard.press("j")
    expect(page.locator("#nomor-2")).to_have_attribute("aria-current", "true")


def test_what_was_closed_meanwhile_is_told_in_its_place(page: Page, sheet: Worksheet) -> None:
    page.goto(address(sheet))
    Worksheet.objects.filter(pk=sheet.pk).update(state=State.VERIFIED)

    page.keyboard.press("s")

    expect(page.locator("#rinci")).to_contain_text("Penilaian tidak terbuka.")
    expect(page.locator("#gagal")).to_be_hidden()


def test_two_judges_at_once_see_both_words(page: Page, sheet: Worksheet, cast: Cast) -> None:
    page.goto(address(sheet))
    give_opinion(sheet, "i1", AGREES, cast.kiki)

    page.keyboard.press("u")
    page.keyboard.type("8")
    page.keyboard.press("Tab")
    page.keyboard.type("32")
    page.get_by_label("Alasan").fill("SK menyebut 8")
    page.locator("#ubah").get_by_role("button", name="Simpan putusan").press("Enter")

    expect(page.locator("#rinci .stale")).to_contain_text("Baris ini sudah dinilai Kiki")
    expect(page.locator("#ubah [name='n']")).to_have_value("8")
    page.locator("#ubah").get_by_role("button", name="Simpan putusan").press("Enter")
    expect(page.locator("#nomor-1")).to_contain_text("Berbeda")


def test_a_phone_shows_the_list_or_the_row(page: Page, sheet: Worksheet) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(address(sheet))
    expect(page.locator("#rinci")).to_be_hidden()
    page.locator("#nomor-2").get_by_role("link").first.click()
    expect(page.locator("#rinci")).to_be_visible()
    expect(page.locator("#nomor-2")).to_be_hidden()
    page.get_by_role("link", name="Kembali ke daftar").click()
    expect(page.locator("#nomor-2")).to_be_visible()


def test_without_script_every_step_is_a_page(
    context: BrowserContext, sheet: Worksheet, cast: Cast, base_url: str
) -> None:
    context.route("**/*.js", lambda route: route.abort())
    page = enter_as(context, cast.asri, base_url)
    page.goto(f"{address(sheet)}?nomor=2")
    press_for_page(page, page.locator("#sesuai"))

    expect(page).to_have_url(re.compile(r"\?nomor=2#nomor-2$"))
    expect(page.locator("#nomor-2")).to_contain_text("Sesuai")


def test_the_page_of_53_rows_is_accessible(page: Page, office: Office, cast: Cast) -> None:
    fill_bendo(office.bendo, cast.sari)
    add_judging(office, Stage.Kind.DESK)
    Worksheet.objects.filter(pk=office.bendo.pk).update(state=State.UNDER_REVIEW, submitted_at=timezone.now())
    for code, version in office.bendo.entries.order_by("code").values_list("code", "version")[:2]:
        judge_row(
            load_judged(cast.asri, office.bendo),
            code=code,
            layer=Layer.DESK,
            opinion=Opinion("agrees"),
            version=0,
            entry_version=version,
        )
    ask_for_repair(worksheet=office.bendo, code="i03", layer=Layer.DESK, note="Lampirkan SK", by=cast.asri)
    for tail in ("", "?nomor=3", "?nomor=9"):
        page.goto(address(office.bendo) + tail)
        page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true; })")
        assert violations(page) == []
        assert sideways(page) <= 0
