"""Accounts in the browser: many from a workbook, one switched off; periods by whoever looks after them."""

from typing import Any

from playwright.sync_api import BrowserContext, Page, expect

from kinerja.accounts.models import User
from tests.cast import Cast
from tests.e2e.pages import enter_as, payload, press_for_page, sideways, violations, watch
from tests.kinerja.accounts.rosters import PUTRI, RINI, roster
from tests.offices import Office, add_judging
from tests.tools import needs

pytestmark = needs("chromium")


def flaws(page: Page) -> list[str]:
    too_wide = sideways(page)
    return [*violations(page), *([f"{too_wide} px too wide"] if too_wide > 0 else [])]


def send(page: Page, *people: dict[str, Any]) -> None:
    file = payload("orang.xlsx", roster(*people))
    page.get_by_label("Buku kerja pengguna").set_input_files([file])
    press_for_page(page, page.get_by_role("button", name="Unggah dan lihat perubahan"))


def bring_in(page: Page) -> None:
    """Wrong first, then right, looking closely at every page on the way."""
    assert flaws(page) == []
    send(page, PUTRI, RINI | {"nip": "12"})
    assert page.title().startswith("Kesalahan:")
    expect(page.get_by_role("cell", name="C (NIP)")).to_be_visible()
    assert flaws(page) == []
    send(page, PUTRI, RINI, {"username": "sari", "name": "Sari D.", "role": "Camat", "region": "35.20.10"})
    expect(page.get_by_text("2 dibuat, 1 diubah, 0 tetap")).to_be_visible()
    assert flaws(page) == []
    press_for_page(page, page.get_by_role("button", name="Simpan 3 akun"))
    expect(page.get_by_text("Kata sandi awal hanya ditampilkan di halaman ini.")).to_be_visible()
    expect(page.locator(".slip")).to_have_count(2)
    assert flaws(page) == []
    with page.expect_download() as download:
        page.get_by_role("button", name="Unduh kata sandi awal").click()
    assert download.value.suggested_filename == "kata-sandi-awal.xlsx"


def test_a_manager_brings_in_people_who_then_sign_in(
    context: BrowserContext, page: Page, cast: Cast, office: Office, base_url: str
) -> None:
    manager = enter_as(context, cast.vera, base_url)
    manager.goto("/akun/")
    press_for_page(manager, manager.get_by_role("link", name="Impor dari buku kerja"))
    bring_in(manager)
    first = manager.locator(".slip", has_text="Rini").locator(".sign").nth(1).inner_text()

    page.context.clear_cookies()
    page.goto("/masuk/")
    page.get_by_label("Nama pengguna").fill("rini")
    page.get_by_label("Kata sandi", exact=True).fill(first)
    press_for_page(page, page.get_by_role("button", name="Masuk"))

    expect(page.get_by_label("Kata sandi lama")).to_be_visible()


def test_slips_alone_are_printed(context: BrowserContext, cast: Cast, office: Office, base_url: str) -> None:
    page = enter_as(context, cast.vera, base_url)
    page.goto("/akun/impor/")
    send(page, PUTRI)
    press_for_page(page, page.get_by_role("button", name="Simpan 1 akun"))
    page.emulate_media(media="print")

    expect(page.locator(".slip")).to_be_visible()
    for hidden in ("header", "footer", "h1"):
        expect(page.locator(hidden).first).to_be_hidden()


def test_a_superuser_brings_in_people_in_the_admin(
    context: BrowserContext, cast: Cast, office: Office, base_url: str
) -> None:
    page = enter_as(context, cast.root_user, base_url)
    page.goto("/admin/accounts/user/")
    press_for_page(page, page.get_by_role("link", name="Impor akun"))
    bring_in(page)
    assert User.objects.filter(username="putri.ayu").exists()


def test_a_superuser_switches_off_and_gives_roles_in_the_admin(
    context: BrowserContext, cast: Cast, office: Office, base_url: str
) -> None:
    page = enter_as(context, cast.root_user, base_url)
    for action, title in (("switch_off", "Nonaktifkan akun"), ("assign", "Beri peran dan wilayah")):
        page.goto("/admin/accounts/user/")
        page.locator(f"input[name=_selected_action][value='{cast.sari.pk}']").check()
        page.locator("select[name=action]").select_option(action)
        press_for_page(page, page.locator("button[name=index]"))
        expect(page.get_by_role("heading", name=title)).to_be_visible()
        assert flaws(page) == []
        press_for_page(page, page.get_by_role("button", name=title))
        assert flaws(page) == [] if action == "assign" else True
    assert not User.objects.get(username="sari").is_active
    expect(page.get_by_text("Perbaiki isian ini:")).to_be_visible()


def test_a_manager_switches_somebody_off(
    context: BrowserContext, cast: Cast, office: Office, base_url: str
) -> None:
    page = enter_as(context, cast.vera, base_url)
    wrong = watch(page, base_url)
    page.goto("/akun/")
    page.get_by_label("Peran").select_option("Operator kecamatan")
    page.get_by_label("Keadaan").select_option("Belum masuk")
    press_for_page(page, page.get_by_role("button", name="Tampilkan"))
    assert flaws(page) == []
    press_for_page(page, page.get_by_role("link", name="Sari"))
    page.get_by_text("Nonaktifkan akun").click()
    assert flaws(page) == []
    press_for_page(page, page.get_by_role("button", name="Ya, nonaktifkan"))
    expect(page.get_by_text("Akun Sari dinonaktifkan.")).to_be_visible()
    assert wrong == []


def test_an_instrument_admin_grants_an_exception(
    context: BrowserContext, cast: Cast, office: Office, base_url: str
) -> None:
    add_judging(office)
    page = enter_as(context, cast.indra, base_url)
    page.goto(f"/admin/assessments/stage/{office.stage.pk}/change/")
    press_for_page(page, page.get_by_role("link", name="Tambah pengecualian"))
    assert flaws(page) == []
    page.get_by_label("Kecamatan").select_option("Bendo, Kabupaten Magetan")
    for name, text in (("opens_0", "01/09/2030"), ("opens_1", "08:00"), ("closes_0", "30/09/2030")):
        page.locator(f"[name={name}]").fill(text)
    page.locator("[name=closes_1]").fill("16:00")
    page.get_by_label("Alasan").fill("Banjir, surat camat")
    press_for_page(page, page.get_by_role("button", name="Simpan", exact=True))

    expect(page.get_by_role("link", name="Kecamatan Bendo", exact=True)).to_be_visible()
    page.goto(f"/admin/assessments/stage/{office.stage.pk}/change/")
    assert flaws(page) == []
    expect(page.get_by_text("sampai 30 September 2030 pukul 16.00 WIB: Banjir, surat camat")).to_be_visible()
