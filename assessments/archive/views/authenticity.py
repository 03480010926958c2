"""The public page on which anybody checks a printed copy. It shows neither scores nor names of persons."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assessments.archive.forms.authenticity import CodeForm, FingerprintForm
from assessments.archive.services.authenticity import CheckedPaper, paper_with
from assessments.archive.services.code_trials import note_unknown, paused_until
from assessments.models import Decision, Period
from kinerja.accounts.audit import client_address
from kinerja.numbers import format_datetime, format_time


@require_safe
@never_cache
def authenticity(request: HttpRequest) -> HttpResponse:
    """The form for a code; it leads to the code's own address, which a QR may name as well."""
    if "kode" not in request.GET:
        return code_page(request, CodeForm())
    form = CodeForm(request.GET)
    if not form.is_valid():
        return code_page(request, form, status=422)
    return redirect("authenticity_code", code=form.cleaned_data["kode"])


@require_safe
@never_cache
def authenticity_code(request: HttpRequest, code: str) -> HttpResponse:
    """What is said of the paper with this code.

    404 for an unknown code, 429 for who tried too many of them.
    """
    at, network_address = timezone.now(), client_address(request)
    pause_end = paused_until(network_address, at)
    if pause_end:
        retry_at_text = format_time(pause_end, settings.TIME_ZONE)
        return code_page(request, CodeForm({"kode": code}), status=429, paused_until=retry_at_text)
    paper = paper_with(code, at)
    if paper is None:
        note_unknown(address=network_address, at=at)
        return code_page(request, CodeForm({"kode": code}), status=404, unknown=True)
    form = FingerprintForm(request.GET) if "sidik" in request.GET else FingerprintForm()
    is_valid_form = form.is_valid()
    return render(
        request,
        "archive/authenticity_code.html",
        {"form": form, **words_of(paper, form.cleaned_data["sidik"] if is_valid_form else "")},
        status=422 if form.is_bound and not is_valid_form else 200,
    )


def code_page(request: HttpRequest, form: CodeForm, status: int = 200, **notices: Any) -> HttpResponse:
    return render(request, "archive/authenticity.html", {"form": form, **notices}, status=status)


def words_of(paper: CheckedPaper, fingerprint: str) -> dict[str, Any]:
    """What the page says of a paper; a decision that everybody may read is linked to."""
    is_published = (
        isinstance(paper.copy, Decision) and paper.copy.period.visibility != Period.Visibility.NOTHING
    )
    return {
        "paper": paper,
        "verdict": paper.verdict(fingerprint),
        "compared": fingerprint,
        "published": paper.copy.code if is_published else "",
        "at": format_datetime(paper.made_at, paper.zone),
        "newer_at": format_datetime(paper.newer_at, paper.zone) if paper.newer_at else "",
    }
