"""Bukti dukung: the library of a worksheet, the evidence of one row, and one file with what it proves."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from assessments.access import fetch_evidence, fetch_worksheet, require_operator
from assessments.access.queries import evidence_of
from assessments.entry.page.entry_sheet import EntrySheet, load_entry_sheet
from assessments.entry.services.evidence_links import ProofTarget
from assessments.entry.views.rows import fetch_indicator
from assessments.files.page import limits_of
from assessments.files.uploads import Upload
from assessments.files.views import (
    Outcome,
    answer_outcomes,
    receive_files,
    refused_outcomes,
    sentences_of,
)
from assessments.models import Evidence, Worksheet
from indicators.editions.sheets import sheet_of
from indicators.scoring.engine import Row
from indicators.scoring.proof import provable_parts
from indicators.scoring.sheet import IndicatorSpec
from kinerja.accounts.requests import Request
from kinerja.numbers import format_number
from kinerja.refusals import Refusal

from .forms import TargetForm, target_form
from .page import FileView, file_view
from .services import AddedFile, add_evidence, link_evidence, remove_evidence, unlink_evidence


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def evidence_library(request: Request, worksheet_id: UUID) -> HttpResponse:
    """Every file of the worksheet; a POST uploads more, not linked yet."""
    worksheet = fetch_worksheet(request, worksheet_id)
    if request.method != "POST":
        return library_page(request, worksheet)
    require_operator(request.user, worksheet)
    outcomes = receive_evidence(request, worksheet, None)
    return answer_outcomes(
        request, outcomes, reverse("evidence", args=(worksheet.pk,)), library_page, worksheet
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def evidence_row(request: Request, worksheet_id: UUID, code: str) -> HttpResponse:
    """The evidence of one row; a POST uploads files for it, or links one that is there already."""
    worksheet = fetch_worksheet(request, worksheet_id)
    indicator = fetch_indicator(worksheet, code)
    if request.method != "POST":
        return row_page(request, worksheet, indicator)
    require_operator(request.user, worksheet)
    if "evidence" in request.POST:
        return link_to_row(request, worksheet, indicator)
    part = request.POST.get("part", "")
    target = ProofTarget(indicator.code, part if part in dict(provable_parts(indicator)) else "")
    outcomes = receive_evidence(request, worksheet, target)
    return answer_outcomes(
        request, outcomes, reverse("evidence_row", args=(worksheet.pk, code)), row_page, worksheet, indicator
    )


def link_to_row(request: Request, worksheet: Worksheet, indicator: IndicatorSpec) -> HttpResponse:
    """Link a file of the library to this row, or change its pages."""
    evidence = chosen_evidence(worksheet, request.POST["evidence"])
    form = target_form_of(request, worksheet, evidence, code=indicator.code)
    if evidence is None or not form.is_valid():
        refused_files = refused_outcomes(evidence, sentences_of(form) or ["Pilih berkas."])
        return row_page(request, worksheet, indicator, outcomes=refused_files, status=422)
    evidence.worksheet = worksheet
    address = reverse("evidence_row", args=(worksheet.pk, indicator.code))
    return act_on_links(
        request, address, lambda: link_evidence(evidence=evidence, target=form.target, by=request.user)
    )


def chosen_evidence(worksheet: Worksheet, text: str) -> Evidence | None:
    """The file of this worksheet that a form names; None for anything else."""
    try:
        return evidence_of(worksheet).filter(pk=UUID(text)).first()
    except ValueError:
        return None


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def evidence_file(request: Request, worksheet_id: UUID, evidence_id: UUID) -> HttpResponse:
    """One file with its preview and what it proves; a POST links it to a row."""
    evidence = fetch_evidence(request, worksheet_id, evidence_id)
    worksheet = evidence.worksheet
    if request.method != "POST":
        return detail_page(request, evidence, target_form(worksheet, None))
    require_operator(request.user, worksheet)
    form = target_form_of(request, worksheet, evidence)
    if not form.is_valid():
        return detail_page(request, evidence, form, status=422)
    address = reverse("evidence_file", args=(worksheet.pk, evidence.pk))
    return act_on_links(
        request, address, lambda: link_evidence(evidence=evidence, target=form.target, by=request.user)
    )


def target_form_of(
    request: Request, worksheet: Worksheet, evidence: Evidence | None, **given: str
) -> TargetForm:
    data = request.POST.copy()
    data.update(given)
    return target_form(worksheet, data, last_page=evidence.pages if evidence else None)


@login_required
@require_POST
def unlink_from_row(request: Request, worksheet_id: UUID, evidence_id: UUID) -> HttpResponse:
    """Take one link back and return to the page that asked."""
    evidence = fetch_evidence(request, worksheet_id, evidence_id)
    require_operator(request.user, evidence.worksheet)
    indicator = fetch_indicator(evidence.worksheet, request.POST.get("code", ""))
    part = request.POST.get("part", "")[:40]
    from_row = request.POST.get("back") == "row"
    address = (
        reverse("evidence_row", args=(worksheet_id, indicator.code))
        if from_row
        else reverse("evidence_file", args=(worksheet_id, evidence_id))
    )
    return act_on_links(
        request,
        address,
        lambda: unlink_evidence(evidence=evidence, code=indicator.code, part=part, by=request.user),
        "Tautan dilepas. Berkasnya tetap ada di daftar.",
    )


@login_required
@require_POST
def remove_evidence_file(request: Request, worksheet_id: UUID, evidence_id: UUID) -> HttpResponse:
    """Take a file out of the worksheet."""
    evidence = fetch_evidence(request, worksheet_id, evidence_id)
    require_operator(request.user, evidence.worksheet)
    return act_on_links(
        request,
        reverse("evidence", args=(worksheet_id,)),
        lambda: remove_evidence(evidence=evidence, by=request.user),
        f"{evidence.name} dihapus. Riwayat tetap mencatatnya.",
    )


# --- What the views share -------------------------------------------------------------------------


def receive_evidence(request: Request, worksheet: Worksheet, target: ProofTarget | None) -> list[Outcome]:
    """Keep every file of the request; each has its own outcome."""

    def keep(upload: Upload) -> str:
        addition = add_evidence(worksheet=worksheet, upload=upload, target=target, by=request.user)
        return addition_words(addition, linked=target is not None)

    return receive_files(request, keep)


def addition_words(addition: AddedFile, *, linked: bool) -> str:
    """What became of a file that was taken."""
    known_word = f"Sudah ada sebagai {addition.evidence.name}; tidak disimpan dua kali."
    saved_word = known_word if addition.known else "Tersimpan."
    link_word = " Berkas itu kini ditautkan." if addition.known and linked else ""
    return f"{saved_word}{link_word} {moved_words(addition.moved)}".strip()


def moved_words(rows: list[Row]) -> str:
    """The rows whose figures moved, with what they are now."""
    score_words = [
        f"nomor {row.no} kini {'–' if row.score is None else format_number(row.score, places=1)}"
        for row in rows
    ]
    return f"Nilai {', '.join(score_words)}." if score_words else ""


def act_on_links(
    request: Request, address: str, act: Callable[[], list[Row]], sentence: str = "Tautan tersimpan."
) -> HttpResponse:
    """Do `act`, say what came of it, and go to `address`."""
    try:
        messages.success(request, f"{sentence} {moved_words(act())}".strip())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    except Evidence.DoesNotExist:
        raise Http404 from None
    return redirect(address)


# --- Pages ----------------------------------------------------------------------------------------


def library_page(
    request: Request, worksheet: Worksheet, *, outcomes: list[Outcome] | None = None, status: int = 200
) -> HttpResponse:
    entry_sheet = load_entry_sheet(request.user, worksheet)
    files = shown_files(entry_sheet)
    context = {
        "entry_sheet": entry_sheet,
        "worksheet": worksheet,
        "files": files,
        "lacking": lacking_rows(entry_sheet),
        "outcomes": outcomes,
        **limits_of(file.evidence for file in files),
    }
    return render(request, "evidence/library.html", context, status=status)


def lacking_rows(entry_sheet: EntrySheet) -> list[IndicatorSpec]:
    """The rows that ask for evidence which is not there yet."""
    return [
        row.indicator
        for code, row in entry_sheet.rows.items()
        if row.indicator.evidence and entry_sheet.row(code).applies and entry_sheet.row(code).proof.missing
    ]


def shown_files(entry_sheet: EntrySheet) -> list[FileView]:
    sheet = sheet_of(entry_sheet.worksheet.revision_id)
    return [file_view(evidence, entry_sheet, sheet) for evidence in evidence_of(entry_sheet.worksheet)]


def row_page(
    request: Request,
    worksheet: Worksheet,
    indicator: IndicatorSpec,
    *,
    outcomes: list[Outcome] | None = None,
    status: int = 200,
) -> HttpResponse:
    entry_sheet = load_entry_sheet(request.user, worksheet)
    files = shown_files(entry_sheet)
    context = {
        "entry_sheet": entry_sheet,
        "worksheet": worksheet,
        "row": entry_sheet.row(indicator.code),
        "files": files,
        "parts": provable_parts(indicator),
        "outcomes": outcomes,
        **limits_of(file.evidence for file in files),
    }
    return render(request, "evidence/row.html", context, status=status)


def detail_page(request: Request, evidence: Evidence, form: TargetForm, *, status: int = 200) -> HttpResponse:
    worksheet = evidence.worksheet
    entry_sheet = load_entry_sheet(request.user, worksheet)
    if entry_sheet.mending:
        form.offer_only(entry_sheet.repairs)
    context = {
        "entry_sheet": entry_sheet,
        "worksheet": worksheet,
        "file": file_view(evidence, entry_sheet, sheet_of(worksheet.revision_id)),
        "form": form,
    }
    return render(request, "evidence/detail.html", context, status=status)
