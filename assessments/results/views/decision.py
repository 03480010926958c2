"""Announcing the provisional result, proposing the decision, and deciding; for the province's team."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from assessments.access import periods_for
from assessments.models import Decision, Period, SignedScan, Worksheet
from assessments.results.forms import ProposalForm
from assessments.results.printing.decided import Decided
from assessments.results.services.decision import (
    announce_results,
    approve_proposal,
    chairs_province_of,
    moved_since,
    propose_ranking,
    stands_first,
)
from assessments.workflow import Action, State, sources_of
from kinerja.accounts.models import User
from kinerja.accounts.requests import Request
from kinerja.refusals import Refusal
from kinerja.regions.models import Regency

DENIED = "Penetapan dikerjakan tim penilai dan pimpinan provinsi."


def fetch_decided_period(request: Request, **named: Any) -> Period:
    """The period with this code or key; 403 where the person has no part in deciding any, 404 for others'."""
    periods = periods_for(request.user)
    if not periods.exists():
        raise PermissionDenied(DENIED)
    return get_object_or_404(periods, **named)


@login_required
@require_safe
def decision(request: Request, period_code: str) -> HttpResponse:
    """Where the period stands, and the next step of whoever reads it."""
    return decision_page(request, fetch_decided_period(request, code=period_code))


def decision_page(
    request: Request,
    period: Period,
    *,
    form: ProposalForm | None = None,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    user: User = request.user
    count_by_state = dict(
        Worksheet.objects.filter(stage__period=period)
        .values_list("state")
        .order_by()
        .annotate(number=Count("pk"))
    )
    signed_scans = Prefetch("scans", SignedScan.objects.filter(removed_at=None), to_attr="signed")
    with_people = period.decisions.select_related("proposed_by", "approved_by").prefetch_related(signed_scans)
    decisions = list(with_people.exclude(state=Decision.State.WITHDRAWN))
    approved_decisions = [it for it in decisions if it.state == Decision.State.APPROVED]
    context = {
        "period": period,
        "states": [(state.label, count_by_state[state]) for state in State if state in count_by_state],
        "verified": sum(count_by_state.get(it, 0) for it in sources_of(Action.ANNOUNCE)),
        "provisional": sum(count_by_state.get(it, 0) for it in sources_of(Action.FINALISE)),
        "proposed": next((Decided(it) for it in decisions if it.state == Decision.State.PROPOSED), None),
        "approved": [Decided(it) for it in approved_decisions],
        "moved": moved_since(approved_decisions[0]) if approved_decisions else [],
        "form": form or proposal_form(period),
        "chair": chairs_province_of(user, period),
        "leader": stands_first(user, period),
        "refusal": refusal,
    }
    return render(request, "results/decision.html", context, status=status)


def proposal_form(period: Period, data: Any = None) -> ProposalForm:
    regencies = Regency.objects.filter(districts__worksheets__stage__period=period).distinct()
    choices = [(regency.code, regency.name) for regency in regencies.order_by("code")]
    return ProposalForm(data, zone=period.owner.time_zone, regencies=choices)


@login_required
@require_POST
def announce_result(request: Request, period_id: UUID) -> HttpResponse:
    period = fetch_decided_period(request, pk=period_id)
    if not chairs_province_of(request.user, period):
        raise PermissionDenied("Hanya ketua tim penilai provinsi ini yang mengumumkan hasil sementara.")
    try:
        worksheets = announce_results(period=period, by=request.user)
    except Refusal as refusal:
        return decision_page(request, period, refusal=str(refusal), status=refusal.status)
    messages.success(
        request, f"Hasil sementara {len(worksheets)} kecamatan diumumkan kepada yang bersangkutan."
    )
    return redirect("decision", period.code)


@login_required
@require_POST
def propose_decision(request: Request, period_id: UUID) -> HttpResponse:
    period = fetch_decided_period(request, pk=period_id)
    if not chairs_province_of(request.user, period):
        raise PermissionDenied("Hanya ketua tim penilai provinsi ini yang mengusulkan penetapan.")
    form = proposal_form(period, request.POST)
    if not form.is_valid():
        return decision_page(request, period, form=form, status=422)
    proposal = {"embargo_until": form.cleaned_data["embargo"], "mentor": form.cleaned_data["mentor"]}
    try:
        propose_ranking(period=period, by=request.user, **proposal)
    except Refusal as refusal:
        return decision_page(request, period, form=form, refusal=str(refusal), status=refusal.status)
    messages.success(request, "Penetapan diusulkan kepada pimpinan.")
    return redirect("decision", period.code)


@login_required
@require_POST
def approve_decision(request: Request, period_id: UUID, decision_id: UUID) -> HttpResponse:
    period = fetch_decided_period(request, pk=period_id)
    decision = period.decisions.filter(pk=decision_id).first()
    if decision is None:
        raise Http404
    if not stands_first(request.user, period):
        raise PermissionDenied("Hanya pimpinan provinsi ini yang menetapkan hasil.")
    try:
        approve_proposal(decision=decision, by=request.user, at=timezone.now())
    except Refusal as refusal:
        return decision_page(request, period, refusal=str(refusal), status=refusal.status)
    messages.success(request, "Hasil ditetapkan.")
    return redirect("decision", period.code)
