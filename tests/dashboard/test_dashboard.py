"""The dashboard: whose kecamatan it counts, what it shows of them, and a constant number of queries."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from django.test import Client

from assessments.dashboard.printing.differences import signed_number
from assessments.dashboard.services.counts import apart_in, by_need, tally_of
from assessments.home.services import decline
from assessments.models import LayerScore, Period, Stage, Worksheet
from assessments.records.worksheets import open_worksheets
from assessments.review.services.steps import begin_desk
from assessments.sending.services import request_signoff, submit
from assessments.workflow import State
from kinerja.accounts.models import Membership, Role
from kinerja.regions.models import District, Profile, Regency
from tests.builders.judging import AGREES, differing, give_opinion
from tests.builders.sending import fill, small_office
from tests.cast import BEGAN, Cast, sign_in
from tests.offices import Office, add_judging, answer

PAGE = "/p/jatim-2022/dasbor/"


@pytest.fixture
def small(cast: Cast) -> Office:
    """Bendo has sent 53,75, its neighbour has begun, the city's kecamatan has not."""
    office = small_office(cast)
    add_judging(office, Stage.Kind.DESK)
    fill(office.bendo, cast)
    request_signoff(worksheet=office.bendo, by=cast.sari)
    submit(worksheet=office.bendo, by=cast.camat)
    answer(office.neighbour, "i1", cast.tono, n="1", d="2")
    return office


def decide(office: Office, cast: Cast) -> None:
    """The province takes 3,75 from Bendo's claim."""
    begin_desk(worksheet=office.bendo, by=cast.asri)
    give_opinion(office.bendo, "i1", differing(n="16", d="32"), cast.asri)
    give_opinion(office.bendo, "i2", AGREES, cast.asri)


def figures(page: Any) -> dict[str, list[list[str]]]:
    """The rows of every table by the title of its figure."""
    return {it.title: [list(row) for row in it.rows] for it in page.context["figures"]}


def test_the_province_counts_by_kabupaten_with_the_least_far_at_the_top(
    client: Client, small: Office, cast: Cast
) -> None:
    page = sign_in(client, cast.asri).get(PAGE)

    assert figures(page)["Kemajuan per kabupaten/kota"] == [
        ["Kota Madiun", "1", "0", "0", "0", "1", "0,0\u202f%"],
        ["Kab. Magetan", "2", "1", "1", "1", "0", "50,0\u202f%"],
    ]
    assert page.context["strip"][:4] == [
        ("Sudah terkirim", "1", "dari 3"),
        ("Menunggu camat", "0", ""),
        ("Sedang diisi", "1", ""),
        ("Belum mulai", "1", ""),
    ]
    assert page.context["strip"][-1][0] == "Batas kirim"
    assert page.context["place"] == "Provinsi Jawa Timur"


def test_a_kabupaten_sees_its_own_kecamatan_alone(client: Client, small: Office, cast: Cast) -> None:
    page = sign_in(client, cast.vera).get(PAGE)

    assert figures(page)["Kemajuan per kecamatan"] == [
        ["Maospati", "Sedang diisi", "1 dari 2", "50,0\u202f%"],
        ["Bendo", "Terkirim, belum dinilai", "2 dari 2", "100,0\u202f%"],
    ]
    assert page.context["place"] == "Kabupaten Magetan"
    for word in ("Madiun", "Kartoharjo", 'name="kabupaten"'):
        assert word not in page.content.decode()


def test_leadership_of_a_kabupaten_sees_that_one(client: Client, small: Office, cast: Cast) -> None:
    Membership.objects.filter(user=cast.lina).delete()
    Membership.objects.create(user=cast.lina, role=Role.LEADERSHIP, regency=cast.places.city, starts=BEGAN)

    page = sign_in(client, cast.lina).get(PAGE, {"kabupaten": str(cast.places.regency.pk)})

    assert figures(page)["Kemajuan per kecamatan"] == [
        ["Kartoharjo", "Belum mulai", "0 dari 2", "0,0\u202f%"]
    ]
    assert "Magetan" not in page.content.decode()


