"""An instrument's workbook in the browser: refused with its places, shown as a difference, saved."""

from playwright.sync_api import BrowserContext, Page, expect

from indicators.editions.compile import write_instrument
from indicators.models import Instrument
from indicators.printing.instrument import instrument_xlsx
from tests.builders.instrument_documents import full_document
from tests.cast import Cast
from tests.e2e.pages import enter_as, payload, press_for_page, sideways, violations, watch
from tests.indicators.exchange.books import changed, write
from tests.tools import needs

pytestmark = needs("chromium")


def send(page: Page, data: bytes) -> None:
    page.get_by_label("Berkas instrumen").set_input_files(payload("jatim.xlsx", data))
    press_for_page(page, page.get_by_role("button", name="Lihat perbedaan"))


def flaws(page: Page) -> list[str]:
    too_wide = sideways(page)
    return [*violations(page), *([f"{too_wide} px too wide"] if too_wide > 0 else [])]


def test_an_instrument_is_brought_in(context: BrowserContext, cast: Cast, base_url: str) -> None:
    data = instrument_xlsx(write_instrument(full_document()))
    page = enter_as(context, cast.indra, base_url)
    wrong = watch(page, base_url)
    page.goto("/admin/indicators/instrument/")
    press_for_page(page, page.get_by_role("link", name="Impor instrumen"))
    assert flaws(page) == []

    send(page, changed(data, write("Indikator", 2, "Bobot", "satu")))
    assert page.title().startswith("Kesalahan:")
    expect(page.get_by_text("Indikator – baris 2 – kolom G (Bobot)")).to_be_visible()
    assert flaws(page) == []

    wrong.clear()  # the browser notes the refusal
    send(page, changed(data, write("Indikator", 2, "Bobot", "12,5")))
    expect(page.get_by_text("33,333333 → 12,5")).to_be_visible()
    assert flaws(page) == []
    press_for_page(page, page.get_by_role("button", name="Simpan instrumen"))

    expect(page.get_by_role("link", name="Ekspor XLSX")).to_be_visible()
    assert str(Instrument.objects.get().indicators.get(code="i1").weight) == "12.500000"
    assert wrong == []
