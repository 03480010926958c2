"""Accounts of many people from one workbook: for managers under Akun, for superusers in the admin."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.forms.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from kinerja.accounts.access import EVERYWHERE, Scope, require_scope, zone_of_person
from kinerja.accounts.audit import log_account_event
from kinerja.accounts.models import User
from kinerja.accounts.requests import Request
from kinerja.accounts.roster.apply import AccountsMoved, Outcome, apply_sheet
from kinerja.accounts.roster.books import passwords_xlsx, roster_template
from kinerja.accounts.roster.forms import (
    ConfirmForm,
    RosterForm,
    SlipsForm,
    signed_sheet,
    signed_slips,
)
from kinerja.accounts.roster.layout import HEADINGS, MOST, TITLE
from kinerja.accounts.roster.plan import roster_plan
from kinerja.accounts.views import form_methods
from kinerja.fields import sent_name
from kinerja.numbers import format_short_datetime
from kinerja.workbook.guard import BadWorkbook
from kinerja.workbook.problems import Problem, TableRefused
from kinerja.workbook.table import read_sheet

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LARGE = "Buku kerja ini terlalu besar untuk halaman ini. Bagi menjadi beberapa berkas."


@dataclass(frozen=True)
class Desk:
    """Where an import is done: for which regions, in which frame, and where its pages are."""

    scope: Scope
    frame: str
    back: str
    page: str
    template: str
    passwords: str
    extra: dict[str, Any]


def manager_desk(request: Request) -> Desk:
    """The pages under Akun, or 403 with the reason."""
    url_names = ("accounts", "account_import", "account_template", "account_passwords")
    back, page, template, passwords = map(reverse, url_names)
    scope = require_scope(request)
    return Desk(scope, "accounts/roster/frame.html", back, page, template, passwords, extra={})


def admin_desk(request: Request) -> Desk:
    """The pages in the admin, for superusers."""
    if not request.user.is_superuser:
        raise PermissionDenied("Akun di admin dikelola oleh superuser.")
    url_names = ("changelist", "import", "template", "passwords")
    back, page, template, passwords = (reverse(f"admin:accounts_user_{name}") for name in url_names)
    extra = admin.site.each_context(request) | {"opts": User._meta}
    frame = "admin/accounts/user/frame.html"
    return Desk(EVERYWHERE, frame, back, page, template, passwords, extra=extra)


@login_required
@sensitive_post_parameters("token")
@never_cache
@form_methods
def account_import(request: Request) -> HttpResponse:
    return import_page(request, manager_desk(request))


@login_required
@require_safe
def account_template(request: Request) -> HttpResponse:
    return roster_template_response(manager_desk(request))


@login_required
@sensitive_post_parameters("token")
@never_cache
@require_POST
def account_passwords(request: Request) -> HttpResponse:
    return password_slips(request, manager_desk(request))


@sensitive_post_parameters("token")
@never_cache
@form_methods
def admin_import(request: Request) -> HttpResponse:
    return import_page(request, admin_desk(request))


@require_safe
def admin_template(request: Request) -> HttpResponse:
    return roster_template_response(admin_desk(request))


@sensitive_post_parameters("token")
@never_cache
@require_POST
def admin_passwords(request: Request) -> HttpResponse:
    return password_slips(request, admin_desk(request))


def import_page(request: Request, desk: Desk) -> HttpResponse:
    """A file gives a dry run; the dry run's own button applies it."""
    if request.method != "POST":
        return upload_page(request, desk)
    return confirm_roster(request, desk) if "token" in request.POST else preview_roster(request, desk)


def preview_roster(request: Request, desk: Desk) -> HttpResponse:
    form = RosterForm(request.POST, request.FILES)
    if not form.is_valid():
        return upload_page(request, desk, refusal=first_error(form), status=422)
    name, file = sent_name(form), form.cleaned_data["file"]
    try:
        sheet = read_sheet(name, file, title=TITLE, headings=tuple(HEADINGS.values()))
        plan = roster_plan(sheet, desk.scope, request.user)
    except BadWorkbook as bad:
        return upload_page(request, desk, refusal=str(bad), status=422)
    except TableRefused as refused:
        return upload_page(request, desk, problems=refused.problems, status=422)
    token = signed_sheet(sheet, plan.base, by=request.user)
    if not token:
        return upload_page(request, desk, refusal=LARGE, status=422)
    return roster_page(request, desk, "preview", {"plan": plan, "token": token, "name": name})


def confirm_roster(request: Request, desk: Desk) -> HttpResponse:
    form = ConfirmForm(request.POST, by=request.user)
    if not form.is_valid():
        return upload_page(request, desk, refusal=first_error(form), status=422)
    try:
        outcome = apply_sheet(sheet=form.sheet, base=form.base, scope=desk.scope, by=request.user)
    except AccountsMoved as moved:
        return upload_page(request, desk, refusal=str(moved), status=moved.status)
    except TableRefused as refused:
        return upload_page(request, desk, problems=refused.problems, status=422)
    for person in outcome.plan.touched:
        log_account_event(request, "account_imported", username=person.user.username, new=person.new)
    return done_page(request, desk, outcome)


def done_page(request: Request, desk: Desk, outcome: Outcome) -> HttpResponse:
    """The one time that first passwords are shown."""
    context = {
        "plan": outcome.plan,
        "slips": outcome.slips,
        "until": format_short_datetime(outcome.until, zone_of_person(request.user)),
        "site": settings.SITE_URL or request.build_absolute_uri("/").rstrip("/"),
        "token": signed_slips(outcome.slips, by=request.user),
    }
    return roster_page(request, desk, "done", context)


def password_slips(request: Request, desk: Desk) -> HttpResponse:
    """The slips that the page holds, as a workbook; nothing of them is kept here."""
    form = SlipsForm(request.POST, by=request.user)
    if not form.is_valid():
        refusal = "Kata sandi awal tidak disimpan di server. Buat tautan kata sandi untuk orangnya."
        return upload_page(request, desk, refusal=refusal, status=422)
    return xlsx_download(passwords_xlsx(form.slips), "kata-sandi-awal.xlsx")


def roster_template_response(desk: Desk) -> HttpResponse:
    return xlsx_download(roster_template(desk.scope), "templat-pengguna.xlsx")


def upload_page(
    request: Request,
    desk: Desk,
    *,
    refusal: str = "",
    problems: Sequence[Problem] = (),
    status: int = 200,
) -> HttpResponse:
    context = {"refusal": refusal, "problems": problems, "most": MOST}
    return roster_page(request, desk, "upload", context, status=status)


def roster_page(
    request: Request, desk: Desk, name: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    context = desk.extra | {"desk": desk} | context
    return render(request, f"accounts/roster/{name}.html", context, status=status)


def xlsx_download(content: bytes, name: str) -> HttpResponse:
    content_disposition = f'attachment; filename="{name}"'
    return HttpResponse(content, content_type=XLSX, headers={"Content-Disposition": content_disposition})


def first_error(form: BaseForm) -> str:
    return str(next(iter(form.errors.values()))[0])
