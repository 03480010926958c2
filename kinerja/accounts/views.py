"""Signing in and out, one's own account, and passwords."""

import logging
import math
from datetime import timedelta
from typing import Any

from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.db.models import Max
from django.forms.forms import BaseForm
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kinerja.accounts import services
from kinerja.accounts.access import manages_accounts
from kinerja.accounts.audit import log_account_event
from kinerja.accounts.forms import ChangePasswordForm, ForgottenForm, NewPasswordForm, SignInForm
from kinerja.accounts.middleware import absolute_left, session_left, start_clock
from kinerja.accounts.requests import Request
from kinerja.accounts.slots import beside_sign_in
from kinerja.fields import read_offered_rows
from kinerja.numbers import format_nip, format_time

LINK_TOKEN = "password_link_token"  # noqa: S105, its key in the session
TOKEN_IN_SESSION = "ubah"  # noqa: S105, stands in the address where the token stood

form_methods = require_http_methods(["GET", "HEAD", "POST"])


def form_page(request: HttpRequest, template: str, form: BaseForm, **context: Any) -> HttpResponse:
    """A page with one form; 422 when it was sent with errors."""
    read_offered_rows(form)
    return render(request, template, context | {"form": form}, status=422 if form.errors else 200)


def posted_data(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


@sensitive_post_parameters("password")
@never_cache
@form_methods
def sign_in(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect("home")
    form = SignInForm(request, posted_data(request))
    if form.is_valid():
        login(request, form.get_user())
        start_clock(request.session)
        log_account_event(request, "signed_in")
        return redirect(page_wanted(request))
    if form.is_bound:
        log_account_event(
            request, "sign_in_failed", level=logging.WARNING, username=request.POST.get("username", "")[:60]
        )
    session_ended = request.GET.get("sesi") == "berakhir" and not form.is_bound
    return form_page(
        request,
        "accounts/sign_in.html",
        form,
        session_ended=session_ended,
        aside=beside_sign_in.fill(request),
    )


def page_wanted(request: HttpRequest) -> str:
    """The page that sent the visitor here, if it is one of ours."""
    next_page = request.GET.get("next", "")
    is_own_host = url_has_allowed_host_and_scheme(next_page, {request.get_host()}, request.is_secure())
    return next_page if is_own_host else str(settings.LOGIN_REDIRECT_URL)


def locked_out(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """What axes answers to too many wrong passwords, for names that exist and names that do not."""
    username = (request.axes_credentials or {}).get("username")  # type: ignore[attr-defined]  # axes sets it
    log_account_event(request, "sign_in_locked", level=logging.WARNING, username=username)
    lock_end = end_of_lock(request, username)
    context = {
        "form": SignInForm(request, initial={"username": username}),
        "aside": beside_sign_in.fill(request),
        "locked_until": format_time(lock_end + timedelta(seconds=59), settings.TIME_ZONE),
    }
    response = render(request, "accounts/sign_in.html", context, status=429)
    response["Retry-After"] = math.ceil((lock_end - timezone.now()).total_seconds())
    return response


def end_of_lock(request: HttpRequest, username: str | None) -> Any:
    address = request.axes_ip_address  # type: ignore[attr-defined]  # axes sets it
    failed_tries = AccessAttempt.objects.filter(username=username, ip_address=address)
    last_try_at = failed_tries.aggregate(Max("attempt_time"))["attempt_time__max"] or timezone.now()
    return last_try_at + get_cool_off(request)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        log_account_event(request, "signed_out")
    logout(request)
    messages.success(request, "Anda sudah keluar.")
    return redirect("sign_in")


@login_required
@never_cache
@form_methods
def session(request: HttpRequest) -> HttpResponse:
    """Who is signed in and for how many seconds yet. POST is a person who goes on; asking is not."""
    get_token(request)  # a page whose cookie is gone gets one to send its rows with
    seconds_left, longest_left = session_left(request.session), absolute_left(request.session)
    return JsonResponse(
        {"user": str(request.user.pk), "left": seconds_left, "final": seconds_left >= longest_left}
    )


@login_required
@require_safe
def account(request: Request) -> HttpResponse:
    context = {"manages_accounts": manages_accounts(request.user), "nip": format_nip(request.user.nip)}
    return render(request, "accounts/account.html", context)


@sensitive_post_parameters()
@login_required
@form_methods
def password_change(request: Request) -> HttpResponse:
    is_first_password = request.user.must_change_password
    form = ChangePasswordForm(request.user, posted_data(request))
    if not form.is_valid():
        return form_page(request, "accounts/password_change.html", form, first=is_first_password)
    services.set_password(user=request.user, password=form.cleaned_data["new_password1"])
    update_session_auth_hash(request, request.user)  # this session stays, all others end
    log_account_event(request, "password_changed")
    messages.success(request, "Kata sandi baru tersimpan.")
    return redirect("home" if is_first_password else "account")


@form_methods
def password_forgotten(request: HttpRequest) -> HttpResponse:
    form = ForgottenForm(posted_data(request))
    if not form.is_valid():
        return form_page(request, "accounts/password_forgotten.html", form)
    account_text = form.cleaned_data["account"]
    log_account_event(request, "password_forgotten", account=account_text)
    services.send_reset_letters(account=account_text, site=request.build_absolute_uri("/").rstrip("/"))
    return redirect("password_sent")


@require_safe
def password_sent(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/password_sent.html", {"hours": settings.PASSWORD_RESET_TIMEOUT // 3600})


@sensitive_post_parameters()
@never_cache
@form_methods
def password_new(request: HttpRequest, uid: str, token: str) -> HttpResponse:
    """Set a password by a link. The token moves into the session, so that no address or Referer keeps it."""
    if token != TOKEN_IN_SESSION and services.user_of_link(uid, token):
        request.session[LINK_TOKEN] = token
        return redirect("password_new", uid=uid, token=TOKEN_IN_SESSION)
    user = services.user_of_link(uid, request.session.get(LINK_TOKEN)) if token == TOKEN_IN_SESSION else None
    if user is None:
        return render(request, "accounts/password_link_over.html", status=404)
    form = NewPasswordForm(user, posted_data(request))
    if not form.is_valid():
        return form_page(request, "accounts/password_new.html", form, person=user)
    services.set_password(user=user, password=form.cleaned_data["new_password1"])
    del request.session[LINK_TOKEN]
    log_account_event(request, "password_set_by_link", username=user.username)
    messages.success(request, "Kata sandi baru tersimpan. Masuk dengan kata sandi itu.")
    return redirect("sign_in")
