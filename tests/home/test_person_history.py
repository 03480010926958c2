"""What one person did: only where the asker may read, and no judging for those who are judged."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from assessments.access import visible_events
from assessments.models import Event, Layer, Worksheet
from assessments.transitions.judging import Opinion
from assessments.transitions.repair import ask_for_repair
from kinerja.accounts.models import Membership, Role, User
from tests.builders.judging import AGREES, give_opinion, in_review
from tests.builders.sending import fill, small_office
from tests.cast import BEGAN, Cast, sign_in
from tests.markup import markup
from tests.offices import Office, answer


def address(person: User) -> str:
    return f"/riwayat-orang/{person.pk}/"


@pytest.fixture
def small(cast: Cast) -> Office:
    """Sari filled Bendo, Tono answered one row of Maospati."""
    office = small_office(cast)
    fill(office.bendo, cast)
    answer(office.neighbour, "i1", cast.tono, n="1", d="2")
    return office


@pytest.fixture
def judged(cast: Cast) -> Worksheet:
    """Asri judged one row of Bendo and noted the other for repair."""
    sheet = in_review(cast)
    give_opinion(sheet, "i1", AGREES, cast.asri)
    ask_for_repair(worksheet=sheet, code="i2", layer=Layer.DESK, note="Lampirkan SK", by=cast.asri)
    return sheet


def words(page: Any) -> list[str]:
    return [happening.what for happening, _ in page.context["lines"]]


def test_deeds_are_told_newest_first_with_where(client: Client, small: Office, cast: Cast) -> None:
    page = sign_in(client, cast.vera).get(address(cast.sari))

    assert words(page) == ["Nomor 2 disimpan", "Nomor 1 disimpan"]
    text = markup(page)
    assert "Jejak kerja Sari" in text
    assert "Kecamatan Bendo, Kabupaten Magetan" in text


def test_names_in_a_history_lead_there(client: Client, small: Office, cast: Cast) -> None:
    history = f"/kertas-kerja/{small.bendo.pk}/riwayat/"

    for who, leads_on in ((cast.vera, True), (cast.sari, True), (cast.camat, False), (cast.budi, False)):
        text = sign_in(client, who).get(history).content.decode()
        assert (f'href="{address(cast.sari)}"' in text) is leads_on, who


@pytest.mark.parametrize("who", ["camat", "budi", "tono", "joko", "indra", "eka"])
def test_others_of_a_kecamatan_do_not_look(client: Client, small: Office, cast: Cast, who: str) -> None:
    assert sign_in(client, getattr(cast, who)).get(address(cast.sari)).status_code == 404


def test_a_person_elsewhere_is_not_there(client: Client, small: Office, cast: Cast) -> None:
    answer(small.city_sheet, "i1", cast.maya, n="1", d="2")
    sign_in(client, cast.vera)

    assert client.get(address(cast.maya)).status_code == 404
    assert client.get(f"/riwayat-orang/{uuid4()}/").status_code == 404
    assert client.get("/riwayat-orang/bukan-orang/").status_code == 404


def test_deeds_elsewhere_are_left_out(client: Client, small: Office, cast: Cast) -> None:
    Membership.objects.create(
        user=cast.sari, role=Role.OPERATOR, district=cast.places.city_district, starts=BEGAN
    )
    answer(small.city_sheet, "i1", cast.sari, n="7", d="9")

    assert len(words(sign_in(client, cast.vera).get(address(cast.sari)))) == 2
    assert len(words(sign_in(client, cast.asri).get(address(cast.sari)))) == 3


def test_it_is_filtered_by_kecamatan(client: Client, small: Office, cast: Cast) -> None:
    Membership.objects.create(
        user=cast.sari, role=Role.OPERATOR, district=cast.places.neighbour, starts=BEGAN
    )
    answer(small.neighbour, "i2", cast.sari, n="1", d="2")
    sign_in(client, cast.asri)

    def shown(**query: str) -> int:
        return len(words(client.get(address(cast.sari), query)))

    assert shown() == 3
    assert shown(kecamatan=str(cast.places.neighbour.pk)) == 1
    assert shown(kecamatan=str(cast.places.city_district.pk)) == 3  # nothing was done there
    assert shown(kecamatan="<b>") == 3


def test_one_who_did_nothing_has_an_empty_page(client: Client, small: Office, cast: Cast) -> None:
    assert "Belum ada kejadian." in sign_in(client, cast.joko).get(address(cast.joko)).content.decode()


def test_a_judge_is_followed_by_those_who_look_after(client: Client, judged: Worksheet, cast: Cast) -> None:
    for who in (cast.asri, cast.vera, cast.lina, cast.root_user):
        assert words(sign_in(client, who).get(address(cast.asri))) == [
            "Nomor 2 dicatat untuk diperbaiki · Hasil penilaian administrasi",
            "Nomor 1 dinilai · Hasil penilaian administrasi",
            "Penelaahan dimulai",
        ]


def test_a_judgement_taken_back_is_told_as_such(client: Client, judged: Worksheet, cast: Cast) -> None:
    give_opinion(judged, "i1", Opinion(""), cast.asri, version=1)

    newest = words(sign_in(client, cast.vera).get(address(cast.asri)))[0]

    assert newest == "Nomor 1 dinilai · Hasil penilaian administrasi"


@pytest.mark.parametrize("who", ["sari", "camat"])
def test_those_who_are_judged_see_no_judging(client: Client, judged: Worksheet, cast: Cast, who: str) -> None:
    sign_in(client, getattr(cast, who))

    assert client.get(address(cast.asri)).status_code == 404
    text = client.get(f"/kertas-kerja/{judged.pk}/riwayat/").content.decode()
    assert "Penelaahan dimulai" in text
    for hidden in ("dinilai", "diperbaiki", "Lampirkan SK"):
        assert hidden not in text


def test_a_judge_who_once_worked_there_still_sees_the_judging(judged: Worksheet, cast: Cast) -> None:
    Membership.objects.create(user=cast.asri, role=Role.OPERATOR, district=cast.places.bendo, starts=BEGAN)

    seen = visible_events(User.objects.get(pk=cast.asri.pk), [judged.pk])

    assert seen.filter(action=Event.Action.JUDGED).count() == 1


def test_a_verifier_who_is_operator_elsewhere_looks_there_at_nobody_else(
    client: Client, small: Office, cast: Cast
) -> None:
    Membership.objects.create(
        user=cast.vera, role=Role.OPERATOR, district=cast.places.city_district, starts=BEGAN
    )
    answer(small.city_sheet, "i1", cast.maya, n="1", d="2")
    sign_in(client, cast.vera)

    assert client.get(address(cast.maya)).status_code == 404
    history = client.get(f"/kertas-kerja/{small.city_sheet.pk}/riwayat/").content.decode()
    assert "Maya" in history
    assert address(cast.maya) not in history


@pytest.mark.parametrize("rows", [1, 30])
def test_it_takes_the_same_queries_for_1_and_for_30(
    client: Client, small: Office, cast: Cast, django_assert_num_queries: Any, rows: int
) -> None:
    for no in range(rows):
        answer(small.bendo, "i1", cast.sari, version=no + 1, n=str(no % 30), d="32")
    sign_in(client, cast.asri)

    # session, person with memberships; newest event, kecamatan, count, page, worksheets; period
    with django_assert_num_queries(8):
        page = client.get(address(cast.sari))
    assert len(words(page)) == rows + 2
