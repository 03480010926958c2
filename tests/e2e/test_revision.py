"""A running edition is revised in the browser: preview, refusal, reason, and what the kecamatan reads."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from assessments.models import Worksheet
from tests.builders.revising import REASON, reshape, revise, running, weigh
from tests.cast import Cast
from tests.e2e.pages import enter_as, press_for_page, sideways, violations, watch
from tests.offices import Office, answer
from tests.tools import needs

pytestmark = needs("chromium")


@pytest.fixture
def office(cast: Cast) -> Office:
    office = running(cast)
    answer(office.bendo, "i1", cast.sari, n="16", d="32")
    answer(office.neighbour, "i1", cast.tono, n="8", d="32")
    return office


def flaws(page: Page) -> list[str]:
    too_wide = sideways(page)
    return [*violations(page), *([f"{page.url}: {too_wide} px too wide"] if too_wide > 0 else [])]


def test_a_revision_from_weight_to_worksheet(
    context: BrowserContext, cast: Cast, office: Office, base_url: str
) -> None:
    instrument = office.stage.instrument
    page = enter_as(context, cast.indra, base_url)
    page.goto(f"/admin/indicators/instrument/{instrument.pk}/change/")
    press_for_page(page, page.get_by_role("link", name="Revisi", exact=True).last)
    expect(page.get_by_text("Belum ada perubahan sejak edisi 1.")).to_be_visible()
    wrong = watch(page, base_url)

    reshape(instrument)
    weigh(instrument, i1="40", i2="50")
    page.reload()
    press_for_page(page, page.get_by_role("link", name="Buat pratinjau"))
    row = page.get_by_role("row", name="Kecamatan Bendo")
    expect(row).to_contain_text("30,00 → 0,00")
    expect(row).to_contain_text("nomor 1, 3")
    assert wrong == []
    assert flaws(page) == []

    press_for_page(page, page.get_by_role("button", name="Terapkan revisi"))
    assert page.title().startswith("Kesalahan:")
    page.get_by_role("alert").get_by_role("link").click()
    expect(page.get_by_label("Alasan")).to_be_focused()
    assert flaws(page) == []
    page.get_by_label("Alasan").fill(REASON)
    press_for_page(page, page.get_by_role("button", name="Terapkan revisi"))
    expect(page.get_by_text("edisi 2 berlaku.")).to_be_visible()
    assert flaws(page) == []
    assert Worksheet.objects.filter(revision__no=2).count() == 3


def test_the_kecamatan_reads_what_changed(
    context: BrowserContext, cast: Cast, office: Office, base_url: str
) -> None:
    reshape(office.stage.instrument)
    revise(office.stage.instrument, cast.indra)
    sari = enter_as(context, cast.sari, base_url)

    sari.goto(f"/kertas-kerja/{office.bendo.pk}/")
    expect(sari.get_by_text("Bobot atau aturan berubah")).to_be_visible()
    expect(sari.get_by_text("Perlu diisi lagi: nomor 1, 3.")).to_be_visible()
    assert flaws(sari) == []
    sari.goto(f"/kertas-kerja/{office.bendo.pk}/riwayat/")
    expect(sari.get_by_text("Nomor 1: isian tidak cocok lagi dengan aturan")).to_be_visible()
    assert flaws(sari) == []


def test_texts_and_the_archive(context: BrowserContext, cast: Cast, office: Office, base_url: str) -> None:
    instrument = office.stage.instrument
    instrument.indicators.filter(code="i1").update(guidance="Lampirkan SK")
    page = enter_as(context, cast.indra, base_url)
    page.goto(f"/admin/indicators/instrument/{instrument.pk}/revisi/")
    assert flaws(page) == []

    page.get_by_label("Alasan").fill("Salah ketik")
    press_for_page(page, page.get_by_role("button", name="Terbitkan perubahan teks"))
    expect(page.get_by_text("edisi 2 berlaku, tanpa dampak nilai.")).to_be_visible()

    press_for_page(page, page.get_by_role("button", name="Arsipkan instrumen"))
    expect(page.get_by_text("Masih dipakai Penilaian Sinergitas Kecamatan 2022.")).to_be_visible()
    office.stage.windows.all().delete()
    press_for_page(page, page.get_by_role("button", name="Arsipkan instrumen"))
    expect(page.get_by_text("Isinya tetap dapat dibaca.").first).to_be_visible()
    assert flaws(page) == []
    press_for_page(page, page.get_by_role("button", name="Pulihkan dari arsip"))
    expect(page.get_by_text("dapat dipakai lagi.")).to_be_visible()
