"""The bytes of evidence. The access check comes first; the browser is told to run nothing in them."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404
from django.views.decorators.http import require_safe

from assessments.access import fetch_evidence
from assessments.models import Evidence
from kinerja.accounts.requests import Request

TYPES = {
    Evidence.Kind.PDF: "application/pdf",
    Evidence.Kind.JPG: "image/jpeg",
    Evidence.Kind.PNG: "image/png",
}
# A PDF viewer of a browser is a page of its own around the file: it needs its own object and its styles.
SHOWN = (
    "default-src 'none'; object-src 'self'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"
)


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
    return serve(evidence.file, evidence.name, evidence.kind, as_attachment=as_attachment)


def serve(file: FieldFile, name: str, kind: str, *, as_attachment: bool) -> FileResponse:
    """A kept file under the name that its sender gave it; 404 where the disk has lost it."""
    try:
        content = file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    content_type = TYPES[Evidence.Kind(kind)]
    response = FileResponse(content, as_attachment=as_attachment, filename=name, content_type=content_type)
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox" if as_attachment else SHOWN
    if not as_attachment:
        response["X-Frame-Options"] = "SAMEORIGIN"
    return response
