"""Pemantauan triwulan: where every IKU stands at the end of each quarter, and which data are due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments.dashboard.printing.figure import ChartFigure, Head
from assessments.iku.access import fetch_year
from assessments.iku.forms.words import ROMAN
from assessments.iku.services.results import load_year_result
from assessments.papers.charts import NARROW, WIDE, BarLine, BarPart, bar_chart
from indicators.iku.achievement import HUNDRED
from indicators.iku.document import DataItem
from indicators.iku.figures import EMPTY, Lack
from indicators.iku.figures import Figure as Amount
from indicators.iku.quarters import QUARTERS
from indicators.iku.report import IndicatorResult, Progress, YearResult
from kinerja.accounts.requests import Request
from kinerja.numbers import day_of, format_date

from .words import amount_words, measured_words, percent_words
from .years import year_frame

SOON = timedelta(days=30)
REACHED, BELOW = "verified", "repair"  # how the dashboard draws what is well and what is not
HEADS = (
    Head("Triwulan"),
    Head("Triwulan ini saja", wide=True),
    Head("Target"),
    Head("Realisasi"),
    Head("Capaian"),
    Head("Keadaan", words=True),
)


@dataclass(frozen=True)
class Due:
    """A data item with its day, and whether that day is past or near."""

    no: int
    item: DataItem
    day: date
    words: str
    tint: str
    icon: str


@login_required
@require_safe
def monitoring(request: Request, year_id: UUID) -> HttpResponse:
    """A chart and a table for each IKU, and the due dates of the year."""
    year = fetch_year(request, year_id)
    result, zone = load_year_result(year), year.district.regency.province.time_zone
    context = {
        **year_frame(request, year),
        "figures": [quarters_figure(it) for it in result.indicators],
        "dues": every_due(result, day_of(timezone.now(), zone)),
    }
    return render(request, "iku/monitoring.html", context)


def target_and_achievement(result: IndicatorResult, progress: Progress) -> tuple[Amount, Amount]:
    """Target and capaian at the end of a quarter; the last speaks for the year."""
    if progress.no == QUARTERS[-1]:
        return result.targets.annual, result.achievement
    return progress.target.figure, progress.achievement


def quarters_figure(result: IndicatorResult) -> ChartFigure:
    indicator = result.indicator
    return ChartFigure(
        id=f"iku-{indicator.no}",
        title=f"IKU {indicator.no}. {indicator.name}",
        what="Target, realisasi, dan capaian dari awal tahun sampai akhir triwulan.",
        legend=[(REACHED, "Mencapai target"), (BELOW, "Di bawah target")],
        heads=HEADS,
        rows=[table_row(result, it) for it in result.quarters],
        bars=[bar_chart(chart_lines(result), size) for size in (WIDE, NARROW)],
    )


def table_row(result: IndicatorResult, progress: Progress) -> Sequence[str]:
    target, reached = target_and_achievement(result, progress)
    return [
        ROMAN[progress.no - 1],
        amount_words(progress.alone),
        measured_words(target, result.indicator.unit),
        measured_words(progress.realisation.figure, result.indicator.unit),
        percent_words(reached),
        progress_words(result, progress),
    ]


def progress_words(result: IndicatorResult, progress: Progress) -> str:
    """Where an IKU stands, in words."""
    target, reached = target_and_achievement(result, progress)
    if result.gaps(progress.no):
        return "Realisasi belum lengkap"
    if target is EMPTY:
        return "Target belum diisi"
    if isinstance(reached, Lack):
        return "Belum dapat dihitung" if reached is EMPTY else "Tidak terdefinisi"
    return "Di bawah target" if reached < HUNDRED else "Mencapai target"


def chart_lines(result: IndicatorResult) -> list[BarLine]:
    """A bar for each quarter; full is 100 % or the highest capaian."""
    achievements = [target_and_achievement(result, it)[1] for it in result.quarters]
    bar_maximum = max([HUNDRED, *(it for it in achievements if not isinstance(it, Lack))])
    return [
        BarLine(f"Triwulan {ROMAN[no]}", bar_parts(it, ROMAN[no]), bar_maximum, percent_words(it))
        for no, it in enumerate(achievements)
    ]


def bar_parts(reached: Amount, name: str) -> list[BarPart]:
    if isinstance(reached, Lack):
        return []
    bar_kind = BELOW if reached < HUNDRED else REACHED
    return [
        BarPart(bar_kind, max(reached, Fraction(0)), "", f"Capaian triwulan {name}: {percent_words(reached)}")
    ]


def every_due(result: YearResult, today: date) -> list[Due]:
    """Data items that have a day, the earliest first."""
    every_due = [
        due_of(indicator_result, item, day, today)
        for indicator_result in result.indicators
        for item in indicator_result.indicator.items
        if (day := item.due_on(result.year))
    ]
    return sorted(every_due, key=lambda it: (it.day, it.no))


def due_of(result: IndicatorResult, item: DataItem, day: date, today: date) -> Due:
    is_filled = item.code not in {it.code for it in result.gaps(item.due_quarter)}
    no = result.indicator.no
    if is_filled:
        return Due(no, item, day, "Sudah diisi", "ok", "check")
    if day < today:
        return Due(no, item, day, "Lewat tenggat", "bad", "triangle")
    if day - today <= SOON:
        return Due(no, item, day, f"Tenggat {(day - today).days} hari lagi", "wait", "clock")
    return Due(no, item, day, f"Sampai {format_date(day)}", "none", "dotted")
