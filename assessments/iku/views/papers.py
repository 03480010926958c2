"""Downloads of IKU: the document and the papers of a year, each as PDF and as workbook."""

from datetime import datetime
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments.iku.access import fetch_document, fetch_year, is_head, is_operator
from assessments.iku.forms.plans import AgreementForm
from assessments.iku.models import IkuDocument, IkuYear
from assessments.iku.printing import agreement as agreements
from assessments.iku.printing import books, document
from assessments.iku.printing import year as years
from assessments.iku.printing.agreement import AgreementPaper, agreement_of
from assessments.iku.printing.document import DocumentPaper
from assessments.iku.printing.year import YearPaper
from assessments.iku.services.papers import agreement_copy, document_copy
from assessments.iku.services.plans import agreement_content
from assessments.papers.responses import paper_download
from assessments.workflow import Format, Paper
from kinerja.accounts.models import User
from kinerja.accounts.requests import Request


@login_required
@require_safe
def papers(request: Request, year_id: UUID) -> HttpResponse:
    """All papers of a year, and its agreements."""
    year = fetch_year(request, year_id)
    return papers_page(request, year, AgreementForm(changes=year.agreements.exists()))


def papers_page(
    request: Request, year: IkuYear, form: AgreementForm, *, problem: str = "", status: int = 200
) -> HttpResponse:
    """The list with the form that makes an agreement, for the camat."""
    user = request.user
    context = {
        "year": year,
        "district": year.district,
        "agreements": list(year.agreements.all()),
        "form": form,
        "problem": problem,
        "operator": is_operator(user, year.district),
        "head": is_head(user, year.district) and year.is_open,
    }
    return render(request, "iku/papers.html", context, status=status)


@login_required
@require_safe
def document_pdf(request: Request, document_id: UUID) -> HttpResponse:
    """The document in the kabupaten's layout; "RANCANGAN" while nobody has signed it."""
    iku_document = fetch_document(request, document_id)
    paper = paper_of(iku_document, request.user, timezone.now())
    return document_download(iku_document, Format.PDF, document.document_pdf(paper))


@login_required
@require_safe
def document_xlsx(request: Request, document_id: UUID) -> HttpResponse:
    """The same as a workbook."""
    iku_document = fetch_document(request, document_id)
    paper = DocumentPaper(iku_document, None, timezone.now())
    return document_download(iku_document, Format.XLSX, books.document_xlsx(paper))


def paper_of(iku_document: IkuDocument, by: User, at: datetime) -> DocumentPaper:
    return DocumentPaper(iku_document, document_copy(iku_document, by=by, at=at), at)


def document_title(document: IkuDocument) -> str:
    return Paper.IKU_DOCUMENT.file_name(district=document.district.name, no=document.no)


def document_download(document: IkuDocument, format_: Format, content: bytes) -> HttpResponse:
    file_name_parts = {"district": document.district.name, "no": document.no}
    return paper_download(Paper.IKU_DOCUMENT, format_, content, **file_name_parts)


@login_required
@require_safe
def agreement_pdf(request: Request, year_id: UUID) -> HttpResponse:
    """The perjanjian kinerja: `versi` as it was agreed, else the last; a draft before the first."""
    year = fetch_year(request, year_id)
    pdf = agreements.agreement_pdf(fetch_agreement(request, year, timezone.now()))
    return year_download(year, Paper.IKU_AGREEMENT, Format.PDF, pdf)


@login_required
@require_safe
def agreement_xlsx(request: Request, year_id: UUID) -> HttpResponse:
    """The same as a workbook."""
    year = fetch_year(request, year_id)
    workbook = books.agreement_xlsx(fetch_agreement(request, year, timezone.now()))
    return year_download(year, Paper.IKU_AGREEMENT, Format.XLSX, workbook)


def fetch_agreement(request: Request, year: IkuYear, at: datetime) -> AgreementPaper:
    """What the paper says, or 404 for a version that there is not."""
    version_no = request.GET.get("versi", "")
    versions = year.agreements.select_related("year__district__regency__province").order_by("-no")
    if version_no:
        versions = versions.filter(
            no=int(version_no) if version_no.isdecimal() and len(version_no) < 5 else -1
        )
    agreement = versions.first()
    if agreement is None and version_no:
        raise Http404
    if agreement is None:
        return agreement_of(year, agreement_content(year), at=at)
    copy = agreement_copy(agreement, by=request.user, at=at)
    return agreement_of(year, agreement.says, at=at, agreement=agreement, copy=copy)


@login_required
@require_safe
def plan_pdf(request: Request, year_id: UUID) -> HttpResponse:
    """Rencana aksi by quarter."""
    year = fetch_year(request, year_id)
    pdf = years.plan_pdf(YearPaper.of(year, at=timezone.now()))
    return year_download(year, Paper.IKU_PLAN, Format.PDF, pdf)


@login_required
@require_safe
def plan_xlsx(request: Request, year_id: UUID) -> HttpResponse:
    """The same as a workbook."""
    year = fetch_year(request, year_id)
    workbook = books.plan_xlsx(YearPaper.of(year, at=timezone.now()))
    return year_download(year, Paper.IKU_PLAN, Format.XLSX, workbook)


@login_required
@require_safe
def measurement_pdf(request: Request, year_id: UUID) -> HttpResponse:
    """The pengukuran kinerja table for the LKjIP."""
    year = fetch_year(request, year_id)
    pdf = years.measurement_pdf(YearPaper.of(year, at=timezone.now()))
    return year_download(year, Paper.IKU_MEASUREMENT, Format.PDF, pdf)


@login_required
@require_safe
def measurement_xlsx(request: Request, year_id: UUID) -> HttpResponse:
    """The same as a workbook that calculates."""
    year = fetch_year(request, year_id)
    workbook = books.measurement_xlsx(YearPaper.of(year, at=timezone.now()))
    return year_download(year, Paper.IKU_MEASUREMENT, Format.XLSX, workbook)


def year_download(year: IkuYear, paper: Paper, format_: Format, content: bytes) -> HttpResponse:
    """A download named for its kecamatan and year."""
    return paper_download(paper, format_, content, district=year.district.name, year=year.year)
