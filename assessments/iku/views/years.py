"""A year of IKU: what was reached with its sentences; closed and opened again by the camat."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from assessments.iku.access import fetch_year, is_head, is_operator, require_head, sets_targets
from assessments.iku.forms.acts import ReopenForm
from assessments.iku.models import IkuYear
from assessments.iku.services.results import load_year_result
from assessments.iku.services.years import close_year, reopen_year
from indicators.iku.report import IndicatorResult
from kinerja.accounts.models import User
from kinerja.accounts.requests import Request

from .words import (
    achievement_words,
    amount_words,
    change_words,
    measured_words,
    missing_words,
    percent_words,
    realisation_words,
)

PAGES = (
    ("Capaian", "iku_year"),
    ("Target", "iku_targets"),
    ("Realisasi", "iku_realisation"),
    ("Pemantauan triwulan", "iku_monitoring"),
    ("Cetakan", "iku_papers"),
)


@dataclass(frozen=True)
class ResultView:
    """One IKU of the year in words."""

    result: IndicatorResult
    last: int  # the year in which the document ends

    @property
    def figures(self) -> list[tuple[str, str]]:
        unit = self.result.indicator.unit
        return [
            ("Target", measured_words(self.result.targets.annual, unit)),
            ("Realisasi", measured_words(self.result.realisation.figure, unit)),
            ("Capaian", percent_words(self.result.achievement)),
            ("Tahun lalu", measured_words(self.result.last_year, unit)),
            ("Selisih dari tahun lalu", change_words(self.result.change)),
            (f"Target akhir {self.last}", measured_words(self.result.end_target, unit)),
            ("Terhadap target akhir", percent_words(self.result.toward_end)),
        ]

    @property
    def sentences(self) -> list[str]:
        result = self.result
        measuring_sentences = [
            realisation_words(result.indicator, result.realisation),
            achievement_words(
                result.indicator, result.realisation.figure, result.targets.annual, result.achievement
            ),
        ]
        return [sentence for sentence in measuring_sentences if sentence]

    @property
    def missing(self) -> list[tuple[str, str]]:
        """Data items with the quarters that they lack, where every quarter has its own figure."""
        codes_lacking = {it.code for no in (1, 2, 3, 4) for it in self.result.gaps(no)}
        items = self.result.realisation.items
        return [
            (self.result.indicator.item(code).name, missing_words(whole))
            for code, whole in items.items()
            if code in codes_lacking
        ]

    @property
    def target_sum(self) -> str:
        """What the quarters' targets come to, where that is not the year's target."""
        return "" if self.result.targets_agree else amount_words(self.result.quarters[-1].target.figure)


def year_frame(request: Request, year: IkuYear) -> dict[str, Any]:
    """What every page of a year shows around its own."""
    user: User = request.user
    name = request.resolver_match.url_name if request.resolver_match else ""
    return {
        "year": year,
        "district": year.district,
        "pages": [(label, reverse(page, args=(year.pk,)), page == name) for label, page in PAGES],
        "operator": is_operator(user, year.district),
        "head": is_head(user, year.district),
        "sets_targets": sets_targets(user, year.district),
    }


@login_required
@require_safe
def year(request: Request, year_id: UUID) -> HttpResponse:
    """Target, realisation, capaian, predikat, last year and the end of the renstra, for every IKU."""
    return year_page(request, fetch_year(request, year_id))


def year_page(
    request: Request, iku_year: IkuYear, form: ReopenForm | None = None, status: int = 200
) -> HttpResponse:
    result = load_year_result(iku_year)
    last_quarter = {it.code: it for it in iku_year.entries.all() if it.quarter == 4}
    last_year = iku_year.document.valid_until or iku_year.year
    context = {
        **year_frame(request, iku_year),
        "result": result,
        "result_views": [
            (ResultView(it, last_year), last_quarter.get(it.indicator.code)) for it in result.indicators
        ],
        "achieved_count": result.achieved_count(),
        "average": percent_words(result.average),
        "form": form or ReopenForm(),
    }
    return render(request, "iku/year.html", context, status=status)


@login_required
@require_POST
def close(request: Request, year_id: UUID) -> HttpResponse:
    """From now on no row changes."""
    iku_year = fetch_year(request, year_id)
    user = request.user
    require_head(user, iku_year.district, "menutup tahun IKU ini")
    return turn_year(
        request, iku_year, lambda: close_year(year=iku_year, by=user), f"Tahun {iku_year.year} ditutup."
    )


@login_required
@require_POST
def reopen(request: Request, year_id: UUID) -> HttpResponse:
    """Rows change again, for a reason that is kept."""
    iku_year = fetch_year(request, year_id)
    user = request.user
    require_head(user, iku_year.district, "membuka kembali tahun IKU ini")
    form = ReopenForm(request.POST)
    if not form.is_valid():
        return year_page(request, iku_year, form, status=422)
    note = form.cleaned_data["note"]
    return turn_year(
        request,
        iku_year,
        lambda: reopen_year(year=iku_year, by=user, note=note),
        f"Tahun {iku_year.year} dibuka kembali.",
    )


def turn_year(request: Request, iku_year: IkuYear, act: Callable[[], None], done: str) -> HttpResponse:
    act()
    messages.success(request, done)
    return redirect("iku_year", year_id=iku_year.pk)
