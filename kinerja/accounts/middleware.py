"""How long a session lasts, and that the first password is changed before anything else."""

import logging
import time
from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from kinerja.accounts.audit import log_account_event

Respond = Callable[[HttpRequest], HttpResponse]

REFRESH = 60  # seconds between two notes of "still here", so that not every request writes
BACKGROUND = "Kinerja-Background"  # sent with what a page asks by itself: nobody is there because of it
AS_USER = "Kinerja-User"  # for whom the page was made that sends a row
SIGN_IN_AGAIN = "Sesi Anda sudah berakhir. Masuk lagi, lalu ulangi."


def start_clock(session: SessionBase) -> None:
    """Note when somebody signed in; both limits count from here."""
    session["signed_in_at"] = session["seen_at"] = int(time.time())


def session_limits(get_response: Respond) -> Respond:
    """End a session after its idle or absolute limit; a row being saved is told 401 instead of sent away."""

    def respond(request: HttpRequest) -> HttpResponse:
        is_background = BACKGROUND in request.headers
        session_ended = SESSION_KEY in request.session and limit_passed(
            request.session, noted=not is_background
        )
        if session_ended:
            log_account_event(request, "session_ended")
            logout(request)
        if session_ended and request.path != reverse("sign_in"):
            return unauthorised() if is_htmx(request) else sign_in_again(request)
        if is_someone_elses(request):
            return unauthorised()
        response = get_response(request)
        return unauthorised() if is_htmx(request) and goes_to_sign_in(response) else response

    return respond


def is_someone_elses(request: HttpRequest) -> bool:
    """Whether a page made for one person sends while another has signed in with the same browser."""
    meant_username = request.headers.get(AS_USER)
    return meant_username is not None and meant_username != request.session.get(SESSION_KEY, meant_username)


def session_left(session: SessionBase) -> int:
    """Seconds until the nearer of both limits ends the session, if it is not used until then."""
    now = int(time.time())
    idle_left = settings.SESSION_IDLE_AGE - (now - session.get("seen_at", now))
    return int(max(0, min(idle_left, absolute_left(session))))


def absolute_left(session: SessionBase) -> int:
    """Seconds until the session ends however busy it is."""
    now = int(time.time())
    return int(settings.SESSION_ABSOLUTE_AGE - (now - session.get("signed_in_at", now)))


def limit_passed(session: SessionBase, *, noted: bool = True) -> bool:
    """Whether the session is over; if not, and it is to be `noted`, it counts as used now."""
    now = int(time.time())
    if "signed_in_at" not in session:  # a session that began elsewhere than on our sign-in page
        start_clock(session)
    idle_seconds, session_age = now - session["seen_at"], now - session["signed_in_at"]
    if idle_seconds > settings.SESSION_IDLE_AGE or session_age > settings.SESSION_ABSOLUTE_AGE:
        return True
    if noted and idle_seconds >= REFRESH:
        session["seen_at"] = now
    return False


def sign_in_again(request: HttpRequest) -> HttpResponse:
    """To the sign-in page, and from there back to the page that was open."""
    page_to_return_to = (
        request.get_full_path() if request.method in {"GET", "HEAD"} else page_of_form(request)
    )
    return redirect(f"{reverse('sign_in')}?{urlencode({'next': page_to_return_to, 'sesi': 'berakhir'})}")


def page_of_form(request: HttpRequest) -> str:
    """The page whose form was sent; the form's own address may take no GET."""
    source = request.headers.get("Referer", "")
    is_own_host = url_has_allowed_host_and_scheme(source, {request.get_host()}, request.is_secure())
    return urlsplit(source).path if is_own_host else reverse("home")


def unauthorised() -> HttpResponse:
    return HttpResponse(
        SIGN_IN_AGAIN,
        status=401,
        headers={"HX-Trigger": "session-ended", "Content-Type": "text/plain; charset=utf-8"},
    )


def is_htmx(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def goes_to_sign_in(response: HttpResponse) -> bool:
    return urlsplit(response.get("Location", "")).path == reverse("sign_in")


def log_denials(get_response: Respond) -> Respond:
    """Note whoever is told that they may not, or that something is not there, as what is another's never is.

    An address that leads nowhere is nobody's and no denial.
    """

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if is_denial(request, response):
            facts = {"path": told_path(request), "status": response.status_code}
            log_account_event(request, "denied", level=logging.WARNING, **facts)
        return response

    return respond


def is_denial(request: HttpRequest, response: HttpResponse) -> bool:
    """403, 404 of a page of ours, and how the admin says that a row is not there: it leads to its start."""
    match = request.resolver_match
    if response.status_code == 302 and match and "object_id" in match.kwargs:
        return response["Location"] == reverse("admin:index")
    return response.status_code == 403 or (response.status_code == 404 and match is not None)


def told_path(request: HttpRequest) -> str:
    """The path, without the token of a password link."""
    match = request.resolver_match
    return match.route if match and "token" in match.kwargs else request.path


def first_password(get_response: Respond) -> Respond:
    """Until a password that somebody else chose is changed, only changing it and signing out are open."""

    def respond(request: HttpRequest) -> HttpResponse:
        must_change = getattr(request.user, "must_change_password", False)
        if must_change and request.path not in {reverse("password_change"), reverse("sign_out")}:
            return redirect("password_change")
        return get_response(request)

    return respond
