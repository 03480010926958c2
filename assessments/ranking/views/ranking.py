"""The ranking before it is decided: one page, and the same as PDF, workbook and CSV."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments.access import RankReach, fetch_period, rank_reach, require_overseer
from assessments.models import PrintedCopy
from assessments.papers.responses import paper_download
from assessments.papers.seal import seal_of
from assessments.ranking.forms.ranking import RankingForm
from assessments.ranking.printing.ranks import Filter, Ranks
from assessments.ranking.printing.ranks_book import ranks_xlsx
from assessments.ranking.printing.ranks_csv import ranks_csv
from assessments.ranking.printing.ranks_pdf import ranks_pdf
from assessments.ranking.services.decision_comparison import decided_places, places_known_to
from assessments.records.printed_copies import copy_of
from assessments.scores.rank_table import OPEN_TO_REGENCIES, RankLine, choices_in, rank_table
from assessments.scores.stage_sequence import course_of
from assessments.workflow import Format, Paper
from kinerja.accounts.models import User
from kinerja.accounts.requests import Request


@login_required
@require_safe
def ranking(request: Request, period_code: str) -> HttpResponse:
    """The whole field on one page; what cannot be read is said in the filter band."""
    reach = reach_of(request, period_code)
    form = ranking_form(request, reach)
    return ranking_page(request, form, ranks_of(form, reach), reach)


@login_required
@require_safe
def ranking_pdf(request: Request, period_code: str) -> HttpResponse:
    """With the code of this copy, which holds the whole table whatever the filter hides."""

    def sealed(ranks: Ranks) -> bytes:
        return ranks_pdf(ranks, seal_of(ranking_copy(ranks, request.user)))

    return ranking_file(request, period_code, sealed, Format.PDF)


def ranking_copy(ranks: Ranks, by: User) -> PrintedCopy:
    return copy_of(
        paper=Paper.RANKING,
        subject=f"{ranks.period.pk}:{ranks.place}:{ranks.basis}"[:120],
        says={"places": [copied_place(line) for line in ranks.table.places]},
        about=[("Periode", str(ranks.period)), ("Cakupan", ranks.place), ("Nilai", ranks.basis)],
        by=by,
        at=ranks.at,
    )


def copied_place(line: RankLine) -> list[Any]:
    """Code, rank and total."""
    return [line.worksheet.district.code, line.place and line.place.rank, format(line.score.total, "f")]


@login_required
@require_safe
def ranking_xlsx(request: Request, period_code: str) -> HttpResponse:
    return ranking_file(request, period_code, ranks_xlsx, Format.XLSX)


@login_required
@require_safe
def ranking_csv(request: Request, period_code: str) -> HttpResponse:
    return ranking_file(request, period_code, ranks_csv, Format.CSV)


def ranking_file(
    request: Request, period_code: str, made_of: Callable[[Ranks], bytes], format_: Format
) -> HttpResponse:
    """A download by the parameters of the page; the page with the problem where they cannot be read."""
    reach = reach_of(request, period_code)
    form = ranking_form(request, reach)
    ranks = ranks_of(form, reach)
    if ranks is None:
        return ranking_page(request, form, None, reach)
    content, year = made_of(ranks), ranks.period.year
    return paper_download(Paper.RANKING, format_, content, place=ranks.place, year=year)


def reach_of(request: Request, period_code: str) -> RankReach:
    require_overseer(request.user)
    return rank_reach(request.user, fetch_period(request.user, period_code))


def ranking_form(request: Request, reach: RankReach) -> RankingForm:
    """404 for a kabupaten out of one's reach, 403 for the province's figures in a kabupaten's hands."""
    query = request.GET
    if query.get("lingkup") and query["lingkup"] not in {it.code for it in reach.regencies}:
        raise Http404
    course = course_of(reach.period)
    judged_choices = {it.name for it in choices_in(course)} - {*OPEN_TO_REGENCIES}
    if query.get("dasar") in judged_choices and not reach.whole:
        raise PermissionDenied("Hasil penilaian provinsi dibuka oleh penilai provinsi dan pimpinan.")
    return RankingForm(query, reach=reach, course=course)


def ranks_of(form: RankingForm, reach: RankReach) -> Ranks | None:
    """None where the form has a problem, which it then says."""
    if not form.is_valid():
        return None
    choices = form.cleaned_data
    regency = next((it for it in reach.regencies if it.code == choices["lingkup"]), None)
    if regency is None and not reach.whole:
        regency = reach.regencies[0]
    try:
        _, _, basis, stage = choices["dasar"]
        table = rank_table(
            reach.period,
            basis=basis,
            stage=stage,
            regency=regency,
            aspect=choices["aspek"],
            course=form.course,
        )
    except LookupError as problem:
        form.add_error("aspek", problem.args[0])
        return None
    at = timezone.now()
    decided_places_known = places_known_to(decided_places(table), at, whole=reach.whole)
    return Ranks(table, Filter(choices["kabupaten"], choices["cari"]), at, decided_places_known)


def ranking_page(request: Request, form: RankingForm, ranks: Ranks | None, reach: RankReach) -> HttpResponse:
    problems = [problem for sentences in form.errors.values() for problem in sentences]
    context = {
        "period": reach.period,
        "form": form,
        "ranks": ranks,
        "problems": problems,
        "may_choose_place": len(form.fields["lingkup"].choices) > 1,  # type: ignore[attr-defined]  # set by the form
        "may_filter_place": reach.whole and ranks is not None and ranks.table.regency is None,
        "compared": ranks.instruments if ranks is not None and reach.whole else {},
        "query": request.GET.urlencode(),
    }
    return render(request, "ranking/ranking.html", context, status=422 if problems else 200)
