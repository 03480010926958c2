"""What an account manager does for the people of their region."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from kinerja.accounts import services
from kinerja.accounts.access import (
    Scope,
    State,
    Wanted,
    fetch_person,
    may_end,
    may_link,
    people_in,
    places_in,
    raise_forbidden,
    require_scope,
    unended_of,
    zone_of_person,
)
from kinerja.accounts.audit import log_account_event
from kinerja.accounts.forms import PersonForm
from kinerja.accounts.models import Membership, Role, User
from kinerja.accounts.requests import Request, user_of
from kinerja.accounts.views import form_methods, form_page, posted_data
from kinerja.numbers import format_date, format_short_datetime

PAGE_SIZE = 50


@dataclass(frozen=True)
class PersonRow:
    """One person as the list shows them; the state is a word, an icon and a tint."""

    person: User
    memberships: list[Membership]
    last_seen: str
    state: tuple[str, str, str]
    may_link: bool
    may_end: bool


def person_row(person: User, by: User) -> PersonRow:
    last_login = person.last_login
    return PersonRow(
        person=person,
        memberships=[it for it in unended_of(person) if it.inside],
        last_seen=format_short_datetime(last_login, zone_of_person(by)) if last_login else "–",
        state=state_of(person),
        may_link=may_link(person),
        may_end=may_end(person, by),
    )


def state_of(person: User) -> tuple[str, str, str]:
    """In the order of `access.State`."""
    if not person.is_active:
        return str(State.DISABLED.label), "dash", "none"
    first_start = min(it.starts for it in unended_of(person) if it.inside)
    if first_start > timezone.localdate():
        return f"Mulai {format_date(first_start)}", "clock", "wait"
    if person.last_login is None:
        return str(State.NOT_YET.label), "dotted", "none"
    return str(State.ACTIVE.label), "check", "ok"


@dataclass(frozen=True)
class Choice:
    """A list of choices beside the search; `options` are value, word and whether it is chosen."""

    name: str
    label: str
    every: str
    options: list[tuple[str, str, bool]]


def choices_of(scope: Scope, query: QueryDict) -> list[Choice]:
    places = [(str(place.pk), str(place)) for place in places_in(scope)]
    return [
        filter_choice(query, "peran", "Peran", "Semua peran", [(str(it), str(it.label)) for it in Role]),
        filter_choice(query, "wilayah", "Wilayah", "Semua wilayah", places),
        filter_choice(query, "keadaan", "Keadaan", "Semua keadaan", State.choices),
    ]


def filter_choice(
    query: QueryDict, name: str, label: str, every: str, offered: list[tuple[str, str]]
) -> Choice:
    chosen_value = query.get(name, "")
    return Choice(name, label, every, [(value, word, value == chosen_value) for value, word in offered])


def wanted_by(query: QueryDict, choices: list[Choice]) -> Wanted:
    """What the address asks for; a choice that is not offered is none."""
    search_text = query.get("cari", "").replace("\0", "").strip()
    chosen_values = [next((value for value, _, on in it.options if on), "") for it in choices]
    return Wanted(search_text, *chosen_values)


@login_required
@require_safe
def accounts(request: Request) -> HttpResponse:
    scope = require_scope(request)
    choices = choices_of(scope, request.GET)
    wanted = wanted_by(request.GET, choices)
    page = Paginator(people_in(scope, wanted), PAGE_SIZE).get_page(request.GET.get("hal"))
    rows = [person_row(person, request.user) for person in page]
    context = {"rows": rows, "page": page, "wanted": wanted, "choices": choices}
    return render(request, "accounts/accounts.html", context)


@login_required
@never_cache
@form_methods
def account_new(request: Request) -> HttpResponse:
    form = PersonForm(posted_data(request), scope=require_scope(request))
    if form.is_valid():
        try:
            person = services.add_person(person=form.instance, membership=form.membership)
        except IntegrityError:  # the same form was sent twice at once
            form.add_error("username", "Nama pengguna ini sudah dipakai.")
        else:
            log_account_event(
                request, "account_added", username=person.username, membership=str(form.membership)
            )
            return link_page(request, person)
    return form_page(request, "accounts/account_new.html", form)


@login_required
@never_cache
@require_POST
def account_link(request: Request, person_id: UUID) -> HttpResponse:
    person = fetch_person(request, require_scope(request), person_id)
    if not may_link(person):
        raise_forbidden(
            request, "Tautan kata sandi orang ini hanya dapat dibuat oleh admin di atas wilayah Anda."
        )
    return link_page(request, person)


def link_page(request: HttpRequest, person: User, back: str = "accounts") -> HttpResponse:
    """The one time that a new link is shown; `back` names the list one came from."""
    link = services.password_link(user=person)
    log_account_event(request, "password_link_made", username=person.username)
    context = {
        "person": person,
        "back": reverse(back),
        "link": request.build_absolute_uri(link.path),
        "expires": format_short_datetime(link.expires, zone_of_person(user_of(request))),
    }
    return render(request, "accounts/account_link.html", context)
