"""Six kecamatan with a jury: chosen by the chair, scored by two unseen by each other, decided and published.

Half of the final score is the desk's result, half the jury's; ranks are read wherever they are shown.
"""

import re
from decimal import Decimal

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, Dialog, Page, expect

from assessments.models import Decision, Period, Stage
from assessments.review.services.steps import begin_desk, verify
from kinerja.accounts.models import User
from tests.builders.fields import more
from tests.builders.judging import AGREES, give_opinion
from tests.builders.jurors import add_jury, assign_jurors, second_juror
from tests.builders.ranked import ranked_by_command, ranked_in_book, ranked_in_csv
from tests.builders.score_audit import verify_scores
from tests.builders.sending import small_office
from tests.cast import Cast, sign_in
from tests.e2e.pages import enter_as, press_for_page, sideways, violations
from tests.offices import Office, add_judging, sheet_of_district
from tests.tools import needs

from .rounds import fill_and_send, rank_and_name, serving_all

pytestmark = needs("chromium")

# Row 1 of 32 for 60 points, with half of row 2 for 20 more.
CLAIMS = {
    "Uji 102": "31",
    "Kartoharjo": "30",
    "Bendo": "24",
    "Maospati": "20",
    "Uji 100": "16",
    "Uji 101": "10",
}
# By finalist what Joko and Jihan give for the two criteria, of 60 and 40.
BALLOTS = {
    "Uji 102": (("50", "60"), ("60", "50")),
    "Kartoharjo": (("80", "70"), ("85,5", "60")),
    "Bendo": (("95", "90"), ("90", "95")),
}
RANKS = [(1, "Bendo"), (2, "Kartoharjo"), (3, "Uji 102"), (4, "Maospati"), (5, "Uji 100"), (6, "Uji 101")]
FINAL = ["--basis", "akhir"]


@pytest.fixture
def jihan(cast: Cast) -> User:
    return second_juror(cast)


@pytest.fixture
def office(cast: Cast) -> Office:
    """Six worksheets that are sent, judged and verified."""
    office = small_office(cast)
    add_judging(office, Stage.Kind.DESK)
    Period.objects.update(objection_days=0)
    Stage.objects.filter(kind=Stage.Kind.DESK).update(weight=50)
    others = more(office, 3, cast.places.regency)
    sheets = [office.bendo, office.neighbour, office.city_sheet]
    sheets += [sheet_of_district(office.stage, it.district) for it in others]
    with serving_all(cast, sheets):
        for sheet in sheets:
            fill_and_send(sheet, cast, CLAIMS[sheet.district.name])
    for sheet in sheets:
        begin_desk(worksheet=sheet, by=cast.kiki)
        for code in ("i1", "i2"):
            give_opinion(sheet, code, AGREES, cast.kiki)
        verify(worksheet=sheet, by=cast.kiki)
    return office


@pytest.fixture
def stage(office: Office, cast: Cast, jihan: User) -> Stage:
    stage = add_jury(office, quota=3, weight=50)
    assign_jurors(stage, cast, cast.joko, jihan)
    return stage


def look(page: Page) -> None:
    assert violations(page) == []
    assert sideways(page) <= 0


def open_ballot(page: Page, name: str) -> None:
    page.goto("/")
    press_for_page(page, page.get_by_role("link", name=name, exact=True))


def score(page: Page, name: str, first: str, second: str) -> None:
    open_ballot(page, name)
    page.get_by_label("Nilai kriteria 1").fill(first)
    page.get_by_label("Nilai kriteria 2").fill(second)
    press_for_page(page, page.get_by_role("button", name="Serahkan"))
    expect(page.get_by_role("status").first).to_contain_text("diserahkan")


def choose(page: Page, stage: Stage) -> None:
    """The chair brings in the first three."""
    page.goto("/p/jatim-2022/tahap/")
    look(page)
    press_for_page(page, page.get_by_role("link", name=stage.name))
    look(page)
    press_for_page(page, page.get_by_role("button", name="Masukkan semua yang memenuhi"))
    expect(page.get_by_role("status").first).to_contain_text("3 kecamatan menjadi peserta")
    look(page)


def first_juror(page: Page) -> None:
    """Joko saves one, mistypes, and gives all; nothing of Jihan is there."""
    page.goto("/")
    look(page)
    open_ballot(page, "Bendo")
    look(page)
    page.get_by_label("Nilai kriteria 1").fill("1.2.3")
    press_for_page(page, page.get_by_role("button", name="Simpan", exact=True))
    expect(page.get_by_role("alert")).to_contain_text("Kriteria 1")
    expect(page.get_by_label("Nilai kriteria 1")).to_have_value("1.2.3")
    look(page)
    page.get_by_label("Nilai kriteria 1").fill("95")
    press_for_page(page, page.get_by_role("button", name="Simpan dan lanjut"))
    for name, (given, _) in BALLOTS.items():
        score(page, name, *given)
        expect(page.locator("main")).to_contain_text("Belum diserahkan: Jihan.")


def second(page: Page) -> None:
    """Jihan sees what Joko gave only after she gave hers."""
    for name, (joko, own) in BALLOTS.items():
        open_ballot(page, name)
        expect(page.locator("main")).not_to_contain_text("Joko")
        score(page, name, *own)
        cells = page.locator("tbody tr").first.locator("td").all_inner_texts()
        assert [number(it) for it in cells[:2]] == [number(own[0]), number(joko[0])]
    look(page)


