"""The dashboard's figures: each a chart in several widths, what it counts, and the same as a table."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from assessments.access.queries import DecidedScore
from assessments.dashboard.services import counts as counted
from assessments.dashboard.services.counts import Tally
from assessments.dashboard.services.histogram import STEP, histogram_columns, median
from assessments.models import Worksheet
from assessments.papers.charts import (
    FULL,
    NARROW,
    TALL,
    WIDE,
    BarLine,
    BarPart,
    StandingBar,
    bar_chart,
    column_chart,
)
from assessments.workflow import Phase
from kinerja.numbers import Exact, format_number, format_percent

from .differences import aspect_differences_figure, differences_figure
from .figure import FIRST, ChartFigure, Head, short_name

COLUMNS_BESIDE = 4  # more kinds than this need the page's full width


def percent_text(value: Exact, places: int = 0) -> str:
    return format_percent(value, places=places)


def kinds_among(tallies: Sequence[Tally]) -> list[Phase]:
    return [it for it in Phase if any(it in one.counts for one in tallies)]


def regencies_figure(worksheets: Sequence[Worksheet], *, everything: bool) -> ChartFigure:
    """Progress by state of every kabupaten, those that need action first at the top."""
    tallies = counted.tallies_by_regency(worksheets)
    first_tallies = tallies if everything else tallies[:FIRST]
    kinds = kinds_among([it for _, it in first_tallies])
    lines = [
        BarLine(short_name(regency), tally_parts(tally), tally.total, percent_text(tally.percent))
        for regency, tally in first_tallies
    ]
    full_width = len(kinds) > COLUMNS_BESIDE
    which_shown = (
        f"{len(first_tallies)} dengan persen terkirim terendah. " if len(first_tallies) < len(tallies) else ""
    )
    return ChartFigure(
        id="kemajuan",
        title="Kemajuan per kabupaten/kota",
        what=f"{which_shown}Angka dalam batang: jumlah kecamatan. Di kanan: persen yang sudah terkirim.",
        legend=[(it.value, it.label) for it in kinds],
        heads=[
            Head("Kabupaten/kota"),
            Head("Kecamatan"),
            Head("Sudah terkirim"),
            *(Head(it.label, wide=True) for it in kinds),
            Head("Persen terkirim"),
        ],
        rows=[tally_row(short_name(regency), tally, kinds) for regency, tally in first_tallies],
        bars=[bar_chart(lines, size) for size in ((FULL, WIDE, NARROW) if full_width else (WIDE, NARROW))],
        full_width=full_width,
        rest=len(tallies) - len(first_tallies),
    )


def tally_parts(tally: Tally) -> list[BarPart]:
    return [
        BarPart(kind.value, count, str(count), f"{kind.label}: {count} kecamatan")
        for kind, count in tally.counts.items()
    ]


def tally_row(name: str, tally: Tally, kinds: Sequence[Phase]) -> list[str]:
    numbers = [tally.total, tally.handed_in, *(tally.counts.get(it, 0) for it in kinds)]
    return [name, *map(format_number, numbers), percent_text(tally.percent, 1)]


def districts_figure(worksheets: Sequence[Worksheet], *, everything: bool) -> ChartFigure:
    """How much each kecamatan filled and where it stands, those that are least far at the top."""
    phases = counted.by_need(worksheets)
    first_phases = phases if everything else phases[:FIRST]
    phases_present = [it for it in Phase if any(phase is it for _, phase in first_phases)]
    lines = [district_line(worksheet, phase) for worksheet, phase in first_phases]
    which_shown = (
        f"{len(first_phases)} yang paling perlu didahulukan. " if len(first_phases) < len(phases) else ""
    )
    return ChartFigure(
        id="kemajuan",
        title="Kemajuan per kecamatan",
        what=f"{which_shown}Panjang batang: bagian indikator yang terisi. Warna: keadaan kertas kerja.",
        legend=[(it.value, it.label) for it in phases_present],
        heads=[Head("Kecamatan"), Head("Keadaan", words=True), Head("Terisi"), Head("Persen")],
        rows=[
            [
                it.district.name,
                phase.label,
                f"{it.filled} dari {it.asked}",
                percent_text(100 * counted.share_filled(it), 1),
            ]
            for it, phase in first_phases
        ],
        bars=[bar_chart(lines, size) for size in (WIDE, NARROW)],
        rest=len(phases) - len(first_phases),
    )


def district_line(worksheet: Worksheet, phase: Phase) -> BarLine:
    filled_words = f"{worksheet.filled} dari {worksheet.asked} terisi"
    bar_parts = [
        BarPart(phase.value, worksheet.filled, str(worksheet.filled), f"{phase.label}: {filled_words}"),
        BarPart("rest", worksheet.asked - worksheet.filled, "", filled_words),
    ]
    return BarLine(
        worksheet.district.name,
        bar_parts,
        worksheet.asked,
        percent_text(100 * counted.share_filled(worksheet)),
    )


def aspects_figure(worksheets: Sequence[Worksheet]) -> ChartFigure:
    """How far each aspect is filled, over all kecamatan that take part."""
    aspects = counted.aspects_filled(worksheets)
    lines = [
        BarLine(
            it.title,
            [
                BarPart(
                    "filled", it.filled, format_number(it.filled), f"{it.filled} dari {it.row_count} terisi"
                ),
                BarPart("rest", it.row_count - it.filled, "", f"{it.row_count - it.filled} belum terisi"),
            ],
            it.row_count,
            percent_text(it.percent),
        )
        for it in aspects
    ]
    return ChartFigure(
        id="aspek",
        title="Terisi per aspek",
        what="Angka dalam batang: isian yang terisi dari semua kecamatan yang mengikuti.",
        legend=[("filled", "Terisi"), ("rest", "Belum terisi")],
        heads=[Head("Aspek"), Head("Terisi"), Head("Diminta"), Head("Persen")],
        rows=[
            [it.title, format_number(it.filled), format_number(it.row_count), percent_text(it.percent, 1)]
            for it in aspects
        ],
        bars=[bar_chart(lines, size) for size in (TALL, NARROW)],
    )


def scores_figure(
    id: str, title: str, what: str, scores: Sequence[Decimal], among: Sequence[Decimal]
) -> ChartFigure:
    """How many kecamatan scored how much; `among` keeps two spreads on the same columns."""
    bands = histogram_columns(scores, among=among)
    median_score = median(scores) or Decimal(0)
    first_band_low = bands[0].high - STEP
    median_position = max(
        Fraction(0), min(Fraction(1), Fraction(median_score - first_band_low) / (STEP * len(bands)))
    )
    standing_bars = [
        StandingBar(
            it.title, it.title if it.low is None else str(it.low), it.count, f"{it.title}: {it.count}"
        )
        for it in bands
    ]
    median_label = f"median {format_number(median_score, places=2)}"
    return ChartFigure(
        id=id,
        title=title,
        what=what,
        legend=[("data", "Jumlah kecamatan"), ("median", f"Garis putus-putus: {median_label}")],
        heads=[Head("Nilai"), Head("Kecamatan"), Head("Bagian"), Head("Nilai ini atau lebih")],
        rows=[
            [
                it.title,
                format_number(it.count),
                percent_text(Fraction(100 * it.count, len(scores)), 1),
                format_number(it.from_here),
            ]
            for it in bands
        ],
        columns=[
            column_chart(standing_bars, size, line=median_position, line_label=median_label)
            for size in (WIDE, NARROW)
        ],
    )


def dashboard_figures(
    worksheets: Sequence[Worksheet], decided: Mapping[UUID, DecidedScore], *, several: bool, everything: bool
) -> list[ChartFigure]:
    """All that there is something to show of, for `several` kabupaten or one."""
    progress_figure = regencies_figure if several else districts_figure
    figures = [progress_figure(worksheets, everything=everything), aspects_figure(worksheets)]
    claim_totals, decided_totals = counted.claim_totals(worksheets), [it.total for it in decided.values()]
    if claim_totals:
        what = f"{len(claim_totals)} kertas kerja yang sudah terkirim. Batas bawah termasuk."
        figures.append(
            scores_figure("isian", "Sebaran nilai menurut isian", what, claim_totals, decided_totals)
        )
    if decided_totals:
        what = (
            f"{len(decided_totals)} kertas kerja yang semua barisnya sudah diputuskan. Batas bawah termasuk."
        )
        figures.append(
            scores_figure(
                "hasil", "Sebaran nilai menurut hasil penilaian", what, decided_totals, claim_totals
            )
        )
    differences = counted.largest_differences(worksheets, {pk: it.total for pk, it in decided.items()})
    aspects_apart = counted.aspects_apart(worksheets, {pk: it.aspect_totals for pk, it in decided.items()})
    figures += [differences_figure(differences, several=several)] if differences else []
    return figures + (
        [aspect_differences_figure(aspects_apart)] if any(it.moved for it in aspects_apart) else []
    )
