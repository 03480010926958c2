"""Rincian: the lines behind a row's counts. Buttons without a script add and take away lines too."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from assessments.access import fetch_worksheet, is_operator, require_operator
from assessments.access.queries import evidence_of
from assessments.entry.forms.details import (
    BLANK_LINES,
    PARTS,
    DetailLine,
    read_lines,
    sent_lines,
    stored_lines,
)
from assessments.entry.services.details import listed_inputs, save_items
from assessments.entry.services.saving import StaleRow, details_of, refusal_at
from assessments.models import Entry, Worksheet
from indicators.scoring.sheet import IndicatorSpec
from indicators.scoring.specs import Details, InputSpec
from kinerja.accounts.requests import Request
from kinerja.numbers import format_short_datetime
from kinerja.refusals import Refusal

from .rows import fetch_indicator


@dataclass
class ListView:
    """One input with its lines."""

    spec: InputSpec
    lines: list[DetailLine]

    @property
    def required(self) -> bool:
        return self.spec.details is Details.REQUIRED

    @property
    def length(self) -> int:
        return sum(not line.blank for line in self.lines)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def details(request: Request, worksheet_id: UUID, code: str) -> HttpResponse:
    """Shown to everybody who reads the worksheet, filled by its operators."""
    worksheet = fetch_worksheet(request, worksheet_id)
    indicator = fetch_indicator(worksheet, code)
    if not listed_inputs(indicator):
        raise Http404
    entry = worksheet.entries.select_related("saved_by").filter(code=code).first()
    if request.method == "POST":
        require_operator(request.user, worksheet)
        return lists_posted(request, worksheet, indicator, entry)
    return details_page(request, worksheet, indicator, entry, stored_lists(indicator, entry))


def stored_lists(indicator: IndicatorSpec, entry: Entry | None) -> list[ListView]:
    items = details_of(entry).get("items", {})
    return [ListView(spec, stored_lines(items.get(spec.code, []))) for spec in listed_inputs(indicator)]


def lists_posted(
    request: Request, worksheet: Worksheet, indicator: IndicatorSpec, entry: Entry | None
) -> HttpResponse:
    lists = [ListView(spec, sent_lines(spec, request.POST)) for spec in listed_inputs(indicator)]
    files = files_of(worksheet)
    version = request.POST.get("version", "")
    if not version.isascii() or not version.isdigit():
        return details_page(
            request, worksheet, indicator, entry, lists, status=422, problem="Muat ulang halaman."
        )
    sent_content: dict[str, Any] = {"version": version}
    if "add" in request.POST or "remove" in request.POST:
        return details_page(
            request, worksheet, indicator, entry, lists_rearranged(lists, request), **sent_content
        )
    items = {view.spec.code: read_lines(view.lines, files) for view in lists}
    if any(line.errors for view in lists for line in view.lines):
        return details_page(request, worksheet, indicator, entry, lists, status=422, **sent_content)
    try:
        save_items(
            worksheet=worksheet, code=indicator.code, items=items, version=int(version), by=request.user
        )
    except StaleRow as conflict:
        return details_page(
            request, worksheet, indicator, conflict.current, lists, status=conflict.status, stale=True
        )
    except Refusal as refusal:
        sent_content |= {"problem": str(refusal)}
        return details_page(
            request, worksheet, indicator, entry, lists, status=refusal.status, **sent_content
        )
    messages.success(request, "Rincian tersimpan; jumlahnya mengikuti daftar.")
    return redirect("details", worksheet_id=worksheet.pk, code=indicator.code)


def files_of(worksheet: Worksheet) -> dict[str, str]:
    """The names of the worksheet's files by id, to choose from."""
    return {str(it.pk): it.name for it in evidence_of(worksheet)}


def lists_rearranged(lists: list[ListView], request: Request) -> list[ListView]:
    """The lists as sent with more lines to write on, or without the line that was taken away."""
    for view in lists:
        if request.POST.get("add") == view.spec.code:
            blank_lines = [DetailLine(0, dict.fromkeys(PARTS, ""), {}) for _ in range(BLANK_LINES)]
            view.lines += blank_lines
        removed_line = request.POST.get("remove", "")
        view.lines = [line for line in view.lines if f"{view.spec.code}-{line.no}" != removed_line]
        for no, line in enumerate(view.lines):
            line.no = no
    return lists


def details_page(
    request: Request,
    worksheet: Worksheet,
    indicator: IndicatorSpec,
    entry: Entry | None,
    lists: list[ListView],
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    refusal = "Anda melihat rincian ini tanpa mengubahnya."
    if is_operator(request.user, worksheet):
        refusal = refusal_at(worksheet, timezone.now(), indicator.code)
    zone = worksheet.district.regency.province.time_zone
    context = {
        "worksheet": worksheet,
        "indicator": indicator,
        "entry": entry,
        "lists": lists,
        "files": files_of(worksheet),
        "kept": stored_lists(indicator, entry) if more.get("stale") else [],
        "errors": [
            (f"{view.spec.code}-{line.no}-{part}", sentence)
            for view in lists
            for line in view.lines
            for part, sentence in line.errors.items()
        ],
        "saved_at": format_short_datetime(entry.saved_at, zone) if entry else "",
        "version": entry.version if entry else 0,
        "refusal": refusal,
    } | more
    return render(request, "entry/details.html", context, status=status)
