"""The stages of a period in order: what each selects and counts, and how many came in."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments.access import RankReach, fetch_period, rank_reach, require_overseer
from assessments.access.queries import schedule_of
from assessments.jury.views.juries import window_words
from assessments.models import Period, Stage, Window, Worksheet
from assessments.scores.stage_sequence import Course, course_of
from assessments.stages.page import selection_words, weight_words
from assessments.workflow import TAKING_PART
from kinerja.accounts.requests import Request


@dataclass(frozen=True)
class StageLine:
    """One stage as the list shows it; `count` is None where one may not know."""

    stage: Stage
    selects: str
    weight: str
    count: int | None
    window: str

    @property
    def open(self) -> bool:
        """Whether a page with its participants is there for the reader."""
        return self.stage.selects and self.count is not None


@login_required
@require_safe
def stages(request: Request, period_code: str) -> HttpResponse:
    """With how many came into each."""
    require_overseer(request.user)
    reach = rank_reach(request.user, fetch_period(request.user, period_code))
    lines = stage_lines(reach.period, reach)
    context = {"period": reach.period, "lines": lines, "whole": reach.whole}
    return render(request, "stages/stages.html", context)


def stage_lines(period: Period, reach: RankReach) -> list[StageLine]:
    course = course_of(period)
    windows = {it.stage_id: it for it in schedule_of([period])}
    worksheet_ids = own_worksheets(course, reach)
    return [
        stage_line(it, course, period, windows.get(it.pk), worksheet_ids, whole=reach.whole)
        for it in course.stages
    ]


def own_worksheets(course: Course, reach: RankReach) -> list[UUID]:
    """Those that take part and are within one's reach; one query."""
    worksheets = Worksheet.objects.filter(stage=course.entry).filter(state__in=TAKING_PART)
    if not reach.whole:
        worksheets = worksheets.filter(district__regency__in=reach.regencies)
    return list(worksheets.order_by().values_list("pk", flat=True))


def stage_line(
    stage: Stage, course: Course, period: Period, window: Window | None, ids: list[UUID], *, whole: bool
) -> StageLine:
    """A kabupaten does not learn whom the province has chosen."""
    is_hidden = not whole and any(
        it.selects and it.quota_scope == Stage.Scope.PROVINCE for it in course.stages if it.no <= stage.no
    )
    return StageLine(
        stage=stage,
        selects=selection_words(stage, course),
        weight=weight_words(stage),
        count=None if is_hidden else sum(course.takes_part(stage, pk) for pk in ids),
        window=window_words(window, period.owner.time_zone, timezone.now()),
    )
