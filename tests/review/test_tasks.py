"""Tugas saya: what a person may judge now, in which order, and in constant queries."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from assessments.models import Assignment, Conflict, Layer, Period, Stage, Window, Worksheet
from assessments.records.worksheets import open_worksheets
from assessments.review.services.steps import begin_desk, begin_regency, request_repair
from assessments.review.services.tasks import ReviewTask, tasks_of
from assessments.sending.services import request_signoff, resubmit, submit
from assessments.transitions.judged_worksheet import load_judged
from assessments.transitions.judging import Opinion, judge_row
from assessments.transitions.repair import ask_for_repair
from assessments.workflow import State
from kinerja.accounts.models import User
from kinerja.regions.models import District, Profile
from tests.builders.sending import fill, small_office
from tests.cast import Cast, sign_in
from tests.offices import Office, add_judging, answer

REGENCY, DESK, FIELD = Stage.Kind.REGENCY, Stage.Kind.DESK, Stage.Kind.FIELD
PAGE = "/p/jatim-2022/tugas/"


def office_with(cast: Cast, *kinds: Stage.Kind) -> Office:
    """Bendo's sheet is sent."""
    office = small_office(cast)
    add_judging(office, *kinds)
    fill(office.bendo, cast)
    request_signoff(worksheet=office.bendo, by=cast.sari)
    submit(worksheet=office.bendo, by=cast.camat)
    return office


def queue(user: User) -> list[ReviewTask]:
    return tasks_of(User.objects.get(pk=user.pk), Period.objects.get(), timezone.now())


def names(user: User) -> list[tuple[str, Layer]]:
    return [(it.worksheet.district.name, it.layer) for it in queue(user)]


def put(sheet: Worksheet, state: State, claim: str = "50") -> None:
    """As though it had come here; how it does is tested elsewhere."""
    Worksheet.objects.filter(pk=sheet.pk).update(state=state, claim_total=Decimal(claim), filled=2)


@pytest.mark.parametrize("at", list(State))
def test_each_state_is_the_turn_of_one_layer(cast: Cast, at: State) -> None:
    office = office_with(cast, REGENCY, DESK, FIELD)
    put(office.bendo, at)

    before = Layer.REGENCY.waiting_states  # what came back waits for whoever asked, and here nobody did
    assert [it.layer for it in queue(cast.vera)] == [Layer.REGENCY] * (at in before and not at.came_back)
    provinces = [it for it in (Layer.DESK, Layer.FIELD) if at in it.waiting_states - before]
    assert [it.layer for it in queue(cast.asri)] == provinces


def test_without_a_stage_of_the_kabupaten_the_province_judges_what_is_sent(cast: Cast) -> None:
    office_with(cast, DESK)

    assert names(cast.asri) == [("Bendo", Layer.DESK)]
    assert names(cast.vera) == []


def test_without_stages_nobody_judges(cast: Cast) -> None:
    office_with(cast)

    assert (names(cast.asri), names(cast.vera)) == ([], [])


def test_what_comes_back_is_the_turn_of_who_asked(cast: Cast) -> None:
    sheet = office_with(cast, REGENCY, DESK).bendo
    begin_regency(worksheet=sheet, by=cast.vera)
    ask_for_repair(worksheet=sheet, code="i1", layer=Layer.REGENCY, note="Bukti kurang", by=cast.vera)
    due = timezone.now() + timedelta(days=2)
    request_repair(worksheet=sheet, by=cast.vera, due=due)
    answer(sheet, "i1", cast.sari, version=1, n="20", d="32")
    resubmit(worksheet=sheet, by=cast.camat)

    (task,) = queue(cast.vera)
    assert (task.layer, task.risks) == (Layer.REGENCY, ["Dikirim ulang setelah perbaikan"])
    assert names(cast.asri) == []


def test_only_what_was_assigned_and_without_a_conflict(cast: Cast) -> None:
    office_with(cast, DESK)
    stage = Stage.objects.get(kind=DESK)
    Assignment.objects.create(stage=stage, judge=cast.asri, district=cast.places.bendo, aspect="2")

    (task,) = queue(cast.asri)
    assert task.aspects == ["2"]
    assert names(cast.kiki) == []
    Conflict.objects.create(judge=cast.asri, regency=cast.places.regency, reason="Keluarga")
    assert names(cast.asri) == []


