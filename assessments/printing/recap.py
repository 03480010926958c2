"""The recap workbook: kecamatan by aspect, kecamatan by indicator, and a ranking that computes itself.

Totals and ranks are live formulas, beside which stands what the system stored. Text is always text.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet as Page

from assessments.models import Period, Worksheet
from assessments.services.ranking import ASPECT, SENT, aspect_score, ranking_of, tie_keys, value_of
from assessments.services.recap import results_of
from assessments.workflow import LABELS, State
from indicators.scoring.engine import Result, Row
from indicators.scoring.ranking import First, Key, Place, Ranking
from indicators.scoring.rounding import stored
from indicators.scoring.sheet import AspectSpec, IndicatorSpec, Outcome
from indicators.services.sheets import sheet_of
from kinerja.numbers import format_short_datetime

BY_ASPECT, BY_INDICATOR, RANKS, NOTES = (
    "Kecamatan × aspek",
    "Kecamatan × indikator",
    "Peringkat",
    "Keterangan",
)
COMPLETE, INCOMPLETE, NOTHING = "lengkap", "belum lengkap", "–"
PLACES = ("Kode", "Kecamatan", "Kabupaten/kota")
FIRST = 5  # the first line below the headings, counted from 0
WIDTHS = {"Kecamatan": 24, "Kabupaten/kota": 26, "Keadaan": 16, "Kelengkapan": 14, "Waktu kirim": 26}
FOLIO = 14  # Excel's number for the paper nearest to F4


@dataclass
class Recap:
    """The worksheets of one stage, by the code of their kecamatan, and what their columns are."""

    worksheets: Sequence[Worksheet]
    at: datetime

    @property
    def period(self) -> Period:
        return self.worksheets[0].stage.period

    @property
    def zone(self) -> str:
        return str(self.worksheets[0].district.regency.province.time_zone)

    @cached_property
    def sheets(self) -> list[Any]:
        """The editions in use, the newest first."""
        numbers = {worksheet.revision_id: worksheet.revision.no for worksheet in self.worksheets}
        return [sheet_of(pk) for pk in sorted(numbers, key=lambda pk: -numbers[pk])]

    @cached_property
    def aspects(self) -> list[AspectSpec]:
        return list({it.code: it for sheet in reversed(self.sheets) for it in sheet.aspects}.values())

    @cached_property
    def indicators(self) -> list[IndicatorSpec]:
        return list({it.code: it for sheet in reversed(self.sheets) for it in sheet.indicators}.values())

    @cached_property
    def keys(self) -> tuple[Key, ...]:
        return tie_keys(self.period, self.aspects)

    @cached_property
    def ranking(self) -> Ranking:
        return ranking_of(self.worksheets, self.keys)

    @property
    def last(self) -> int:
        """The last line of every table, counted from 0."""
        return FIRST + len(self.worksheets) - 1


@dataclass
class Writer:
    """One page; `columns` are its headings in order."""

    book: Workbook
    page: Page
    formats: dict[str, Any]
    columns: list[str] = field(default_factory=list)

    def write(self, row: int, column: int, value: Any, style: str = "text") -> None:
        """A number, a moment or a text; nothing becomes a formula here."""
        if isinstance(value, Decimal | int):
            self.page.write_number(row, column, float(value), self.formats[style])
        elif isinstance(value, datetime):
            self.page.write_datetime(row, column, value, self.formats["moment"])
        else:
            self.page.write_string(row, column, value or "", self.formats["text"])

    def compute(self, row: int, column: int, formula: str, value: Any, style: str = "text") -> None:
        """A formula with the stored value beside it."""
        shown = float(value) if isinstance(value, Decimal | int) else value
        self.page.write_formula(row, column, f"={formula}", self.formats[style], shown)

    def head(self, recap: Recap, title: str) -> None:
        """Title lines, and the headings that stay in sight and repeat on every printed page."""
        moment = format_short_datetime(recap.at, recap.zone)
        for row, text in enumerate((title, recap.period.name, f"Diunduh {moment}")):
            self.page.write_string(row, 0, text)
        for column, text in enumerate(self.columns):
            self.page.write_string(FIRST - 1, column, text, self.formats["head"])
            self.page.set_column(column, column, WIDTHS.get(text, 13))
        self.page.freeze_panes(FIRST, 2)
        self.page.repeat_rows(FIRST - 1)
        self.page.set_landscape()
        self.page.set_paper(FOLIO)
        self.page.fit_to_pages(1, 0)
        self.page.set_footer("&LKinerja&RHalaman &P dari &N")


def recap_xlsx(worksheets: Sequence[Worksheet], *, at: datetime) -> bytes:
    """The workbook of these worksheets, which are of one stage and by the code of their kecamatan."""
    recap, target = Recap(worksheets, at), BytesIO()
    with Workbook(target, {"in_memory": True}) as book:
        formats = formats_of(book)
        pages = [
            Writer(book, book.add_worksheet(name), formats)
            for name in (BY_ASPECT, BY_INDICATOR, RANKS, NOTES)
        ]
        write_aspects(pages[0], recap)
        write_indicators(pages[1], recap)
        write_ranks(pages[2], recap)
        write_notes(pages[3], recap)
    return target.getvalue()


def formats_of(book: Workbook) -> dict[str, Any]:
    border = {"border": 1, "border_color": "#888888"}
    patterns = {
        "score": "#,##0.00",
        "exact": "#,##0.00##########",
        "rank": "0",
        "moment": "[$-421]d mmmm yyyy hh.mm.ss",
    }
    formats = {name: book.add_format(border | {"num_format": it}) for name, it in patterns.items()}
    formats["text"] = book.add_format(border)
    formats["head"] = book.add_format(
        border | {"bold": True, "bg_color": "#E4EAEC", "text_wrap": True, "valign": "vcenter"}
    )
    return formats


def places_of(worksheet: Worksheet) -> tuple[str, ...]:
    return worksheet.district.code, worksheet.district.name, str(worksheet.district.regency)


def write_aspects(writer: Writer, recap: Recap) -> None:
    """A kecamatan a line: its aspects, and the sum of them as a formula."""
    aspects = [f"Aspek {it.no}. {it.name}" for it in recap.aspects]
    writer.columns = aspect_columns(aspects)
    writer.head(recap, "Rekap nilai kecamatan menurut aspek")
    first = writer.columns.index("Waktu kirim") + 1
    for row, worksheet in enumerate(recap.worksheets, start=FIRST):
        sent = value_of(worksheet, SENT.name)
        told = (
            *places_of(worksheet),
            LABELS[State(worksheet.state)],
            COMPLETE if worksheet.complete else INCOMPLETE,
            sent.astimezone(ZoneInfo(recap.zone)).replace(tzinfo=None)
            if isinstance(sent, datetime)
            else NOTHING,
        )
        for column, value in enumerate(told):
            writer.write(row, column, value)
        scores = [aspect_score(worksheet, it.code) for it in recap.aspects]
        write_sum(writer, row, first, scores, worksheet.claim_total)


def aspect_columns(aspects: list[str]) -> list[str]:
    return [*PLACES, "Keadaan", "Kelengkapan", "Waktu kirim", *aspects, "Selisih pembulatan", "Nilai"]


def write_sum(writer: Writer, row: int, first: int, scores: list[Decimal | None], total: Decimal) -> None:
    """Scores, what their rounding leaves over, and the total as their sum.

    Scores and total are rounded apart from each other, to 12 decimals; what is left over makes the sum the
    stored total to the last decimal, so that a tie stays a tie.
    """
    for column, value in enumerate(scores, start=first):
        writer.write(row, column, NOTHING if value is None else value, "score")
    rest = first + len(scores)
    writer.write(row, rest, total - sum((it for it in scores if it is not None), Decimal(0)), "exact")
    summed = f"{xl_rowcol_to_cell(row, first)}:{xl_rowcol_to_cell(row, rest)}"
    writer.compute(row, rest + 1, f"ROUND(SUM({summed}),12)", total, "score")


def write_indicators(writer: Writer, recap: Recap) -> None:
    """A kecamatan a line: the score of each indicator under its number."""
    numbers = [str(it.no) for it in recap.indicators]
    writer.columns = [*PLACES, "Kelengkapan", *numbers, "Selisih pembulatan", "Nilai"]
    writer.head(recap, "Rekap nilai kecamatan menurut indikator; nomornya diterangkan pada lembar Keterangan")
    first = len(PLACES) + 1
    writer.page.set_column(first, first + len(numbers) - 1, 7)
    for row, (worksheet, result) in enumerate(results_of(recap.worksheets), start=FIRST):
        state = COMPLETE if result.complete else INCOMPLETE
        for column, value in enumerate((*places_of(worksheet), state)):
            writer.write(row, column, value)
        write_sum(writer, row, first, scores_of(result, recap), result.stored_total)


def scores_of(result: Result, recap: Recap) -> list[Decimal | None]:
    rows: dict[str, Row] = {row.code: row for row in result.rows}
    found = (rows.get(spec.code) for spec in recap.indicators)
    return [
        None if row is None or row.score is None or row.outcome is Outcome.EMPTY else stored(row.score)
        for row in found
    ]


# --- The ranking: the columns stand in RANK_COLUMNS' order, then one a key, then what the system stored ---

RANK_COLUMNS = ("Peringkat (rumus)", "Peringkat tersimpan", "Pemeriksaan", *PLACES, "Kelengkapan", "Nilai")
CODE, WHOLE, SUM = (RANK_COLUMNS.index(name) for name in ("Kode", "Kelengkapan", "Nilai"))
AFTER = ("Penentu terhadap peringkat di atasnya", "Selisih dengan peringkat berikutnya")


def write_ranks(writer: Writer, recap: Recap) -> None:
    """In the order of the stored ranks, and then those that are not complete."""
    writer.columns = [*RANK_COLUMNS, *(key.label for key in recap.keys), *AFTER]
    writer.head(recap, "Peringkat di antara kecamatan pada buku kerja ini")
    by_code = {worksheet.district.code: worksheet for worksheet in recap.worksheets}
    after = len(RANK_COLUMNS) + len(recap.keys)
    row = FIRST
    for place in recap.ranking.places:
        write_rank(writer, recap, row, by_code[place.entrant.code], place.rank)
        writer.write(row, after, decided(place, first=row == FIRST))
        writer.write(row, after + 1, NOTHING if place.lead is None else place.lead, "exact")
        row += 1
    for row, entrant in enumerate(recap.ranking.unfinished, start=row):
        write_rank(writer, recap, row, by_code[entrant.code], INCOMPLETE)
        for column in (after, after + 1):
            writer.write(row, column, NOTHING)


def decided(place: Place, *, first: bool) -> str:
    """Which key put it below the one above."""
    if first:
        return NOTHING
    return place.decided_by.label if place.decided_by else "semua penentu sama"


def write_rank(writer: Writer, recap: Recap, row: int, worksheet: Worksheet, rank: int | str) -> None:
    """The live rank beside the stored one; what it stands on is looked up in the first sheet by the code."""
    writer.compute(row, 0, rank_formula(recap, row), rank, "rank")
    writer.write(row, 1, rank, "rank")
    ranks = [xl_rowcol_to_cell(row, column) for column in (0, 1)]
    writer.compute(row, 2, f'IF({ranks[0]}={ranks[1]},"sesuai","berbeda")', "sesuai")
    for column, text in enumerate(places_of(worksheet), start=CODE):
        writer.write(row, column, text)
    complete = COMPLETE if worksheet.complete else INCOMPLETE
    writer.compute(row, WHOLE, looked_up(recap, row, "Kelengkapan"), complete)
    writer.compute(row, SUM, looked_up(recap, row, "Nilai"), worksheet.claim_total, "exact")
    for column, key in enumerate(recap.keys, start=SUM + 1):
        value = cached(recap, value_of(worksheet, key.name))
        style = "exact" if key.name.startswith(ASPECT) else "moment"
        writer.compute(row, column, looked_up(recap, row, heading_of(key)), value, style)


def cached(recap: Recap, value: Any) -> Any:
    """A key's value as a cell of Excel holds it: days since its epoch for a moment."""
    if isinstance(value, datetime):
        days = value.astimezone(ZoneInfo(recap.zone)).replace(tzinfo=None) - datetime(1899, 12, 30)
        return days.days + days.seconds / 86400
    return NOTHING if value is None else value


