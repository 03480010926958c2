"""Buku kerja of many kecamatan at once: a report per file, each confirmed by itself."""

from dataclasses import dataclass, field
from typing import IO
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from assessments.access import collects_workbooks, looks_after, worksheets_for
from assessments.models import WorkbookUpload, Worksheet
from assessments.workbook.folder import ZIP, workbooks_in
from assessments.workbook.layout import COVER_DISTRICT, COVER_WORKSHEET
from assessments.workbook.page.parsed_upload import Received, receive_workbook, sent_file, shown_name
from assessments.workbook.reader import Cover, Problem
from assessments.workbook.services.upload import keep_upload
from kinerja.accounts.models import User
from kinerja.accounts.requests import Request
from kinerja.workbook.guard import SENTENCES, BadWorkbook

from .upload import closed_now

PROBLEMS_SHOWN = 10  # of one file; its kecamatan sees all of them on its own page


@dataclass(frozen=True)
class Report:
    """What became of one file: a sentence, the cells to mend, and where its changes wait."""

    name: str
    sentence: str
    worksheet: Worksheet | None = None
    problems: list[Problem] = field(default_factory=list)
    upload: WorkbookUpload | None = None

    @property
    def unlisted_count(self) -> int:
        """Problems that are not listed."""
        return max(0, len(self.problems) - PROBLEMS_SHOWN)

    @property
    def listed(self) -> list[Problem]:
        return self.problems[:PROBLEMS_SHOWN]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def bulk(request: Request) -> HttpResponse:
    """Send a ZIP, read what became of each file, and see what still waits for one's confirmation."""
    if not collects_workbooks(request.user):
        raise PermissionDenied("Hanya penilai provinsi dan verifikator kabupaten/kota yang mengunggah ZIP.")
    if request.method != "POST":
        return bulk_page(request)
    file = request.FILES.get("file")
    if file is None:
        return bulk_page(request, refusal="Pilih ZIP yang akan diunggah.", status=422)
    _, content, refusal = sent_file(file)
    try:
        if refusal:
            raise BadWorkbook(ZIP["inflated"] if refusal == "large" else SENTENCES[refusal])
        reports = [report_of(name, workbook, request.user) for name, workbook in workbooks_in(content)]
    except BadWorkbook as bad:
        return bulk_page(request, refusal=str(bad), status=422)
    return bulk_page(request, reports=reports)


def report_of(name: str, content: IO[bytes] | BadWorkbook, by: User) -> Report:
    """Read one file; keep what it would change where that may be saved now."""
    try:
        if isinstance(content, BadWorkbook):
            raise content
        received = receive_workbook(name, content, by, lambda cover: worksheet_named(by, cover))
    except BadWorkbook as bad:
        return Report(shown_name(name), str(bad))
    return report_of_reading(shown_name(name), received)


def report_of_reading(name: str, received: Received) -> Report:
    worksheet, plan = received.worksheet, received.plan
    if plan is None or received.upload is None:
        sentence = f"{len(received.problems)} sel perlu diperbaiki; tidak ada yang tersimpan."
        return Report(name, sentence, worksheet, received.problems)
    if not plan.rows:
        return Report(name, "Sama dengan isian di server.", worksheet)
    changes_words = f"{len(plan.rows)} baris berubah"
    if plan.conflicts:
        changes_words += f", {len(plan.conflicts)} di antaranya juga berubah di server"
    if closed := closed_now(worksheet):
        return Report(name, f"{changes_words}, tetapi tidak dapat diterapkan. {closed}", worksheet)
    keep_upload(received.upload)
    return Report(name, f"{changes_words}.", worksheet, upload=received.upload)


def worksheet_named(user: User, cover: Cover) -> Worksheet:
    """The worksheet that a cover names, if `user` looks after it. Raise BadWorkbook."""
    try:
        worksheet_id = UUID(cover.facts.get(COVER_WORKSHEET, ""))
    except ValueError:
        worksheet_id = None
    worksheet = worksheets_for(user).filter(pk=worksheet_id).first() if worksheet_id else None
    if worksheet is None or not looks_after(user, worksheet):
        district_name = cover.facts.get(COVER_DISTRICT, "").removeprefix("Kecamatan ")[:80]
        raise BadWorkbook(f"Kertas kerja Kecamatan {district_name} ini tidak ada di wilayah Anda.")
    return worksheet


def waiting_uploads(user: User) -> QuerySet[WorkbookUpload]:
    """One's own uploads that wait for confirmation, newest first."""
    since = timezone.now() - WorkbookUpload.KEPT
    uploads = WorkbookUpload.objects.filter(by=user, applied_at=None, created_at__gt=since)
    return uploads.select_related("worksheet__district__regency").order_by("-created_at")


def bulk_page(
    request: Request, *, reports: list[Report] | None = None, refusal: str = "", status: int = 200
) -> HttpResponse:
    context = {"reports": reports, "refusal": refusal, "waiting": list(waiting_uploads(request.user))}
    return render(request, "workbook/bulk.html", context, status=status)
