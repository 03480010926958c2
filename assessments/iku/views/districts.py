"""Where IKU begins: one kecamatan's documents and years, or all kecamatan that one looks after."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from assessments.iku.access import (
    districts_for,
    documents_for,
    fetch_district,
    is_operator,
    require_operator,
    years_for,
)
from assessments.iku.forms.acts import OpenYearForm
from assessments.iku.models import IkuDocument, IkuEvent, IkuYear
from assessments.iku.services.documents import begin_draft
from assessments.iku.services.results import Measured, year_results
from assessments.iku.services.years import NoDocument, open_year
from kinerja.accounts.requests import Request
from kinerja.regions.models import District

from .overview import overview
from .words import moment_words, percent_words

EVENTS_A_PAGE = 50


@login_required
@require_safe
def iku_home(request: Request) -> HttpResponse:
    """People of one kecamatan land on its page; who reads several gets the list."""
    first_two_districts = list(districts_for(request.user)[:2])
    if not first_two_districts:
        raise PermissionDenied(
            "IKU dibuka oleh kecamatan, verifikator kabupaten/kota, penilai, dan pimpinan."
        )
    if len(first_two_districts) == 1:
        return redirect("iku_district", district_id=first_two_districts[0].pk)
    return overview(request)


@dataclass(frozen=True)
class YearLine:
    """A year with how many of its IKU are tercapai."""

    measured: Measured

    @property
    def year(self) -> IkuYear:
        return self.measured.year

    @property
    def achieved_of_all(self) -> str:
        return f"{self.measured.result.achieved_count()} dari {len(self.measured.result.indicators)}"

    @property
    def average(self) -> str:
        return percent_words(self.measured.result.average)


@login_required
@require_safe
def district(request: Request, district_id: UUID) -> HttpResponse:
    """The current document, all versions, and the years with what was reached."""
    return district_page(request, fetch_district(request, district_id))


def district_page(request: Request, place: District, status: int = 200) -> HttpResponse:
    documents = list(documents_for(request.user).filter(district=place).order_by("-no"))
    years = year_results(years_for(request.user).filter(district=place).order_by("-year"))
    by_operator = is_operator(request.user, place)
    years_unopened = years_to_open(documents, {it.year.year for it in years})
    context = {
        "district": place,
        "documents": documents,
        "current": next((it for it in documents if it.state == IkuDocument.State.SIGNED), None),
        "draft": next((it for it in documents if it.is_draft), None),
        "years": [YearLine(it) for it in years],
        "operator": by_operator,
        "form": OpenYearForm(years_unopened) if by_operator and years_unopened else None,
    }
    return render(request, "iku/district.html", context, status=status)


def years_to_open(documents: list[IkuDocument], opened: set[int]) -> list[int]:
    """The years in which a signed document is valid and that are not open yet."""
    signed_documents = [it for it in documents if not it.is_draft]
    return sorted({year for it in signed_documents for year in it.definition.years} - opened)


@login_required
@require_POST
def draft_begin(request: Request, district_id: UUID) -> HttpResponse:
    """The draft there is, or a new one: a copy of the signed version, else the kabupaten's template."""
    place = fetch_district(request, district_id)
    require_operator(request.user, place)
    document = begin_draft(district=place, by=request.user)
    return redirect("iku_document", document_id=document.pk)


@login_required
@require_POST
def year_open(request: Request, district_id: UUID) -> HttpResponse:
    """Open a year with the targets of the renstra."""
    place = fetch_district(request, district_id)
    require_operator(request.user, place)
    form = OpenYearForm(range(2000, 2101), request.POST)
    if not form.is_valid():
        messages.error(request, "Pilih tahun dari daftar.")
        return district_page(request, place, status=422)
    try:
        opened_year = open_year(district=place, year=form.cleaned_data["year"], by=request.user)
    except NoDocument as refusal:
        messages.error(request, str(refusal))
        return redirect("iku_district", district_id=place.pk)
    return redirect("iku_targets", year_id=opened_year.pk)


@login_required
@require_safe
def iku_history(request: Request, district_id: UUID) -> HttpResponse:
    """What happened to the kecamatan's IKU, the newest first."""
    place = fetch_district(request, district_id)
    events = Paginator(IkuEvent.objects.filter(district_id=place.pk), EVENTS_A_PAGE)
    events_page = events.get_page(request.GET.get("hal"))
    context = {
        "district": place,
        "page": events_page,
        "events": [event_line(it, place) for it in events_page],
    }
    return render(request, "iku/history.html", context)


def event_line(event: IkuEvent, place: District) -> dict[str, Any]:
    return {
        "at": moment_words(event.at, place),
        "what": event.get_action_display(),
        "who": event.actor_name or "sistem",
        "subject": subject_words(event.subject),
        "note": event.note,
    }


PARTS = {
    "identity": "instansi, tugas, dan tujuan",
    "validity": "masa berlaku dan dasar hukum",
    "signature": "penanda tangan",
    "objectives": "sasaran",
    "indicators": "IKU",
}


def subject_words(subject: str) -> str:
    """ "IKU 2" for "indicators/2", "IKU 2, triwulan 4" for "2/4"; anything else as it is."""
    group, _, rest = subject.partition("/")
    if group in PARTS:
        return f"{PARTS[group]} {rest.partition('/')[0]}".strip()
    return f"IKU {group}, triwulan {rest}" if rest else subject
