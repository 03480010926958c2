"""The recap workbook: kecamatan by aspect, kecamatan by indicator, and a ranking that computes itself.

Totals and ranks are live formulas, beside which stands what the system stored. Text is always text.
"""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_rowcol_to_cell

from assessments.models import Worksheet
from assessments.papers.figures import NOTHING
from assessments.ranking.rank_rows import COMPLETE, INCOMPLETE
from assessments.scores.bulk_results import results_of
from assessments.scores.ranking import claim_score
from indicators.scoring.engine import Result, Row
from indicators.scoring.rounding import stored_decimal
from indicators.scoring.sheet import Outcome
from indicators.scoring.tie_keys import SENDING_TIME, aspect_score
from kinerja.numbers import format_short_datetime

from .recap_book import (
    BY_ASPECT,
    BY_INDICATOR,
    FIRST,
    NOTES,
    PLACES,
    RANKS,
    SENT_AT,
    SUM,
    Recap,
    Writer,
    district_places,
    heading_of,
    recap_formats,
)
from .recap_ranks import write_recap_ranks


def recap_xlsx(worksheets: Sequence[Worksheet], *, at: datetime) -> bytes:
    """The workbook of these worksheets, which are of one stage and by the code of their kecamatan."""
    recap, buffer = Recap(worksheets, at), BytesIO()
    with Workbook(buffer, {"in_memory": True}) as book:
        formats = recap_formats(book)
        sheet_names = (BY_ASPECT, BY_INDICATOR, RANKS, NOTES)
        sheet_writers = [Writer(book.add_worksheet(name), formats) for name in sheet_names]
        write_aspects(sheet_writers[0], recap)
        write_indicators(sheet_writers[1], recap)
        write_recap_ranks(sheet_writers[2], recap)
        write_notes(sheet_writers[3], recap)
    return buffer.getvalue()


def write_aspects(writer: Writer, recap: Recap) -> None:
    """A kecamatan a line: its aspects, and the sum of them as a formula."""
    writer.columns = recap.columns
    writer.head(recap, "Rekap nilai kecamatan menurut aspek")
    first_aspect_column = writer.columns.index(SENT_AT) + 1
    for row, worksheet in enumerate(recap.worksheets, start=FIRST):
        row_cells = (
            *district_places(worksheet),
            worksheet.current_state.label,
            COMPLETE if claim_score(worksheet).complete else INCOMPLETE,
            recap.cell(SENDING_TIME.value(claim_score(worksheet).standing, "")),
        )
        for column, key_cell in enumerate(row_cells):
            writer.write(row, column, key_cell)
        scores = [aspect_score(worksheet.aspect_totals, it.code) for it in recap.aspects]
        write_sum(writer, row, first_aspect_column, scores, worksheet.claim_total)
        for key in recap.further_keys:
            key_cell = recap.cell(key.value(claim_score(worksheet).standing))
            writer.write(row, recap.columns.index(heading_of(key)), key_cell, "exact")


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
    writer.columns = [*PLACES, "Kelengkapan", *numbers, "Selisih pembulatan", SUM]
    writer.head(
        recap, "Rekap nilai kecamatan menurut indikator; nomornya diterangkan pada lembar Keterangan", pages=2
    )
    writer.page.repeat_columns(0, 1)
    first_indicator_column = len(PLACES) + 1
    writer.page.set_column(first_indicator_column, first_indicator_column + len(numbers) - 1, 7)
    for row, (worksheet, result) in enumerate(results_of(recap.worksheets), start=FIRST):
        completeness = COMPLETE if result.complete else INCOMPLETE
        for column, value in enumerate((*district_places(worksheet), completeness)):
            writer.write(row, column, value)
        write_sum(writer, row, first_indicator_column, recap_scores(result, recap), result.stored_total)


def recap_scores(result: Result, recap: Recap) -> list[Decimal | None]:
    rows: dict[str, Row] = {row.code: row for row in result.rows}
    indicator_rows = (rows.get(spec.code) for spec in recap.indicators)
    return [
        None
        if row is None or row.score is None or row.outcome is Outcome.EMPTY
        else stored_decimal(row.score)
        for row in indicator_rows
    ]


def write_notes(writer: Writer, recap: Recap) -> None:
    """What this is, how the rank is found, and the indicators by their numbers."""
    writer.page.set_column(0, 0, 24)
    writer.page.set_column(1, 1, 110)
    writer.print_on(1)
    for row, (name, text) in enumerate(recap_notes(recap)):
        writer.page.write_string(row, 0, name)
        writer.page.write_string(row, 1, text)


def recap_notes(recap: Recap) -> list[tuple[str, str]]:
    edition_names = sorted({f"{it.revision.instrument}, edisi {it.revision.no}" for it in recap.worksheets})
    regency_ids = {it.district.regency_id for it in recap.worksheets}
    tie_words = "; ".join(f"{no}. {key.label}" for no, key in enumerate(recap.keys, start=1))
    count, ranked_count = len(recap.worksheets), len(recap.ranking.places)
    return [
        ("Periode penilaian", recap.period.name),
        ("Edisi instrumen", "; ".join(edition_names)),
        ("Diunduh", format_short_datetime(recap.at, recap.zone)),
        ("Cakupan", f"{count} kecamatan dari {len(regency_ids)} kabupaten/kota; {ranked_count} lengkap"),
        ("Nilai", "Menurut isian kecamatan, sebelum verifikasi. Disimpan dengan 12 desimal."),
        ("Selisih pembulatan", "Sisa pembulatan desimal ke-12, agar jumlahnya sama dengan nilai tersimpan."),
        (
            "Peringkat",
            "Nilai tertinggi peringkat 1; yang sama di semua penentu berbagi tempat (1, 2, 2, 4).",
        ),
        ("Penentu nilai sama", tie_words or "Tidak ada; nilai yang sama berbagi peringkat."),
        ("Waktu kirim", "Dihitung sampai detik. Yang belum terkirim sesudah yang sudah terkirim."),
        ("Belum lengkap", "Kecamatan yang isiannya belum lengkap didaftar tanpa peringkat."),
        (
            "Peringkat (rumus)",
            "Dihitung Excel dari lembar Kecamatan × aspek; Pemeriksaan membandingkannya.",
        ),
        ("Cakupan peringkat", "Hanya di antara kecamatan pada buku kerja ini."),
        *((f"Indikator {it.no}", it.text) for it in recap.indicators),
    ]
