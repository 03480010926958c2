"""Two periods side by side: each page speaks of its own, and a later one hides nothing of the running one."""

import re

import pytest
from django.test import Client

from assessments.access import chosen_period, periods_in_frame
from assessments.models import Period, Window, Worksheet
from assessments.workflow import PeriodState
from kinerja.accounts.models import User
from tests.builders.access_rules import RULES
from tests.builders.periods import NEXT, next_year
from tests.builders.sending import fill, small_office
from tests.cast import Cast, sign_in
from tests.markup import markup
from tests.offices import PERIOD, Office

UNDER = "p/<slug:period_code>/"
OVERVIEWS = (
    *("", "dasbor/", "pemantauan/", "peringkat/", "tahap/", "penetapan/", "periode/"),
    "tahun-ke-tahun/",
)


@pytest.fixture
def office(cast: Cast) -> Office:
    """2022 runs; Bendo has answered."""
    office = small_office(cast)
    fill(office.bendo, cast)
    return office


def seen_by(person: User) -> list[str]:
    return [it.code for it in periods_in_frame(User.objects.get(pk=person.pk))]


def chosen(person: User) -> str:
    user = User.objects.get(pk=person.pk)
    period = chosen_period(user, periods_in_frame(user))
    return period.code if period else ""


def overviews(person: User, code: str) -> dict[str, str]:
    browser = sign_in(Client(), person)
    return {page: markup(browser.get(f"/p/{code}/{page}")) for page in OVERVIEWS}


def without_times(page: str) -> str:
    """The page without what every answer has of its own."""
    return re.sub(r'value="\w{64}"|data-session-left="\d+"|\d\d\.\d\d WIB|csrf\w*', "", page)


def test_a_period_in_preparation_changes_nothing_for_anybody_else(office: Office, cast: Cast) -> None:
    before = {page: without_times(text) for page, text in overviews(cast.asri, PERIOD).items()}
    home = sign_in(Client(), cast.sari).get("/")["Location"]

    next_year(cast, PeriodState.PREPARATION)

    assert {page: without_times(text) for page, text in overviews(cast.asri, PERIOD).items()} == before
    assert sign_in(Client(), cast.sari).get("/")["Location"] == home
    assert seen_by(cast.asri) == seen_by(cast.sari) == [PERIOD]
    assert seen_by(cast.indra) == [NEXT, PERIOD]
    assert "2023" not in Client().get("/masuk/").content.decode()


def test_each_overview_shows_its_own_worksheets(office: Office, cast: Cast) -> None:
    later = next_year(cast)
    Worksheet.objects.filter(pk=later.bendo.pk).update(claim_total="99.87", filled=1)

    first, second = overviews(cast.asri, PERIOD), overviews(cast.asri, NEXT)

    assert ("53,75" in first[""], "99,87" in first[""]) == (True, False)
    assert ("53,75" in second[""], "99,87" in second[""]) == (False, True)
    for page in OVERVIEWS:
        assert "Penilaian Sinergitas Kecamatan 2022</b>" in first[page], page
        assert "Penilaian Sinergitas Kecamatan 2023</b>" in second[page], page
        assert f'href="/p/{NEXT}/{page}"' in first[page], page  # the switch leads to the same page


def test_a_page_of_a_worksheet_names_the_period_of_the_worksheet(office: Office, cast: Cast) -> None:
    later = next_year(cast)
    camat = sign_in(Client(), cast.camat)

    for sheet, year in ((office.bendo, 2022), (later.bendo, 2023)):
        for page in ("", "aspek/1/", "semua/", "bukti/", "riwayat/", "profil/"):
            text = markup(camat.get(f"/kertas-kerja/{sheet.pk}/{page}"))
            assert f'<b class="wide-only">Penilaian Sinergitas Kecamatan {year}</b>' in text, (page, year)


def test_the_period_that_matters_is_chosen_by_role_and_window(office: Office, cast: Cast) -> None:
    later = next_year(cast)
    assert chosen(cast.sari) == NEXT  # both are open for filling: the newer one
    later.window.delete()
    assert chosen(cast.sari) == PERIOD
    Window.objects.create(
        stage=later.stage,
        purpose=Window.Purpose.JUDGING,
        opens=office.window.opens,
        closes=office.window.closes,
    )
    assert chosen(cast.asri) == NEXT
    assert chosen(cast.sari) == PERIOD
    Period.objects.update(state=PeriodState.FINISHED)
    assert chosen(cast.sari) == NEXT  # the latest finished
    Period.objects.filter(code=PERIOD).update(state=PeriodState.RUNNING)
    assert chosen(cast.asri) == PERIOD


def test_an_address_without_a_period_leads_to_the_one_that_matters(office: Office, cast: Cast) -> None:
    next_year(cast)
    asri = sign_in(Client(), cast.asri)

    assert asri.get("/peringkat/?dasar=isian")["Location"] == f"/p/{NEXT}/peringkat/?dasar=isian"
    assert asri.post("/peringkat/").status_code == 405


def test_visitors_read_the_schedule_of_every_running_period(office: Office, cast: Cast) -> None:
    next_year(cast)

    page = markup(Client().get("/masuk/"))

    assert ("Penilaian Sinergitas Kecamatan 2022" in page, "Penilaian Sinergitas Kecamatan 2023" in page) == (
        True,
        True,
    )
    Period.objects.filter(code=NEXT).update(state=PeriodState.FINISHED)
    assert "2023" not in markup(Client().get("/masuk/"))


def test_every_page_of_a_period_has_it_in_its_address_or_in_its_object() -> None:
    """Whoever adds an overview without a period is found here by its address."""
    objects = (
        *("worksheet_id", "stage_id", "period_id", "decision_id", "assignment_id", "scan_id", "upload_id"),
        *("evidence_id", "instrument_id", "indicator_id", "document_id", "year_id"),
    )
    without_period = (
        *("masuk/", "keluar/", "sandi/", "hasil/", "keaslian/", "panduan/", "aksesibilitas/", "healthz"),
        *("akun/", "sesi/", "kop/", "riwayat-orang/", "benturan-kepentingan/", "iku/", "admin/"),
        *("instrumen/", "buku-kerja/"),  # across periods
    )
    patterns = {rule["pattern"] for rule in RULES} - {""}
    led_on = {it.removeprefix(UNDER) for it in patterns if it.startswith(UNDER)}

    assert {
        it
        for it in patterns - led_on
        if not it.startswith((UNDER, *without_period)) and not any(f"{name}>" in it for name in objects)
    } == set()
