"""An instrument admin brings out next year's edition, and a kecamatan fills it."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from indicators.editions.publish import load_document
from indicators.models import Indicator, Instrument
from tests.builders.instrument_documents import jatim_document
from tests.cast import Cast
from tests.e2e.pages import (
    enter_as,
    expect_saved,
    leave,
    open_aspect,
    row,
    sideways,
    violations,
    watch,
    write,
)
from tests.offices import answer, open_office
from tests.tools import needs

pytestmark = needs("chromium")


@pytest.fixture
def edition(cast: Cast) -> Instrument:
    return load_document(document=jatim_document(), by=None).instrument


def weigh(page: Page, instrument: Instrument, no: int, weight: str) -> None:
    """Type an indicator's weight on its page of the admin."""
    page.goto(f"/admin/indicators/indicator/{Indicator.objects.get(instrument=instrument, no=no).pk}/change/")
    page.get_by_label("Bobot:").fill(weight)
    page.get_by_role("button", name="Simpan", exact=True).click()
    page.wait_for_load_state()


def publish(page: Page, instrument: Instrument) -> None:
    page.goto("/admin/indicators/instrument/")
    page.locator(f"input[name=_selected_action][value='{instrument.pk}']").check()
    page.locator("select[name=action]").select_option(label="Terbitkan sebagai edisi berlaku")
    page.locator("button[name=index]").click()


def test_the_edition_of_2022_becomes_that_of_2023(
    context: BrowserContext, cast: Cast, edition: Instrument, base_url: str
) -> None:
    answer(open_office(cast, edition).bendo, "i11", cast.sari, n="18", d="32")
    page = enter_as(context, cast.indra, base_url)
    page.goto(f"/admin/indicators/instrument/{edition.pk}/change/")
    page.get_by_role("link", name="Salin ke tahun baru").click()
    page.get_by_role("button", name="Salin").click()
    expect(page.locator(".messagelist")).to_contain_text("Instrumen Jawa Timur 2023 dibuat dari")
    copy = Instrument.objects.get(code="jatim-2023")

    weigh(page, copy, 11, "5")
    weigh(page, copy, 12, "4,25")
    publish(page, copy)
    expect(page.locator(".messagelist .error")).to_have_text(
        "Jumlah bobot 99,25 harus tepat 100 (kurang 0,75)."
    )
    weigh(page, copy, 12, "5")
    publish(page, copy)
    expect(page.locator(".messagelist .success, .messagelist .info")).to_have_text(
        "Instrumen Jawa Timur 2023, edisi 1 berlaku."
    )

    sheet = open_office(cast, copy).bendo
    sari = open_aspect(enter_as(context, cast.sari, base_url), sheet, 3)
    expect(row(sari, 11)).to_contain_text("Tahun 2021: 18 kewenangan")
    write(sari, 11, "20")
    write(sari, 11, "32", "d")
    leave(sari)
    expect_saved(sari, 11)


@pytest.mark.parametrize("way", ["periksa", "salin"])
def test_the_pages_are_accessible_narrow_and_quiet(
    context: BrowserContext, cast: Cast, edition: Instrument, base_url: str, way: str
) -> None:
    edition.indicators.filter(no=50).update(weight="0")
    page = enter_as(context, cast.indra, base_url)
    wrong = watch(page, base_url)

    page.goto(f"/admin/indicators/instrument/{edition.pk}/{way}/")

    assert wrong == []
    assert violations(page) == []
    assert sideways(page) <= 0


def test_a_refused_copy_is_accessible_and_keeps_what_was_typed(
    context: BrowserContext, cast: Cast, edition: Instrument, base_url: str
) -> None:
    page = enter_as(context, cast.indra, base_url)
    page.goto(f"/admin/indicators/instrument/{edition.pk}/salin/")

    page.get_by_label("Kode").fill("jatim-2022")
    page.get_by_role("button", name="Salin").click()

    expect(page.get_by_role("alert")).to_contain_text("Kode: Kode ini sudah dipakai; pilih kode lain.")
    expect(page.get_by_label("Kode")).to_have_value("jatim-2022")
    page.get_by_role("alert").get_by_role("link").click()
    expect(page.get_by_label("Kode")).to_be_focused()
    assert violations(page) == []
    assert sideways(page) <= 0
