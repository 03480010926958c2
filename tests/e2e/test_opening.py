"""The Sekretariat opens the next year from the pages alone."""

from datetime import datetime
from zoneinfo import ZoneInfo

from playwright.sync_api import BrowserContext, Page, expect

from assessments.models import Period, Stage, Window
from indicators.scoring.documents.document import canonical_text
from kinerja.regions.models import District
from tests.builders.sending import small_office
from tests.cast import Cast
from tests.e2e.pages import enter_as, press_for_page, sideways, violations
from tests.offices import add_judging, published
from tests.tools import needs
from tests.town import small_document

pytestmark = needs("chromium")


def prepare(cast: Cast) -> None:
    """2030 with two stages, one without days; a new kecamatan; the instrument of 2031 is in force."""
    zone = ZoneInfo("Asia/Jakarta")
    add_judging(small_office(cast), Stage.Kind.DESK)
    Window.objects.update(
        opens=datetime(2030, 3, 1, 8, tzinfo=zone), closes=datetime(2030, 3, 29, 16, tzinfo=zone)
    )
    District.objects.create(regency=cast.places.regency, code="35.20.12", name="Baru")
    published(canonical_text(small_document(code="uji-2031", year=2031, data_year=2030)))


def check(page: Page) -> None:
    """Nothing to complain of on a wide screen and on a phone."""
    assert violations(page) == []
    page.set_viewport_size({"width": 360, "height": 760})
    assert violations(page) == []
    assert sideways(page) <= 0
    page.set_viewport_size({"width": 1280, "height": 900})


def press(page: Page, name: str) -> None:
    press_for_page(page, page.get_by_role("button", name=name))


def test_a_year_is_opened_step_by_step(context: BrowserContext, cast: Cast, base_url: str) -> None:
    prepare(cast)
    page = enter_as(context, cast.indra, base_url)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("/p/jatim-2022/buka-tahun/")
    ready = page.get_by_label("Kesiapan tahun 2031").locator(".big")
    expect(ready).to_have_text("1 dari 5")
    check(page)

    page.get_by_label("Hari libur dan cuti bersama").fill("3 Maret 2031")
    press(page, "Buat periode")
    expect(page.get_by_text("4 Maret 2031 pukul 08.00 WIB sampai 31 Maret 2031")).to_be_visible()
    expect(page.get_by_text("Tahap 2 Penilaian administrasi belum bertanggal")).to_be_visible()
    page.get_by_text("Ubah jadwal dan libur").click()
    page.get_by_label("2. Penilaian administrasi dibuka").fill("1 April 2031")
    page.get_by_label("2. Penilaian administrasi ditutup").fill("30 Maret 2031")
    press(page, "Simpan jadwal")
    expect(page.get_by_text("Tulis tanggal sejak 1 April 2031.")).to_be_visible()
    check(page)
    page.get_by_label("2. Penilaian administrasi ditutup").fill("30 April 2031")
    press(page, "Simpan jadwal")
    press(page, "Ambil 3 profil")
    page.get_by_label("Jumlah desa").fill("7")
    page.get_by_label("Jumlah kelurahan").fill("1")
    press(page, "Tambah profil")
    press(page, "Buka 4 kertas kerja")

    expect(ready).to_have_text("4 dari 5")  # three kecamatan have no camat
    page.get_by_text("3 kecamatan tanpa camat").click()
    expect(page.get_by_text("Kecamatan Baru, Kabupaten Magetan").last).to_be_visible()
    check(page)
    assert Period.objects.get(code="jatim-2031").state == "preparation"