def test_the_province_may_look_at_one_kabupaten(client: Client, small: Office, cast: Cast) -> None:
    sign_in(client, cast.lina)

    one = client.get(PAGE, {"kabupaten": str(cast.places.city.pk)})
    unknown = client.get(PAGE, {"kabupaten": "<b>"})

    assert [row[0] for row in figures(one)["Kemajuan per kecamatan"]] == ["Kartoharjo"]
    assert len(figures(unknown)["Kemajuan per kabupaten/kota"]) == 2


def test_aspects_are_counted_over_all(client: Client, small: Office, cast: Cast) -> None:
    rows = figures(sign_in(client, cast.asri).get(PAGE))["Terisi per aspek"]

    assert [row[1:] for row in rows] == [["2", "3", "66,7\u202f%"], ["1", "3", "33,3\u202f%"]]


def test_only_what_was_sent_is_spread(client: Client, small: Office, cast: Cast) -> None:
    found = figures(sign_in(client, cast.asri).get(PAGE))

    assert found["Sebaran nilai menurut isian"] == [["50–55", "1", "100,0\u202f%", "1"]]
    assert "Sebaran nilai menurut hasil penilaian" not in found
    assert "Selisih isian dan hasil penilaian" not in found


def test_decisions_stand_beside_claims_once_every_row_is_decided(
    client: Client, small: Office, cast: Cast
) -> None:
    decide(small, cast)

    found = figures(sign_in(client, cast.asri).get(PAGE))

    assert found["Sebaran nilai menurut hasil penilaian"] == [["50–55", "1", "100,0\u202f%", "1"]]
    assert found["Selisih isian dan hasil penilaian"] == [["Bendo, Kab. Magetan", "53,75", "50,00", "−3,75"]]
    assert [row[1:] for row in found["Selisih isian dan hasil penilaian per aspek"]] == [
        ["33,75", "30,00", "−3,75", "1 dari 1"],
        ["20,00", "20,00", "0,00", "0 dari 1"],
    ]
    LayerScore.objects.update(judged=1)
    assert "Selisih isian dan hasil penilaian per aspek" not in figures(client.get(PAGE))
    assert "Selisih isian dan hasil penilaian" not in figures(client.get(PAGE))


def test_what_is_taken_and_given_in_an_aspect_does_not_cancel_out() -> None:
    claims = [{"1": {"score": "10"}}, {"1": {"score": "10"}}, {"1": {"score": "7.5"}}, {}]
    decisions = [
        {"1": {"score": "8"}},
        {"1": {"score": "11"}},
        {"1": {"score": "7.5"}},
        {"1": {"score": "1"}},
    ]
    sheets = [Worksheet(aspect_totals=it) for it in claims]
    decided = {sheet.pk: it for sheet, it in zip(sheets, decisions, strict=True)}

    found = apart_in("1. Aspek", "1", sheets, decided)

    assert (found.among, found.taken, found.given, found.differing) == (3, Decimal(2), Decimal(1), 2)
    assert found.mean(found.amount) == Fraction(-1, 3)


def test_who_does_not_take_part_counts_nowhere_but_is_named(
    client: Client, small: Office, cast: Cast
) -> None:
    decline(worksheet=small.neighbour, by=cast.vera, note="Bergabung")

    page = sign_in(client, cast.vera).get(PAGE)

    assert ("Tidak mengikuti", "1", "") in page.context["strip"]
    assert [row[0] for row in figures(page)["Kemajuan per kecamatan"]] == ["Bendo"]
    Worksheet.objects.update(state=State.NOT_PARTICIPATING)
    assert "Belum ada kertas kerja yang dapat dihitung." in client.get(PAGE).content.decode()


def test_before_any_worksheet_it_says_so(client: Client, cast: Cast) -> None:
    Period.objects.create(
        owner=cast.places.province, code="jatim-2022", state="running", year=2022, name="2022"
    )

    page = sign_in(client, cast.asri).get(PAGE)

    assert page.status_code == 200
    assert "Belum ada kertas kerja" in page.content.decode()


