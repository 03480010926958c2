"""Who judges what, and who must not: the chair's page, everybody's conflicts, and their history."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from assessments.models import Assignment, Conflict, Period, Stage, TeamEvent, Worksheet
from assessments.models.event import AppendOnly
from assessments.records.worksheets import open_worksheets
from assessments.sending.services import request_signoff, submit
from kinerja.accounts.models import Membership, Role, User
from kinerja.regions.models import District, Profile, Regency
from tests.builders import jurors
from tests.builders.sending import fill, small_office
from tests.cast import Cast, sign_in
from tests.offices import Office, add_judging
from tests.town import state


@pytest.fixture
def office(cast: Cast) -> Office:
    """A period in which the province judges papers and visits."""
    found = small_office(cast)
    add_judging(found, Stage.Kind.DESK, Stage.Kind.FIELD)
    return found


@pytest.fixture
def stage(office: Office) -> Stage:
    return Stage.objects.get(kind=Stage.Kind.DESK)


def page_of(stage: Stage) -> str:
    return f"/penugasan/{stage.pk}/"


def give(client: Client, stage: Stage, judge: User, region: Any, aspect: str = "") -> Any:
    body = {"judge": judge.pk, "region": getattr(region, "pk", region), "aspect": aspect}
    return client.post(page_of(stage), body)


def told() -> list[tuple[str, str, str, str]]:
    return [
        (it.actor_name, it.action, it.judge.username, it.subject) for it in TeamEvent.objects.order_by("at")
    ]


def test_the_chair_is_led_to_the_first_stage_of_the_newest_period(
    client: Client, cast: Cast, stage: Stage
) -> None:
    assert sign_in(client, cast.kiki).get("/p/jatim-2022/penugasan/")["Location"] == page_of(stage)


def test_a_period_without_such_a_stage_says_so(client: Client, cast: Cast) -> None:
    small_office(cast)

    page = sign_in(client, cast.kiki).get("/p/jatim-2022/penugasan/")

    assert "belum memiliki tahap penilaian administrasi" in page.content.decode()


def test_the_chair_assigns_by_kabupaten_kecamatan_and_aspect(
    client: Client, cast: Cast, stage: Stage
) -> None:
    sign_in(client, cast.kiki)

    answers = [
        give(client, stage, cast.asri, cast.places.regency),
        give(client, stage, cast.asri, cast.places.city_district, "2"),
        give(client, stage, cast.kiki, "all", "1"),
    ]

    assert [it["Location"] for it in answers] == [page_of(stage)] * 3
    assert {(it.judge, it.scope, it.assigned_by) for it in Assignment.objects.all()} == {
        (cast.asri, "Kabupaten Magetan, semua aspek", cast.kiki),
        (cast.asri, "Kecamatan Kartoharjo, Kota Madiun, aspek 2", cast.kiki),
        (cast.kiki, "Seluruh provinsi, aspek 1", cast.kiki),
    }
    name = Stage.Kind.DESK.label
    assert told() == [
        ("Kiki", "assigned", "asri", f"{name}: Kabupaten Magetan, semua aspek"),
        ("Kiki", "assigned", "asri", f"{name}: Kecamatan Kartoharjo, Kota Madiun, aspek 2"),
        ("Kiki", "assigned", "kiki", f"{name}: Seluruh provinsi, aspek 1"),
    ]


def test_both_sides_are_seen_and_who_is_missing_is_named(
    client: Client, cast: Cast, office: Office, stage: Stage
) -> None:
    fill(office.bendo, cast)
    request_signoff(worksheet=office.bendo, by=cast.sari)
    submit(worksheet=office.bendo, by=cast.camat)
    sign_in(client, cast.kiki)
    give(client, stage, cast.asri, cast.places.regency, "1")
    give(client, stage, cast.kiki, cast.places.bendo)

    page = client.get(page_of(stage))

    assert [(it.judge.username, it.count, it.done, it.open, it.unsent) for it in page.context["loads"]] == [
        ("asri", 2, 0, 1, 1),
        ("kiki", 1, 0, 1, 0),
    ]
    magetan, madiun = page.context["places"]
    assert (magetan.judges, magetan.gaps) == (
        ["Asri (aspek 1)", "Kiki (Kecamatan Bendo)"],
        "Aspek tanpa penilai: 2",
    )
    assert (madiun.judges, madiun.gaps) == ([], "Belum ada penilai")
    assert "Belum ada penilai: Kota Madiun." in page.content.decode()


def test_a_kecamatan_without_anybody_is_named(client: Client, cast: Cast, stage: Stage) -> None:
    sign_in(client, cast.kiki)
    give(client, stage, cast.kiki, cast.places.bendo)

    place = client.get(page_of(stage)).context["places"][0]

    assert place.gaps == "Kecamatan tanpa penilai: Maospati"


def test_who_left_the_team_judges_nothing_and_can_be_taken_off(
    client: Client, cast: Cast, stage: Stage
) -> None:
    sign_in(client, cast.kiki)
    give(client, stage, cast.asri, cast.places.regency)
    cast.asri.memberships.update(ends=date(2022, 1, 1))

    page = client.get(page_of(stage))

    assert [(it.judge.username, it.left, it.count) for it in page.context["loads"]] == [
        ("kiki", False, 0),
        ("asri", True, 0),
    ]
    assert "Bukan lagi penilai" in page.content.decode()
    assert page.context["places"][0].gaps == "Belum ada penilai"
    assert client.post(f"/penugasan/{Assignment.objects.get().pk}/cabut/").status_code == 302


def test_a_link_of_the_list_fills_the_form_in(client: Client, cast: Cast, stage: Stage) -> None:
    page = sign_in(client, cast.kiki).get(page_of(stage), {"wilayah": str(cast.places.city.pk)})

    assert f'<option value="{cast.places.city.pk}" selected>' in page.content.decode()


def refused(client: Client, stage: Stage, judge: User, region: Any, aspect: str = "") -> str:
    """The page that says why; nothing was changed, and what was chosen is kept."""
    before = state()
    answer = give(client, stage, judge, region, aspect)
    assert answer.status_code == 422
    assert state() == before
    assert f'<option value="{getattr(region, "pk", region)}" selected' in answer.content.decode()
    return answer.content.decode()


@pytest.mark.parametrize(
    ("region", "aspect", "what"),
    [
        ("regency", "", "Kabupaten Magetan, semua aspek"),
        ("regency", "1", "Kabupaten Magetan, semua aspek"),
        ("bendo", "2", "Kabupaten Magetan, semua aspek"),
    ],
)
def test_what_somebody_has_already_is_refused(
    client: Client, cast: Cast, stage: Stage, region: str, aspect: str, what: str
) -> None:
    sign_in(client, cast.kiki)
    give(client, stage, cast.asri, cast.places.regency)

    page = refused(client, stage, cast.asri, getattr(cast.places, region), aspect)

    assert f"Asri sudah ditugaskan: {what}." in page


def test_more_than_somebody_has_is_not_refused(client: Client, cast: Cast, stage: Stage) -> None:
    sign_in(client, cast.kiki)
    give(client, stage, cast.asri, cast.places.bendo, "1")

    assert give(client, stage, cast.asri, cast.places.bendo, "2").status_code == 302
    assert give(client, stage, cast.asri, cast.places.regency, "1").status_code == 302


def test_a_declared_conflict_is_refused_with_its_reason(client: Client, cast: Cast, stage: Stage) -> None:
    Conflict.objects.create(judge=cast.asri, regency=cast.places.regency, reason="Suami bekerja di sana")
    sign_in(client, cast.kiki)

    for region in (cast.places.regency, cast.places.bendo):
        page = refused(client, stage, cast.asri, region)
        assert "Asri tidak menilai Kabupaten Magetan: benturan kepentingan: Suami bekerja di sana." in page


def test_the_own_region_is_refused(client: Client, cast: Cast, stage: Stage) -> None:
    Membership.objects.create(user=cast.asri, role=Role.REGENCY_VERIFIER, regency=cast.places.city)

    page = refused(sign_in(client, cast.kiki), stage, cast.asri, cast.places.city)

    assert "Asri tidak menilai Kota Madiun: wilayah tugasnya sendiri." in page


@pytest.mark.parametrize("who", ["vera", "joko", "dedi", "yuni"])
def test_only_assessors_of_the_own_province_are_offered(
    client: Client, cast: Cast, stage: Stage, who: str
) -> None:
    sign_in(client, cast.kiki)

    answer = give(client, stage, getattr(cast, who), cast.places.regency)

    assert answer.status_code == 422
    assert "Pilih satu dari daftar." in answer.content.decode()
    assert not Assignment.objects.exists()


@pytest.mark.parametrize(
    "body", [{}, {"judge": "x", "region": "\0", "aspect": "99"}, {"judge": "", "region": "all"}]
)
def test_bad_input_is_told_and_changes_nothing(
    client: Client, cast: Cast, stage: Stage, body: dict[str, str]
) -> None:
    assert sign_in(client, cast.kiki).post(page_of(stage), body).status_code == 422
    assert not Assignment.objects.exists()


def test_an_assignment_is_taken_away(client: Client, cast: Cast, stage: Stage) -> None:
    sign_in(client, cast.kiki)
    give(client, stage, cast.asri, cast.places.regency)

    answer = client.post(f"/penugasan/{Assignment.objects.get().pk}/cabut/")

    assert answer["Location"] == page_of(stage)
    assert not Assignment.objects.exists()
    assert [action for _, action, *_ in told()] == ["assigned", "unassigned"]
    assert "Penugasan dicabut" in client.get(page_of(stage)).content.decode()


def test_what_is_of_another_province_is_not_there(client: Client, cast: Cast, stage: Stage) -> None:
    period = Period.objects.create(
        owner=cast.places.other_province, code="jateng-2030", year=2030, name="Lain"
    )
    foreign = Stage.objects.create(
        period=period, no=1, kind=Stage.Kind.DESK, name="Lain", instrument=stage.instrument
    )
    theirs = Assignment.objects.create(stage=foreign, judge=cast.asri, regency=cast.places.other_regency)
    conflict = Conflict.objects.create(judge=cast.yuni, regency=cast.places.other_regency, reason="Lain")
    before = state()
    sign_in(client, cast.kiki)

    answers = [
        client.get(page_of(foreign)),
        client.post(page_of(foreign), {}),
        client.post(f"/penugasan/{theirs.pk}/cabut/"),
        client.post(f"/benturan-kepentingan/{conflict.pk}/cabut/"),
        client.get(f"/penugasan/{uuid4()}/"),
    ]

    assert [it.status_code for it in answers] == [404] * 5
    assert give(client, stage, cast.asri, cast.places.other_regency).status_code == 422
    assert state() == before


@pytest.mark.parametrize("who", ["asri", "vera", "joko", "lina", "root_user"])
def test_only_the_chair_assigns(client: Client, cast: Cast, stage: Stage, who: str) -> None:
    given = Assignment.objects.create(stage=stage, judge=cast.asri)
    before = state()
    sign_in(client, getattr(cast, who))

    answers = [
        client.get(page_of(stage)),
        give(client, stage, cast.asri, cast.places.regency),
        client.post(f"/penugasan/{given.pk}/cabut/"),
    ]

    assert [it.status_code for it in answers] == [403] * 3
    assert "Penugasan diatur oleh ketua tim penilai provinsi." in answers[0].content.decode()
    assert state() == before


@pytest.mark.parametrize("who", ["asri", "joko"])
def test_everybody_in_the_team_declares_their_own(
    client: Client, cast: Cast, office: Office, who: str
) -> None:
    judge = getattr(cast, who)
    body = {"judge": cast.kiki.pk, "regency": cast.places.regency.pk, "reason": "Keluarga"}

    assert sign_in(client, judge).post("/benturan-kepentingan/", body).status_code == 302

    conflict = Conflict.objects.get()
    assert (conflict.judge, conflict.regency, conflict.reason) == (judge, cast.places.regency, "Keluarga")
    assert told() == [(judge.name, "conflict_declared", who, "Kabupaten Magetan")]
    again = client.post("/benturan-kepentingan/", body)
    assert again.status_code == 422
    assert "sudah dinyatakan: Keluarga." in again.content.decode()


def test_a_conflict_takes_the_assignments_there_away(client: Client, cast: Cast, stage: Stage) -> None:
    sign_in(client, cast.kiki)
    give(client, stage, cast.asri, cast.places.regency)
    give(client, stage, cast.asri, cast.places.bendo.regency.districts.get(name="Bendo"), "1")
    give(client, stage, cast.asri, cast.places.city)
    body = {"judge": cast.asri.pk, "regency": cast.places.regency.pk, "reason": "Keluarga"}

    client.post("/benturan-kepentingan/", body)

    assert [it.regency for it in Assignment.objects.all()] == [cast.places.city]
    assert "unassigned" in [action for _, action, *_ in told()]


@pytest.mark.parametrize("body", [{}, {"regency": "x", "reason": " "}, {"reason": "a" * 251}])
def test_a_bad_declaration_is_told(client: Client, cast: Cast, office: Office, body: dict[str, str]) -> None:
    assert sign_in(client, cast.joko).post("/benturan-kepentingan/", body).status_code == 422
    assert not Conflict.objects.exists()


def test_only_the_chair_withdraws_and_not_the_own(client: Client, cast: Cast, office: Office) -> None:
    theirs = Conflict.objects.create(judge=cast.asri, regency=cast.places.regency, reason="Keluarga")
    own = Conflict.objects.create(judge=cast.kiki, regency=cast.places.city, reason="Keluarga")

    assert sign_in(client, cast.asri).post(f"/benturan-kepentingan/{theirs.pk}/cabut/").status_code == 403
    assert client.post(f"/benturan-kepentingan/{own.pk}/cabut/").status_code == 404
    sign_in(client, cast.kiki)
    refusal = client.post(f"/benturan-kepentingan/{own.pk}/cabut/")
    assert refusal.status_code == 403
    assert "dicabut oleh ketua tim yang lain" in refusal.content.decode()
    assert client.post(f"/benturan-kepentingan/{theirs.pk}/cabut/").status_code == 302
    assert list(Conflict.objects.all()) == [own]
    assert told() == [("Kiki", "conflict_withdrawn", "asri", "Kabupaten Magetan")]


def test_others_see_only_their_own_conflicts(client: Client, cast: Cast, office: Office) -> None:
    Conflict.objects.create(judge=cast.joko, regency=cast.places.regency, reason="rahasia juri")

    assert "rahasia juri" not in sign_in(client, cast.asri).get("/benturan-kepentingan/").content.decode()
    assert "rahasia juri" in sign_in(client, cast.kiki).get("/benturan-kepentingan/").content.decode()


def test_the_history_is_only_added_to(cast: Cast) -> None:
    event = TeamEvent.objects.create(
        actor=cast.kiki, actor_name="Kiki", judge=cast.asri, action="assigned", subject="Semua"
    )

    with pytest.raises(AppendOnly):
        event.save()
    with pytest.raises(AppendOnly):
        event.delete()


@pytest.mark.parametrize("extra", [0, 27])
def test_the_page_takes_the_same_queries_for_3_and_for_30(
    client: Client, cast: Cast, stage: Stage, office: Office, django_assert_num_queries: Any, extra: int
) -> None:
    districts = District.objects.bulk_create(
        District(code=f"35.20.{no}", name=f"Uji {no}", regency=cast.places.regency)
        for no in range(30, 30 + extra)
    )
    year = office.stage.instrument.data_year
    Profile.objects.bulk_create(Profile(district=it, data_year=year, desa=5, kelurahan=0) for it in districts)
    open_worksheets(stage=office.stage, districts=districts, by=None)
    people = User.objects.bulk_create(User(username=f"penilai{no}", name=f"P {no}") for no in range(extra))
    Membership.objects.bulk_create(
        Membership(user=it, role=Role.ASSESSOR, province=cast.places.province) for it in people
    )
    Assignment.objects.bulk_create(
        Assignment(stage=stage, judge=it, district=where)
        for it, where in zip([cast.asri, *people], [cast.places.bendo, *districts], strict=True)
    )
    sign_in(client, cast.kiki)

    # Session, person with memberships; period, stages; the form's people with two prefetches, kabupaten,
    # kecamatan, edition; the team again with its two, assignments, sheets, names, edition; history; frame.
    with django_assert_num_queries(19):
        page = client.get(page_of(stage))
    assert len(page.context["loads"]) == 2 + extra


@pytest.mark.parametrize("count", [3, 30])
def test_the_list_of_conflicts_takes_the_same_queries_for_3_and_for_30(
    client: Client, cast: Cast, office: Office, django_assert_num_queries: Any, count: int
) -> None:
    regencies = Regency.objects.bulk_create(
        Regency(code=f"35.{no}", name=f"Kabupaten {no}", province=cast.places.province)
        for no in range(30, 30 + count)
    )
    Conflict.objects.bulk_create(Conflict(judge=cast.asri, regency=it, reason="Keluarga") for it in regencies)
    sign_in(client, cast.kiki)

    # Session, person with memberships; conflicts; the form's people with two prefetches, kabupaten; frame.
    with django_assert_num_queries(8):
        page = client.get("/benturan-kepentingan/")
    assert len(page.context["lines"]) == count


def test_jurors_are_assigned_to_their_stage(client: Client, cast: Cast, office: Office) -> None:
    """Whole ballots of those who take part; nobody judges where nobody is assigned."""
    jury = jurors.add_jury(office, no=4)
    Worksheet.objects.update(state="verified")
    sign_in(client, cast.kiki)

    empty = client.get(page_of(jury))
    words = empty.content.decode()
    assert "jadi belum ada juri yang menilai" in words
    assert "Pilih juri" in words
    assert "aspect" not in empty.context["form"].fields
    client.post(page_of(jury), {"judge": cast.asri.pk, "region": "all"})
    assert not Assignment.objects.exists()
    client.post(page_of(jury), {"judge": cast.joko.pk, "region": cast.places.regency.pk})
    jurors.give(jury, office.bendo, cast.joko, "80", "70")

    page = client.get(page_of(jury))

    assert [(it.judge.username, it.count, it.done, it.open) for it in page.context["loads"]] == [
        ("joko", 2, 1, 1)
    ]
    assert [(it.judges, it.gaps) for it in page.context["places"]] == [(["Joko"], ""), ([], "Belum ada juri")]
    assert "Belum ada juri: Kota Madiun." in page.content.decode()


def test_only_participants_count_for_jurors(client: Client, cast: Cast, office: Office) -> None:
    jury = jurors.add_jury(office, no=4, quota=1)
    sign_in(client, cast.kiki)

    page = client.get(page_of(jury))

    assert (page.context["places"], "Belum ada peserta tahap ini." in page.content.decode()) == ([], True)
