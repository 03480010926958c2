"""The instruments' admin in the browser: weights with live sums, the tree, a tried row, the history."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from indicators.editions.publish import load_document
from indicators.models import Indicator, Instrument
from tests.builders.instrument_documents import jatim_document
from tests.cast import Cast
from tests.e2e.pages import enter_as, press_for_page, sideways, violations, watch
from tests.tools import needs

pytestmark = needs("chromium")


@pytest.fixture
def edition(cast: Cast) -> Instrument:
    return load_document(document=jatim_document(), by=cast.indra).instrument


@pytest.fixture
def indra(context: BrowserContext, cast: Cast, edition: Instrument, base_url: str) -> Page:
    page = enter_as(context, cast.indra, base_url)
    page.goto(f"/admin/indicators/instrument/{edition.pk}/change/")
    return page


def flaws(page: Page) -> list[str]:
    too_wide = sideways(page)
    return [*violations(page), *([f"{too_wide} px too wide"] if too_wide > 0 else [])]


def number(edition: Instrument, no: int) -> Indicator:
    return edition.indicators.get(no=no)


def test_weights_are_added_up_while_they_are_typed_and_saved_together(
    indra: Page, edition: Instrument, base_url: str
) -> None:
    wrong = watch(indra, base_url)
    press_for_page(indra, indra.get_by_role("link", name="Daftar bobot"))
    whole = indra.locator("[data-whole] output")
    expect(whole).to_have_text("100 dari 100: pas 100")
    field = indra.get_by_label("50. ")
    assert field.input_value() == "0,75"

    field.focus()
    indra.keyboard.press("Control+A")
    indra.keyboard.type("1")
    expect(whole).to_have_text("100,25 dari 100: lebih 0,25")
    indra.keyboard.press("Backspace")
    expect(whole).to_have_text("99,25 dari 100: kurang 0,75")
    expect(indra.locator("[data-unread]")).to_have_text("(tanpa 1 yang belum terbaca)")
    expect(indra.get_by_text("Jumlah aspek 7:")).to_have_text("Jumlah aspek 7: 4,25 dari 5: kurang 0,75")
    assert wrong == []
    press_for_page(indra, indra.get_by_role("button", name="Simpan"))
    expect(indra.get_by_role("alert")).to_contain_text("Nomor 50: Isi angka ini.")
    assert flaws(indra) == []
    indra.get_by_role("alert").get_by_role("link").click()
    expect(field).to_be_focused()

    indra.keyboard.type("0,5")
    indra.keyboard.press("Enter")
    expect(indra.locator(".messagelist")).to_contain_text("1 berubah. Jumlah 99,75 dari 100: kurang 0,25.")
    assert str(number(edition, 50).weight) == "0.500000"


def test_two_lists_open_at_once_lose_nothing(indra: Page, edition: Instrument) -> None:
    list_of_weights = f"/admin/indicators/instrument/{edition.pk}/bobot/"
    other = indra.context.new_page()
    for page in (indra, other):
        page.goto(list_of_weights)
    other.get_by_label("50. ").fill("0,8")
    press_for_page(other, other.get_by_role("button", name="Simpan"))

    indra.get_by_label("50. ").fill("0,9")
    press_for_page(indra, indra.get_by_role("button", name="Simpan"))

    expect(indra.get_by_text(re.compile("dari 0,75 menjadi 0,8. Isian Anda: 0,9."))).to_be_visible()
    expect(indra.get_by_label("50. ")).to_have_value("0,9")
    assert flaws(indra) == []
    press_for_page(indra, indra.get_by_role("button", name="Simpan"))
    assert str(number(edition, 50).weight) == "0.900000"


def test_the_last_field_is_never_under_the_foot(indra: Page, edition: Instrument) -> None:
    indra.goto(f"/admin/indicators/instrument/{edition.pk}/bobot/")
    indra.set_viewport_size({"width": 360, "height": 640})

    for no in (1, 20, 53):
        field = indra.get_by_label(f"{no}. ").first
        field.focus()
        foot = indra.locator(".weights-foot").bounding_box()
        box = field.bounding_box()
        assert foot is not None
        assert box is not None
        assert box["y"] + box["height"] <= foot["y"], no


def test_the_tree_leads_to_a_part_and_moves_it(indra: Page, edition: Instrument, base_url: str) -> None:
    wrong = watch(indra, base_url)
    indra.get_by_role("button", name=f"Turunkan {edition.aspects.get(no=2)}").focus()
    indra.keyboard.press("Enter")
    expect(indra.locator(".tree-aspect").nth(2)).to_contain_text(
        "3. Penyelenggaraan Pelayanan Terpadu Kecamatan"
    )
    assert wrong == []
    assert flaws(indra) == []

    press_for_page(indra, indra.get_by_role("link", name="Tambah indikator pada sub aspek 3.1"))
    expect(indra.get_by_label("Nomor:", exact=True)).to_have_value("54")
    assert flaws(indra) == []


def test_a_row_is_tried_while_it_is_typed(indra: Page, edition: Instrument, base_url: str) -> None:
    indra.goto(f"/admin/indicators/indicator/{number(edition, 11).pk}/change/")
    wrong = watch(indra, base_url)
    press_for_page(indra, indra.get_by_role("link", name="Pratinjau baris"))
    assert flaws(indra) == []

    first, second = indra.locator("[name=n]"), indra.locator("[name=d]")
    first.focus()
    indra.keyboard.type("18")
    indra.keyboard.press("Tab")
    indra.keyboard.type("32")
    expect(indra.locator("#coba-hasil")).to_contain_text("18 ÷ 32 × 100 = 56,25; × bobot 6 = 3,375")
    expect(indra.locator(".entry-figures .score dd")).to_have_text("3,4")
    expect(second).to_be_focused()
    assert wrong == []

    indra.keyboard.type(".5")
    expect(indra.get_by_role("alert")).to_contain_text("Tulis bilangan bulat")
    expect(second).to_have_value("32.5")
    assert flaws(indra) == []
    assert not edition.revisions.get().instrument.indicators.exclude(note="").filter(no=54).exists()


def test_facts_take_the_rows_fields_away_and_give_them_back(indra: Page, edition: Instrument) -> None:
    indra.goto(f"/admin/indicators/indicator/{number(edition, 22).pk}/pratinjau/")
    desa = indra.get_by_label("Jumlah desa pada profil")

    desa.fill("0")
    expect(indra.locator("form.entry")).to_contain_text("Tidak berlaku")
    desa.fill("3")
    expect(indra.locator("form.entry [name=value]").first).to_be_visible()
    indra.locator("form.entry [name=value]").first.check()
    expect(indra.locator("#coba-hasil")).to_contain_text("100")


def test_a_row_that_cannot_score_and_a_history_are_accessible(
    indra: Page, edition: Instrument, base_url: str
) -> None:
    row = number(edition, 11)
    row.params = {"numerator": "x"}
    row.save()
    indra.goto(f"/admin/indicators/indicator/{row.pk}/pratinjau/")
    expect(indra.get_by_role("alert")).to_contain_text("Baris ini belum dapat dihitung")
    assert flaws(indra) == []
    for place in (f"instrument/{edition.pk}", f"indicator/{row.pk}"):
        wrong = watch(indra, base_url)
        indra.goto(f"/admin/indicators/{place}/history/")
        expect(indra.locator(".past")).to_contain_text("Parameter aturan:")
        assert wrong == []
        assert flaws(indra) == []


@pytest.mark.parametrize("name", ["instrument", "aspect", "subaspect", "indicator", "revision"])
def test_the_lists_are_accessible(indra: Page, base_url: str, name: str) -> None:
    wrong = watch(indra, base_url)
    indra.goto(f"/admin/indicators/{name}/")
    assert wrong == []
    assert flaws(indra) == []


@pytest.mark.parametrize("name", ["aspect", "subaspect", "indicator", "revision"])
def test_the_pages_of_parts_are_accessible(indra: Page, edition: Instrument, name: str) -> None:
    aspect = edition.aspects.get(no=4)
    parts = {
        "aspect": aspect,
        "subaspect": aspect.sub_aspects.get(no=1),
        "indicator": number(edition, 1),  # with a table of eleven levels
        "revision": edition.revisions.get(),
    }
    indra.goto(f"/admin/indicators/{name}/{parts[name].pk}/change/")
    assert flaws(indra) == []


def test_without_a_script_weights_are_saved_and_a_row_is_tried(
    browser: object, cast: Cast, edition: Instrument, base_url: str
) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=base_url)  # type: ignore[attr-defined]
    page = enter_as(context, cast.indra, base_url)
    page.goto(f"/admin/indicators/instrument/{edition.pk}/bobot/")
    page.get_by_label("50. ").fill("0,5")
    page.get_by_role("button", name="Simpan").click()
    expect(page.locator(".messagelist")).to_contain_text("kurang 0,25")

    page.goto(f"/admin/indicators/indicator/{number(edition, 11).pk}/pratinjau/")
    page.locator("[name=n]").fill("18")
    page.locator("[name=d]").fill("32")
    page.get_by_role("button", name="Hitung").click()
    expect(page.locator("#coba-hasil")).to_contain_text("18 ÷ 32 × 100 = 56,25")
    context.close()
