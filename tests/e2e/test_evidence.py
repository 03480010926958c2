"""Evidence in the browser: send by choice and by drop, link with pages, look, download, remove."""

import base64
from pathlib import Path

import pytest
from django.conf import LazySettings
from playwright.sync_api import BrowserContext, Page, expect

from assessments.entry.services.evidence_links import ProofTarget
from tests.builders.evidence import evidence_sent, proven_document
from tests.builders.made_files import pdf, picture
from tests.cast import Cast
from tests.e2e.pages import enter_as, figure, payload, row, sideways, violations, watch
from tests.offices import Office, answer, make_office
from tests.tools import needs

pytestmark = needs("chromium")

DROP = """
(zone, [name, type, data]) => {
  const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
  const transfer = new DataTransfer();
  transfer.items.add(new File([bytes], name, { type }));
  zone.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
}
"""


@pytest.fixture(autouse=True)
def files(settings: LazySettings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def office(cast: Cast) -> Office:
    return make_office(cast, proven_document())


@pytest.fixture
def page(context: BrowserContext, cast: Cast, office: Office, base_url: str) -> Page:
    return enter_as(context, cast.sari, base_url)


def choose(page: Page, *files: tuple[str, bytes]) -> None:
    chosen = [payload(name, data) for name, data in files]
    page.locator("#files").set_input_files(chosen)
    page.get_by_role("button", name="Unggah").click()


def test_a_whole_round(page: Page, office: Office, cast: Cast, base_url: str) -> None:
    answer(office.bendo, "i1", cast.sari, n="1", d="2")
    wrong = watch(page, base_url)
    page.goto(f"/kertas-kerja/{office.bendo.pk}/aspek/1/")
    expect(row(page, 1).locator(".missing")).to_have_text("Wajib, belum ada")
    expect(figure(page, 1)).to_have_text("0,0")

    row(page, 1).get_by_role("link", name="Tambah bukti").click()
    choose(page, ("Rekap.pdf", pdf(9)), ("bukti.pdf.exe", b"MZ"), ("foto.jpg", picture()))
    state = page.locator("[data-upload-state]")
    said = "2 berkas tersimpan, 1 tidak: lihat sebabnya di atas."
    expect(state).to_have_text(said, timeout=60_000)  # each file waits for a program of its own
    expect(page.locator(".uploads li").nth(0)).to_contain_text("Tersimpan. Nilai nomor 1 kini 20,0.")
    expect(page.locator(".uploads .state-bad")).to_contain_text("Jenis berkas ini tidak diterima.")
    expect(page.locator("#bukti .chip")).to_have_text(["Rekap.pdf", "foto.jpg"])

    data = base64.b64encode(pdf(3)).decode()
    page.locator("[data-zone]").evaluate(DROP, ["Seret.pdf", "application/pdf", data])
    expect(state).to_have_text("1 berkas tersimpan.", timeout=60_000)
    expect(page.locator("#bukti .chip")).to_have_text(["Rekap.pdf", "Seret.pdf", "foto.jpg"])

    page.get_by_label("Halaman Rekap.pdf", exact=True).fill("2-5")
    page.get_by_role("button", name="Simpan halaman Rekap.pdf").click()
    page.get_by_role("link", name="Kembali ke nomor 1").click()
    expect(row(page, 1).locator(".chip").first).to_contain_text("hlm. 2-5")
    expect(figure(page, 1)).to_have_text("20,0")

    page.set_viewport_size({"width": 1280, "height": 800})
    row(page, 1).get_by_role("link", name="foto.jpg").click()
    expect(page.get_by_role("complementary", name="Pratinjau bukti").locator("img")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".pane")).to_have_count(0)

    take_away(page, office)
    assert [line for line in wrong if "status of 422" not in line] == []  # said of the refused file


def take_away(page: Page, office: Office) -> None:
    """Download one file from the library, then remove all three."""
    page.goto(f"/kertas-kerja/{office.bendo.pk}/bukti/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Unduh Rekap.pdf").click()
    assert download.value.suggested_filename == "Rekap.pdf"
    for name in ("Rekap.pdf", "Seret.pdf", "foto.jpg"):
        record = page.get_by_role("row").filter(has_text=name)
        record.locator("summary").click()
        record.get_by_role("button", name="Hapus").click()
        expect(page.get_by_role("status").filter(has_text=f"{name} dihapus.")).to_be_visible()
    expect(page.locator("#bukti")).to_contain_text("Belum ada berkas bukti.")


def test_a_chip_opens_the_files_own_page_on_a_phone(page: Page, office: Office, cast: Cast) -> None:
    evidence_sent(office.bendo, cast.sari, picture(), name="foto.jpg", target=ProofTarget("i1"))
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"/kertas-kerja/{office.bendo.pk}/aspek/1/")

    row(page, 1).get_by_role("link", name="foto.jpg").click()

    expect(page.get_by_role("heading", name="foto.jpg")).to_be_visible()
    expect(page.locator(".file-seen img")).to_have_js_property("naturalWidth", 640)  # once it has come


def test_the_pages_are_for_everybody(page: Page, office: Office, cast: Cast) -> None:
    """axe finds nothing, and nothing is wider than 320 px."""
    name = "Rekapitulasi-pembentukan-BUMDes-seluruh-desa-tahun-2021.pdf"
    evidence = evidence_sent(office.bendo, cast.sari, name=name, target=ProofTarget("i1", pages="1")).evidence
    base = f"/kertas-kerja/{office.bendo.pk}"
    for address in ("aspek/1/", "bukti/", "bukti/baris/i2/", "bukti/baris/i1/", f"bukti/{evidence.pk}/"):
        page.goto(f"{base}/{address}")
        assert violations(page) == []
        assert sideways(page) <= 0
