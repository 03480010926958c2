"""The bytes of evidence, after the access check; and what pages that take files answer."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms.forms import BaseForm
from django.http import FileResponse, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from assessments.access import fetch_evidence
from assessments.models.stored_file import StoredFile
from kinerja.accounts.requests import Request
from kinerja.files import serve_file
from kinerja.refusals import Refusal

from .uploads import Upload, upload_of


@login_required
@require_safe
def download(request: Request, worksheet_id: UUID, evidence_id: UUID) -> FileResponse:
    """The file under the name that its sender gave it."""
    return file_response(request, worksheet_id, evidence_id, as_attachment=True)


@login_required
@require_safe
def preview(request: Request, worksheet_id: UUID, evidence_id: UUID) -> FileResponse:
    """The same inside our own pages: a picture that we drew anew, or a PDF without scripts."""
    return file_response(request, worksheet_id, evidence_id, as_attachment=False)


def file_response(
    request: Request, worksheet_id: UUID, evidence_id: UUID, *, as_attachment: bool
) -> FileResponse:
    evidence = fetch_evidence(request, worksheet_id, evidence_id)
    return stored_file_response(evidence, as_attachment=as_attachment)


def stored_file_response(row: StoredFile, *, as_attachment: bool) -> FileResponse:
    """A row's file under the name that its sender gave it."""
    return serve_file(row.file, row.name, as_attachment=as_attachment)


# --- What the pages that take files share ---------------------------------------------------------


@dataclass(frozen=True)
class Outcome:
    """What became of one uploaded file, in a sentence."""

    name: str
    accepted: bool
    sentence: str


def receive_files(request: Request, keep: Callable[[Upload], str]) -> list[Outcome]:
    """Keep every file of the request by `keep`, which says what became of it; each has its own outcome."""
    uploads = [upload_of(file) for file in request.FILES.getlist("files")]
    if not uploads:
        return [Outcome("", False, "Pilih berkas yang akan diunggah.")]
    return [outcome_of(upload, keep) for upload in uploads]


def outcome_of(upload: Upload, keep: Callable[[Upload], str]) -> Outcome:
    try:
        return Outcome(upload.name, True, keep(upload))
    except Refusal as refusal:
        return Outcome(upload.name, False, str(refusal))


def refused_outcomes(file: StoredFile | None, sentences: Iterable[str]) -> list[Outcome]:
    """Why a file that is there already was not linked."""
    return [Outcome(file.name if file else "", False, sentence) for sentence in sentences]


def sentences_of(form: BaseForm) -> list[str]:
    """Everything that is wrong with what was sent."""
    return [str(error) for errors in form.errors.values() for error in errors]


def answer_outcomes(
    request: Request, outcomes: list[Outcome], address: str, page: Callable[..., HttpResponse], *args: Any
) -> HttpResponse:
    """To a script the outcomes; else back to the page, which keeps what was refused on top."""
    refused_files = [outcome for outcome in outcomes if not outcome.accepted]
    if request.accepts("application/json") and not request.accepts("text/html"):
        answer_lines = [{"name": it.name, "kept": it.accepted, "sentence": it.sentence} for it in outcomes]
        return JsonResponse({"files": answer_lines}, status=422 if refused_files else 200)
    for outcome in outcomes:
        if outcome.accepted:
            messages.success(request, f"{outcome.name}: {outcome.sentence}")
    return page(request, *args, outcomes=refused_files, status=422) if refused_files else redirect(address)
