"""Workbooks in the browser: refused cells, the preview with a conflict, old forms, and many at once."""

from io import BytesIO
from zipfile import ZipFile

from playwright.sync_api import BrowserContext, Page, expect

from indicators.editions.sheets import sheet_of
from tests.builders.old_forms import bendo_form
from tests.builders.sent_workbooks import changed, set_cells
from tests.builders.workbooks import workbook_of
from tests.cast import Cast
from tests.e2e.pages import enter_as, payload, press_for_page, sideways, violations, watch
from tests.offices import Office, answer, fill_bendo
from tests.tools import needs

pytestmark = needs("chromium")


def send(page: Page, data: bytes) -> None:
    page.locator("#file").set_input_files(payload("bendo.xlsx", data))
    press_for_page(page, page.get_by_role("button", name="Unggah dan lihat perubahan"))


def flaws(page: Page) -> list[str]:
    too_wide = sideways(page)
    return [*violations(page), *([f"{too_wide} px too wide"] if too_wide > 0 else [])]


def test_a_whole_round(context: BrowserContext, cast: Cast, office: Office, base_url: str) -> None:
    fill_bendo(office.bendo, cast.sari)
    page = enter_as(context, cast.sari, base_url)
    wrong = watch(page, base_url)
    data = workbook_of(office.bendo)
    page.goto(f"/kertas-kerja/{office.bendo.pk}/buku-kerja/")

    send(page, changed(data, set_cells({"i01/n": "71.4", "i02/n": -1})))
    assert page.title().startswith("Kesalahan:")
    expect(page.locator("table.cells tbody tr")).to_have_count(2)
    assert flaws(page) == []

    cells = {"i01/n": 0.01, "i02/n": 3}
    mended = changed(data, set_cells(cells, formats={"i01/n": "0%"}))
    answer(office.bendo, "i02", cast.budi, version=1, n="4")
    send(page, mended)
    assert flaws(page) == []
    press_for_page(page, page.get_by_role("button", name="Simpan sesuai pilihan"))
    assert flaws(page) == []
    page.get_by_label("Pakai isian berkas").check()
    page.get_by_label("Nomor 1: dibaca 1, sudah benar").check()
    press_for_page(page, page.get_by_role("button", name="Simpan sesuai pilihan"))

    expect(page.get_by_role("status").first).to_have_text("2 baris dari bendo.xlsx tersimpan.")
    saved = dict(office.bendo.entries.filter(code__in=("i01", "i02")).values_list("code", "values"))
    assert saved == {"i01": {"n": "1"}, "i02": {"n": "3"}}
    assert [it for it in wrong if "422" not in it] == []


def test_an_old_form_is_previewed_and_brought_in(
    context: BrowserContext, cast: Cast, office: Office, base_url: str
) -> None:
    page = enter_as(context, cast.sari, base_url)
    wrong = watch(page, base_url)
    page.goto(f"/kertas-kerja/{office.bendo.pk}/formulir-lama/")
    form = bendo_form(sheet_of(office.bendo.revision_id))
    page.get_by_label("Berkas formulir lama").set_input_files(payload("lama.xlsx", form))
    press_for_page(page, page.get_by_role("button", name="Lihat pratinjau"))
    expect(page.locator(".totals")).to_contain_text("86,89")
    assert flaws(page) == []

    press_for_page(page, page.get_by_role("button", name="Simpan ke kertas kerja"))

    expect(page.get_by_text("53 nomor dari formulir lama tersimpan.")).to_be_visible()
    assert wrong == []


def test_workbooks_of_many_kecamatan_are_reported_file_by_file(
    context: BrowserContext, cast: Cast, office: Office, base_url: str
) -> None:
    good = changed(workbook_of(office.bendo), set_cells({"i01/n": 10}))
    bad = changed(workbook_of(office.neighbour), set_cells({"i01/n": "sepuluh"}))
    folder = BytesIO()
    with ZipFile(folder, "w") as archive:
        for name, data in {"bendo.xlsx": good, "tetangga.xlsx": bad, "lain.xlsx": b"lain"}.items():
            archive.writestr(name, data)
    page = enter_as(context, cast.asri, base_url)
    wrong = watch(page, base_url)
    page.goto("/buku-kerja/")
    page.locator("#file").set_input_files(payload("semua.zip", folder.getvalue()))
    press_for_page(page, page.get_by_role("button", name="Unggah dan periksa"))
    expect(page.locator("table.cells tbody tr")).to_have_count(3)
    assert flaws(page) == []

    press_for_page(page, page.get_by_role("link", name="Periksa dan simpan bendo.xlsx"))
    press_for_page(page, page.get_by_role("button", name="Simpan 1 baris"))

    assert office.bendo.entries.get(code="i01").values == {"n": "10"}
    assert wrong == []
