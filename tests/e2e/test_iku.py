"""The second document in a browser: defined, signed, given targets, measured quarter by quarter, read."""

from pathlib import Path

from django.conf import LazySettings
from playwright.sync_api import BrowserContext, Page, expect
from pytest_playwright.pytest_playwright import CreateContextCallback

from assessments.iku.models import IkuEntry, IkuYear
from assessments.iku.services.years import EntryContent, save_entry
from tests.builders.made_files import pdf
from tests.cast import Cast
from tests.e2e.pages import (
    enter_as,
    expect_saved,
    leave,
    payload,
    press_for_page,
    row,
    sideways,
    state,
    violations,
    watch,
    write,
)
from tests.iku.office import opened
from tests.tools import needs

pytestmark = needs("chromium")

FIRST, SECOND = "Jumlah desa tepat waktu", "Jumlah seluruh desa"
QUARTERS = [("3", "6"), ("4", "6"), ("5", "6"), ("6", "6")]


def fit(page: Page) -> None:
    """Nothing for axe to find, wide and narrow, and nothing to scroll sideways."""
    assert violations(page) == []
    assert sideways(page) <= 0
    page.set_viewport_size({"width": 1280, "height": 800})


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def follow(page: Page, name: str) -> None:
    page.get_by_role("link", name=name).first.click()


def fill(page: Page, **texts: str) -> None:
    """Write into fields by their names, look at the page, and save it."""
    for name, text in texts.items():
        page.locator(f"[name='{name.replace('_', '-') if name.startswith('target') else name}']").fill(text)
    fit(page)
    press(page, "Simpan")


def define(page: Page) -> None:
    """From nothing to a document that can be signed."""
    page.goto("/iku/")
    fit(page)
    press(page, "Buat rancangan")
    expect(page.get_by_text("Dokumen belum memuat sasaran strategis dan IKU.")).to_be_visible()
    follow(page, "Ubah instansi, tugas, dan tujuan")
    fill(page, duty="Membantu Bupati", functions="Satu\nDua", goal="Tujuan", goal_indicator="Indeks")
    follow(page, "Ubah masa berlaku")
    fill(page, valid_from="2021", valid_until="2022")
    follow(page, "Ubah penanda tangan")
    fill(page, name="Camat Bendo", nip="197001011990012001")
    follow(page, "Tambah sasaran strategis")
    fill(page, text="Meningkatnya akuntabilitas pemerintahan desa")
    follow(page, "Tambah IKU")
    fill(page, name="Persentase desa tepat waktu", unit="%", target_2021="75", target_2022="80")
    for name in (FIRST, SECOND):
        follow(page, "Tambah butir data")
        fill(page, name=name, unit="desa")
    write_formula(page)


def write_formula(page: Page) -> None:
    """First with a name that there is not: it is kept and told with its place; then as it should be."""
    page.locator("[name='formula']").fill("Jumlah desa terlambat / Jumlah seluruh desa × 100 %")
    press(page, "Simpan")
    expect(page.locator(".iku-problem")).to_be_visible()
    fit(page)
    page.locator("[name='formula']").fill(f"{FIRST} / {SECOND} × 100 %")
    page.locator("[name='aggregation']").select_option("last")
    press(page, "Simpan")
    fraction = page.locator("#tampilan-rumus .fraction")
    expect(fraction.locator(".over")).to_have_text(FIRST)
    expect(fraction.locator(".under")).to_have_text(SECOND)
    fit(page)


def sign(page: Page) -> None:
    page.goto("/iku/")
    follow(page, "Buka rancangan versi 1")
    fit(page)
    follow(page, "Baca dan tandatangani")
    page.get_by_label("Saya sudah membaca").check()
    fit(page)
    press(page, "Tandatangani")
    expect(page.get_by_text("Ditandatangani", exact=True)).to_be_visible()
    fit(page)


def set_targets(page: Page) -> None:
    page.goto("/iku/")
    page.get_by_label("Buka tahun").select_option("2021")
    press(page, "Buka")
    expect(row(page, 1).locator("[name='annual']")).to_have_value("75")
    for no, target in enumerate(("50", "60", "70", "75"), start=1):
        write(page, 1, target, f"q{no}")
    leave(page)
    expect_saved(page, 1)
    fit(page)


def enter_quarters(page: Page) -> None:
    follow(page, "Lanjut ke realisasi")
    for no, (timely, all_of_them) in enumerate(QUARTERS, start=1):
        write(page, 1, timely, "item-d1")
        write(page, 1, all_of_them, "item-d2")
        leave(page)
        expect_saved(page, 1)
        if no < len(QUARTERS):
            follow(page, "Lanjut ke triwulan berikutnya")
            expect(row(page, 1).locator("[name='item-d1']")).to_have_value("")
    expect(row(page, 1).locator(".entry-rule")).to_contain_text("6 ÷ 6 × 100 % = 100 %")
    fit(page)