def number(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def decide(context: BrowserContext, cast: Cast, base_url: str) -> str:
    """The chair announces and proposes, the leadership decides; the decision's code."""
    page = fresh(context, cast.kiki, base_url)
    page.goto("/p/jatim-2022/penetapan/")
    press_for_page(page, page.get_by_role("button", name="Umumkan hasil sementara"))
    press_for_page(page, page.get_by_role("button", name="Usulkan penetapan"))
    page = fresh(context, cast.lina, base_url)
    page.goto("/p/jatim-2022/penetapan/")
    press_for_page(page, page.get_by_role("button", name="Tetapkan"))
    context.clear_cookies()
    return str(Decision.objects.get(state="approved").code)


def fresh(context: BrowserContext, person: User, base_url: str) -> Page:
    context.clear_cookies()
    page = enter_as(context, person, base_url)
    page.set_viewport_size({"width": 1280, "height": 900})
    return page


def test_six_kecamatan_two_jurors_and_the_final_ranking(
    context: BrowserContext, office: Office, stage: Stage, cast: Cast, jihan: User, base_url: str
) -> None:
    choose(fresh(context, cast.kiki, base_url), stage)
    first_juror(fresh(context, cast.joko, base_url))
    page = fresh(context, cast.kiki, base_url)
    page.goto(f"/penilaian-juri/{stage.pk}/")
    expect(page.locator("tbody")).not_to_contain_text(re.compile(r"\d,\d\d"))
    second(fresh(context, jihan, base_url))
    page = fresh(context, cast.kiki, base_url)
    page.goto(f"/penilaian-juri/{stage.pk}/")
    expect(page.locator("tbody tr").filter(has_text="Kartoharjo")).to_contain_text("75,65")
    look(page)

    code = decide(context, cast, base_url)

    page.goto(f"/hasil/{code}/")
    assert [rank_and_name(it.inner_text()) for it in page.locator("tbody tr").all()] == RANKS
    reader, asked = sign_in(Client(), cast.lina), {"dasar": "akhir"}
    rows = reader.get("/p/jatim-2022/peringkat/", asked).context["ranks"].rows
    assert [(it.line.place.rank, it.line.worksheet.district.name) for it in rows] == RANKS
    assert ranked_by_command(*FINAL) == RANKS
    assert ranked_in_csv(reader.get("/p/jatim-2022/peringkat.csv", asked)) == RANKS
    assert ranked_in_book(reader.get("/p/jatim-2022/peringkat.xlsx", asked)) == RANKS
    assert verify_scores() == "6 kertas kerja sesuai dengan hitungan.\n"
    page = fresh(context, cast.sari, base_url)
    page.goto(f"/kertas-kerja/{office.bendo.pk}/hasil/")
    expect(page.locator("main")).to_contain_text("Nilai akhir")
    look(page)


def test_what_is_typed_is_not_left_unasked(
    context: BrowserContext, office: Office, stage: Stage, cast: Cast, base_url: str
) -> None:
    stage.quota = None
    stage.save()
    page = fresh(context, cast.joko, base_url)
    asked: list[str] = []

    def accept(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", accept)
    open_ballot(page, "Bendo")
    page.goto(f"/penilaian-juri/{stage.pk}/{office.bendo.pk}/")
    assert asked == []

    page.get_by_label("Nilai kriteria 1").press_sequentially("80")
    page.goto("/p/jatim-2022/penilaian-juri/")

    assert asked == ["beforeunload"]


def test_a_ballot_needs_no_script(
    browser: object, office: Office, stage: Stage, cast: Cast, base_url: str
) -> None:
    """A juror with scripts switched off saves and hands over."""
    stage.quota = None
    stage.save()
    context = browser.new_context(java_script_enabled=False, base_url=base_url)  # type: ignore[attr-defined]
    page = enter_as(context, cast.joko, base_url)
    score(page, "Bendo", "80,5", "70")
    expect(page.locator("main")).to_contain_text("80,50")
    context.close()


def test_a_kabupaten_nominates_its_own(
    context: BrowserContext, office: Office, cast: Cast, base_url: str
) -> None:
    """The verifier chooses out of turn with a reason; the province reads kabupaten by kabupaten."""
    desk = Stage.objects.get(kind=Stage.Kind.DESK)
    Stage.objects.filter(pk=desk.pk).update(quota=1, quota_scope=Stage.Scope.REGENCY)
    page = fresh(context, cast.vera, base_url)
    page.goto("/")
    press_for_page(page, page.get_by_role("link", name="Tahap", exact=True))
    press_for_page(page, page.get_by_role("link", name=desk.name))
    choice = page.get_by_label("Kecamatan yang diusulkan")
    choice.select_option(label=next(it for it in choice.locator("option").all_inner_texts() if "Bendo" in it))
    press_for_page(page, page.get_by_role("button", name="Usulkan"))
    expect(page.get_by_role("alert")).to_contain_text("Tulis alasan")
    look(page)
    page.get_by_role("form", name="Usulkan peserta").get_by_label("Alasan").fill("Wakil wilayah selatan")
    press_for_page(page, page.get_by_role("button", name="Usulkan"))
    expect(page.get_by_role("status").first).to_contain_text("Kecamatan Bendo menjadi peserta.")
    look(page)

    page = fresh(context, cast.asri, base_url)
    page.goto(f"/tahap/{desk.pk}/peserta/")
    expect(page.locator("tbody tr").first).to_contain_text("Bendo")
    look(page)
    press_for_page(page, page.get_by_role("link", name="Kabupaten Magetan").first)
    expect(page.locator("main")).to_contain_text("Wakil wilayah selatan")
    look(page)
