"""Downloads: the worksheet and its empty form, each as PDF and as workbook, and the receipt."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments.access import fetch_worksheet
from assessments.entry.page.entry_sheet import load_entry_sheet
from assessments.home.paper import worksheet_pdf as render_worksheet
from assessments.papers.figures import sheet_figures
from assessments.papers.responses import worksheet_download
from assessments.papers.seal import seal_of
from assessments.records.printed_copies import worksheet_copy
from assessments.scores.scoring import score_answers
from assessments.workbook.printing.workbook import worksheet_workbook
from assessments.workflow import Format, Paper
from indicators.editions.sheets import sheet_of
from kinerja.accounts.requests import Request


@login_required
@require_safe
def worksheet_pdf(request: Request, worksheet_id: UUID) -> HttpResponse:
    """The worksheet as it stands now, on F4 landscape."""
    worksheet = fetch_worksheet(request, worksheet_id)
    entry_sheet = load_entry_sheet(request.user, worksheet)
    at = timezone.now()
    copy = worksheet_copy(worksheet, entry_sheet.loaded.result, entry_sheet.entries, by=request.user, at=at)
    pdf = render_worksheet(worksheet, entry_sheet.figures, at=at, seal=seal_of(copy))
    return worksheet_download(worksheet, Paper.WORKSHEET, Format.PDF, pdf)


@login_required
@require_safe
def empty_form_pdf(request: Request, worksheet_id: UUID) -> HttpResponse:
    """The form to print and fill by hand."""
    worksheet = fetch_worksheet(request, worksheet_id)
    entry_sheet = load_entry_sheet(request.user, worksheet)
    pdf = render_worksheet(worksheet, entry_sheet.figures, at=timezone.now(), empty=True)
    return worksheet_download(worksheet, Paper.EMPTY_FORM, Format.PDF, pdf)


@login_required
@require_safe
def worksheet_xlsx(request: Request, worksheet_id: UUID) -> HttpResponse:
    """The worksheet as a workbook that calculates and can be uploaded again."""
    worksheet = fetch_worksheet(request, worksheet_id)
    entry_sheet = load_entry_sheet(request.user, worksheet)
    workbook = worksheet_workbook(worksheet, entry_sheet.figures, entry_sheet.entries, at=timezone.now())
    return worksheet_download(worksheet, Paper.WORKSHEET, Format.XLSX, workbook)


@login_required
@require_safe
def empty_form_xlsx(request: Request, worksheet_id: UUID) -> HttpResponse:
    """The workbook without any answer, to be filled offline."""
    worksheet = fetch_worksheet(request, worksheet_id)
    figures = sheet_figures(sheet_of(worksheet.revision_id), score_answers(worksheet, {}))
    workbook = worksheet_workbook(worksheet, figures, {}, at=timezone.now())
    return worksheet_download(worksheet, Paper.EMPTY_FORM, Format.XLSX, workbook)