@pytest.mark.parametrize("who", ["sari", "camat", "joko", "indra"])
def test_it_is_not_for_those_of_one_kecamatan(client: Client, small: Office, cast: Cast, who: str) -> None:
    answer = sign_in(client, getattr(cast, who)).get(PAGE)

    assert answer.status_code == 403
    assert "Dasbor dibuka oleh verifikator" in answer.content.decode()


def more(office: Office, count: int) -> None:
    """So many kabupaten of one kecamatan each, and all of them sent and decided."""
    province = office.bendo.district.regency.province
    regencies = Regency.objects.bulk_create(
        Regency(code=f"35.{no}", name=f"Kabupaten Uji {no}", province=province)
        for no in range(30, 30 + count)
    )
    districts = District.objects.bulk_create(
        District(code=f"{it.code}.01", name="Uji", regency=it) for it in regencies
    )
    year = office.stage.instrument.data_year
    Profile.objects.bulk_create(Profile(district=it, data_year=year, desa=5, kelurahan=0) for it in districts)
    made = open_worksheets(stage=office.stage, districts=districts, by=None)
    Worksheet.objects.filter(pk__in=[it.pk for it in made]).update(
        state=State.UNDER_REVIEW, claim_total=Decimal("80")
    )
    LayerScore.objects.bulk_create(
        LayerScore(worksheet=it, layer="desk", total=Decimal("79.5"), judged=2, asked=2) for it in made
    )


@pytest.mark.parametrize("count", [1, 40])
def test_it_takes_the_same_queries_however_many_there_are(
    client: Client, small: Office, cast: Cast, django_assert_num_queries: Any, count: int
) -> None:
    more(small, count)
    sign_in(client, cast.asri)

    # session, person with memberships, period, last stage, its worksheets, its window, decisions; periods
    with django_assert_num_queries(8):
        page = client.get(PAGE)
    assert page.context["strip"][0] == ("Sudah terkirim", str(count + 1), f"dari {count + 3}")


def test_ten_are_shown_until_all_are_asked_for(client: Client, small: Office, cast: Cast) -> None:
    more(small, 12)
    sign_in(client, cast.asri)

    first, everything = client.get(PAGE), client.get(PAGE, {"semua": "1"})

    assert [len(figures(it)["Kemajuan per kabupaten/kota"]) for it in (first, everything)] == [10, 14]
    assert len(figures(everything)["Selisih isian dan hasil penilaian"]) == 10
    assert "Tampilkan 4 lainnya" in first.content.decode()
    assert "lainnya" not in everything.content.decode()


def test_every_chart_is_drawn_for_wide_and_for_narrow_with_its_table(
    client: Client, small: Office, cast: Cast
) -> None:
    decide(small, cast)
    page = sign_in(client, cast.asri).get(PAGE)
    text = page.content.decode()

    made = len(page.context["figures"])
    assert made == 6
    assert text.count('class="chart chart-wide"') == text.count('class="chart chart-narrow"') == made
    assert text.count("<table") == made
    assert "median 53,75" in text
    assert "median 50,00" in text


def sheet(state: State, filled: int, code: str) -> Worksheet:
    return Worksheet(state=state, filled=filled, asked=4, district=District(code=code, name=code))


def test_what_was_sent_counts_as_handed_in_wherever_it_stands() -> None:
    assert tally_of([sheet(State.DRAFT, 0, "1"), sheet(State.REPAIR, 4, "2")]).handed_in == 1


def test_who_is_least_far_comes_first() -> None:
    sheets = [
        sheet(State.SUBMITTED, 4, "1"),
        sheet(State.DRAFT, 2, "2"),
        sheet(State.DRAFT, 1, "3"),
        sheet(State.NOT_PARTICIPATING, 0, "4"),
        sheet(State.DRAFT, 0, "5"),
        sheet(State.AWAITING_HEAD, 4, "6"),
    ]

    assert [it.district.code for it, _ in by_need(sheets)] == ["5", "3", "2", "6", "1"]


@pytest.mark.parametrize(
    ("amount", "words"), [("-3.2", "−3,20"), ("0.4", "+0,40"), ("-0.001", "− < 0,01"), ("0.005", "+0,01")]
)
def test_a_difference_is_never_shown_as_nothing(amount: str, words: str) -> None:
    assert signed_number(Decimal(amount)) == words
