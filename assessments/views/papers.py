"""Downloads: the worksheet and the receipt as PDF."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from assessments.access import fetch_worksheet
from assessments.printing.receipt import receipt_pdf as render_receipt
from assessments.printing.worksheet import worksheet_pdf as render_worksheet

from .desk import load_desk
from .sending import fetch_submission


@login_required
@require_safe
def worksheet_pdf(request: HttpRequest, worksheet_id: UUID) -> HttpResponse:
    """The worksheet as it stands now, on F4 landscape."""
    worksheet = fetch_worksheet(request, worksheet_id)
    desk = load_desk(request.user, worksheet)
    content = render_worksheet(worksheet, desk.figures, at=timezone.now())
    name = slugify(f"kertas-kerja-{worksheet.district.name}-{worksheet.stage.period.year}")
    return pdf_answer(content, name)


@login_required
@require_safe
def receipt_pdf(request: HttpRequest, worksheet_id: UUID) -> HttpResponse:
    """What was sent, from its frozen copy."""
    snapshot = fetch_submission(fetch_worksheet(request, worksheet_id))
    return pdf_answer(render_receipt(snapshot), slugify(f"tanda-terima-{snapshot.code}"))


def pdf_answer(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'inline; filename="{name}.pdf"',
            "Cache-Control": "private, no-store",
        },
    )
