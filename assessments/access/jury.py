"""Who is in the jury of which stage and worksheet, and who sees its work from above."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from assessments.models import Assignment, Stage, Worksheet
from kinerja.accounts.models import Role, User
from kinerja.accounts.requests import Request
from kinerja.regions.models import Province

from .judging import barred, team_of

ABOVE = (Role.ASSESSOR, Role.LEADERSHIP)


def is_juror(user: User) -> bool:
    return any(it.role == Role.JUROR for it in user.active_memberships)


def juror_in(user: User, province: Province) -> bool:
    """Whether `user` is a juror of this province, or of every one."""
    return any(
        it.role == Role.JUROR and it.province_id in (None, province.pk) for it in user.active_memberships
    )


def watches_juries(user: User, province: Province) -> bool:
    """Whether `user` is of the province's team or leadership."""
    return user.is_superuser or any(
        it.role in ABOVE and it.province_id == province.pk for it in user.active_memberships
    )


def jury_stages_for(user: User) -> QuerySet[Stage]:
    """The stages with a jury that `user` is in by an assignment, or sees from above; the newest first."""
    stages = Stage.objects.filter(kind=Stage.Kind.JURY).select_related("period__owner", "instrument")
    stages = stages.order_by("-period__year", "no")
    if user.is_superuser:
        return stages
    overseen_province_ids = [
        it.province_id for it in user.active_memberships if it.role in ABOVE and it.province_id
    ]
    stages_seen = stages.filter(period__owner__in=overseen_province_ids)
    if is_juror(user):
        stages_seen |= stages.filter(assignments__judge=user)
    return stages_seen.distinct()


def fetch_jury_stage(request: Request, stage_id: UUID) -> Stage:
    """The stage, or 404."""
    stage = jury_stages_for(request.user).filter(pk=stage_id).first()
    if stage is None:
        raise Http404
    return stage


def jurors_of(stage: Stage, worksheets: Iterable[Worksheet]) -> dict[UUID, list[User]]:
    """By worksheet the jurors who are to score it: assigned, of the province, and without a conflict.

    Four queries, whatever their number.
    """
    rows = list(Assignment.objects.filter(stage=stage))
    jurors_by_pk = {it.pk: it for it in team_of(stage.period.owner, Role.JUROR)} if rows else {}
    barred_regencies = {pk: barred(judge) for pk, judge in jurors_by_pk.items()}
    jurors = {}
    for worksheet in worksheets:
        covering_juror_ids = {row.judge_id for row in rows if row.covers(worksheet)}
        regency_id = worksheet.district.regency_id
        jurors[worksheet.pk] = [
            judge
            for pk, judge in jurors_by_pk.items()
            if pk in covering_juror_ids and regency_id not in barred_regencies[pk]
        ]
    return jurors
