"""Who comes into a stage that selects: by quota, by score, out of turn with a reason, and taken back."""

from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from assessments.models import Event, Layer, LayerScore, Nomination, Stage, Worksheet
from assessments.review.services.steps import begin_desk
from assessments.review.services.tasks import tasks_of
from assessments.scores.stage_sequence import course_of
from assessments.stages.services import (
    nominate_worksheet,
    select_participants,
    stage_field,
    withdraw_nomination,
)
from assessments.workflow import State
from kinerja.refusals import Closed, Incomplete, Moved
from tests.builders.fields import claim, judge, more, small_field
from tests.cast import Cast
from tests.offices import Office, add_judging
from tests.town import state

KINDS = (Stage.Kind.REGENCY, Stage.Kind.DESK)


@pytest.fixture
def office(cast: Cast) -> Office:
    """Magetan's Bendo 70, Maospati 80, Uji 100 75 and Kota Madiun's Kartoharjo 60, all verified there.

    Each kabupaten sends one to the desk."""
    office = small_field(cast)
    add_judging(office, *KINDS)
    third = more(office, 1, cast.places.regency)[0]
    totals = ((office.bendo, "70"), (office.neighbour, "80"), (third, "75"), (office.city_sheet, "60"))
    for sheet, total in totals:
        claim(sheet, total)
        judge(sheet, Layer.REGENCY, total)
    Worksheet.objects.update(state=State.REGENCY_VERIFIED)
    Stage.objects.filter(kind="desk").update(quota=1, quota_scope=Stage.Scope.REGENCY)
    return office


@pytest.fixture
def desk(office: Office) -> Stage:
    return Stage.objects.select_related("period__owner").get(kind="desk")


def sheet_at(name: str) -> Worksheet:
    return Worksheet.objects.select_related("district__regency", "stage__period").get(district__name=name)


def inside(stage: Stage) -> list[tuple[str, int]]:
    found = Nomination.objects.filter(stage=stage, withdrawn_at=None)
    return list(
        found.values_list("worksheet__district__name", "rank").order_by("rank", "worksheet__district__code")
    )


def test_a_kabupaten_sends_its_best(desk: Stage, cast: Cast) -> None:
    assert select_participants(stage=desk, regency=cast.places.regency, by=cast.vera) == 1

    assert inside(desk) == [("Maospati", 1)]
    made = Nomination.objects.get()
    assert (made.total, made.reason, made.nominated_by) == (Decimal(80), "", cast.vera)
    event = Event.objects.get(action="nominated")
    assert (event.actor_name, event.new) == ("Vera", {"rank": 1, "total": "80"})


def test_another_than_the_next_needs_a_reason(desk: Stage, cast: Cast) -> None:
    with pytest.raises(Moved, match="Tulis alasan memilih"):
        nominate_worksheet(stage=desk, worksheet=sheet_at("Bendo"), by=cast.vera)

    nominate_worksheet(
        stage=desk, worksheet=sheet_at("Bendo"), by=cast.vera, reason="Maospati menang tahun lalu"
    )

    assert inside(desk) == [("Bendo", 3)]
    with pytest.raises(Moved, match="Kuota 1 sudah terisi"):
        nominate_worksheet(stage=desk, worksheet=sheet_at("Uji 100"), by=cast.vera, reason="Juga baik")


def test_who_withdraws_is_replaced_by_the_next(desk: Stage, cast: Cast) -> None:
    first = nominate_worksheet(stage=desk, worksheet=sheet_at("Maospati"), by=cast.vera)
    with pytest.raises(Incomplete, match="Tulis alasan penarikan"):
        withdraw_nomination(nomination=first, by=cast.vera, reason=" ")
    withdraw_nomination(nomination=first, by=cast.vera, reason="Camat berpindah tugas")

    with pytest.raises(Moved, match="Peserta ini sudah ditarik"):
        withdraw_nomination(nomination=first, by=cast.vera, reason="Sekali lagi")
    second = nominate_worksheet(stage=desk, worksheet=sheet_at("Uji 100"), by=cast.vera, replaces=first)

    assert inside(desk) == [("Uji 100", 2)]
    assert (second.replaces, first.withdrawal) == (first, "Camat berpindah tugas")
    with pytest.raises(Moved, match="Tidak ada kecamatan lain"):
        select_participants(stage=desk, regency=cast.places.regency, by=cast.vera)


