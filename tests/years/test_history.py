"""A kecamatan from year to year, what moved its score, and the province's table of those who improved."""

from typing import Any

from django.test import Client

from assessments.models import Period, Stage
from assessments.results.services.decision import announce_results
from assessments.workflow import PeriodState
from kinerja.accounts.models import User
from tests.builders.deciding import announced, approved, both_verified, office_with_heads, verified
from tests.builders.periods import next_year, two_years
from tests.cast import Cast, sign_in
from tests.costs import measured
from tests.markup import markup
from tests.offices import add_judging

TABLE = "/p/jatim-2023/tahun-ke-tahun/"


def years_page(person: User, worksheet: Any) -> Any:
    return sign_in(Client(), person).get(f"/kertas-kerja/{worksheet.pk}/tahun/")


def lines(page: Any) -> list[tuple[str, ...]]:
    return [(it.period[-4:], it.claim, it.decided, it.rank, it.titles) for it in page.context["lines"]]


def table(person: User, address: str = TABLE) -> list[tuple[str, ...]]:
    page = sign_in(Client(), person).get(address)
    return [
        (it.no, it.improvement.worksheet.district.name, it.basis, it.last, it.this, it.difference)
        for it in page.context["lines"]
    ]


def test_the_bridge_splits_what_moved_the_score(cast: Cast) -> None:
    _, second = two_years(cast)

    page = years_page(cast.sari, second.bendo)

    # by the weights of 2022: 60 × 24/32 + 40 × 1/2 = 65; 65 − 53,75 = 11,25; 62,50 − 65 = −2,50
    text = markup(page)
    assert "Kinerja +11,25, perubahan aturan −2,50, tanpa padanan 0,00: jumlahnya +8,75, " in text
    assert "dari 53,75 menjadi 62,50." in text
    assert "Dibanding Penilaian Sinergitas Kecamatan 2022, menurut isian kecamatan:" in text
    moved = page.context["bridge"].lines
    assert [(it.before, it.after, it.performance, it.rule_change) for it in moved] == [
        ("33,75", "37,50", "+11,25", "−7,50"),  # 60 × 18/32, 50 × 24/32; between them 60 × 24/32 = 45
        ("20,00", "25,00", "0,00", "+5,00"),
    ]
    assert lines(page) == [("2023", "62,50", "–", "–", "–"), ("2022", "53,75", "–", "–", "–")]
    assert [[score for _, score in it.scores] for it in page.context["aspects"]] == [
        ["37,50", "33,75"],
        ["25,00", "20,00"],
    ]


def test_without_answers_in_both_years_there_is_no_bridge(cast: Cast) -> None:
    first, second = two_years(cast)

    for person, sheet in ((cast.sari, first.bendo), (cast.maya, second.city_sheet)):
        page = years_page(person, sheet)
        assert page.context["bridge"] is None
        assert "Belum ada isian dari dua tahun berurutan" in markup(page)


def test_a_decided_score_is_shown_once_it_is_announced(cast: Cast) -> None:
    office = office_with_heads(cast)
    both_verified(office, cast)
    assert lines(years_page(cast.sari, office.bendo)) == [("2022", "53,75", "–", "–", "–")]
    assert lines(years_page(cast.vera, office.bendo)) == [("2022", "53,75", "–", "–", "–")]


def test_its_people_see_the_announced_score_and_no_rank_yet(cast: Cast) -> None:
    office = office_with_heads(cast)
    announced(office, cast)

    assert lines(years_page(cast.sari, office.bendo)) == [("2022", "53,75", "73,75", "–", "–")]


def test_rank_and_title_are_those_of_the_published_decision(cast: Cast) -> None:
    office = office_with_heads(cast)
    approved(office, cast)

    assert lines(years_page(cast.sari, office.bendo)) == [("2022", "53,75", "73,75", "1 dari 2", "Juara 1")]
    assert lines(years_page(cast.tono, office.neighbour)) == [
        ("2022", "50,00", "70,00", "2 dari 2", "Juara 2")
    ]


def test_what_the_public_is_not_told_only_the_province_knows(cast: Cast) -> None:
    office = office_with_heads(cast)
    approved(office, cast)
    Period.objects.update(visibility=Period.Visibility.NOTHING)

    ranks = {
        who: lines(years_page(getattr(cast, who), office.bendo))[0][3] for who in ("sari", "vera", "asri")
    }

    assert ranks == {"sari": "–", "vera": "–", "asri": "1 dari 2"}


def test_a_training_is_no_year(cast: Cast) -> None:
    first, second = two_years(cast)
    Period.objects.filter(code="jatim-2022").update(state=PeriodState.TRAINING)

    assert [it[0] for it in lines(years_page(cast.sari, second.bendo))] == ["2023"]
    assert [it[0] for it in lines(years_page(cast.sari, first.bendo))] == ["2023", "2022"]


def test_the_table_puts_the_most_improved_first(cast: Cast) -> None:
    two_years(cast)

    assert table(cast.asri) == [
        ("1", "Bendo", "Isian kecamatan", "53,75", "62,50", "+8,75"),
        ("2", "Maospati", "Isian kecamatan", "50,00", "37,50", "−12,50"),
        ("–", "Kartoharjo", "Isian kecamatan", "–", "75,00", "–"),
    ]
    assert table(cast.vera) == table(cast.asri)[:2]  # of the kabupaten alone


def test_the_years_are_compared_by_what_was_decided_where_both_were(cast: Cast) -> None:
    office = office_with_heads(cast)
    announced(office, cast)
    later = next_year(cast)
    add_judging(later, Stage.Kind.DESK)
    verified(later.bendo, cast.sari, cast.camat, cast, "24")
    by_claim = ("1", "Bendo", "Isian kecamatan", "53,75", "65,00", "+11,25")
    assert table(cast.asri)[0] == by_claim  # verified, and not announced yet

    announce_results(period=later.stage.period, by=cast.kiki)

    # decided 60 × 18/32 + 40 = 73,75 and 60 × 24/32 + 40 = 85
    assert table(cast.asri)[0] == ("1", "Bendo", "Hasil penilaian administrasi", "73,75", "85,00", "+11,25")
    text = markup(years_page(cast.sari, later.bendo))
    assert "menurut hasil penilaian administrasi:" in text
    assert "jumlahnya +11,25, dari 73,75 menjadi 85,00." in text


def test_the_pages_take_a_fixed_number_of_statements(cast: Cast) -> None:
    _, second = two_years(cast)
    asri, vera = (sign_in(Client(), it) for it in (cast.asri, cast.vera))
    own = f"/kertas-kerja/{second.bendo.pk}/tahun/"
    requests = [(asri, own), (asri, TABLE), (vera, TABLE)]  # all three kecamatan, and two of them
    for browser, address in requests:  # an edition is read once a process
        browser.get(address)

    statements = []
    for browser, address in requests:
        with measured() as cost:
            browser.get(address)
        statements.append(len(cost.statements))

    assert statements == [8, 7, 7]
