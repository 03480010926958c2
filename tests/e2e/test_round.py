"""A whole round with six kecamatan: sent, reviewed, asked back, mended, verified, decided and published.

What every page does alone has its own tests; here the pieces meet, and ranks are read wherever they are.
"""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from assessments.models import Decision, Period, Stage, Worksheet
from assessments.review.services.steps import begin_desk, verify
from tests.builders.fields import more
from tests.builders.judging import AGREES, give_opinion
from tests.builders.ranked import ranked_by_command, ranked_in_book, ranked_in_csv
from tests.builders.score_audit import verify_scores
from tests.builders.sending import small_office
from tests.cast import Cast, sign_in
from tests.e2e.pages import enter_as, expect_saved, leave, press_for_page, write
from tests.offices import add_judging, sheet_of_district
from tests.tools import needs

from .rounds import fill_and_send, rank_and_name, serving_all

pytestmark = needs("chromium")

# Row 1 of 32 and row 2 of 2, by kecamatan; Bendo's becomes 24 by its repair. Uji 100 and 101 are equal.
CLAIMS = {"Maospati": "20", "Kartoharjo": "30", "Uji 100": "16", "Uji 101": "16", "Uji 102": "31"}
RANKS = [(1, "Uji 102"), (2, "Kartoharjo"), (3, "Bendo"), (4, "Maospati"), (5, "Uji 100"), (5, "Uji 101")]
DECIDED = ["--basis", "penilaian"]


@pytest.fixture
def bendo(cast: Cast) -> Worksheet:
    """Six worksheets that are sent, all at one moment; five of them judged and verified."""
    office = small_office(cast)
    add_judging(office, Stage.Kind.DESK)
    Period.objects.update(objection_days=0, tie_keys=["aspect:1"])
    others = more(office, 3, cast.places.regency)
    sheets = [office.bendo, office.neighbour, office.city_sheet]
    sheets += [sheet_of_district(office.stage, it.district) for it in others]
    with serving_all(cast, sheets):
        for sheet in sheets:
            fill_and_send(sheet, cast, CLAIMS.get(sheet.district.name, "18"))
    for sheet in sheets[1:]:
        begin_desk(worksheet=sheet, by=cast.kiki)
        for code in ("i1", "i2"):
            give_opinion(sheet, code, AGREES, cast.kiki)
        verify(worksheet=sheet, by=cast.kiki)
    return office.bendo


def review(page: Page, sheet: Worksheet) -> None:
    """Agree to row 2 and ask row 1 back."""
    page.goto(f"/kertas-kerja/{sheet.pk}/telaah/administrasi/")
    press_for_page(page, page.get_by_role("button", name=re.compile("^Mulai")))
    page.goto(f"/kertas-kerja/{sheet.pk}/telaah/administrasi/?nomor=2")
    page.keyboard.press("s")
    expect(page.locator("#nomor-2")).to_contain_text("Sesuai")
    page.keyboard.press("k")
    expect(page.locator("#nomor-1")).to_have_attribute("aria-current", "true")
    page.keyboard.press("p")
    page.keyboard.type("Enam perkara lagi ada buktinya")
    page.locator("#perbaikan").get_by_role("button", name="Catat").press("Enter")
    expect(page.locator("#kepala")).to_contain_text("Minta perbaikan (1)")


def mend(context: BrowserContext, sheet: Worksheet, cast: Cast, base_url: str) -> None:
    """The operator corrects row 1, the camat sends again."""
    context.clear_cookies()
    page = enter_as(context, cast.sari, base_url)
    page.goto(f"/kertas-kerja/{sheet.pk}/aspek/1/")
    write(page, 1, "24")
    leave(page)
    expect_saved(page, 1)
    context.clear_cookies()
    page = enter_as(context, cast.camat, base_url)
    page.goto(f"/kertas-kerja/{sheet.pk}/persetujuan/")
    page.get_by_label("menyatakan data ini benar").check()
    press_for_page(page, page.get_by_role("button", name="Setujui dan kirim ulang"))
    context.clear_cookies()


def test_six_kecamatan_from_sent_to_published(
    context: BrowserContext, bendo: Worksheet, cast: Cast, base_url: str
) -> None:
    page = enter_as(context, cast.kiki, base_url)
    page.set_viewport_size({"width": 1280, "height": 900})
    review(page, bendo)
    ask_back(page)
    mend(context, bendo, cast, base_url)

    page = enter_as(context, cast.kiki, base_url)
    page.goto(f"/kertas-kerja/{bendo.pk}/telaah/administrasi/")
    press_for_page(page, page.get_by_role("button", name=re.compile("^Mulai")))
    page.goto(f"/kertas-kerja/{bendo.pk}/telaah/administrasi/?nomor=1")
    page.keyboard.press("s")
    expect(page.locator("#nomor-1")).to_contain_text("Sesuai")
    press_for_page(page, page.get_by_role("button", name="Verifikasi"))
    page.goto("/p/jatim-2022/penetapan/")
    press_for_page(page, page.get_by_role("button", name="Umumkan hasil sementara"))
    press_for_page(page, page.get_by_role("button", name="Usulkan penetapan"))
    context.clear_cookies()

    page = enter_as(context, cast.lina, base_url)
    page.goto("/p/jatim-2022/penetapan/")
    press_for_page(page, page.get_by_role("button", name="Tetapkan"))
    context.clear_cookies()

    code = Decision.objects.get(state="approved").code
    page.goto(f"/hasil/{code}/")
    rows = page.locator("tbody tr").all()
    assert [rank_and_name(row.inner_text()) for row in rows] == RANKS
    reader = sign_in(Client(), cast.lina)
    asked = {"dasar": "penilaian"}
    assert ranked_by_command(*DECIDED) == RANKS
    assert ranked_in_csv(reader.get("/p/jatim-2022/peringkat.csv", asked)) == RANKS
    assert ranked_in_book(reader.get("/p/jatim-2022/peringkat.xlsx", asked)) == RANKS
    assert verify_scores() == "6 kertas kerja sesuai dengan hitungan.\n"


def ask_back(page: Page) -> None:
    """Back to the kecamatan, to be answered in three days."""
    page.get_by_text("Minta perbaikan (1)").click()
    day = timezone.localdate() + timedelta(days=3)
    page.get_by_label("Batas perbaikan, tanggal").fill(day.isoformat())
    press_for_page(page, page.get_by_role("button", name="Kirim permintaan"))
