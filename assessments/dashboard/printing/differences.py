"""Where claim and decision part: the kecamatan furthest apart, and aspect by aspect."""

from collections.abc import Sequence

from assessments.dashboard.services.counts import AspectApart, Difference
from assessments.papers.charts import NARROW, TALL, BarLine, BarPart, bar_chart
from kinerja.numbers import Exact, format_number

from .figure import FIRST, ChartFigure, Head, short_name

APART = (("lower", "Hasil penilaian di bawah isian"), ("higher", "Hasil penilaian di atas isian"))


def differences_figure(differences: Sequence[Difference], *, several: bool) -> ChartFigure:
    """The kecamatan whose decision lies furthest from their claim; with their kabupaten if several."""
    largest = differences[:FIRST]
    widest_amount = abs(largest[0].amount)
    lines = [
        BarLine(difference_name(it, several), [apart_part(it)], widest_amount, signed_number(it.amount))
        for it in largest
    ]
    kinds = {part.kind for line in lines for part in line.parts}
    return ChartFigure(
        id="selisih",
        title="Selisih isian dan hasil penilaian",
        what=f"{len(largest)} selisih terbesar di antara kertas kerja yang semua barisnya sudah diputuskan.",
        legend=[it for it in APART if it[0] in kinds],
        heads=[
            Head("Kecamatan"),
            Head("Menurut isian", wide=True),
            Head("Hasil penilaian administrasi"),
            Head("Selisih"),
        ],
        rows=[
            [
                difference_name(it, several),
                *(format_number(value, places=2) for value in (it.claim, it.decided)),
                signed_number(it.amount),
            ]
            for it in largest
        ],
        bars=[bar_chart(lines, size) for size in (TALL, NARROW)],
    )


def aspect_differences_figure(aspects: Sequence[AspectApart]) -> ChartFigure:
    """In which aspects the decisions take from the claims, or give; means over all that are decided."""
    widest_mean = max(it.mean(it.moved) for it in aspects)
    lines = [
        BarLine(it.title, aspect_parts(it), widest_mean, signed_number(it.mean(it.amount))) for it in aspects
    ]
    kinds = {part.kind for line in lines for part in line.parts if part.amount}
    return ChartFigure(
        id="selisih-aspek",
        title="Selisih isian dan hasil penilaian per aspek",
        what=f"Rata-rata {aspects[0].among} kertas kerja yang semua barisnya sudah diputuskan. "
        "Di kanan: hasil penilaian dikurangi isian.",
        legend=[it for it in APART if it[0] in kinds],
        heads=[
            Head("Aspek"),
            Head("Rata-rata isian", wide=True),
            Head("Rata-rata hasil penilaian", wide=True),
            Head("Rata-rata selisih"),
            Head("Kecamatan berbeda"),
        ],
        rows=[
            [
                it.title,
                *(format_number(it.mean(amount), places=2) for amount in (it.claimed, it.decided)),
                signed_number(it.mean(it.amount)),
                f"{it.differing} dari {it.among}",
            ]
            for it in aspects
        ],
        bars=[bar_chart(lines, size) for size in (TALL, NARROW)],
    )


def aspect_parts(aspect: AspectApart) -> list[BarPart]:
    lowered, added = aspect.mean(aspect.taken), aspect.mean(aspect.given)
    mean_texts = (format_number(it, places=2) for it in (lowered, added))
    return [
        BarPart(kind, amount, "", f"rata-rata {way} {text}")
        for kind, amount, way, text in zip(
            ("lower", "higher"), (lowered, added), ("dikurangi", "ditambah"), mean_texts, strict=True
        )
    ]


def apart_part(difference: Difference) -> BarPart:
    kind = "lower" if difference.amount < 0 else "higher"
    claim, decided = (format_number(it, places=2) for it in (difference.claim, difference.decided))
    return BarPart(kind, abs(difference.amount), "", f"isian {claim}, hasil penilaian {decided}")


def difference_name(difference: Difference, several: bool) -> str:
    district = difference.worksheet.district
    return f"{district.name}, {short_name(district.regency)}" if several else district.name


def signed_number(amount: Exact) -> str:
    """ "−3,20" or "+0,40"; what two decimals hide is not shown as nothing, and nothing is "0,00"."""
    if not amount:
        return format_number(amount, places=2)
    sign, size = ("−", -amount) if amount < 0 else ("+", amount)
    text = format_number(size, places=2)
    return f"{sign}{text}" if text != "0,00" else f"{sign} < 0,01"
