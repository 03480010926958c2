"""The pages beside the papers: feedback, signed scans, surat tugas; accessible and narrow enough."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from assessments.models import Period, Stage
from assessments.results.services.decision import announce_results, approve_proposal, propose_ranking
from assessments.review.services.steps import begin_desk, verify
from assessments.sending.services import request_signoff, submit
from tests.builders.judging import AGREES, differing, give_opinion
from tests.builders.made_files import pdf
from tests.builders.sending import fill, small_office
from tests.cast import Cast
from tests.e2e.pages import WIDTHS, enter_as, press_for_page, sideways, violations
from tests.offices import Office, add_judging
from tests.tools import needs

pytestmark = needs("chromium")


@pytest.fixture
def office(cast: Cast, settings: Any, tmp_path: Path) -> Office:
    """Bendo's small sheet is decided as 42,5 and final; a stage of visits is there too."""
    settings.MEDIA_ROOT = tmp_path
    office = small_office(cast)
    add_judging(office, Stage.Kind.DESK, Stage.Kind.FIELD)
    Period.objects.update(objection_days=0)
    sheet = office.bendo
    fill(sheet, cast)
    request_signoff(worksheet=sheet, by=cast.sari)
    submit(worksheet=sheet, by=cast.camat)
    begin_desk(worksheet=sheet, by=cast.kiki)
    give_opinion(sheet, "i1", differing(n="12", d="32"), cast.kiki)
    give_opinion(sheet, "i2", AGREES, cast.kiki)
    verify(worksheet=sheet, by=cast.kiki)
    announce_results(period=office.stage.period, by=cast.kiki)
    proposal = propose_ranking(period=office.stage.period, embargo_until=None, mentor="35.20", by=cast.kiki)
    approve_proposal(decision=proposal, by=cast.lina)
    return office


def flaws(page: Page) -> list[str]:
    """Axe's findings at every width, and what sticks out."""
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        found += [f"{width}: {it}" for it in violations(page)]
    too_wide = sideways(page)
    page.set_viewport_size({"width": WIDTHS[0], "height": 800})
    return found + ([f"{too_wide} px too wide"] if too_wide > 0 else [])


def test_a_camat_reads_where_points_were_lost_and_what_comes_next(
    context: BrowserContext, cast: Cast, office: Office, base_url: str
) -> None:
    page = enter_as(context, cast.camat, base_url)
    page.goto(f"/kertas-kerja/{office.bendo.pk}/hasil/")
    page.get_by_role("link", name="Umpan balik").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Umpan balik Kecamatan Bendo")
    lost = page.get_by_role("table", name="Baris yang nilainya berkurang dari isian")
    expect(lost.get_by_role("row").nth(1)).to_contain_text("Dokumen menyebut angka lain")
    expect(page.get_by_role("table", name="Langkah yang menambah nilai")).to_contain_text("+20,00")
    assert flaws(page) == []


def test_the_leadership_files_the_signed_decision(
    context: BrowserContext, cast: Cast, office: Office, base_url: str, tmp_path: Path
) -> None:
    page = enter_as(context, cast.lina, base_url)
    page.goto("/p/jatim-2022/penetapan/")
    page.get_by_text("Piagam satu per satu").click()
    expect(page.get_by_role("link", name="Pembina terbaik: Kabupaten Magetan")).to_be_visible()
    assert flaws(page) == []
    page.get_by_role("link", name="Unggah atau hapus pindaian").click()
    press_for_page(page, page.get_by_role("button", name="Unggah"))
    expect(page.get_by_role("alert")).to_contain_text("Pilih berkas pindaian.")
    assert flaws(page) == []
    signed = tmp_path / "SK penetapan.pdf"
    signed.write_bytes(pdf())
    page.get_by_label("Berkas pindaian").set_input_files(signed)
    page.get_by_label("Keterangan").fill("Nomor 188/1/2026")
    press_for_page(page, page.get_by_role("button", name="Unggah"))

    expect(page.get_by_role("row").nth(1)).to_contain_text("Nomor 188/1/2026")
    page.locator("summary", has_text="Hapus").click()
    assert flaws(page) == []
    press_for_page(page, page.get_by_role("button", name="Hapus SK penetapan.pdf"))
    expect(page.get_by_text("Belum ada pindaian")).to_be_visible()


def test_a_chair_makes_a_surat_tugas(
    context: BrowserContext, cast: Cast, office: Office, base_url: str
) -> None:
    stage = office.stage.period.stages.get(kind=Stage.Kind.FIELD)
    stage.assignments.create(judge=cast.asri, district=cast.places.bendo)
    page = enter_as(context, cast.kiki, base_url)
    page.goto(f"/penugasan/{stage.pk}/")
    page.get_by_role("link", name="Surat tugas dan daftar periksa").click()
    assert flaws(page) == []
    page.get_by_label("Tanggal surat").fill("besok")
    press_for_page(page, page.get_by_role("button", name="Unduh PDF"))
    expect(page.get_by_role("alert")).to_contain_text("Tulis tanggal seperti 17 Agustus 2025")
    assert flaws(page) == []
    page.get_by_label("Tanggal surat").fill("17-08-2026")
    with page.expect_download() as download:
        page.get_by_role("button", name="Unduh DOCX").click()

    assert download.value.suggested_filename == "surat-tugas-tinjau-lapang-2030.docx"
