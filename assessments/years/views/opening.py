"""Opening the next year: one page with five steps, each an act that can be done again."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render

from assessments.access import fetch_period, prepares
from assessments.models import Period
from assessments.workflow import PeriodState
from assessments.years.forms import ContinueForm, NewProfileForm, OpeningAct, OpeningActForm, ScheduleForm
from assessments.years.page.opening_steps import filling_of, missing_count, steps_of
from assessments.years.services.carried_team import carry_assignments
from assessments.years.services.continuation import continue_period, holidays_of, set_schedule
from assessments.years.services.moved_days import fixed_holidays
from assessments.years.services.opening import Opening, add_profile, open_ready, opening_of, take_over
from kinerja.accounts.models import User
from kinerja.accounts.requests import Request
from kinerja.accounts.views import form_methods, posted_data
from kinerja.numbers import day_of, format_number
from kinerja.refusals import Incomplete, Refusal

DENIED = "Tahun baru dibuka oleh Sekretariat Tim Penilai provinsi ini."
Forms = dict[OpeningAct, forms.Form]


@login_required
@form_methods
def opening_page(request: Request, period_code: str) -> HttpResponse:
    """Where the next year stands, and one step of it at a time."""
    period = fetch_period(request.user, period_code)
    if not prepares(request.user, period):
        raise PermissionDenied(DENIED)
    opening = opening_of(period)
    if request.method != "POST":
        return show_opening(request, opening, forms_of(opening))
    chosen = OpeningActForm(request.POST)
    if not chosen.is_valid():
        return show_opening(request, opening, forms_of(opening), *chosen.errors["action"], status=422)
    act = OpeningAct(chosen.cleaned_data["action"])
    step_forms = forms_of(opening, act, posted_data(request))
    form = step_forms.get(act)
    if form and not form.is_valid():
        return show_opening(request, opening, step_forms, status=422)
    try:
        done = ACTS[act](opening, form.cleaned_data if form else {}, request.user)
    except Refusal as refusal:
        return show_opening(request, opening, step_forms, str(refusal), status=refusal.status)
    messages.success(request, done)
    return redirect("opening", period.code)


def show_opening(
    request: Request, opening: Opening, step_forms: Forms, *errors: str, status: int = 200
) -> HttpResponse:
    steps = steps_of(opening)
    names = {act.name.lower(): form for act, form in step_forms.items()}
    context = {
        "period": opening.period,
        "opening": opening,
        "steps": steps,
        "ready": sum(it.is_done for it in steps),
        "missing": missing_count(steps),
        "current": next((no for no, it in enumerate(steps, start=1) if not it.is_done), 0),
        "filling": filling_of(opening),
        "forms": names,
        "errors": errors,
    }
    return render(request, "years/opening.html", context, status=status)


def forms_of(opening: Opening, act: OpeningAct | None = None, data: Any = None) -> Forms:
    """The forms that the page has now, that of `act` with what was sent."""
    makers: dict[OpeningAct, Callable[[Opening, Any], forms.Form]] = {}
    following = opening.following
    if following is None and opening.published:
        makers[OpeningAct.PERIOD] = continue_form
    if following and following.standing is PeriodState.PREPARATION:
        makers[OpeningAct.SCHEDULE] = schedule_form
    if opening.data_year and any(not it.profile and not it.earlier for it in opening.districts):
        makers[OpeningAct.NEW_PROFILE] = new_profile_form
    return {it: make(opening, data if it is act else None) for it, make in makers.items()}


def continue_form(opening: Opening, data: Any) -> ContinueForm:
    holidays = fixed_holidays(holidays_of(opening.period))
    return ContinueForm(data, published=opening.published, holidays=holidays)


def schedule_form(opening: Opening, data: Any) -> ScheduleForm:
    initial = {
        f"{end}-{stage.no}": day_of(getattr(window, end), opening.period.owner.time_zone)
        for stage in opening.stages
        for window in stage.common_windows[:1]  # type: ignore[attr-defined]  # read by `dated_stages`
        for end in ("opens", "closes")
    }
    holidays = holidays_of(following_of(opening))
    return ScheduleForm(data, stages=opening.stages, initial=initial, holidays=holidays)


def new_profile_form(opening: Opening, data: Any) -> NewProfileForm:
    bare = [it.district for it in opening.districts if not it.profile and not it.earlier]
    return NewProfileForm(data, districts=bare)


def following_of(opening: Opening) -> Period:
    if opening.following is None:
        raise Incomplete(f"Periode {opening.year} belum ada; kerjakan langkah 2 dulu.")
    return opening.following


def do_period(opening: Opening, cleaned: dict[str, Any], by: User) -> str:
    if opening.following:  # made meanwhile: the page has no form any more
        return f"{opening.following} sudah ada."
    if not cleaned:
        raise Incomplete(f"Instrumen tahun {opening.year} belum terbit; kerjakan langkah 1 dulu.")
    following = continue_period(period=opening.period, by=by, **cleaned)
    return f"{following} dibuat dalam persiapan, kode {following.code}."


def do_schedule(opening: Opening, cleaned: dict[str, Any], by: User) -> str:
    following = following_of(opening)
    if not cleaned:
        raise Incomplete("Jadwal periode yang sudah dimulai diubah pada halaman tahapnya.")
    days = {
        it.no: (cleaned[f"opens-{it.no}"], cleaned[f"closes-{it.no}"])
        for it in opening.stages
        if cleaned[f"opens-{it.no}"]
    }
    set_schedule(period=following, days=days, holidays=cleaned["holidays"], by=by)
    return "Jadwal dan hari libur disimpan."


def do_profiles(opening: Opening, cleaned: dict[str, Any], by: User) -> str:
    return f"{format_number(take_over(opening.period))} profil diambil dari tahun lalu."


def do_new_profile(opening: Opening, cleaned: dict[str, Any], by: User) -> str:
    if not cleaned:
        raise Incomplete("Semua kecamatan sudah punya profil, atau profilnya diambil dari tahun lalu.")
    return f"Profil {add_profile(period=opening.period, **cleaned).district} ditambahkan."


def do_worksheets(opening: Opening, cleaned: dict[str, Any], by: User) -> str:
    return f"{format_number(open_ready(following=following_of(opening), by=by))} kertas kerja dibuka."


def do_assignments(opening: Opening, cleaned: dict[str, Any], by: User) -> str:
    carried = carry_assignments(period=opening.period, following=following_of(opening), by=by)
    done = f"{format_number(carried.number)} penugasan diambil dari tahun lalu."
    return " ".join([done, *carried.refused])


ACTS: dict[OpeningAct, Callable[[Opening, dict[str, Any], User], str]] = {
    OpeningAct.PERIOD: do_period,
    OpeningAct.SCHEDULE: do_schedule,
    OpeningAct.PROFILES: do_profiles,
    OpeningAct.NEW_PROFILE: do_new_profile,
    OpeningAct.WORKSHEETS: do_worksheets,
    OpeningAct.ASSIGNMENTS: do_assignments,
}
