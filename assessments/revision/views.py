"""Inside the instrument's admin: what has changed, what it would do to whom, and the button that does it."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from assessments.revision.services.edition_archive import InUse, archive_edition, restore_edition
from assessments.revision.services.preview import Preview, RevisionRefused, preview_revision
from assessments.revision.services.revise import apply_revision, apply_wording
from indicators.editions.revisions import draft_of
from indicators.models import Instrument, Revision
from indicators.views.editions import admin_page, fetch_instrument
from kinerja.accounts.requests import Request
from kinerja.numbers import format_short_datetime
from kinerja.refusals import Refusal

from .forms import ApplyForm, ReasonForm
from .page import line_views


@require_http_methods(["GET", "HEAD", "POST"])
def revision(request: Request, instrument_id: UUID) -> HttpResponse:
    """The revisions so far and what has changed since; texts alone go out from here."""
    instrument = fetch_instrument(request, instrument_id)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            new_revision = apply_wording(
                instrument=instrument, reason=form.cleaned_data["reason"], by=request.user
            )
        except Refusal as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"{new_revision} berlaku, tanpa dampak nilai.")
            return redirect("revision", instrument.pk)
    context = {
        "draft": draft_of(instrument),
        "revisions": list(revisions_published(instrument)),
        "form": form,
    }
    return admin_page(request, "revision", instrument, context, status=422 if form.errors else 200)


def revisions_published(instrument: Instrument) -> Iterator[tuple[Revision, str]]:
    """Each revision, and when it was published in the time of the province."""
    for revision in instrument.revisions.select_related("published_by").defer("document"):
        yield revision, format_short_datetime(revision.published_at, instrument.owner.time_zone)


@require_http_methods(["GET", "HEAD", "POST"])
def revision_preview(request: Request, instrument_id: UUID) -> HttpResponse:
    """Every worksheet before and after; sent back with a reason, exactly that is applied."""
    instrument = fetch_instrument(request, instrument_id)
    if request.method != "POST":
        return revision_preview_page(request, instrument, ApplyForm())
    form = ApplyForm(request.POST)
    if not form.is_valid():
        return revision_preview_page(request, instrument, form, status=422)
    try:
        revision = apply_revision(instrument=instrument, **form.cleaned_data, by=request.user)
    except Refusal as refused:
        form.add_error(None, str(refused))
        return revision_preview_page(request, instrument, form, status=refused.status)
    messages.success(request, f"{revision} berlaku. Kertas kerja yang belum ditetapkan sudah dihitung ulang.")
    return redirect("revision", instrument.pk)


def revision_preview_page(
    request: Request, instrument: Instrument, form: ApplyForm, *, status: int = 200
) -> HttpResponse:
    """Always of this moment: after a refusal too the button applies what the page shows."""
    try:
        computed_preview: Preview | None = preview_revision(instrument)
        refusal = ""
    except RevisionRefused as refused:
        computed_preview, refusal = None, str(refused)
    context: dict[str, Any] = {"preview": computed_preview, "refusal": refusal, "form": form}
    if computed_preview:
        context |= {"lines": line_views(computed_preview), "counts": computed_preview.counts}
    return admin_page(request, "revision_preview", instrument, context, status=status)


@require_POST
def edition_archive(request: Request, instrument_id: UUID) -> HttpResponse:
    """Put the edition away, or offer it again."""
    instrument = fetch_instrument(request, instrument_id)
    if request.POST.get("restore"):
        restore_edition(instrument=instrument, by=request.user)
        messages.success(request, f"{instrument} dapat dipakai lagi.")
        return redirect("revision", instrument.pk)
    try:
        archive_edition(instrument=instrument, by=request.user)
        messages.success(request, f"{instrument} diarsipkan. Isinya tetap dapat dibaca.")
    except InUse as used:
        messages.error(request, str(used))
    return redirect("revision", instrument.pk)
