"""A kecamatan's result page: what each stage counts, and of jurors only what they come to together."""

from decimal import Decimal

import pytest
from django.test import Client

from assessments.models import Layer, LayerScore, Nomination, Stage, Worksheet
from assessments.scores.rank_table import Basis, rank_table
from assessments.stages.services import select_participants
from assessments.workflow import State
from kinerja.accounts.models import User
from tests.builders.jurors import add_jury, assign_jurors, give, second_juror
from tests.builders.sending import small_office
from tests.cast import Cast, sign_in
from tests.offices import Office, add_judging


@pytest.fixture
def office(cast: Cast) -> Office:
    """Half desk, half jury; Bendo presented, the neighbour did not come so far."""
    office = small_office(cast)
    add_judging(office, Stage.Kind.DESK)
    Stage.objects.filter(kind=Stage.Kind.DESK).update(weight=50)
    Worksheet.objects.update(state=State.VERIFIED)
    for sheet, total in ((office.bendo, "53.75"), (office.neighbour, "50"), (office.city_sheet, "40")):
        LayerScore.objects.create(worksheet=sheet, layer=Layer.DESK, total=Decimal(total), judged=2, asked=2)
    stage = add_jury(office, quota=1, weight=50)
    assign_jurors(stage, cast, cast.joko, second_juror(cast))
    select_participants(stage=stage, by=cast.kiki)
    return office


def judge(office: Office, cast: Cast) -> None:
    stage = Stage.objects.get(kind=Stage.Kind.JURY)
    for juror, first, second in ((cast.joko, "80", "70"), (jihan(), "85.5", "60")):
        give(stage, office.bendo, juror, first, second)


def jihan() -> User:
    return User.objects.get(username="jihan")


def rows(client: Client, sheet: Worksheet) -> list[list[str]]:
    final = client.get(f"/kertas-kerja/{sheet.pk}/hasil/").context["final"]
    return [*(list(row.values()) for row in final["rows"]), [final["total"]]]


def test_every_stage_with_its_weight_score_and_contribution(
    client: Client, office: Office, cast: Cast
) -> None:
    judge(office, cast)
    Worksheet.objects.update(state=State.PROVISIONAL)

    sign_in(client, cast.sari)

    assert rows(client, office.bendo) == [
        ["Penilaian administrasi", "50", "53,75", "26,88"],
        ["Presentasi", "50", "75,65", "37,83"],
        ["64,70"],
    ]
    table = rank_table(office.stage.period, basis=Basis.FINAL)
    assert table.places[0].score.total == Decimal("64.7")
    page = client.get(f"/kertas-kerja/{office.bendo.pk}/hasil/").content.decode()
    assert [word for word in ("Joko", "Jihan", "76,00", "75,30") if word in page] == []


def test_who_did_not_come_so_far_gets_nothing_there(client: Client, office: Office, cast: Cast) -> None:
    judge(office, cast)
    Worksheet.objects.update(state=State.PROVISIONAL)

    sign_in(client, cast.tono)

    assert rows(client, office.neighbour) == [
        ["Penilaian administrasi", "50", "50,00", "25,00"],
        ["Presentasi", "50", "tidak ikut", "0,00"],
        ["25,00"],
    ]


def test_before_the_announcement_nothing_is_shown(client: Client, office: Office, cast: Cast) -> None:
    judge(office, cast)

    assert sign_in(client, cast.sari).get(f"/kertas-kerja/{office.bendo.pk}/hasil/").status_code == 403


def test_where_no_stage_counts_there_is_no_table(client: Client, office: Office, cast: Cast) -> None:
    Nomination.objects.all().delete()
    Stage.objects.update(weight=None, quota=None)
    Worksheet.objects.update(state=State.PROVISIONAL)

    page = sign_in(client, cast.sari).get(f"/kertas-kerja/{office.bendo.pk}/hasil/")

    assert page.context["final"] is None
    assert "Nilai akhir" not in page.content.decode()
