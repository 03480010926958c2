"""The ranking before it is decided: one page, and the same as PDF, workbook and CSV."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments.access import RankReach, rank_reach
from assessments.models import PrintedCopy
from assessments.papers.responses import download
from assessments.papers.seal import seal_of
from assessments.ranking.forms.ranking import RankingForm
from assessments.ranking.printing.ranks import Filter, Ranks
from assessments.ranking.printing.ranks_book import ranks_xlsx
from assessments.ranking.printing.ranks_csv import ranks_csv
from assessments.ranking.printing.ranks_pdf import ranks_pdf
from assessments.ranking.services.decision_comparison import known, settled
from assessments.records.printed_copies import copy_of
from assessments.scores.rank_table import OPEN_TO_REGENCIES, Line, choices_in, rank_table
from assessments.scores.stage_sequence import Course, course_of
from kinerja.accounts.models import User
from kinerja.accounts.requests import Request


@login_required
@require_safe
def ranking(request: Request) -> HttpResponse:
    """The whole field on one page; what cannot be read is said in the filter band."""
    reach = rank_reach(request.user)
    form = form_of(request, reach)
    return page(request, form, ranks_of(form, reach), reach)


@login_required
@require_safe
def ranking_pdf(request: Request) -> HttpResponse:
    """With the code of this copy, which holds the whole table whatever the filter hides."""

    def sealed(ranks: Ranks) -> bytes:
        return ranks_pdf(ranks, seal_of(ranking_copy(ranks, request.user)))

    return paper(request, sealed, "pdf")


def ranking_copy(ranks: Ranks, by: User) -> PrintedCopy:
    table = ranks.table
    return copy_of(
        kind=PrintedCopy.Kind.RANKING,
        subject=f"{ranks.period.pk}:{ranks.place}:{ranks.basis}"[:120],
        says={"places": [[it["district"], it["rank"], it["total"]] for it in map(Line.told, table.places)]},
        about=[("Periode", str(ranks.period)), ("Cakupan", ranks.place), ("Nilai", ranks.basis)],
        by=by,
        at=ranks.at,
    )


@login_required
@require_safe
def ranking_xlsx(request: Request) -> HttpResponse:
    return paper(request, ranks_xlsx, "xlsx")


@login_required
@require_safe
def ranking_csv(request: Request) -> HttpResponse:
    return paper(request, ranks_csv, "csv")


def paper(request: Request, made_of: Callable[[Ranks], bytes], extension: str) -> HttpResponse:
    """A download by the parameters of the page; the page with the problem where they cannot be read."""
    reach = rank_reach(request.user)
    if reach.period is None:
        raise Http404
    form = form_of(request, reach)
    ranks = ranks_of(form, reach)
    if ranks is None:
        return page(request, form, None, reach)
    return download(made_of(ranks), f"peringkat-{ranks.place}-{ranks.period.year}", extension)


def form_of(request: Request, reach: RankReach) -> RankingForm:
    """404 for a kabupaten out of one's reach, 403 for the province's figures in a kabupaten's hands."""
    asked = request.GET
    if asked.get("lingkup") and asked["lingkup"] not in {it.code for it in reach.regencies}:
        raise Http404
    course = course_of(reach.period) if reach.period else Course((), {})
    names = {it.name for it in choices_in(course)} - {*OPEN_TO_REGENCIES}
    if asked.get("dasar") in names and not reach.whole:
        raise PermissionDenied("Hasil penilaian provinsi dibuka oleh penilai provinsi dan pimpinan.")
    return RankingForm(asked, reach=reach, course=course)


def ranks_of(form: RankingForm, reach: RankReach) -> Ranks | None:
    """None where there is no period, or where the form has a problem, which it then says."""
    if reach.period is None or not form.is_valid():
        return None
    asked = form.cleaned_data
    regency = next((it for it in reach.regencies if it.code == asked["lingkup"]), None)
    if regency is None and not reach.whole:
        regency = reach.regencies[0]
    try:
        _, _, basis, stage = asked["dasar"]
        table = rank_table(
            reach.period,
            basis=basis,
            stage=stage,
            regency=regency,
            aspect=asked["aspek"],
            course=form.course,
        )
    except LookupError as problem:
        form.add_error("aspek", problem.args[0])
        return None
    at = timezone.now()
    decided = known(settled(table), at, whole=reach.whole)
    return Ranks(table, Filter(asked["kabupaten"], asked["cari"]), at, decided)


def page(request: Request, form: RankingForm, ranks: Ranks | None, reach: RankReach) -> HttpResponse:
    problems = [problem for found in form.errors.values() for problem in found]
    context = {
        "form": form,
        "ranks": ranks,
        "problems": problems,
        "may_choose_place": len(form.fields["lingkup"].choices) > 1,  # type: ignore[attr-defined]
        "may_filter_place": reach.whole and ranks is not None and ranks.table.regency is None,
        "compared": ranks.instruments if ranks is not None and reach.whole else {},
        "query": request.GET.urlencode(),
    }
    return render(request, "ranking/ranking.html", context, status=422 if problems else 200)
