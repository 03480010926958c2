"""The logos on the papers of the kabupaten and kota that somebody manages."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from kinerja.accounts.access import require_scope
from kinerja.accounts.audit import log_account_event
from kinerja.accounts.requests import Request
from kinerja.regions.logos import LogoRefused, logo_of, remove_logo, set_logo
from kinerja.regions.models import Regency


class LogoForm(forms.Form):
    """One picture; what it must be is the service's to say."""

    logo = forms.FileField(
        label="Logo",
        allow_empty_file=True,
        error_messages=dict.fromkeys(("required", "invalid", "missing"), "Pilih berkas PNG atau JPG."),
    )


def regencies_of(request: Request) -> QuerySet[Regency]:
    """The kabupaten and kota that the person asking manages, or 403 with the reason."""
    scope = require_scope(request)
    return Regency.objects.filter(Q(province__in=scope.provinces) | Q(pk__in=scope.regencies))


def fetch_regency(request: Request, regency_id: UUID) -> Regency:
    regency = regencies_of(request).filter(pk=regency_id).first()
    if regency is None:
        raise Http404
    return regency


@login_required
@require_safe
def logos(request: Request) -> HttpResponse:
    """Which kabupaten and kota have a logo."""
    return render(request, "accounts/logos.html", {"regencies": list(regencies_of(request))})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def logo(request: Request, regency_id: UUID) -> HttpResponse:
    """Upload a logo, or take it off the papers."""
    regency = fetch_regency(request, regency_id)
    if request.method != "POST":
        return logo_page(request, regency, LogoForm())
    if "remove" in request.POST:
        remove_logo(regency=regency)
        return logo_saved(request, regency, "logo_removed", "Logo dihapus.")
    form = LogoForm(request.POST, request.FILES)
    if not form.is_valid():
        return logo_page(request, regency, form, status=422)
    try:
        set_logo(regency=regency, upload=form.cleaned_data["logo"])
    except LogoRefused as refusal:
        form.add_error("logo", str(refusal))
        return logo_page(request, regency, form, status=422)
    return logo_saved(request, regency, "logo_changed", "Logo tersimpan.")


def logo_saved(request: Request, regency: Regency, event: str, words: str) -> HttpResponse:
    log_account_event(request, event, regency=regency.code)
    messages.success(request, words)
    return redirect("logo", regency_id=regency.pk)


def logo_page(request: Request, regency: Regency, form: LogoForm, status: int = 200) -> HttpResponse:
    return render(request, "accounts/logo.html", {"regency": regency, "form": form}, status=status)


@login_required
@require_safe
@never_cache
def logo_file(request: Request, regency_id: UUID) -> HttpResponse:
    """The picture as it is printed."""
    picture = logo_of(fetch_regency(request, regency_id))
    if not picture:
        raise Http404
    return HttpResponse(picture, content_type="image/png")
