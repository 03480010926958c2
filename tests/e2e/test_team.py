"""The chair's page and everybody's tasks in a browser: read, keyed and looked at by axe."""

from playwright.sync_api import BrowserContext, Page, expect

from assessments.models import Assignment, Conflict, Stage, Worksheet
from assessments.workflow import State
from tests.cast import Cast
from tests.e2e.pages import enter_as, press_for_page, sideways, violations
from tests.offices import Office, add_judging
from tests.tools import needs

pytestmark = needs("chromium")


def look(page: Page) -> None:
    assert violations(page) == []
    assert sideways(page) <= 0


def test_the_chair_assigns_and_takes_back(
    context: BrowserContext, cast: Cast, office: Office, base_url: str
) -> None:
    add_judging(office, Stage.Kind.DESK, Stage.Kind.FIELD)
    Conflict.objects.create(judge=cast.asri, regency=cast.places.city, reason="Keluarga")
    page = enter_as(context, cast.kiki, base_url)
    page.goto("/p/jatim-2022/penugasan/")
    look(page)

    page.get_by_role("link", name="Tugaskan penilai Kota Madiun").click()
    page.locator("#id_judge").select_option("Asri")
    press_for_page(page, page.get_by_role("button", name="Tugaskan"))
    expect(page.get_by_role("alert")).to_contain_text("Asri tidak menilai Kota Madiun")
    expect(page.locator("#id_judge")).to_have_value(str(cast.asri.pk))
    look(page)
    page.locator("#id_region").select_option(label="Kabupaten Magetan")
    page.locator("#id_aspect").select_option("2")
    press_for_page(page, page.get_by_role("button", name="Tugaskan"))
    expect(page.get_by_role("status").first).to_contain_text("Asri ditugaskan: Kabupaten Magetan, aspek 2.")
    look(page)

    press_for_page(page, page.get_by_role("button", name="Cabut penugasan Asri"))
    assert not Assignment.objects.exists()
    page.goto("/benturan-kepentingan/")
    look(page)


def test_a_queue_leads_to_the_worksheet(
    context: BrowserContext, cast: Cast, office: Office, base_url: str
) -> None:
    add_judging(office, Stage.Kind.REGENCY)
    Worksheet.objects.filter(pk=office.bendo.pk).update(state=State.SUBMITTED)
    page = enter_as(context, cast.vera, base_url)

    page.goto("/")
    page.get_by_role("link", name="Tugas saya").click()
    expect(page.get_by_role("heading", name="Tugas saya")).to_be_visible()
    look(page)
    press_for_page(page, page.get_by_role("link", name="Bendo"))
    expect(page).to_have_url(f"{base_url}/kertas-kerja/{office.bendo.pk}/telaah/kabupaten/")
