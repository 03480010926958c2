"""What other policies and rounded rows would make of a period: one page, and the same as XLSX and CSV."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments.access import fetch_compared, oversees
from assessments.forms.comparison import MOST, ComparisonForm
from assessments.models import Period
from assessments.printing.comparison import Compared, widest_movers
from assessments.printing.comparison_files import comparison_csv, comparison_xlsx
from assessments.services.comparison import compare, periods_of
from indicators.models import Instrument

from .papers import download

SHOWN = 3  # variants that the page shows by itself


@login_required
@require_safe
def comparison(request: HttpRequest, code: str) -> HttpResponse:
    instrument = fetch_compared(request.user, code)  # type: ignore[arg-type]
    periods = periods_of(instrument)
    form = ComparisonForm(request.GET, periods=periods)
    return page(request, instrument, form, compared_of(instrument, periods, form))


@login_required
@require_safe
def comparison_as_xlsx(request: HttpRequest, code: str) -> HttpResponse:
    return paper(request, code, comparison_xlsx, "xlsx")


@login_required
@require_safe
def comparison_as_csv(request: HttpRequest, code: str) -> HttpResponse:
    return paper(request, code, comparison_csv, "csv")


def paper(
    request: HttpRequest, code: str, made_of: Callable[[Compared], bytes], extension: str
) -> HttpResponse:
    """A download by the parameters of the page; the page with the problem where they cannot be read."""
    instrument = fetch_compared(request.user, code)  # type: ignore[arg-type]
    periods = periods_of(instrument)
    form = ComparisonForm(request.GET, periods=periods)
    compared = compared_of(instrument, periods, form)
    if compared is None:
        raise Http404
    if form.errors:
        return page(request, instrument, form, compared)
    return download(made_of(compared), f"pembanding-{instrument.code}-{compared.period.year}", extension)


def compared_of(instrument: Instrument, periods: list[Period], form: ComparisonForm) -> Compared | None:
    """None where no period uses the instrument. A form with a problem changes nothing of what is shown."""
    if not periods:
        return None
    asked = form.cleaned_data if form.is_valid() else {}
    found = compare(asked.get("periode") or periods[0], instrument, form.together if asked else None)
    chosen = asked.get("pilih") or widest_movers(found, SHOWN)
    return Compared(found, chosen, asked.get("urut") or "", timezone.now())


def page(
    request: HttpRequest, instrument: Instrument, form: ComparisonForm, compared: Compared | None
) -> HttpResponse:
    context = {"instrument": instrument, "form": form, "compared": compared, "most": MOST}
    if compared is None:
        return render(request, "assessments/comparison/page.html", context)
    problems = list(dict.fromkeys(it for found in form.errors.values() for it in found))
    moving = not problems and form.cleaned_data["bergeser"]
    first = next(iter(compared.lines), None)
    context |= {
        "lines": compared.moving if moving else compared.lines,
        "ticked": request.GET.getlist("pilih") if problems else compared.chosen,
        "reads": first is not None and oversees(request.user, first.worksheet),  # type: ignore[arg-type]
        "problems": problems,
        "query": request.GET.urlencode(),
    }
    return render(request, "assessments/comparison/page.html", context, status=422 if problems else 200)
