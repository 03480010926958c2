"""All kecamatan that somebody looks after: document, year, what was reached, what is missing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from assessments.iku.access import districts_for, years_for
from assessments.iku.forms.words import ROMAN
from assessments.iku.models import IkuDocument, IkuYear
from assessments.iku.services.results import Measured, year_results
from indicators.iku.figures import known_numbers
from indicators.iku.quarters import QUARTERS
from kinerja.accounts.access import zone_of_person
from kinerja.accounts.requests import Request
from kinerja.numbers import day_of
from kinerja.regions.models import District, Regency

from .words import NOTHING, percent_words

ROWS_A_PAGE = 50


@dataclass(frozen=True)
class DistrictLine:
    """One kecamatan; `today` tells which quarters of the year are over."""

    district: District
    versions: list[IkuDocument]
    measured: Measured | None
    today: date

    @property
    def year(self) -> IkuYear | None:
        return self.measured.year if self.measured else None

    @property
    def document(self) -> IkuDocument | None:
        """The signed version, else the draft. Nobody above the kecamatan reads what a draft says."""
        signed_versions = (it for it in self.versions if it.state == IkuDocument.State.SIGNED)
        return next(signed_versions, next(iter(self.versions), None))

    @property
    def achieved_of_all(self) -> str:
        if self.measured is None:
            return NOTHING
        return f"{self.measured.result.achieved_count()} dari {len(self.measured.result.indicators)}"

    @property
    def average(self) -> str:
        return percent_words(self.measured.result.average) if self.measured else NOTHING

    @property
    def average_of(self) -> str:
        """How many IKU the average is of, where that is not all."""
        all_of_them = self.measured.result.indicators if self.measured else ()
        known_count = len(known_numbers(one.achievement for one in all_of_them))
        return f"dari {known_count} IKU" if 0 < known_count < len(all_of_them) else ""

    @property
    def gaps(self) -> list[tuple[str, int | None]]:
        """Quarter and how many figures it lacks; None before it is over."""
        if self.measured is None:
            return []
        year, result = self.measured.year.year, self.measured.result
        year_and_quarter = (self.today.year, (self.today.month + 2) // 3)
        return [
            (ROMAN[no - 1], result.gaps(no) if (year, no) < year_and_quarter else None) for no in QUARTERS
        ]


def overview(request: Request) -> HttpResponse:
    """A page of kecamatan, of one kabupaten or of all, in the year that is chosen; ten queries at most."""
    districts = districts_for(request.user).order_by("code")
    regencies = list(Regency.objects.filter(districts__in=districts.order_by()).distinct().order_by("code"))
    chosen_regency = next((it for it in regencies if str(it.pk) == request.GET.get("kabupaten")), None)
    if chosen_regency:
        districts = districts.filter(regency=chosen_regency)
    years = years_for(request.user)
    known_years = list(years.order_by("-year").values_list("year", flat=True).distinct())
    year = next(
        (it for it in known_years if str(it) == request.GET.get("tahun")), next(iter(known_years), None)
    )
    districts_page = Paginator(districts, ROWS_A_PAGE).get_page(request.GET.get("hal"))
    context = {
        "regencies": regencies if len(regencies) > 1 else [],
        "chosen": chosen_regency,
        "years": known_years,
        "year": year,
        "page": districts_page,
        "lines": district_lines(districts_page, year, day_of(timezone.now(), zone_of_person(request.user))),
    }
    return render(request, "iku/overview.html", context)


def district_lines(districts: Iterable[District], year: int | None, today: date) -> list[DistrictLine]:
    page_districts = list(districts)
    versions: dict[UUID, list[IkuDocument]] = {it.pk: [] for it in page_districts}
    for document in IkuDocument.objects.filter(district__in=page_districts).defer("content").order_by("-no"):
        versions[document.district_id].append(document)
    measured_years = (
        year_results(IkuYear.objects.filter(district__in=page_districts, year=year)) if year else []
    )
    by_district = {it.year.district_id: it for it in measured_years}
    return [DistrictLine(it, versions[it.pk], by_district.get(it.pk), today) for it in page_districts]
