"""Last year's assignments in the stages of the next year."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from assessments.access import barred, lock_period, team_of
from assessments.models import Assignment, Period, Stage, TeamEvent
from assessments.team.services.team import assignment_subject, judges_in, jury_changed
from kinerja.accounts.models import Role, User

Team = Mapping[Role, Mapping[UUID, User]]


class Carried(NamedTuple):
    """How many assignments were taken over, and why the others were not."""

    number: int
    refused: list[str]


@transaction.atomic
def carry_assignments(*, period: Period, following: Period, by: User) -> Carried:
    """Give everybody in `following` what they had in the same stage of `period`, where nothing was given
    in it yet and they still judge there. The number of queries does not grow with the assignments."""
    lock_period(following.pk)  # two at once would give it twice
    given = set(Assignment.objects.filter(stage__period=following).values_list("stage_id", flat=True))
    stages = Stage.objects.filter(period=following).exclude(pk__in=given).select_related("period__owner")
    by_place = {(it.no, it.kind): it for it in stages}
    team = {it: {who.pk: who for who in team_of(following.owner, it)} for it in (Role.ASSESSOR, Role.JUROR)}
    pairs = [(old, by_place.get((old.stage.no, old.stage.kind))) for old in assignments_of(period)]
    judged = [(old, stage, carrying_refusal(old, stage, team)) for old, stage in pairs if stage]
    new = [assignment_after(old, stage, by) for old, stage, refusal in judged if not refusal]
    write_assignments(new, by)
    return Carried(len(new), [refusal for _, _, refusal in judged if refusal])


def assignments_of(period: Period) -> Iterable[Assignment]:
    rows = Assignment.objects.filter(stage__period=period)
    return rows.select_related("stage", "judge", "regency", "district__regency").order_by("judge__name", "pk")


def carrying_refusal(old: Assignment, stage: Stage, team: Team) -> str:
    """Why this judge does not get it again; empty where they do."""
    judge = team[judges_in(stage)].get(old.judge_id)
    if judge is None:
        return f"{old.judge} tidak lagi di tim ({stage.name}, {old.scope})."
    place = old.district.regency if old.district else old.regency
    reason = barred(judge).get(place.pk) if place else None
    return f"{judge} tidak menilai {place}: {reason}." if reason else ""


def assignment_after(old: Assignment, stage: Stage, by: User) -> Assignment:
    place = {"regency": old.regency, "district": old.district, "aspect": old.aspect}
    return Assignment(stage=stage, judge=old.judge, assigned_by=by, **place)


def write_assignments(assignments: list[Assignment], by: User) -> None:
    """All of them with their lines in the history."""
    Assignment.objects.bulk_create(assignments)
    TeamEvent.objects.bulk_create(
        TeamEvent(
            actor=by,
            actor_name=by.name,
            judge=it.judge,
            action=TeamEvent.Action.ASSIGNED,
            subject=assignment_subject(it),
        )
        for it in assignments
    )
    for stage in {it.stage for it in assignments}:
        jury_changed(stage)