def heading_of(key: Key) -> str:
    """The heading of the first sheet under which a key's values stand."""
    return "Waktu kirim" if key is SENT else key.label


def looked_up(recap: Recap, row: int, heading: str) -> str:
    """A cell of the first sheet in the line with this line's code, wherever that line was sorted to."""
    columns = aspect_columns([f"Aspek {it.no}. {it.name}" for it in recap.aspects])

    def column(place: int) -> str:
        name = xl_col_to_name(place, col_abs=True)
        return f"'{BY_ASPECT}'!{name}${FIRST + 1}:{name}${recap.last + 1}"

    code = xl_rowcol_to_cell(row, CODE, col_abs=True)
    return f"INDEX({column(columns.index(heading))},MATCH({code},{column(0)},0))"


def rank_formula(recap: Recap, row: int) -> str:
    """One more than how many complete ones are better: in the total, or equal there and better in a key."""

    def both(column: int) -> tuple[str, str]:
        name = xl_col_to_name(column, col_abs=True)
        return f"{name}${FIRST + 1}:{name}${recap.last + 1}", xl_rowcol_to_cell(row, column, col_abs=True)

    better = ""
    for column, key in reversed([(SUM, None), *enumerate(recap.keys, start=SUM + 1)]):
        every, own = both(column)
        sign = "<" if key and key.first is First.LOWEST else ">"
        better = f"(({every}{sign}{own})+({every}={own})*{better})" if better else f"({every}{sign}{own})"
    every, own = both(WHOLE)
    count = f'1+SUMPRODUCT(({every}="{COMPLETE}")*{better})'
    return f'IF({own}="{COMPLETE}",{count},"{INCOMPLETE}")'


