"""Two rounds beside each other: the head says which one a page is of, and leads to the other."""

from playwright.sync_api import BrowserContext, expect

from assessments.models import Period
from assessments.workflow import PeriodState
from tests.builders.periods import next_year
from tests.builders.sending import fill, small_office
from tests.cast import Cast
from tests.e2e.pages import enter_as, press_for_page, sideways, violations
from tests.tools import needs

pytestmark = needs("chromium")


def test_the_head_leads_from_one_round_to_the_other(
    context: BrowserContext, cast: Cast, base_url: str
) -> None:
    fill(small_office(cast).bendo, cast)
    next_year(cast)
    page = enter_as(context, cast.asri, base_url)
    page.goto("/p/jatim-2022/pemantauan/")

    head = page.locator(".top-period")
    expect(head).to_contain_text("Penilaian Sinergitas Kecamatan 2022")
    head.click()
    choices = page.get_by_role("navigation", name="Periode")
    expect(choices.get_by_role("link")).to_have_count(2)
    assert violations(page) == []
    assert sideways(page) <= 0
    page.set_viewport_size({"width": 1280, "height": 800})
    press_for_page(page, choices.get_by_role("link", name="Penilaian Sinergitas Kecamatan 2023"))
    expect(page).to_have_url(f"{base_url}/p/jatim-2023/pemantauan/")
    expect(head).to_contain_text("Penilaian Sinergitas Kecamatan 2023")
    assert violations(page) == []
    assert sideways(page) <= 0


def test_the_sekretariat_starts_and_finishes_a_period(
    context: BrowserContext, cast: Cast, base_url: str
) -> None:
    small_office(cast)
    Period.objects.update(state=PeriodState.PREPARATION)
    page = enter_as(context, cast.indra, base_url)
    page.goto("/p/jatim-2022/periode/")
    assert violations(page) == []
    assert sideways(page) <= 0

    start = page.get_by_role("button", name="Mulai periode")
    press_for_page(page, start)
    expect(page.get_by_text("Centang bahwa Anda sudah memeriksa akibatnya.")).to_be_visible()
    assert violations(page) == []
    page.get_by_label("Saya sudah memeriksa akibatnya").check()
    press_for_page(page, start)
    expect(page.get_by_text("Periode dimulai.")).to_be_visible()
    page.get_by_label("Saya sudah memeriksa akibatnya").check()
    press_for_page(page, page.get_by_role("button", name="Selesaikan periode"))

    expect(page.get_by_text("Periode diselesaikan.")).to_be_visible()
    assert violations(page) == []
    assert Period.objects.get().state == "finished"
    page.get_by_label("Alasan").fill("Ralat nilai Bendo")
    page.get_by_label("Saya sudah memeriksa akibatnya").check()
    press_for_page(page, page.get_by_role("button", name="Buka kembali periode"))
    expect(page.get_by_text("Alasan: Ralat nilai Bendo")).to_be_visible()
