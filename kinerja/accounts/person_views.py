"""One person's account: roles and regions, switched on or off."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import IntegrityError
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from kinerja.accounts import services
from kinerja.accounts.access import (
    Scope,
    fetch_person,
    may_end,
    may_link,
    may_manage,
    raise_forbidden,
    require_scope,
    unended_of,
    zone_of_person,
)
from kinerja.accounts.audit import log_account_event
from kinerja.accounts.forms import MembershipForm
from kinerja.accounts.models import User
from kinerja.accounts.people_views import state_of
from kinerja.accounts.requests import Request
from kinerja.accounts.views import form_methods, form_page, posted_data
from kinerja.numbers import format_nip, format_short_datetime

FROM_ABOVE = "Akun ini hanya dapat diubah oleh admin lain atau admin di atas wilayah Anda."
END_FROM_ABOVE = "Keanggotaan ini hanya dapat diakhiri oleh admin lain atau admin di atas wilayah Anda."


@login_required
@require_safe
def person(request: Request, person_id: UUID) -> HttpResponse:
    """Who it is, what they do where, and what the manager may do about it."""
    user = fetch_person(request, require_scope(request), person_id)
    last_login = user.last_login
    context = {
        "person": user,
        "nip": format_nip(user.nip),
        "state": state_of(user),
        "last_seen": format_short_datetime(last_login, zone_of_person(request.user))
        if last_login
        else "Belum pernah",
        "memberships": [it for it in unended_of(user) if it.inside],
        "may_link": may_link(user),
        "may_end": may_end(user, request.user),
        "may_manage": may_manage(user, request.user),
    }
    return render(request, "accounts/person.html", context)


def fetch_managed(request: Request, scope: Scope, person_id: UUID) -> User:
    """Somebody whose every right the manager could give, or 403 with the reason; 404 elsewhere."""
    person = fetch_person(request, scope, person_id)
    if not may_manage(person, request.user):
        raise_forbidden(request, FROM_ABOVE)
    return person


@login_required
@form_methods
def person_grant(request: Request, person_id: UUID) -> HttpResponse:
    """One role in one region more."""
    scope = require_scope(request)
    person = fetch_managed(request, scope, person_id)
    form = MembershipForm(posted_data(request), scope=scope, person=person)
    if form.is_valid():
        try:
            services.give_membership(person=person, membership=form.membership)
        except IntegrityError:  # the same form was sent twice at once
            form.add_error("region", "Orang ini sudah memegang peran itu di sana.")
        else:
            log_account_event(
                request, "membership_given", username=person.username, membership=str(form.membership)
            )
            messages.success(request, f"Peran {person.name} tersimpan.")
            return redirect("account_person", person_id)
    return form_page(request, "accounts/person_grant.html", form, person=person)


@login_required
@require_POST
def person_end(request: Request, person_id: UUID) -> HttpResponse:
    """End today the one membership that is named, or all that the manager may end."""
    scope = require_scope(request)
    person = fetch_person(request, scope, person_id)
    named_membership = request.POST.get("membership")
    if named_membership and named_membership not in {str(it.pk) for it in unended_of(person) if it.inside}:
        raise Http404
    chosen_memberships = [
        it for it in unended_of(person) if it.granted and named_membership in (None, "", str(it.pk))
    ]
    if not chosen_memberships or not may_end(person, request.user):
        raise_forbidden(request, END_FROM_ABOVE)
    services.end_memberships(
        person=person, granted=scope.granted & Q(pk__in=[it.pk for it in chosen_memberships])
    )
    log_account_event(request, "membership_ended", username=person.username)
    if len(chosen_memberships) < len([it for it in unended_of(person) if it.inside]):
        messages.success(request, f"{chosen_memberships[0]}: keanggotaan {person.name} berakhir hari ini.")
        return redirect("account_person", person_id)
    messages.success(request, f"Keanggotaan {person.name} di wilayah Anda berakhir hari ini.")
    return redirect("accounts")


@login_required
@require_POST
def person_off(request: Request, person_id: UUID) -> HttpResponse:
    return switch_account(request, person_id, active=False, event="account_disabled", deed="dinonaktifkan")


@login_required
@require_POST
def person_on(request: Request, person_id: UUID) -> HttpResponse:
    return switch_account(request, person_id, active=True, event="account_enabled", deed="diaktifkan")


def switch_account(request: Request, person_id: UUID, *, active: bool, event: str, deed: str) -> HttpResponse:
    person = fetch_managed(request, require_scope(request), person_id)
    services.set_active(people=[person], active=active)
    log_account_event(request, event, username=person.username)
    messages.success(request, f"Akun {person.name} {deed}.")
    return redirect("account_person", person_id)