def test_an_iku_is_defined_signed_measured_and_read(
    context: BrowserContext, cast: Cast, base_url: str
) -> None:
    sari = enter_as(context, cast.sari, base_url)
    wrong = watch(sari, base_url)
    define(sari)
    camat = enter_as(context.browser.new_context(base_url=base_url), cast.camat, base_url)
    sign(camat)
    set_targets(sari)
    enter_quarters(sari)

    follow(sari, "Lihat capaian")

    expect(sari.get_by_text("Mencapai target")).to_be_visible()
    expect(sari.get_by_text("Capaian: 100 ÷ 75 × 100 = 133,33\u202f%, dibatasi 100\u202f%.")).to_be_visible()
    expect(sari.locator(".iku-strip")).to_contain_text("1 dari 1")
    fit(sari)
    follow(sari, "Pemantauan triwulan")
    expect(sari.get_by_role("cell", name="Mencapai target")).to_have_count(4)
    fit(sari)
    assert wrong == []


def test_a_row_that_two_people_save_is_shown_with_both_values(
    context: BrowserContext, cast: Cast, base_url: str
) -> None:
    year = opened(cast)
    page = enter_as(context, cast.sari, base_url)
    page.goto(f"/iku/tahun/{year.pk}/realisasi/?triwulan=1")
    content = EntryContent({"ditindaklanjuti": "3", "dilakukan": "4"})
    save_entry(year=year, code="1", quarter=1, content=content, version=0, by=cast.budi)

    write(page, 1, "9", "item-dilakukan")
    leave(page)

    expect(row(page, 1).locator(".stale")).to_contain_text("Baris ini sudah diubah oleh Budi")
    fit(page)
    row(page, 1).get_by_role("button", name="Pakai isian saat ini").click()
    expect_saved(page, 1)
    assert IkuEntry.objects.get().values == {"dilakukan": "9"}


def test_what_is_typed_without_a_line_is_kept_and_saved_later(
    context: BrowserContext, cast: Cast, base_url: str
) -> None:
    year = opened(cast)
    page = enter_as(context, cast.sari, base_url)
    page.goto(f"/iku/tahun/{year.pk}/realisasi/?triwulan=1")
    context.set_offline(True)
    write(page, 1, "1.2.3", "item-dilakukan")
    leave(page)
    expect(state(page, 1)).to_contain_text("tidak tersambung")
    context.set_offline(False)

    page.reload()

    expect(row(page, 1).locator(".field-error")).to_be_visible()
    expect(row(page, 1).locator("[name='item-dilakukan']")).to_have_value("1.2.3")
    fit(page)
    assert IkuYear.objects.get().entries.count() == 0


def test_a_quarter_is_saved_by_buttons_alone(
    new_context: CreateContextCallback, cast: Cast, base_url: str
) -> None:
    year = opened(cast)
    page = enter_as(new_context(java_script_enabled=False), cast.sari, base_url)
    page.goto(f"/iku/tahun/{year.pk}/realisasi/?triwulan=1")
    save = row(page, 1).get_by_role("button", name="Simpan IKU")
    row(page, 1).locator("[name='item-ditindaklanjuti']").fill("3")
    row(page, 1).locator("[name='item-dilakukan']").fill("1.2.3")

    assert press_for_page(page, save).status == 422
    expect(page.get_by_role("alert")).to_contain_text("Ada 1 kesalahan")
    expect(row(page, 1).locator("[name='item-ditindaklanjuti']")).to_have_value("3")
    row(page, 1).locator("[name='item-dilakukan']").fill("4")
    assert press_for_page(page, save).status == 200

    assert page.url.endswith("?triwulan=1#nomor-1")
    expect(row(page, 1).locator(".entry-rule")).to_contain_text("3 ÷ 4 × 100 % = 75 %")


def test_evidence_of_a_quarter_is_sent_and_linked(
    context: BrowserContext, cast: Cast, base_url: str, settings: LazySettings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    year = opened(cast)
    page = enter_as(context, cast.sari, base_url)
    page.goto(f"/iku/tahun/{year.pk}/realisasi/?triwulan=3")
    row(page, 1).get_by_role("link", name="Tambah bukti").click()
    file = payload("Rekap.pdf", pdf(2), "application/pdf")
    page.locator("#files").set_input_files([file])
    page.get_by_role("button", name="Unggah").click()
    expect(page.locator("#bukti")).to_contain_text("seluruh IKU, semua halaman")
    page.reload()

    page.locator("#item-1").select_option("dilakukan")
    page.locator("#pages-1").fill("2")
    fit(page)
    press_for_page(page, page.get_by_role("button", name="Tautkan"))

    expect(page.locator("#bukti")).to_contain_text("Jumlah Fasilitasi dan Koordinasi, halaman 2")
    fit(page)
    follow(page, "Kembali ke IKU 1")
    expect(row(page, 1).locator(".chip")).to_have_count(2)
    fit(page)