def write_notes(writer: Writer, recap: Recap) -> None:
    """What this is, how the rank is found, and the indicators by their numbers."""
    writer.page.set_column(0, 0, 24)
    writer.page.set_column(1, 1, 110)
    for row, (name, text) in enumerate(notes_of(recap)):
        writer.page.write_string(row, 0, name)
        writer.page.write_string(row, 1, text)


def notes_of(recap: Recap) -> list[tuple[str, str]]:
    editions = sorted({f"{it.revision.instrument}, edisi {it.revision.no}" for it in recap.worksheets})
    regencies = {it.district.regency_id for it in recap.worksheets}
    ties = "; ".join(f"{no}. {key.label}" for no, key in enumerate(recap.keys, start=1))
    count, ranked = len(recap.worksheets), len(recap.ranking.places)
    return [
        ("Periode penilaian", recap.period.name),
        ("Edisi instrumen", "; ".join(editions)),
        ("Diunduh", format_short_datetime(recap.at, recap.zone)),
        ("Cakupan", f"{count} kecamatan dari {len(regencies)} kabupaten/kota; {ranked} lengkap"),
        ("Nilai", "Menurut isian kecamatan, sebelum verifikasi. Disimpan dengan 12 desimal."),
        ("Selisih pembulatan", "Sisa pembulatan desimal ke-12, agar jumlahnya sama dengan nilai tersimpan."),
        (
            "Peringkat",
            "Nilai tertinggi peringkat 1; yang sama di semua penentu berbagi peringkat (1, 2, 2, 4).",
        ),
        ("Penentu nilai sama", ties or "Tidak ada; nilai yang sama berbagi peringkat."),
        ("Waktu kirim", "Dihitung sampai detik. Yang belum terkirim sesudah yang sudah terkirim."),
        ("Belum lengkap", "Kecamatan yang isiannya belum lengkap didaftar tanpa peringkat."),
        (
            "Peringkat (rumus)",
            "Dihitung ulang oleh Excel dari lembar Kecamatan × aspek; Pemeriksaan membandingkannya.",
        ),
        ("Cakupan peringkat", "Hanya di antara kecamatan pada buku kerja ini."),
        *((f"Indikator {it.no}", it.text) for it in recap.indicators),
    ]
