"""What other policies and rounded rows would make of a period: one page, and the same as XLSX and CSV."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments.access import fetch_compared, sees_judging
from assessments.comparison.printing.files import comparison_csv, comparison_xlsx
from assessments.comparison.printing.lines import ComparisonView, widest_movers
from assessments.models import Period
from assessments.papers.responses import paper_download
from assessments.workflow import Format, Paper
from indicators.models import Instrument
from kinerja.accounts.requests import Request

from .forms import MOST, ComparisonForm
from .services import compare_policies, periods_of

SHOWN = 3  # variants that the page shows by itself


@dataclass(frozen=True)
class ComparisonRequest:
    """What somebody who may compare an instrument asks for, and what there is to show of it.

    `compared` is None where no period uses the instrument. A form with a problem changes nothing of it.
    """

    instrument: Instrument
    form: ComparisonForm
    compared: ComparisonView | None
    reads: bool


@login_required
@require_safe
def comparison(request: Request, code: str) -> HttpResponse:
    return comparison_page(request, comparison_asked(request, code))


@login_required
@require_safe
def comparison_as_xlsx(request: Request, code: str) -> HttpResponse:
    return comparison_file(request, code, comparison_xlsx, Format.XLSX)


@login_required
@require_safe
def comparison_as_csv(request: Request, code: str) -> HttpResponse:
    return comparison_file(request, code, comparison_csv, Format.CSV)


def comparison_file(
    request: Request, code: str, made_of: Callable[[ComparisonView], bytes], format_: Format
) -> HttpResponse:
    """A download by the parameters of the page; the page with the problem where they cannot be read."""
    comparison_request = comparison_asked(request, code)
    if comparison_request.compared is None:
        raise Http404
    if comparison_request.form.errors:
        return comparison_page(request, comparison_request)
    content, year = made_of(comparison_request.compared), comparison_request.compared.period.year
    return paper_download(
        Paper.COMPARISON, format_, content, instrument=comparison_request.instrument.code, year=year
    )


def comparison_asked(request: Request, code: str) -> ComparisonRequest:
    instrument = fetch_compared(request.user, code)
    reads = sees_judging(request.user, instrument)
    periods = periods_of(instrument)
    form = ComparisonForm(request.GET, periods=periods, judging=reads)
    return ComparisonRequest(instrument, form, compared_of(instrument, periods, form), reads)


def compared_of(instrument: Instrument, periods: list[Period], form: ComparisonForm) -> ComparisonView | None:
    if not periods:
        return None
    if not form.is_valid():
        comparison = compare_policies(periods[0], instrument)
        return ComparisonView(comparison, widest_movers(comparison, SHOWN), "", timezone.now())
    choices = form.cleaned_data
    comparison = compare_policies(choices["periode"], instrument, choices["dasar"], form.together_variant)
    chosen_policies = choices["pilih"] or widest_movers(comparison, SHOWN)
    return ComparisonView(comparison, chosen_policies, choices["urut"], timezone.now())


def comparison_page(request: Request, comparison_request: ComparisonRequest) -> HttpResponse:
    form, compared = comparison_request.form, comparison_request.compared
    context = {"instrument": comparison_request.instrument, "form": form, "compared": compared, "most": MOST}
    if compared is None:
        return render(request, "comparison/page.html", context)
    problems = list(dict.fromkeys(it for errors in form.errors.values() for it in errors))
    only_moving = not problems and form.cleaned_data["bergeser"]
    context |= {
        "lines": compared.moving_lines if only_moving else compared.lines,
        "ticked": request.GET.getlist("pilih") if problems else compared.chosen,
        "reads": comparison_request.reads,
        "problems": problems,
        "query": request.GET.urlencode(),
    }
    return render(request, "comparison/page.html", context, status=422 if problems else 200)
