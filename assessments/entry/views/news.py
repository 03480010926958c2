"""What is new on an entry page: who else has it open, and what others have saved."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBadRequest
from django.utils import timezone
from django.views.decorators.http import require_POST

from assessments.access import belongs_to, fetch_worksheet
from assessments.access.queries import repairs_sent
from assessments.entry.forms.news import NewsForm
from assessments.entry.page.entry_sheet import load_entry_sheet
from assessments.entry.page.shown_rows import answer_frame, rows_page
from assessments.entry.services.presence import note_presence, others_present
from assessments.entry.services.saving import refusal_at
from assessments.models import Worksheet
from kinerja.accounts.requests import Request
from kinerja.page_parts import render_parts

from .rows import with_beside


@login_required
@require_POST
def news(request: Request, worksheet_id: UUID) -> HttpResponse:
    """Who else is here; with them, where the worksheet has moved, each shown row that looks different now.

    Those who only look on from outside the kecamatan are not announced to it.
    """
    worksheet = fetch_worksheet(request, worksheet_id)
    form = NewsForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    if belongs_to(request.user, worksheet):
        note_presence(worksheet=worksheet, by=request.user)
    sheet_state = rows_state(worksheet)
    context = {"presence": presence_words(others_present(worksheet, request.user)), "seen": sheet_state}
    if sheet_state != form.cleaned_data["seen"]:
        context |= changed_rows(request, worksheet, form.cleaned_data["marks"])
    return render_parts(request, "entry/news.html", context)


def presence_words(others: list[str]) -> str:
    return f"sedang dibuka juga oleh {', '.join(others)}" if others else ""


def rows_state(worksheet: Worksheet) -> str:
    """What must change for any row to look different."""
    repairs = repairs_sent(worksheet) if worksheet.in_repair else {}
    refusal = refusal_at(worksheet, timezone.now(), *repairs)
    return f"{worksheet.version}-{'closed' if refusal else 'open'}{'-repair' if repairs else ''}"


def changed_rows(request: Request, worksheet: Worksheet, marks: dict[str, str]) -> dict[str, Any]:
    sheet = load_entry_sheet(request.user, worksheet)
    rows = [sheet.row(code) for code in marks if code in sheet.rows]
    moved_rows = [with_beside(request, row) for row in rows if row.mark != marks[row.code]]
    page = rows_page(request, sheet.totals.aspects[0].spec.code)
    return answer_frame(sheet, page) | {"rows": moved_rows}
