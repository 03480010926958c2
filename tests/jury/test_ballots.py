"""Jurors: each scores alone and unseen, what is given counts by mean or median, and who is asked."""

from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from django.utils import timezone

from assessments.access.jury import jurors_of
from assessments.jury.services.ballots import StaleBallot, panel_of, return_ballot, save_ballot
from assessments.models import Ballot, Conflict, Event, JuryScore, Stage, Window, Worksheet
from assessments.scores.stage_sequence import course_of
from assessments.team.services.team import declare_conflict, unassign_judge
from assessments.workflow import State
from kinerja.accounts.models import User
from kinerja.refusals import Closed, Incomplete
from tests.builders.jurors import add_jury, assign_jurors, give, second_juror
from tests.builders.score_audit import verify_scores
from tests.builders.sending import small_office
from tests.cast import Cast
from tests.offices import Office, add_judging
from tests.town import state


@pytest.fixture
def jihan(cast: Cast) -> User:
    return second_juror(cast)


@pytest.fixture
def office(cast: Cast) -> Office:
    """Everybody is verified, however it came about."""
    office = small_office(cast)
    add_judging(office, Stage.Kind.DESK)
    Worksheet.objects.update(state=State.VERIFIED)
    return office


@pytest.fixture
def stage(office: Office, cast: Cast, jihan: User) -> Stage:
    stage = add_jury(office)
    assign_jurors(stage, cast, cast.joko, jihan)
    return stage


def score_of(stage: Stage, sheet: Worksheet) -> JuryScore:
    return JuryScore.objects.get(stage=stage, worksheet=sheet)


def figures(stage: Stage, sheet: Worksheet) -> tuple[Decimal, Decimal, int, int]:
    score = score_of(stage, sheet)
    return score.total, score.spread, score.given, score.asked


def test_what_two_jurors_give_counts_by_its_mean(
    stage: Stage, office: Office, cast: Cast, jihan: User
) -> None:
    give(stage, office.bendo, cast.joko, "80", "70")
    assert figures(stage, office.bendo) == (Decimal("76"), 0, 1, 2)
    assert not score_of(stage, office.bendo).complete

    give(stage, office.bendo, jihan, "85.5", "60")

    # (80 + 85,5) / 2 of 60 and (70 + 60) / 2 of 40; their own totals are 76 and 75,3
    assert figures(stage, office.bendo) == (Decimal("75.65"), Decimal("0.7"), 2, 2)
    assert score_of(stage, office.bendo).aspect_totals == {"1": {"score": "49.65"}, "2": {"score": "26"}}
    assert score_of(stage, office.bendo).complete
    assert verify_scores() == "3 kertas kerja sesuai dengan hitungan.\n"


def test_or_by_its_median_criterion_by_criterion(office: Office, cast: Cast, jihan: User) -> None:
    stage = add_jury(office, aggregate=Stage.Aggregate.MEDIAN)
    third = User.objects.create_user("juri3", name="Juri Tiga")
    third.memberships.create(role="juror", starts=timezone.localdate())
    assign_jurors(stage, cast, cast.joko, jihan, third)
    for juror, first, second in ((cast.joko, "90", "10"), (jihan, "80", "50"), (third, "20", "100")):
        give(stage, office.bendo, juror, first, second)

    panel = panel_of(stage, list(Ballot.objects.all()))

    assert panel is not None
    assert [it.achievement for it in panel.criteria] == [80, 50]
    assert [it.spread for it in panel.criteria] == [70, 90]
    assert panel.total == Fraction(68)
    assert score_of(stage, office.bendo).total == 68


def test_a_third_is_kept_exactly_until_the_total_is_stored(office: Office, cast: Cast, jihan: User) -> None:
    stage = add_jury(office)
    third = User.objects.create_user("juri3", name="Juri Tiga")
    third.memberships.create(role="juror", starts=timezone.localdate())
    assign_jurors(stage, cast, cast.joko, jihan, third)
    for juror, first in ((cast.joko, "80"), (jihan, "80"), (third, "81")):
        give(stage, office.bendo, juror, first, "0")

    assert score_of(stage, office.bendo).total == Decimal("48.2")  # 60 × 241/3 / 100


def test_a_ballot_is_kept_unfinished_and_given_whole(stage: Stage, office: Office, cast: Cast) -> None:
    sheet = office.bendo
    kept = save_ballot(
        stage=stage,
        worksheet=sheet,
        values={"i1": "80", "i2": " "},
        notes={"i1": "Jelas"},
        version=0,
        by=cast.joko,
    )
    assert (kept.values, kept.notes, kept.given_at, kept.version) == ({"i1": "80"}, {"i1": "Jelas"}, None, 1)
    assert figures(stage, sheet) == (0, 0, 0, 2)

    with pytest.raises(Incomplete, match="Nilai kriteria 2 belum diisi"):
        save_ballot(
            stage=stage, worksheet=sheet, values={"i1": "80"}, notes={}, version=1, by=cast.joko, give=True
        )

    given = give(stage, sheet, cast.joko, "80", "70", version=1)
    assert given.given_at is not None
    told = Event.objects.filter(action="ballot_given").values_list("actor_name", "old", "new")
    assert list(told) == [("Joko", None, {"judge": "Joko"})]


