"""Import and export of whole instruments in the admin, for those who look after them."""

from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.views.decorators.http import require_http_methods, require_safe

from indicators.access import instruments_for, provinces_for
from indicators.exchange.import_plan import import_document, planned_import, read_instrument
from indicators.forms.exchange import ConfirmForm, ImportForm, signed_plan
from indicators.models import Instrument
from indicators.printing.instrument import instrument_json, instrument_template, instrument_xlsx
from indicators.rows.problems import Problem, TableRefused
from kinerja.accounts.requests import user_of
from kinerja.fields import sent_name
from kinerja.refusals import Moved

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LARGE = "Instrumen ini terlalu besar untuk halaman ini. Pakai perintah import_instrument di server."


class ExchangeAdmin:
    """Adds the pages to the instruments' admin."""

    def get_urls(self) -> list[URLPattern]:
        views = (
            ("impor/", import_page, "import"),
            ("templat.xlsx", template_response, "template"),
            ("<uuid:instrument_id>/ekspor.xlsx", export_xlsx, "export_xlsx"),
            ("<uuid:instrument_id>/ekspor.json", export_json, "export_json"),
        )
        own_paths = [
            path(route, admin.site.admin_view(view), name=f"indicators_instrument_{name}")
            for route, view, name in views
        ]
        return [*own_paths, *super().get_urls()]  # type: ignore[misc]  # stands before an admin class


@require_safe
def template_response(request: HttpRequest) -> HttpResponse:
    return exchange_response(instrument_template(), "templat-instrumen.xlsx", XLSX)


@require_safe
def export_xlsx(request: HttpRequest, instrument_id: UUID) -> HttpResponse:
    instrument = fetch_instrument(request, instrument_id)
    try:
        return exchange_response(instrument_xlsx(instrument), f"{instrument.code}.xlsx", XLSX)
    except TableRefused as refused:
        messages.error(request, str(refused))
        return redirect("admin:indicators_instrument_change", instrument.pk)


@require_safe
def export_json(request: HttpRequest, instrument_id: UUID) -> HttpResponse:
    instrument = fetch_instrument(request, instrument_id)
    return exchange_response(
        instrument_json(instrument).encode(), f"{instrument.code}.json", "application/json"
    )


def fetch_instrument(request: HttpRequest, instrument_id: UUID) -> Instrument:
    """One of the own province, or 404."""
    instrument = instruments_for(user_of(request)).filter(pk=instrument_id).first()
    if instrument is None:
        raise Http404
    return instrument


def exchange_response(content: bytes, name: str, kind: str) -> HttpResponse:
    content_disposition = f'attachment; filename="{name}"'
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": content_disposition})


@require_http_methods(["GET", "HEAD", "POST"])
def import_page(request: HttpRequest) -> HttpResponse:
    """A file gives a dry run; the dry run's own button brings it in."""
    if request.method != "POST":
        return render_import(request)
    return confirm_import(request) if "plan" in request.POST else preview_import(request)


def preview_import(request: HttpRequest) -> HttpResponse:
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return render_import(request, status=422, problems=[Problem(first_error(form))])
    name, file = sent_name(form), form.cleaned_data["file"]
    provinces = provinces_for(user_of(request))
    try:
        plan = planned_import(read_instrument(name, file, provinces), provinces)
    except TableRefused as refused:
        return render_import(request, status=422, problems=refused.problems)
    token = signed_plan(plan.document, plan.base, person_id=user_of(request).pk)
    if not token:
        return render_import(request, status=422, problems=[Problem(LARGE)])
    return render_import(request, plan=plan, token=token)


def confirm_import(request: HttpRequest) -> HttpResponse:
    form = ConfirmForm(request.POST, person_id=user_of(request).pk)
    if not form.is_valid():
        return render_import(request, status=422, problems=[Problem(first_error(form))])
    plan, provinces = form.cleaned_data["plan"], provinces_for(user_of(request))
    try:
        instrument = import_document(
            document=plan["document"],
            base=plan["base"],
            provinces=provinces,
            by=user_of(request),
        )
    except Moved as moved:
        return render_import(request, status=moved.status, problems=[Problem(str(moved))])
    except TableRefused as refused:
        return render_import(request, status=422, problems=refused.problems)
    next_step = "Berlakukan lewat halaman Revisi" if instrument.revisions.exists() else "Terbitkan"
    messages.success(request, f"{instrument} tersimpan. {next_step} agar perubahannya berlaku.")
    return redirect("admin:indicators_instrument_change", instrument.pk)


def first_error(form: ImportForm | ConfirmForm) -> str:
    return str(next(iter(form.errors.values()))[0])


def render_import(request: HttpRequest, *, status: int = 200, **extra: Any) -> HttpResponse:
    context = {
        **admin.site.each_context(request),
        "title": "Impor instrumen",
        "opts": Instrument._meta,
        "form": ImportForm(),
    }
    return render(request, "admin/indicators/instrument/import.html", context | extra, status=status)
