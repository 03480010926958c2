"""The bytes of evidence. The access check comes first."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse
from django.views.decorators.http import require_safe

from assessments.access import fetch_evidence
from assessments.models.stored_file import StoredFile
from kinerja.accounts.requests import Request
from kinerja.files import serve_file


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
    return serve(evidence, as_attachment=as_attachment)


def serve(row: StoredFile, *, as_attachment: bool) -> FileResponse:
    """A row's file under the name that its sender gave it."""
    return serve_file(row.file, row.name, as_attachment=as_attachment)