def test_a_task_shows_its_progress_and_since_when_it_waits(cast: Cast) -> None:
    sheet = office_with(cast, DESK, FIELD).bendo
    begun = timezone.now() + timedelta(minutes=5)
    begin_desk(worksheet=sheet, by=cast.asri, at=begun)
    for layer in (Layer.DESK, Layer.FIELD):
        judge_row(
            load_judged(cast.asri, sheet),
            code="i1",
            layer=layer,
            opinion=Opinion("agrees"),
            version=0,
            entry_version=1,
        )

    assert [(it.layer, it.judged, it.asked, it.since) for it in queue(cast.asri)] == [
        (Layer.DESK, 1, 2, begun),
        (Layer.FIELD, 1, 2, begun),
    ]


@pytest.mark.parametrize(
    ("hours", "risks"),
    [(24 * 5, []), (24 * 2, ["Batas penilaian dekat"]), (-1, ["Batas penilaian sudah lewat"])],
)
def test_the_deadline_is_a_risk_and_an_exception_comes_first(
    cast: Cast, hours: int, risks: list[str]
) -> None:
    office_with(cast, REGENCY)
    stage, now = Stage.objects.get(kind=REGENCY), timezone.now()
    times = {"opens": now - timedelta(days=9), "purpose": Window.Purpose.JUDGING, "stage": stage}
    Window.objects.create(closes=now - timedelta(days=1), **times)
    Window.objects.create(
        closes=now + timedelta(hours=hours), district=cast.places.bendo, reason="Banjir", **times
    )

    assert [it.risks for it in queue(cast.vera)] == [risks]


def test_riskier_ones_come_first_then_who_waits_longer(cast: Cast) -> None:
    office = office_with(cast, REGENCY)
    extra = more_sheets(cast, office, 3)
    for sheet, claim in zip([office.bendo, office.neighbour, *extra], (50, 51, 52, 61, 63), strict=True):
        put(sheet, State.SUBMITTED, str(claim))

    found = [(it.worksheet.district.name, it.risks) for it in queue(cast.vera)]

    assert found == [
        ("Uji 32", ["Isian jauh di atas median kabupaten/kota"]),
        ("Bendo", []),
        ("Maospati", []),
        ("Uji 30", []),
        ("Uji 31", []),
    ]


def more_sheets(cast: Cast, office: Office, count: int) -> list[Worksheet]:
    districts = District.objects.bulk_create(
        District(code=f"35.20.{no}", name=f"Uji {no}", regency=cast.places.regency)
        for no in range(30, 30 + count)
    )
    year = office.stage.instrument.data_year
    Profile.objects.bulk_create(Profile(district=it, data_year=year, desa=5, kelurahan=0) for it in districts)
    open_worksheets(stage=office.stage, districts=districts, by=None)
    return list(Worksheet.objects.filter(district__in=districts).order_by("district__code"))


@pytest.mark.parametrize("count", [2, 29])
@pytest.mark.parametrize(("who", "queries"), [("vera", 9), ("asri", 11)])
def test_it_takes_the_same_queries_for_3_and_for_30(
    client: Client, cast: Cast, django_assert_num_queries: Any, count: int, who: str, queries: int
) -> None:
    office = office_with(cast, REGENCY, DESK, FIELD)
    at = State.SUBMITTED if who == "vera" else State.REGENCY_VERIFIED
    for sheet in [office.bendo, *more_sheets(cast, office, count)]:
        put(sheet, at)
    sign_in(client, getattr(cast, who))

    # Session, person with memberships; worksheets, stages with windows, last steps, stored scores, visits;
    # the frame's period. The province asks for conflicts and the course of stages too.
    with django_assert_num_queries(queries):
        page = client.get(PAGE)
    assert page.context["total"] == 1 + count


def test_the_page_names_risks_and_leads_to_the_worksheet(client: Client, cast: Cast) -> None:
    office = office_with(cast, REGENCY)

    page = sign_in(client, cast.vera).get(PAGE).content.decode()

    assert f'href="/kertas-kerja/{office.bendo.pk}/' in page
    assert "0 dari 2" in page
    assert "banyak catatan risikonya didahulukan" in page


def test_an_empty_queue_says_so(client: Client, cast: Cast) -> None:
    small_office(cast)

    page = sign_in(client, cast.vera).get(PAGE).content.decode()

    assert "Tidak ada kertas kerja yang menunggu penilaian Anda sekarang." in page


@pytest.mark.parametrize("who", ["sari", "camat", "joko", "lina", "indra", "root_user"])
def test_it_is_for_verifiers_and_assessors(client: Client, cast: Cast, who: str) -> None:
    assert sign_in(client, getattr(cast, who)).get(PAGE).status_code == 403
