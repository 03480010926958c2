"""Programs with their money, quarterly plans, and the agreement of a year."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from assessments.iku.access import fetch_year, is_operator, require_head, require_operator
from assessments.iku.forms.plans import AgreementForm, PlanForm, ProgramsForm
from assessments.iku.models import IkuYear
from assessments.iku.services.plans import (
    make_agreement,
    mark_of,
    plans_of,
    programs_mark,
    programs_of,
    save_plan,
    save_programs,
)
from indicators.iku.document import KeyIndicator, Objective
from indicators.iku.quarters import QUARTERS
from kinerja.accounts.requests import Request
from kinerja.refusals import Refusal

from .papers import papers_page

Form = ProgramsForm | PlanForm


@dataclass(frozen=True)
class Section:
    """A form of the page with what it is about, and the mark that its sender has read."""

    about: Objective | KeyIndicator
    no: int
    form: Form
    mark: str
    problem: str = ""


@login_required
@require_safe
def plans(request: Request, year_id: UUID) -> HttpResponse:
    """The programs of each sasaran, and the plan of each IKU."""
    return plans_page(request, fetch_year(request, year_id))


@login_required
@require_POST
def programs_save(request: Request, year_id: UUID, objective: str) -> HttpResponse:
    """Save a sasaran's programs; 409 where somebody else did, 422 where something is mistyped."""
    year = fetch_year(request, year_id)
    require_operator(request.user, year.district)
    if objective not in {it.code for it in year.document.definition.objectives}:
        raise Http404
    form = ProgramsForm(programs_of(year).get(objective, []), request.POST)
    if not form.is_valid():
        return plans_page(request, year, sent=(objective, form), status=422)
    try:
        save_programs(
            year=year,
            objective=objective,
            lines=form.programs,
            mark=form.cleaned_data["mark"],
            by=request.user,
        )
    except Refusal as error:
        return plans_refused(request, year, (objective, form), error)
    return plans_saved(request, year, f"sasaran-{objective}")


@login_required
@require_POST
def plan_save(request: Request, year_id: UUID, code: str) -> HttpResponse:
    """Save an IKU's plan; otherwise as `programs_save`."""
    year = fetch_year(request, year_id)
    require_operator(request.user, year.district)
    if code not in {it.code for it in year.document.definition.indicators}:
        raise Http404
    form = PlanForm(plans_of(year).get(code, [""] * len(QUARTERS)), request.POST)
    if not form.is_valid():
        return plans_page(request, year, sent=(code, form), status=422)
    try:
        mark = form.cleaned_data["mark"]
        save_plan(year=year, code=code, texts=form.texts, mark=mark, by=request.user)
    except Refusal as error:
        return plans_refused(request, year, (code, form), error)
    return plans_saved(request, year, f"iku-{code}")


def plans_saved(request: Request, year: IkuYear, place: str) -> HttpResponse:
    messages.success(request, "Tersimpan.")
    response = redirect("iku_plans", year.pk)
    response["Location"] += f"#{place}"
    return response


def plans_refused(request: Request, year: IkuYear, sent: tuple[str, Form], error: Refusal) -> HttpResponse:
    """What was typed stays, with what to do about it."""
    as_it_stands = fetch_year(request, year.pk)
    return plans_page(request, as_it_stands, sent=sent, problem=str(error), status=error.status)


@login_required
@require_POST
def agreement(request: Request, year_id: UUID) -> HttpResponse:
    """Make the agreement, or a change of it; the camat does."""
    year = fetch_year(request, year_id)
    require_head(request.user, year.district)
    form = AgreementForm(request.POST, changes=year.agreements.exists())
    if not form.is_valid():
        return papers_page(request, year, form, status=422)
    signed_on, reason = form.cleaned_data["signed_on"], form.cleaned_data.get("reason", "")
    try:
        new_agreement = make_agreement(year=year, signed_on=signed_on, reason=reason, by=request.user)
    except Refusal as error:
        return papers_page(request, year, form, problem=str(error), status=error.status)
    messages.success(request, f"Perjanjian kinerja versi {new_agreement.no} dibuat.")
    return redirect("iku_papers", year.pk)


def plans_page(
    request: Request,
    year: IkuYear,
    *,
    sent: tuple[str, Form] | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page; `sent` is the form that was not saved, in the place of its section."""
    by_operator = is_operator(request.user, year.district)
    context: dict[str, Any] = {
        "year": year,
        "district": year.district,
        "programs": with_sent_form(program_sections(year), sent, problem),
        "plans": with_sent_form(plan_sections(year), sent, problem),
        "editable": by_operator and year.is_open,
        "wrong": sent is not None,
    }
    return render(request, "iku/plans.html", context, status=status)


def program_sections(year: IkuYear) -> list[Section]:
    stored_programs = programs_of(year)
    return [
        Section(it, no, ProgramsForm(lines), programs_mark(lines))
        for no, it in enumerate(year.document.definition.objectives, start=1)
        for lines in [stored_programs.get(it.code, [])]
    ]


def plan_sections(year: IkuYear) -> list[Section]:
    stored_plans = plans_of(year)
    return [
        Section(it, it.no, PlanForm(texts), mark_of(texts))
        for it in year.document.definition.indicators
        for texts in [stored_plans.get(it.code, [""] * len(QUARTERS))]
    ]


def with_sent_form(as_stored: list[Section], sent: tuple[str, Form] | None, problem: str) -> list[Section]:
    """With the form that was sent in the place of the one of its kind and code."""
    if sent is None:
        return as_stored
    code, form = sent
    return [
        Section(it.about, it.no, form, it.mark, problem)
        if it.about.code == code and type(it.form) is type(form)
        else it
        for it in as_stored
    ]