def test_the_same_twice_is_one_and_another_version_is_told(stage: Stage, office: Office, cast: Cast) -> None:
    sheet = office.bendo
    wanted: Any = {"stage": stage, "worksheet": sheet, "notes": {}, "by": cast.joko}
    save_ballot(values={"i1": "80"}, version=0, **wanted)
    same = save_ballot(values={"i1": "80"}, version=0, **wanted)
    assert same.version == 1

    with pytest.raises(StaleBallot) as conflict:
        save_ballot(values={"i1": "81"}, version=0, **wanted)
    assert conflict.value.current.values == {"i1": "80"}


def test_what_is_given_is_closed_until_the_chair_hands_it_back(
    stage: Stage, office: Office, cast: Cast
) -> None:
    ballot = give(stage, office.bendo, cast.joko, "80", "70")
    before = state()
    with pytest.raises(Closed, match="sudah diserahkan dan terkunci"):
        give(stage, office.bendo, cast.joko, "90", "70", version=1)
    for who in (cast.joko, cast.asri, cast.lina, cast.root_user):
        with pytest.raises(Closed, match="Hanya ketua tim"):
            return_ballot(ballot=ballot, by=who, note="Keliru")
    with pytest.raises(Incomplete, match="Tulis alasan"):
        return_ballot(ballot=ballot, by=cast.kiki, note=" ")
    assert state() == before

    return_ballot(ballot=ballot, by=cast.kiki, note="Salah kecamatan")

    assert figures(stage, office.bendo) == (0, 0, 0, 2)
    assert give(stage, office.bendo, cast.joko, "90", "70", version=1).values == {"i1": "90", "i2": "70"}


@pytest.mark.parametrize("who", ["asri", "kiki", "lina", "vera", "sari", "root_user"])
def test_nobody_but_an_assigned_juror_gives(stage: Stage, office: Office, cast: Cast, who: str) -> None:
    before = state()

    with pytest.raises(Closed, match="tidak ditugaskan kepada Anda"):
        give(stage, office.bendo, getattr(cast, who), "80", "70")

    assert state() == before


def test_a_juror_scores_no_region_with_a_conflict(
    stage: Stage, office: Office, cast: Cast, jihan: User
) -> None:
    give(stage, office.city_sheet, jihan, "80", "70")
    declare_conflict(judge=cast.joko, regency=cast.places.regency, reason="Keluarga", by=cast.joko)

    with pytest.raises(Closed, match="benturan kepentingan"):
        give(stage, office.bendo, cast.joko, "80", "70")
    assert [it.name for it in jurors_of(stage, [office.bendo])[office.bendo.pk]] == ["Jihan"]
    assert (score_of(stage, office.bendo).asked, score_of(stage, office.city_sheet).asked) == (1, 2)

    from assessments.team.services.team import withdraw_conflict

    conflict = Conflict.objects.get()
    withdraw_conflict(conflict=conflict, by=cast.kiki)
    assert score_of(stage, office.bendo).asked == 2


def test_who_left_the_jury_after_giving_still_counts(stage: Stage, office: Office, cast: Cast) -> None:
    give(stage, office.bendo, cast.joko, "80", "70")

    for assignment in stage.assignments.select_related("stage__period__owner", "judge"):
        unassign_judge(assignment=assignment, by=cast.kiki)

    assert figures(stage, office.bendo) == (Decimal("76"), 0, 1, 1)
    assert score_of(stage, office.neighbour).complete is False


@pytest.mark.parametrize("where", [it for it in State if it is not State.VERIFIED])
def test_jurors_score_only_what_is_verified(stage: Stage, office: Office, cast: Cast, where: State) -> None:
    Worksheet.objects.update(state=where)
    before = state()

    with pytest.raises(Closed, match="Penilaian juri tidak terbuka"):
        give(stage, office.bendo, cast.joko, "80", "70")

    assert state() == before


def test_and_only_inside_the_window_of_the_stage(stage: Stage, office: Office, cast: Cast) -> None:
    now = timezone.now()
    Window.objects.create(
        stage=stage, purpose="judging", opens=now - timedelta(days=2), closes=now - timedelta(days=1)
    )
    with pytest.raises(Closed, match="Batas waktu penilaian sudah lewat"):
        give(stage, office.bendo, cast.joko, "80", "70")

    Window.objects.create(
        stage=stage,
        purpose="judging",
        district=cast.places.bendo,
        opens=now - timedelta(days=2),
        closes=now + timedelta(days=1),
        reason="Presentasi susulan",
    )
    assert give(stage, office.bendo, cast.joko, "80", "70").given_at


def test_only_those_who_came_into_the_stage_are_scored(office: Office, cast: Cast) -> None:
    stage = add_jury(office, quota=1)
    assign_jurors(stage, cast, cast.joko)

    with pytest.raises(Closed, match="Kecamatan Bendo bukan peserta tahap ini"):
        give(stage, office.bendo, cast.joko, "80", "70")
    assert course_of(stage.period).takes_part(stage, office.bendo.pk) is False
