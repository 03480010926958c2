"""The bytes of evidence. The access check comes first; the browser is told to run nothing in them."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from assessments.access import fetch_evidence
from assessments.models import Evidence
from assessments.models.evidence import StoredFile

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
def download(request: HttpRequest, worksheet_id: UUID, evidence_id: UUID) -> FileResponse:
    """The file under the name that its sender gave it."""
    return sent_file(fetch_evidence(request, worksheet_id, evidence_id), as_attachment=True)


@login_required
@require_safe
def preview(request: HttpRequest, worksheet_id: UUID, evidence_id: UUID) -> FileResponse:
    """The same inside our own pages: a picture that we drew anew, or a PDF without scripts."""
    return sent_file(fetch_evidence(request, worksheet_id, evidence_id), as_attachment=False)


def sent_file(evidence: StoredFile, *, as_attachment: bool) -> FileResponse:
    """The bytes of a file that its reader may have."""
    try:
        content = evidence.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    kind = TYPES[Evidence.Kind(evidence.kind)]
    response = FileResponse(content, as_attachment=as_attachment, filename=evidence.name, content_type=kind)
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox" if as_attachment else SHOWN
    if not as_attachment:
        response["X-Frame-Options"] = "SAMEORIGIN"
    return response