def test_a_shared_rank_at_the_border_brings_all_in(desk: Stage, cast: Cast) -> None:
    LayerScore.objects.filter(worksheet__district__name="Bendo").update(total=80)

    assert select_participants(stage=desk, regency=cast.places.regency, by=cast.vera) == 2
    assert inside(desk) == [("Bendo", 1), ("Maospati", 1)]


@pytest.mark.parametrize("who", ["asri", "kiki", "lina", "sari", "camat", "joko", "indra", "root_user"])
def test_nobody_else_nominates_for_a_kabupaten(desk: Stage, cast: Cast, who: str) -> None:
    before = state()

    for act in (
        lambda by: select_participants(stage=desk, regency=cast.places.regency, by=by),
        lambda by: nominate_worksheet(stage=desk, worksheet=sheet_at("Maospati"), by=by),
    ):
        with pytest.raises(Closed, match="Hanya verifikator kabupaten/kota ini"):
            act(getattr(cast, who))

    assert state() == before


def test_nor_does_a_verifier_elsewhere(desk: Stage, cast: Cast) -> None:
    with pytest.raises(Closed, match="Hanya verifikator kabupaten/kota ini"):
        nominate_worksheet(stage=desk, worksheet=sheet_at("Kartoharjo"), by=cast.vera)


def test_the_desk_judges_whom_the_kabupaten_sent_and_nobody_else(desk: Stage, cast: Cast) -> None:
    with pytest.raises(Moved, match=r"Kecamatan Bendo bukan peserta tahap 3 \(Penilaian administrasi\)"):
        begin_desk(worksheet=sheet_at("Bendo"), by=cast.asri)
    assert tasks_of(cast.asri, desk.period, timezone.now()) == []

    nominate_worksheet(stage=desk, worksheet=sheet_at("Maospati"), by=cast.vera)

    assert [it.worksheet.district.name for it in tasks_of(cast.asri, desk.period, timezone.now())] == [
        "Maospati"
    ]
    begun = begin_desk(worksheet=sheet_at("Maospati"), by=cast.asri)
    assert begun.state == State.UNDER_REVIEW


def test_the_chair_chooses_by_quota_and_score(office: Office, cast: Cast) -> None:
    stage = Stage.objects.select_related("period__owner").get(kind="desk")
    Stage.objects.filter(pk=stage.pk).update(quota=3, quota_scope="province", cut_off=Decimal("75"))
    stage.refresh_from_db()
    with pytest.raises(Closed, match="Hanya ketua tim penilai"):
        select_participants(stage=stage, by=cast.asri)

    assert select_participants(stage=stage, by=cast.kiki) == 2

    assert inside(stage) == [("Maospati", 1), ("Uji 100", 2)]  # Bendo is third with 70
    field = stage_field(stage)
    assert [line.worksheet.district.name for line in field.outside] == ["Bendo", "Kartoharjo"]
    assert (field.places_left, field.before.kind if field.before else "") == (1, "regency")


def test_after_the_announcement_the_field_stands(desk: Stage, cast: Cast) -> None:
    nomination = nominate_worksheet(stage=desk, worksheet=sheet_at("Maospati"), by=cast.vera)
    Worksheet.objects.filter(pk=nomination.worksheet_id).update(state=State.PROVISIONAL)
    before = state()

    for act in (
        lambda: select_participants(stage=desk, regency=cast.places.regency, by=cast.vera),
        lambda: withdraw_nomination(nomination=nomination, by=cast.vera, reason="Terlambat"),
    ):
        with pytest.raises(Closed, match="peserta tahap tidak dapat diubah"):
            act()

    assert state() == before


def test_a_stage_that_selects_nobody_lets_everybody_in(desk: Stage, cast: Cast) -> None:
    Stage.objects.update(quota=None)
    desk.refresh_from_db()
    course = course_of(desk.period)

    assert all(course.takes_part(desk, pk) for pk in Worksheet.objects.values_list("pk", flat=True))
    with pytest.raises(Moved, match="Tahap ini tidak memilih peserta"):
        select_participants(stage=desk, regency=cast.places.regency, by=cast.vera)


def test_a_course_takes_one_query_and_two_where_a_stage_selects(
    desk: Stage, cast: Cast, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(2):
        course_of(desk.period)
    Stage.objects.update(quota=None)
    with django_assert_num_queries(1):
        course_of(desk.period)
