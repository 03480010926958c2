"""The dashboard's figures: each a chart in several widths, what it counts, and the same as a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from assessments.models import Worksheet
from assessments.services import dashboard as counted
from assessments.services.dashboard import Difference, Progress, Tally
from assessments.services.spread import STEP, columns_of, median
from kinerja.numbers import Exact, format_number, format_percent
from kinerja.regions.models import Regency

from .charts import FULL, NARROW, TALL, WIDE, Bars, Column, Columns, Line, Part, bars, columns

FIRST = 10  # lines that a chart shows unless all are asked for
COLUMNS_BESIDE = 4  # more kinds than this need the page's full width
WORDS: Mapping[Progress, str] = {
    Progress.VERIFIED: "Terverifikasi",
    Progress.JUDGED: "Sedang dinilai",
    Progress.SENT: "Terkirim, belum dinilai",
    Progress.REPAIR: "Perlu perbaikan",
    Progress.AWAITING: "Menunggu camat",
    Progress.FILLING: "Sedang diisi",
    Progress.UNTOUCHED: "Belum mulai",
}


@dataclass(frozen=True)
class Head:
    """A column of a table; phones keep those that are not `wide`."""

    title: str
    wide: bool = False
    words: bool = False  # a text, so not aligned as a number


@dataclass(frozen=True)
class Figure:
    """A chart with its legend and its table; the first cell of a row is its name."""

    id: str
    title: str
    what: str
    legend: Sequence[tuple[str, str]]
    heads: Sequence[Head]
    rows: Sequence[Sequence[str]]
    bars: Sequence[Bars] = ()
    columns: Sequence[Columns] = field(default=())
    full: bool = False
    rest: int = 0  # lines left out until all are asked for

    @property
    def lines(self) -> list[list[tuple[Head, str]]]:
        return [list(zip(self.heads, row, strict=True)) for row in self.rows]


def short(regency: Regency) -> str:
    return regency.name.replace("Kabupaten ", "Kab. ")


def percent(value: Exact, places: int = 0) -> str:
    return format_percent(value, places=places)


def kinds_among(tallies: Sequence[Tally]) -> list[Progress]:
    return [it for it in Progress if any(it in one.counts for one in tallies)]


def by_regency(worksheets: Sequence[Worksheet], *, everything: bool) -> Figure:
    """Progress by state of every kabupaten, those that need action first at the top."""
    found = counted.tallies(worksheets)
    shown = found if everything else found[:FIRST]
    kinds = kinds_among([it for _, it in shown])
    lines = [
        Line(short(regency), tally_parts(tally), tally.total, percent(tally.percent))
        for regency, tally in shown
    ]
    full = len(kinds) > COLUMNS_BESIDE
    which = f"{len(shown)} dengan persen terkirim terendah. " if len(shown) < len(found) else ""
    return Figure(
        id="kemajuan",
        title="Kemajuan per kabupaten/kota",
        what=f"{which}Angka dalam batang: jumlah kecamatan. Di kanan: persen yang sudah terkirim.",
        legend=[(it.value, WORDS[it]) for it in kinds],
        heads=[
            Head("Kabupaten/kota"),
            Head("Kecamatan"),
            Head("Sudah terkirim"),
            *(Head(WORDS[it], wide=True) for it in kinds),
            Head("Persen terkirim"),
        ],
        rows=[tally_row(short(regency), tally, kinds) for regency, tally in shown],
        bars=[bars(lines, size) for size in ((FULL, WIDE, NARROW) if full else (WIDE, NARROW))],
        full=full,
        rest=len(found) - len(shown),
    )


def tally_parts(tally: Tally) -> list[Part]:
    return [
        Part(kind.value, count, str(count), f"{WORDS[kind]}: {count} kecamatan")
        for kind, count in tally.counts.items()
    ]


def tally_row(name: str, tally: Tally, kinds: Sequence[Progress]) -> list[str]:
    numbers = [tally.total, tally.handed_in, *(tally.counts.get(it, 0) for it in kinds)]
    return [name, *map(format_number, numbers), percent(tally.percent, 1)]


def by_district(worksheets: Sequence[Worksheet], *, everything: bool) -> Figure:
    """How much each kecamatan filled and where it stands, those that are least far at the top."""
    found = counted.by_need(worksheets)
    shown = found if everything else found[:FIRST]
    kinds = [it for it in Progress if any(progress is it for _, progress in shown)]
    lines = [district_line(worksheet, progress) for worksheet, progress in shown]
    which = f"{len(shown)} yang paling perlu didahulukan. " if len(shown) < len(found) else ""
    return Figure(
        id="kemajuan",
        title="Kemajuan per kecamatan",
        what=f"{which}Panjang batang: bagian indikator yang terisi. Warna: keadaan kertas kerja.",
        legend=[(it.value, WORDS[it]) for it in kinds],
        heads=[Head("Kecamatan"), Head("Keadaan", words=True), Head("Terisi"), Head("Persen")],
        rows=[
            [
                it.district.name,
                WORDS[progress],
                f"{it.filled} dari {it.asked}",
                percent(100 * counted.share_filled(it), 1),
            ]
            for it, progress in shown
        ],
        bars=[bars(lines, size) for size in (WIDE, NARROW)],
        rest=len(found) - len(shown),
    )


def district_line(worksheet: Worksheet, progress: Progress) -> Line:
    words = f"{worksheet.filled} dari {worksheet.asked} terisi"
    parts = [
        Part(progress.value, worksheet.filled, str(worksheet.filled), f"{WORDS[progress]}: {words}"),
        Part("rest", worksheet.asked - worksheet.filled, "", words),
    ]
    return Line(
        worksheet.district.name, parts, worksheet.asked, percent(100 * counted.share_filled(worksheet))
    )


def by_aspect(worksheets: Sequence[Worksheet]) -> Figure:
    """How far each aspect is filled, over all kecamatan that take part."""
    found = counted.aspects_filled(worksheets)
    lines = [
        Line(
            it.title,
            [
                Part("filled", it.filled, format_number(it.filled), f"{it.filled} dari {it.asked} terisi"),
                Part("rest", it.asked - it.filled, "", f"{it.asked - it.filled} belum terisi"),
            ],
            it.asked,
            percent(it.percent),
        )
        for it in found
    ]
    return Figure(
        id="aspek",
        title="Terisi per aspek",
        what="Angka dalam batang: isian yang terisi dari semua kecamatan yang mengikuti.",
        legend=[("filled", "Terisi"), ("rest", "Belum terisi")],
        heads=[Head("Aspek"), Head("Terisi"), Head("Diminta"), Head("Persen")],
        rows=[
            [it.title, format_number(it.filled), format_number(it.asked), percent(it.percent, 1)]
            for it in found
        ],
        bars=[bars(lines, size) for size in (TALL, NARROW)],
    )


def spread(id: str, title: str, what: str, scores: Sequence[Decimal], among: Sequence[Decimal]) -> Figure:
    """How many kecamatan scored how much; `among` keeps two spreads on the same columns."""
    found = columns_of(scores, among=among)
    middle = median(scores) or Decimal(0)
    start = found[0].high - STEP
    across = max(Fraction(0), min(Fraction(1), Fraction(middle - start) / (STEP * len(found))))
    drawn = [
        Column(it.title, it.title if it.low is None else str(it.low), it.count, f"{it.title}: {it.count}")
        for it in found
    ]
    label = f"median {format_number(middle, places=2)}"
    return Figure(
        id=id,
        title=title,
        what=what,
        legend=[("data", "Jumlah kecamatan"), ("median", f"Garis putus-putus: {label}")],
        heads=[Head("Nilai"), Head("Kecamatan"), Head("Bagian"), Head("Nilai ini atau lebih")],
        rows=[
            [
                it.title,
                format_number(it.count),
                percent(Fraction(100 * it.count, len(scores)), 1),
                format_number(it.from_here),
            ]
            for it in found
        ],
        columns=[columns(drawn, size, line=across, line_label=label) for size in (WIDE, NARROW)],
    )


def apart(found: Sequence[Difference], *, several: bool) -> Figure:
    """The kecamatan whose decision lies furthest from their claim; with their kabupaten if several."""
    shown = found[:FIRST]
    widest = abs(shown[0].amount)
    lines = [Line(name_of(it, several), [apart_part(it)], widest, signed(it.amount)) for it in shown]
    kinds = {part.kind for line in lines for part in line.parts}
    legend = (("lower", "Hasil penilaian di bawah isian"), ("higher", "Hasil penilaian di atas isian"))
    return Figure(
        id="selisih",
        title="Selisih isian dan hasil penilaian",
        what=f"{len(shown)} selisih terbesar di antara kertas kerja yang semua barisnya sudah diputuskan.",
        legend=[it for it in legend if it[0] in kinds],
        heads=[
            Head("Kecamatan"),
            Head("Menurut isian", wide=True),
            Head("Hasil penilaian administrasi"),
            Head("Selisih"),
        ],
        rows=[
            [
                name_of(it, several),
                *(format_number(value, places=2) for value in (it.claim, it.decided)),
                signed(it.amount),
            ]
            for it in shown
        ],
        bars=[bars(lines, size) for size in (TALL, NARROW)],
    )


def apart_part(difference: Difference) -> Part:
    kind = "lower" if difference.amount < 0 else "higher"
    words = (format_number(it, places=2) for it in (difference.claim, difference.decided))
    return Part(kind, abs(difference.amount), "", "isian {}, hasil penilaian {}".format(*words))


def name_of(difference: Difference, several: bool) -> str:
    district = difference.worksheet.district
    return f"{district.name}, {short(district.regency)}" if several else district.name


def signed(amount: Decimal) -> str:
    """ "−3,20" or "+0,40"; what two decimals hide is not shown as nothing."""
    shown = format_number(abs(amount), places=2)
    sign = "−" if amount < 0 else "+"
    return f"{sign}{shown}" if shown != "0,00" else f"{sign} < 0,01"


def figures(
    worksheets: Sequence[Worksheet], decided: Mapping[UUID, Decimal], *, several: bool, everything: bool
) -> list[Figure]:
    """All that there is something to show of, for `several` kabupaten or one."""
    progress = by_regency if several else by_district
    made = [progress(worksheets, everything=everything), by_aspect(worksheets)]
    claims, decisions = counted.claims(worksheets), list(decided.values())
    if claims:
        what = f"{len(claims)} kertas kerja yang sudah terkirim. Batas bawah termasuk."
        made.append(spread("isian", "Sebaran nilai menurut isian", what, claims, decisions))
    if decisions:
        what = f"{len(decisions)} kertas kerja yang semua barisnya sudah diputuskan. Batas bawah termasuk."
        made.append(spread("hasil", "Sebaran nilai menurut hasil penilaian", what, decisions, claims))
    found = counted.differences(worksheets, decided)
    return [*made, apart(found, several=several)] if found else made
