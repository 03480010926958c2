"""Check an instrument and copy it to a new year: pages of the admin, for one's own province."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.admin import site
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from indicators.access import instruments_for
from indicators.editions.clone import CodeTaken, clone_instrument
from indicators.editions.lint import lint_instrument
from indicators.forms.clone import CloneForm
from indicators.models import Instrument
from indicators.scoring.finding import Finding
from kinerja.accounts.requests import Request

Line = tuple[Finding, str]  # with the address at which it can be mended


@require_safe
def lint_page(request: Request, instrument_id: UUID) -> HttpResponse:
    """Every error and warning, each with the way to its row."""
    instrument = fetch_instrument(request, instrument_id)
    lines = finding_lines(instrument, lint_instrument(instrument))
    errors = [line for line in lines if line[0].is_error]
    warnings = [line for line in lines if not line[0].is_error]
    finding_groups = (("Kesalahan", errors), ("Peringatan", warnings))
    return admin_page(request, "lint", instrument, {"groups": finding_groups, "errors": len(errors)})


@require_http_methods(["GET", "HEAD", "POST"])
def copy_instrument(request: Request, instrument_id: UUID) -> HttpResponse:
    """Ask for code and years; then the copy's own page."""
    instrument = fetch_instrument(request, instrument_id)
    form = CloneForm(request.POST if request.method == "POST" else None, source=instrument)
    if form.is_valid():
        try:
            cloned_instrument = clone_instrument(instrument=instrument, **form.cleaned_data, by=request.user)
        except CodeTaken as problem:
            form.add_error("code", str(problem))
        else:
            messages.success(
                request, f"{cloned_instrument} dibuat dari {instrument}. Periksa tahun dalam teksnya."
            )
            return redirect("admin:indicators_instrument_change", cloned_instrument.pk)
    return admin_page(request, "clone", instrument, {"form": form}, status=422 if form.errors else 200)


def fetch_instrument(request: Request, instrument_id: UUID) -> Instrument:
    return get_object_or_404(instruments_for(request.user), pk=instrument_id)


def finding_lines(instrument: Instrument, findings: Iterable[Finding]) -> list[Line]:
    """Each finding with the admin's page of the row that it is about."""
    indicator_ids = dict(instrument.indicators.values_list("code", "pk"))
    aspect_ids = dict(instrument.aspects.values_list("code", "pk"))

    def address(finding: Finding) -> str:
        if finding.indicator in indicator_ids:
            return reverse("admin:indicators_indicator_change", args=(indicator_ids[finding.indicator],))
        if finding.aspect in aspect_ids:
            return reverse("admin:indicators_aspect_change", args=(aspect_ids[finding.aspect],))
        return ""

    return [(found, address(found)) for found in findings]


def admin_page(
    request: Request, name: str, instrument: Instrument, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """A page in the admin's own frame."""
    admin_context = site.each_context(request) | {"opts": Instrument._meta, "instrument": instrument}
    return render(request, f"admin/indicators/instrument/{name}.html", admin_context | context, status=status)
