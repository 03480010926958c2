"""The worksheet's row that takes "IKU tercapai / jumlah IKU": where it comes from, and taking it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from assessments.access import fetch_worksheet, require_operator
from assessments.entry.page.entry_sheet import load_entry_sheet
from assessments.entry.page.shown_rows import rows_page
from assessments.entry.services.saving import StaleRow
from assessments.iku.forms.iku_offer import TakeForm
from assessments.iku.models import IkuDocument
from assessments.iku.printing.document import document_pdf
from assessments.iku.printing.words import measured_text, percent_word
from assessments.iku.services import iku_offer
from assessments.iku.services.iku_offer import Offer, Taken, offer_of
from assessments.models import Worksheet
from indicators.editions.sheets import sheet_of
from indicators.scoring.sheet import IndicatorSpec
from kinerja.accounts.models import User
from kinerja.accounts.requests import Request
from kinerja.numbers import format_number
from kinerja.refusals import Refusal

from .offer_beside_row import moment_taken
from .papers import document_title, paper_of


@login_required
@require_safe
def offer_trace(request: Request, worksheet_id: UUID, code: str) -> HttpResponse:
    """Each IKU of the data year: target, realisasi, capaian, and whether it counts as tercapai."""
    worksheet = fetch_worksheet(request, worksheet_id)
    indicator = fetch_linked(worksheet, code)
    entry_sheet = load_entry_sheet(request.user, worksheet)
    offer = offer_of(worksheet, indicator.iku) if indicator.iku else None
    taken = Taken.of(entry_sheet.entries.get(code))
    context = {
        "worksheet": worksheet,
        "entry_sheet": entry_sheet,
        "row": entry_sheet.row(code),
        "offer": offer,
        "moved": offer is not None and taken is not None and not taken.is_still_offered(offer),
        "lines": trace_lines(offer) if offer else [],
        "taken": taken,
        "taken_at": moment_taken(taken, worksheet) if taken else "",
        "data_year": entry_sheet.loaded.edition.data_year,
        "threshold": format_number(indicator.iku.threshold) if indicator.iku else "",
    }
    return render(request, "iku/trace.html", context)


@login_required
@require_POST
def take_offer(request: Request, worksheet_id: UUID, code: str) -> HttpResponse:
    """Take what IKU say into the row, with the signed document as its evidence."""
    worksheet = fetch_worksheet(request, worksheet_id)
    require_operator(request.user, worksheet)
    indicator = fetch_linked(worksheet, code)
    form = TakeForm(request.POST)
    if form.is_valid():
        take_and_tell(request, worksheet, indicator, form)
    else:
        messages.error(request, "Muat ulang halaman, lalu pakai lagi angka IKU.")
    page = rows_page(request, indicator.aspect.code)
    return redirect(f"{page.filtered_url(worksheet, page.show)}#nomor-{indicator.no}")


def take_and_tell(request: Request, worksheet: Worksheet, indicator: IndicatorSpec, form: TakeForm) -> None:
    """Take and attach, and say what came of it."""
    try:
        _, offer = iku_offer.take_from_iku(
            worksheet=worksheet,
            indicator=indicator,
            seen=form.seen,
            version=form.cleaned_data["version"],
            by=request.user,
        )
    except StaleRow:
        messages.error(
            request, f"Nomor {indicator.no} baru saja diubah. Periksa isinya, lalu pakai lagi angka IKU."
        )
    except Refusal as error:
        messages.error(request, str(error))
    else:
        sentence = f"Nomor {indicator.no} memakai IKU {offer.year.year}."
        messages.success(request, f"{sentence} {attach_document(worksheet, indicator, offer, request.user)}")


def attach_document(worksheet: Worksheet, indicator: IndicatorSpec, offer: Offer, by: User) -> str:
    """Attach the document by which the year is measured; a sentence on it."""
    document = IkuDocument.objects.select_related("district__regency__province").get(
        pk=offer.year.document_id
    )
    document_paper = paper_of(document, by, timezone.now())
    code_suffix = f"-{document_paper.copy.code.lower()}" if document_paper.copy else ""
    file_name = f"{document_title(document)}{code_suffix}.pdf"
    try:
        iku_offer.attach_offer(
            worksheet=worksheet,
            code=indicator.code,
            name=file_name,
            content=lambda: document_pdf(document_paper),
            by=by,
        )
    except Refusal as error:
        return f"Dokumen IKU belum terlampir: {error}"
    return "Dokumen IKU terlampir sebagai bukti."


def fetch_linked(worksheet: Worksheet, code: str) -> IndicatorSpec:
    """The indicator of the worksheet's edition that takes from IKU, or 404."""
    indicator = sheet_of(worksheet.revision_id).by_code.get(code)
    if indicator is None or indicator.iku is None:
        raise Http404
    return indicator


def trace_lines(offer: Offer) -> list[dict[str, Any]]:
    return [
        {
            "no": measured.indicator.no,
            "name": measured.indicator.name,
            "target": measured_text(measured.targets.annual, measured.indicator.unit),
            "realised": measured_text(measured.realisation.figure, measured.indicator.unit),
            "achievement": percent_word(measured.achievement),
            "reached": reached,
        }
        for measured, reached in offer.lines
    ]
