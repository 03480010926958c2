"""Evidence of an IKU in one quarter: sent, linked, taken back, and its bytes."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.files.page import limits_of
from assessments.files.uploads import Upload, size_word
from assessments.files.views import (
    Outcome,
    answer_outcomes,
    receive_files,
    refused_outcomes,
    sentences_of,
    stored_file_response,
)
from assessments.iku.access import fetch_evidence, fetch_year, is_operator, require_operator
from assessments.iku.forms.acts import ProofForm
from assessments.iku.forms.words import quarter_words
from assessments.iku.models import IkuEvidence, IkuYear
from assessments.iku.services.evidence import (
    add_iku_evidence,
    link_iku_evidence,
    remove_iku_evidence,
    unlink_iku_evidence,
)
from indicators.iku.document import KeyIndicator
from indicators.iku.quarters import QUARTERS
from kinerja.accounts.requests import Request
from kinerja.refusals import Moved, Refusal

from .rows import GONE, closed_words, indicator_of, links_of
from .words import moment_words


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def iku_evidence_row(request: Request, year_id: UUID, code: str, quarter: int) -> HttpResponse:
    """The files that prove an IKU in a quarter; a POST sends more, or links one that is there already."""
    year = fetch_year(request, year_id)
    indicator = indicator_of(year, code)
    if quarter not in QUARTERS:
        raise Http404
    if request.method != "POST":
        return iku_evidence_page(request, year, indicator, quarter)
    require_operator(request.user, year.district)
    row_address = reverse("iku_evidence_row", args=(year.pk, code, quarter))
    if "evidence" in request.POST:
        return link_to_iku(request, year, indicator, quarter, row_address)
    outcomes = receive_iku_evidence(request, year, indicator, quarter)
    return answer_outcomes(request, outcomes, row_address, iku_evidence_page, year, indicator, quarter)


def receive_iku_evidence(
    request: Request, year: IkuYear, indicator: KeyIndicator, quarter: int
) -> list[Outcome]:
    """Keep every file of the request; each has its own outcome."""
    form = ProofForm(indicator, quarter, {"item": request.POST.get("part", "")})
    if not form.is_valid():
        return refused_outcomes(None, sentences_of(form))

    def keep(upload: Upload) -> str:
        try:
            evidence = add_iku_evidence(year=year, upload=upload, target=form.target, by=request.user)
        except KeyError:  # a version without it was signed in this very moment
            raise Moved(GONE) from None
        same_name = evidence.name == upload.name
        return "Tersimpan." if same_name else f"Sudah ada sebagai {evidence.name}; tidak disimpan dua kali."

    return receive_files(request, keep)


def link_to_iku(
    request: Request, year: IkuYear, indicator: KeyIndicator, quarter: int, address: str
) -> HttpResponse:
    evidence = chosen_iku_evidence(year, request.POST["evidence"])
    page_count = evidence.pages if evidence else None
    form = ProofForm(indicator, quarter, request.POST, last_page=page_count)
    if evidence is None or not form.is_valid():
        refused_files = refused_outcomes(evidence, sentences_of(form) if evidence else ["Pilih berkas."])
        return iku_evidence_page(request, year, indicator, quarter, outcomes=refused_files, status=422)
    evidence.year = year
    return act_on_iku_links(
        request, address, lambda: link_iku_evidence(evidence=evidence, target=form.target, by=request.user)
    )


def chosen_iku_evidence(year: IkuYear, text: str) -> IkuEvidence | None:
    """The file of this year that a form names; None for anything else."""
    try:
        return year.evidence.filter(pk=UUID(text), removed_at=None).first()
    except ValueError:
        return None


@login_required
@require_POST
def unlink_file(request: Request, year_id: UUID, evidence_id: UUID) -> HttpResponse:
    """Take one link back."""
    evidence, form = evidence_named(request, year_id, evidence_id)
    sentence = "Tautan dilepas. Berkasnya tetap ada pada tahun ini."
    return act_on_iku_links(
        request,
        proof_address(form, evidence.year),
        lambda: unlink_iku_evidence(evidence=evidence, target=form.target, by=request.user),
        sentence,
    )


@login_required
@require_POST
def remove_file(request: Request, year_id: UUID, evidence_id: UUID) -> HttpResponse:
    """Take a file out of the year with all its links."""
    evidence, form = evidence_named(request, year_id, evidence_id)
    return act_on_iku_links(
        request,
        proof_address(form, evidence.year),
        lambda: remove_iku_evidence(evidence=evidence, by=request.user),
        f"{evidence.name} dihapus. Riwayat tetap mencatatnya.",
    )


def evidence_named(request: Request, year_id: UUID, evidence_id: UUID) -> tuple[IkuEvidence, ProofForm]:
    """The file, and the IKU and quarter that a button speaks of; 404 for anything else."""
    evidence = fetch_evidence(request, year_id, evidence_id)
    require_operator(request.user, evidence.year.district)
    indicator = indicator_of(evidence.year, request.POST.get("code", ""))
    quarter = request.POST.get("quarter", "")
    if quarter not in {str(no) for no in QUARTERS}:
        raise Http404
    form = ProofForm(indicator, int(quarter), {"item": request.POST.get("item", "")})
    if not form.is_valid():
        raise Http404
    return evidence, form


def proof_address(form: ProofForm, year: IkuYear) -> str:
    return reverse("iku_evidence_row", args=(year.pk, form.indicator.code, form.quarter))


def act_on_iku_links(
    request: Request, address: str, act: Callable[[], None], sentence: str = "Tautan tersimpan."
) -> HttpResponse:
    try:
        act()
    except Refusal as refusal:
        messages.error(request, str(refusal))
    except (IkuEvidence.DoesNotExist, KeyError):
        raise Http404 from None
    else:
        messages.success(request, sentence)
    return redirect(address)


@login_required
@require_safe
def download_iku_evidence(request: Request, year_id: UUID, evidence_id: UUID) -> FileResponse:
    """The file under the name that its sender gave it."""
    evidence = fetch_evidence(request, year_id, evidence_id)
    return stored_file_response(evidence, as_attachment=True)


@login_required
@require_safe
def preview_iku_evidence(request: Request, year_id: UUID, evidence_id: UUID) -> FileResponse:
    """The same inside our own pages."""
    evidence = fetch_evidence(request, year_id, evidence_id)
    return stored_file_response(evidence, as_attachment=False)


def iku_evidence_page(
    request: Request,
    year: IkuYear,
    indicator: KeyIndicator,
    quarter: int,
    *,
    outcomes: list[Outcome] | None = None,
    status: int = 200,
) -> HttpResponse:
    labels = {it.code: it.name for it in indicator.items}
    links = [it for it in links_of(year, quarter) if it.code == indicator.code]
    files = list(year.evidence.filter(removed_at=None).select_related("uploaded_by"))
    context: dict[str, Any] = {
        "year": year,
        "row": {"indicator": indicator},
        "quarter": quarter,
        "quarter_name": quarter_words(quarter),
        "links": [(it, labels.get(it.item, "")) for it in links],
        "files": [(it, size_word(it.size), moment_words(it.uploaded_at, year.district)) for it in files],
        "parts": list(labels.items()),
        "outcomes": outcomes,
        "closed": closed_words(year, is_operator(request.user, year.district)),
        **limits_of(files),
    }
    return render(request, "iku/evidence.html", context, status=status)
