"""Assignments, which the chair makes, and conflicts of interest, which everybody in the team declares."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from assessments.access import (
    chaired_by,
    fetch_assigned_stage,
    fetch_period,
    is_judge,
    require_chair,
    team_of,
)
from assessments.access.queries import assignments_in, stages_assigned
from assessments.models import Assignment, Ballot, Conflict, Stage, TeamEvent, Worksheet
from assessments.scores.stage_sequence import course_of
from assessments.team.forms.team import AssignmentForm, ConflictForm, edition_aspects
from assessments.team.page import loads_by_judge, team_places
from assessments.team.services import team as services
from assessments.workflow import TAKING_PART
from kinerja.accounts.access import zone_of_person
from kinerja.accounts.models import User
from kinerja.accounts.requests import Request
from kinerja.accounts.views import form_methods, form_page, posted_data
from kinerja.numbers import format_short_datetime
from kinerja.regions.models import Province, Regency

EVENTS_SHOWN = 30


@login_required
@require_safe
def assignments(request: Request, period_code: str) -> HttpResponse:
    """Leads to the first stage that assessors are assigned to."""
    province = require_chair(request.user)
    period = fetch_period(request.user, period_code)
    if period.owner_id != province.pk:
        raise Http404
    stages = stages_assigned(period)
    if stages:
        return redirect("assignments_of_stage", stages[0].pk)
    return render(request, "team/no_stage.html", {"period": period})


@login_required
@form_methods
def assignments_of_stage(request: Request, stage_id: UUID) -> HttpResponse:
    """Who has what and who judges which kabupaten; the form gives another part to somebody."""
    province = require_chair(request.user)
    stage = fetch_assigned_stage(province, stage_id)
    stages = stages_assigned(stage.period)
    preset_fields = {"region": request.GET.get("wilayah", ""), "judge": request.GET.get("penilai", "")}
    form = AssignmentForm(posted_data(request), stage=stage, province=province, initial=preset_fields)
    if form.is_valid():
        try:
            assignment = services.assign_judge(assignment=form.assignment, by=request.user)
        except services.TeamRefused as refusal:  # the same was sent twice at once
            form.add_error("region", str(refusal))
        else:
            messages.success(request, f"{assignment.judge} ditugaskan: {assignment.scope}.")
            return redirect("assignments_of_stage", stage.pk)
    context = (
        {"period": stage.period, "stage": stage, "stages": stages}
        | assignment_tables(province, stage)
        | team_history(request.user, province)
    )
    return form_page(request, "team/assignments.html", form, **context)


def assignment_tables(province: Province, stage: Stage) -> dict[str, Any]:
    """Both sides of a stage's assignments; five queries."""
    team = list(team_of(province, services.judges_in(stage)))
    rows = assignments_in([stage.pk])
    jury = stage.by_jury
    worksheets = to_judge(province, stage)
    regency_names = dict(Regency.objects.filter(province=province).values_list("pk", "name"))
    judge_word = "juri" if jury else "penilai"
    places_in_stage = team_places(
        team, rows, worksheets, [] if jury else [code for code, _ in edition_aspects(stage)], judge_word
    )
    return {
        "jury": jury,
        "judge_word": judge_word,
        "loads": loads_by_judge(team, rows, worksheets, regency_names, given_pairs(stage) if jury else None),
        "places": places_in_stage,
        "without": [place.name for place in places_in_stage if not place.judges],
        "everybody": not rows,
    }


def to_judge(province: Province, stage: Stage) -> list[Worksheet]:
    """Those that a stage judges; one query, and two more for a jury."""
    worksheets = (
        Worksheet.objects.filter(stage__period=stage.period_id, district__regency__province=province)
        .filter(state__in=TAKING_PART)
        .select_related("district__regency")
        .only("state", "district__name", "district__regency__name", "district__regency__code")
        .order_by("district__code")
    )
    if not stage.by_jury:
        return list(worksheets)
    course = course_of(stage.period)
    return [it for it in worksheets.filter(stage=course.entry) if course.takes_part(stage, it.pk)]


def given_pairs(stage: Stage) -> set[tuple[UUID, UUID]]:
    """Which juror has given a ballot of which worksheet; one query."""
    ballots = Ballot.objects.filter(stage=stage, given_at__isnull=False)
    return set(ballots.values_list("judge_id", "worksheet_id"))


def team_history(user: User, province: Province) -> dict[str, Any]:
    """The last changes in the team."""
    events = TeamEvent.objects.filter(judge__in=team_of(province).values("pk"))
    lines = events.select_related("judge")[:EVENTS_SHOWN]
    zone = zone_of_person(user)
    return {"events": [(format_short_datetime(it.at, zone), it) for it in lines]}


@login_required
@require_POST
def assignment_remove(request: Request, assignment_id: UUID) -> HttpResponse:
    """Take an assignment away."""
    province = require_chair(request.user)
    assignments = Assignment.objects.select_related("stage", "judge", "regency", "district__regency")
    assignment = get_object_or_404(assignments, pk=assignment_id, stage__period__owner=province)
    services.unassign_judge(assignment=assignment, by=request.user)
    messages.success(request, f"Penugasan {assignment.judge} dicabut: {assignment.scope}.")
    return redirect("assignments_of_stage", assignment.stage_id)


@login_required
@form_methods
def conflicts(request: Request) -> HttpResponse:
    """One's own conflicts of interest, the whole team's for the chair, and a form to declare one."""
    if not is_judge(request.user):
        raise PermissionDenied("Benturan kepentingan dinyatakan oleh penilai dan juri.")
    chaired_province = chaired_by(request.user)
    form = ConflictForm(
        posted_data(request), by=request.user, chaired=chaired_province, initial={"judge": request.user}
    )
    if form.is_valid():
        judge, regency = form.judge_named, form.cleaned_data["regency"]
        try:
            services.declare_conflict(
                judge=judge, regency=regency, reason=form.cleaned_data["reason"], by=request.user
            )
        except services.TeamRefused as refusal:
            form.add_error("regency", str(refusal))
        else:
            messages.success(request, f"Benturan kepentingan {judge} dengan {regency} tercatat.")
            return redirect("conflicts")
    declared_conflicts = conflicts_of(request.user, chaired_province)
    zone = zone_of_person(request.user)
    lines = [(format_short_datetime(it.declared_at, zone), it) for it in declared_conflicts]
    return form_page(request, "team/conflicts.html", form, lines=lines, chairs=bool(chaired_province))


def conflicts_of(user: User, chaired: Province | None) -> Any:
    """Those that a person sees: the chair the team's in the province, everybody else their own."""
    rows = Conflict.objects.select_related("judge", "regency").order_by("judge__name", "regency__code")
    if chaired is None:
        return rows.filter(judge=user)
    return rows.filter(judge__in=team_of(chaired).values("pk"), regency__province=chaired)


@login_required
@require_POST
def conflict_withdraw(request: Request, conflict_id: UUID) -> HttpResponse:
    """The chair says that a conflict does not hold any more."""
    if not is_judge(request.user):
        raise PermissionDenied("Benturan kepentingan dicabut oleh ketua tim penilai provinsi.")
    chaired_province = chaired_by(request.user)
    conflict = get_object_or_404(conflicts_of(request.user, chaired_province), pk=conflict_id)
    if chaired_province is None:
        raise PermissionDenied("Benturan kepentingan dicabut oleh ketua tim penilai provinsi.")
    services.withdraw_conflict(conflict=conflict, by=request.user)
    messages.success(request, f"Benturan kepentingan {conflict.judge} dengan {conflict.regency} dicabut.")
    return redirect("conflicts")
