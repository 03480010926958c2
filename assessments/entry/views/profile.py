"""The kecamatan's yearly profile: filled, confirmed, and unlocked by the kabupaten."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from assessments.access import fetch_worksheet, holds_role, is_operator, require_operator
from assessments.entry.forms.profile import ProfileForm, UnlockForm, VersionForm
from assessments.entry.services.profile import (
    IncompleteProfile,
    StaleProfile,
    confirm_profile,
    save_profile,
    unlock_profile,
)
from assessments.models import Worksheet
from kinerja.accounts.models import Role
from kinerja.accounts.requests import Request
from kinerja.fields import with_value
from kinerja.numbers import format_datetime
from kinerja.refusals import Refusal
from kinerja.regions.villages import KINDS, of_kind


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: Request, worksheet_id: UUID) -> HttpResponse:
    """Shown to everybody who reads the worksheet; changed by its operators until it is confirmed."""
    worksheet = fetch_worksheet(request, worksheet_id)
    if request.method != "POST":
        return profile_page(request, worksheet, ProfileForm(profile=worksheet.profile))
    require_operator(request.user, worksheet)
    form = ProfileForm(request.POST, profile=worksheet.profile)
    return act_on_profile(
        request,
        worksheet,
        form,
        lambda: save_profile(worksheet=worksheet, by=request.user, **service_arguments(form)),
        "Profil tersimpan.",
    )


@login_required
@require_POST
def profile_confirm(request: Request, worksheet_id: UUID) -> HttpResponse:
    """ "Pastikan benar": an operator saves the form with it, the camat confirms what is there."""
    worksheet = fetch_worksheet(request, worksheet_id)
    operator = is_operator(request.user, worksheet)
    if not operator and not holds_role(request.user, worksheet, Role.HEAD):
        raise PermissionDenied(f"Hanya operator dan camat {worksheet.district} yang memastikan profil.")
    form = ProfileForm(request.POST, profile=worksheet.profile) if operator else VersionForm(request.POST)
    return act_on_profile(
        request,
        worksheet,
        form,
        lambda: confirm_profile(worksheet=worksheet, by=request.user, **service_arguments(form)),
        "Profil dipastikan benar.",
    )


@login_required
@require_POST
def profile_unlock(request: Request, worksheet_id: UUID) -> HttpResponse:
    """The kabupaten's verifier opens a confirmed profile, and says why."""
    worksheet = fetch_worksheet(request, worksheet_id)
    if not holds_role(request.user, worksheet, Role.REGENCY_VERIFIER):
        raise PermissionDenied(f"Hanya verifikator {worksheet.district.regency} yang membuka profil.")
    form = UnlockForm(request.POST)

    def unlock() -> None:
        unlock_profile(worksheet=worksheet, reason=form.cleaned_data["reason"], by=request.user)

    return act_on_profile(request, worksheet, form, unlock, "Profil dibuka kembali.")


Form = ProfileForm | VersionForm | UnlockForm


def service_arguments(form: Form) -> dict[str, Any]:
    """What a valid form says, as the services take it."""
    arguments = {"version": form.cleaned_data["version"]}
    if isinstance(form, ProfileForm):
        arguments |= {"values": form.values, "reason": form.cleaned_data["reason"]}
    return arguments


def act_on_profile(
    request: Request, worksheet: Worksheet, form: Form, act: Callable[[], object], done: str
) -> HttpResponse:
    """Do it where the form is right, and say so; else the page with what was typed and what to do."""
    if not form.is_valid():
        return profile_page(request, worksheet, form, status=422)
    try:
        act()
    except Refusal as refusal:
        return profile_refused(request, worksheet, form, refusal)
    messages.success(request, done)
    return redirect("profile", worksheet_id=worksheet.pk)


def profile_refused(request: Request, worksheet: Worksheet, form: Form, refusal: Refusal) -> HttpResponse:
    """What was typed beside what stands there now, ready to be sent again."""
    worksheet.profile.refresh_from_db()
    field = refusal.field if isinstance(refusal, IncompleteProfile) else None
    form.add_error(field if field in form.fields else None, str(refusal))
    if isinstance(refusal, StaleProfile):
        form.data = with_value(form.data, "version", str(worksheet.profile.version))
    return profile_page(request, worksheet, form, status=refusal.status)


def profile_page(request: Request, worksheet: Worksheet, form: Form, status: int = 200) -> HttpResponse:
    """What this person may do here now: fill, confirm, unlock, or read."""
    profile, by_operator = worksheet.profile, is_operator(request.user, worksheet)
    is_confirmed = profile.confirmed_at is not None
    open_now = worksheet.editable and not is_confirmed
    zone = worksheet.district.regency.province.time_zone
    context = {
        "worksheet": worksheet,
        "profile": profile,
        "form": form,
        "villages": [(kind, of_kind(profile, kind)) for kind in KINDS if profile.facts[kind]],
        "confirmed": format_datetime(profile.confirmed_at, zone) if profile.confirmed_at else "",
        "fills": by_operator and open_now,
        "confirms": not by_operator and open_now and holds_role(request.user, worksheet, Role.HEAD),
        "unlocks": is_confirmed and holds_role(request.user, worksheet, Role.REGENCY_VERIFIER),
    }
    return render(request, "entry/profile.html", context, status=status)
