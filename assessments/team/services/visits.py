"""The field visits of a stage: who goes where and when, from its assignments and windows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from assessments.access.queries import assignments_in
from assessments.models import Assignment, Stage, Window, Worksheet
from assessments.workflow import UNSENT
from kinerja.accounts.models import Membership, Role, User
from kinerja.regions.models import Province


@dataclass(frozen=True)
class Destination:
    """A kecamatan, or all of a kabupaten/kota or of the province, with who goes there and between when."""

    region: str
    team: tuple[Assignment, ...]
    opens: datetime | None
    closes: datetime | None


@dataclass(frozen=True)
class Errand:
    """All visits of a stage."""

    stage: Stage
    members: tuple[User, ...]
    destinations: tuple[Destination, ...]
    worksheets: tuple[Worksheet, ...]


def errand_of(stage: Stage) -> Errand:
    """Four queries whatever the number of visits."""
    assignments = assignments_in([stage.pk])
    windows = {window.district_id: window for window in Window.objects.filter(stage=stage)}
    assignments_by_region: dict[object, list[Assignment]] = {}
    for assignment in sorted(assignments, key=visit_place):
        assignments_by_region.setdefault(assignment.district or assignment.regency, []).append(assignment)
    judges_by_pk = {assignment.judge_id: assignment.judge for assignment in assignments}
    return Errand(
        stage=stage,
        members=tuple(sorted(judges_by_pk.values(), key=lambda person: (person.name, person.username))),
        destinations=tuple(
            destination_of(assignments_there, windows) for assignments_there in assignments_by_region.values()
        ),
        worksheets=tuple(visited_worksheets(stage, assignments)),
    )


def visit_place(assignment: Assignment) -> tuple[str, str, str]:
    """The order of the places, then of the people at one."""
    assigned_region = assignment.district or assignment.regency
    return (assigned_region.code if assigned_region else "", assignment.judge.name, assignment.aspect)


def destination_of(team: Sequence[Assignment], windows: dict[UUID | None, Window]) -> Destination:
    """A kecamatan's own window comes first."""
    first_assignment = team[0]
    window = (
        windows.get(first_assignment.district_id) if first_assignment.district_id else None
    ) or windows.get(None)
    return Destination(
        region=first_assignment.region,
        team=tuple(team),
        opens=window.opens if window else None,
        closes=window.closes if window else None,
    )


def visited_worksheets(stage: Stage, assignments: Sequence[Assignment]) -> list[Worksheet]:
    """The sent worksheets of the period that an assignment covers."""
    sent_worksheets = Worksheet.objects.filter(stage__period=stage.period_id).exclude(state__in=UNSENT)
    worksheets = sent_worksheets.select_related("district__regency").order_by("district__code")
    return [it for it in worksheets if any(row.covers(it) for row in assignments)]


def team_at(worksheet: Worksheet) -> list[User]:
    """Who was assigned to visit a worksheet's kecamatan, each once; one query."""
    rows = Assignment.objects.filter(stage__period=worksheet.stage.period_id, stage__kind=Stage.Kind.FIELD)
    assignments = rows.select_related("judge").order_by("judge__name", "judge__username")
    return list({it.judge_id: it.judge for it in assignments if it.covers(worksheet)}.values())


def leader_of(province: Province) -> User | None:
    """Who signs for a province: its leadership, where that is one person."""
    members = Membership.objects.active().filter(role=Role.LEADERSHIP, province=province)
    leaders = {it.user_id: it.user for it in members.select_related("user")[:2]}
    return next(iter(leaders.values())) if len(leaders) == 1 else None
