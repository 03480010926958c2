"""Who judges what, and who must not: assignments and conflicts of interest, each change with its line."""

from django.db import transaction
from django.db.models import QuerySet

from assessments.access import barred, lock_period, team_of
from assessments.jury.services.ballots import refresh_stage
from assessments.models import Assignment, Conflict, Stage, TeamEvent
from assessments.workflow import OPEN_PERIODS
from kinerja.accounts.models import Role, User
from kinerja.refusals import Closed, Incomplete
from kinerja.regions.models import Regency


class TeamRefused(Incomplete):
    """The change is not allowed; the text says why, for the user."""


def assignment_refusal(new: Assignment) -> str:
    """Why this assignment cannot be made; empty where it can."""
    province = new.stage.period.owner
    role = judges_in(new.stage)
    judge = team_of(province, role).filter(pk=new.judge_id).first()
    if judge is None:
        return f"{new.judge} bukan {'juri' if role is Role.JUROR else 'penilai'} {province}."
    regency = new.district.regency if new.district else new.regency
    if regency and regency.province_id != province.pk:
        return f"{regency} tidak berada di {province}."
    conflict_reason = barred(judge).get(regency.pk) if regency else None
    if conflict_reason:
        return f"{judge} tidak menilai {regency}: {conflict_reason}."
    earlier_assignments = Assignment.objects.filter(stage=new.stage, judge=judge)
    covering_assignment = next(
        (
            it
            for it in earlier_assignments.select_related("district__regency", "regency")
            if holds_assignment(it, new)
        ),
        None,
    )
    return f"{judge} sudah ditugaskan: {covering_assignment.scope}." if covering_assignment else ""


def judges_in(stage: Stage) -> Role:
    """Who judges in a stage: jurors where it is theirs, else assessors."""
    return Role.JUROR if stage.by_jury else Role.ASSESSOR


def jury_changed(stage: Stage) -> None:
    """Scores count how many jurors are still asked."""
    if stage.by_jury:
        refresh_stage(stage)


def holds_assignment(old: Assignment, new: Assignment) -> bool:
    """Whether an assignment already gives all that a new one would."""
    if old.aspect not in ("", new.aspect):
        return False
    if old.district_id:
        return old.district_id == new.district_id
    regency_id = new.district.regency_id if new.district else new.regency_id
    return old.regency_id in (None, regency_id)


@transaction.atomic
def assign_judge(*, assignment: Assignment, by: User) -> Assignment:
    """Give an assessor a part of a stage. Raises `TeamRefused`."""
    lock_period(assignment.stage.period_id)  # two at once would both see no other
    refusal = assignment_refusal(assignment)
    if refusal:
        raise TeamRefused(refusal)
    assignment.assigned_by = by
    assignment.save(force_insert=True)
    record_team(TeamEvent.Action.ASSIGNED, assignment.judge, assignment_subject(assignment), by=by)
    jury_changed(assignment.stage)
    return assignment


@transaction.atomic
def unassign_judge(*, assignment: Assignment, by: User, note: str = "") -> None:
    """Take it away again; what was judged stays."""
    lock_period(assignment.stage.period_id)
    record_team(
        TeamEvent.Action.UNASSIGNED, assignment.judge, assignment_subject(assignment), by=by, note=note
    )
    assignment.delete()
    jury_changed(assignment.stage)


@transaction.atomic
def declare_conflict(*, judge: User, regency: Regency, reason: str, by: User) -> Conflict:
    """Note that `judge` must not judge `regency`; what they were given there is taken away with it.

    Raises `TeamRefused` where it is declared already.
    """
    conflict, is_new = Conflict.objects.get_or_create(
        judge=judge, regency=regency, defaults={"reason": reason}
    )
    if not is_new:
        raise TeamRefused(
            f"Benturan kepentingan {judge} dengan {regency} sudah dinyatakan: {conflict.reason}."
        )
    record_team(TeamEvent.Action.CONFLICT_DECLARED, judge, str(regency), by=by, note=reason)
    assignments = assignments_in_open_periods(judge).select_related("district__regency", "regency")
    for assignment in assignments:
        assigned_regency = assignment.district.regency if assignment.district else assignment.regency
        if assigned_regency == regency:
            unassign_judge(assignment=assignment, by=by, note="Benturan kepentingan")
        else:
            jury_changed(assignment.stage)
    return conflict


@transaction.atomic
def withdraw_conflict(*, conflict: Conflict, by: User) -> None:
    """The conflict does not hold any more. Raises `Closed` for one's own: another chair decides that."""
    if conflict.judge_id == by.pk:
        raise Closed("Benturan kepentingan Anda sendiri dicabut oleh ketua tim yang lain.")
    record_team(
        TeamEvent.Action.CONFLICT_WITHDRAWN,
        conflict.judge,
        str(conflict.regency),
        by=by,
        note=conflict.reason,
    )
    judge = conflict.judge
    conflict.delete()
    for assignment in assignments_in_open_periods(judge):
        jury_changed(assignment.stage)


def assignments_in_open_periods(judge: User) -> QuerySet[Assignment]:
    """What a finished period says of who judged what stays as it is."""
    theirs = Assignment.objects.filter(judge=judge, stage__period__state__in=OPEN_PERIODS)
    return theirs.select_related("stage__period__owner")


def assignment_subject(assignment: Assignment) -> str:
    return f"{assignment.stage.name}: {assignment.scope}"


def record_team(action: TeamEvent.Action, judge: User, subject: str, *, by: User, note: str = "") -> None:
    """Append to the history, inside the transaction that it tells of."""
    TeamEvent.objects.create(
        actor=by, actor_name=by.name, judge=judge, action=action, subject=subject, note=note
    )
