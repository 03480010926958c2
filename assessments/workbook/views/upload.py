"""Buku kerja: upload one, see what it would change, confirm."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from assessments.access import fetch_worksheet, is_operator, require_bringer, require_operator
from assessments.entry.services.saving import refusal_at
from assessments.models import WorkbookUpload, Worksheet
from assessments.workbook.forms.upload import UploadConfirmForm
from assessments.workbook.page.parsed_upload import receive_workbook, sent_file
from assessments.workbook.page.upload_preview import plan_view
from assessments.workbook.reader import Problem
from assessments.workbook.services.upload import (
    PreviewMoved,
    UploadApplied,
    UploadPlan,
    apply_upload,
    keep_upload,
    upload_plan,
)
from kinerja.accounts.requests import Request
from kinerja.refusals import Closed, Refusal
from kinerja.workbook.guard import BadWorkbook


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: Request, worksheet_id: UUID) -> HttpResponse:
    """Where an operator sends a workbook; a good one leads to its preview, a bad one says what is wrong."""
    worksheet = fetch_worksheet(request, worksheet_id)
    require_operator(request.user, worksheet)
    closed = closed_now(worksheet)
    if request.method != "POST" or closed:
        status = Closed.status if request.method == "POST" else 200
        return upload_page(request, worksheet, closed=closed, status=status)
    file = request.FILES.get("file")
    if file is None:
        return upload_page(request, worksheet, refusal="Pilih buku kerja yang akan diunggah.", status=422)
    name, content, refusal = sent_file(file)
    try:
        received = receive_workbook(name, content, request.user, lambda _: worksheet, refusal=refusal)
    except BadWorkbook as bad:
        return upload_page(request, worksheet, refusal=str(bad), status=422)
    if received.upload is None:
        return upload_page(request, worksheet, problems=received.problems, status=422)
    keep_upload(received.upload)
    return redirect("workbook_preview", worksheet_id=worksheet.pk, upload_id=received.upload.pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def upload_preview(request: Request, worksheet_id: UUID, upload_id: UUID) -> HttpResponse:
    """What an upload would change; a POST saves it, once, if nothing moved since it was shown."""
    worksheet = fetch_worksheet(request, worksheet_id)
    sent_before = fetch_upload(request, worksheet, upload_id)
    require_bringer(request.user, worksheet)
    if sent_before.applied_at:
        messages.info(request, str(UploadApplied()))
        return redirect("worksheet", worksheet_id=worksheet.pk)
    plan = upload_plan(worksheet, sent_before)
    if request.method != "POST":
        form = UploadConfirmForm(plan, sent_before.percents)
        return upload_preview_page(request, sent_before, plan, form, closed=closed_now(worksheet))
    form = UploadConfirmForm(plan, sent_before.percents, request.POST)
    if form.seen == plan.versions and not form.is_valid():
        return upload_preview_page(request, sent_before, plan, form, status=422)
    return confirm_upload(request, sent_before, plan, form)


def confirm_upload(
    request: Request, upload: WorkbookUpload, plan: UploadPlan, form: UploadConfirmForm
) -> HttpResponse:
    """Save what was chosen; where that cannot be, the preview again as things are now."""
    worksheet = upload.worksheet
    try:
        if form.seen != plan.versions:
            raise PreviewMoved
        applied_codes = apply_upload(
            worksheet=worksheet, upload=upload, chosen=form.chosen, seen=form.seen, by=request.user
        )
    except UploadApplied as applied:
        messages.info(request, str(applied))
    except PreviewMoved as stale:
        plan = upload_plan(worksheet, upload)
        blank_form = UploadConfirmForm(plan, upload.percents)
        return upload_preview_page(request, upload, plan, blank_form, stale=str(stale), status=stale.status)
    except Refusal as refusal:
        return upload_preview_page(request, upload, plan, form, closed=str(refusal), status=refusal.status)
    else:
        sentence = (
            f"{len(applied_codes)} baris dari {upload.name} tersimpan."
            if applied_codes
            else "Tidak ada baris yang disimpan."
        )
        messages.success(request, sentence)
    if not is_operator(request.user, worksheet):
        return redirect("workbook_bulk")
    return redirect("worksheet", worksheet_id=worksheet.pk)


def fetch_upload(request: Request, worksheet: Worksheet, upload_id: UUID) -> WorkbookUpload:
    """One's own upload to this worksheet of the last day, or 404."""
    since = timezone.now() - WorkbookUpload.KEPT
    upload = WorkbookUpload.objects.filter(
        pk=upload_id, worksheet=worksheet, by=request.user, created_at__gt=since
    ).first()
    if upload is None:
        raise Http404
    upload.worksheet = worksheet
    return upload


def closed_now(worksheet: Worksheet) -> str:
    """Why nothing can be brought in now; empty where it can. Rows asked back are mended one by one."""
    refusal = refusal_at(worksheet, timezone.now())
    return f"{refusal} Perbaiki di halaman isian." if worksheet.in_repair else refusal


def upload_page(
    request: Request,
    worksheet: Worksheet,
    *,
    closed: str = "",
    refusal: str = "",
    problems: list[Problem] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"worksheet": worksheet, "closed": closed, "refusal": refusal, "problems": problems}
    return render(request, "workbook/upload.html", context, status=status)


def upload_preview_page(
    request: Request,
    upload: WorkbookUpload,
    plan: UploadPlan,
    form: UploadConfirmForm,
    *,
    closed: str = "",
    stale: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "upload": upload,
        "worksheet": upload.worksheet,
        "plan": plan_view(plan, upload.percents, form),
        "form": form,
        "closed": closed,
        "stale": stale,
    }
    return render(request, "workbook/preview.html", context, status=status)
