"""Downloads: the worksheet and its empty form, each as PDF and as workbook, and the receipt."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from assessments.access import fetch_worksheet
from assessments.entry.page.entry_sheet import load_desk
from assessments.home.paper import worksheet_pdf as render_worksheet
from assessments.models import Worksheet
from assessments.papers.figures import sheet_figures
from assessments.papers.seal import seal_of
from assessments.records.printed_copies import worksheet_copy
from assessments.scores.scoring import score_answers
from assessments.sending.paper import receipt_pdf as render_receipt
from assessments.sending.views import fetch_submission
from assessments.workbook.printing.workbook import worksheet_workbook
from indicators.editions.sheets import sheet_of

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@login_required
@require_safe
def worksheet_pdf(request: HttpRequest, worksheet_id: UUID) -> HttpResponse:
    """The worksheet as it stands now, on F4 landscape."""
    worksheet = fetch_worksheet(request, worksheet_id)
    desk = load_desk(request.user, worksheet)
    at = timezone.now()
    copy = worksheet_copy(worksheet, desk.figures.result, desk.entries, by=request.user, at=at)  # type: ignore[arg-type]
    content = render_worksheet(worksheet, desk.figures, at=at, seal=seal_of(copy))
    return paper(worksheet, content, "kertas-kerja", "pdf")


@login_required
@require_safe
def empty_form_pdf(request: HttpRequest, worksheet_id: UUID) -> HttpResponse:
    """The form to print and fill by hand."""
    worksheet = fetch_worksheet(request, worksheet_id)
    desk = load_desk(request.user, worksheet)
    content = render_worksheet(worksheet, desk.figures, at=timezone.now(), empty=True)
    return paper(worksheet, content, "formulir-kosong", "pdf")


@login_required
@require_safe
def worksheet_xlsx(request: HttpRequest, worksheet_id: UUID) -> HttpResponse:
    """The worksheet as a workbook that calculates and can be uploaded again."""
    worksheet = fetch_worksheet(request, worksheet_id)
    desk = load_desk(request.user, worksheet)
    content = worksheet_workbook(worksheet, desk.figures, desk.entries, at=timezone.now())
    return paper(worksheet, content, "kertas-kerja", "xlsx")


@login_required
@require_safe
def empty_form_xlsx(request: HttpRequest, worksheet_id: UUID) -> HttpResponse:
    """The workbook without any answer, to be filled offline."""
    worksheet = fetch_worksheet(request, worksheet_id)
    figures = sheet_figures(sheet_of(worksheet.revision_id), score_answers(worksheet, {}))
    content = worksheet_workbook(worksheet, figures, {}, at=timezone.now())
    return paper(worksheet, content, "formulir-kosong", "xlsx")


@login_required
@require_safe
def receipt_pdf(request: HttpRequest, worksheet_id: UUID) -> HttpResponse:
    """What was sent, from its frozen copy."""
    worksheet = fetch_worksheet(request, worksheet_id)
    snapshot = fetch_submission(worksheet)
    return download(render_receipt(snapshot), f"tanda-terima-{snapshot.code}", "pdf")


def paper(worksheet: Worksheet, content: bytes, kind: str, extension: str) -> HttpResponse:
    """A download named for its kecamatan and year."""
    return download(content, f"{kind}-{worksheet.district.name}-{worksheet.stage.period.year}", extension)


def download(content: bytes, title: str, extension: str) -> HttpResponse:
    """The file under a plain name, kept by no cache."""
    name = slugify(title)
    place = "inline" if extension == "pdf" else "attachment"
    return HttpResponse(
        content,
        content_type=TYPES[extension],
        headers={
            "Content-Disposition": f'{place}; filename="{name}.{extension}"',
            "Cache-Control": "private, no-store",
        },
    )
