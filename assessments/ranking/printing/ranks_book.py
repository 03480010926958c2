"""The ranking as a workbook: stored ranks, and beside each a formula that finds it anew.

It always holds the whole field; a filter hides rows, so the formulas find the ranks of the whole field too.
"""

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_rowcol_to_cell

from assessments.scores.rank_table import Line
from assessments.scores.ranking import ASPECT, REACHED, SENT, value_of
from indicators.scoring.ranking import First

from .ranks import NOTHING, RankRow, Ranks
from .recap_book import COMPLETE, FIRST, INCOMPLETE, NOTES, PLACES, RANKS, SENT_AT, SUM, Writer, formats_of
from .recap_ranks import competition_formula

ABSENT = "tidak mengikuti"
COLUMNS = ("Peringkat (rumus)", "Peringkat tersimpan", "Pemeriksaan", *PLACES, "Kelengkapan", SENT_AT)
WHOLE, ASPECTS = COLUMNS.index("Kelengkapan"), len(COLUMNS)
AFTER = (SUM, "Selisih ke atas", "Predikat", "Catatan")


def ranks_xlsx(ranks: Ranks) -> bytes:
    target = BytesIO()
    with Workbook(target, {"in_memory": True}) as book:
        writer = Writer(book.add_worksheet(RANKS), formats_of(book))
        notes = book.add_worksheet(NOTES)
        write_ranks(writer, ranks)
        notes.set_column(0, 0, 24)
        notes.set_column(1, 1, 110)
        for row, (name, text) in enumerate(notes_of(ranks)):
            notes.write_string(row, 0, name)
            notes.write_string(row, 1, text)
    return target.getvalue()


def write_ranks(writer: Writer, ranks: Ranks) -> None:
    """In the order of the ranks, then those not complete, then those that do not take part."""
    writer.columns = [*COLUMNS, *(f"{it.spec.label}. {it.spec.name}" for it in ranks.heads), *AFTER]
    if ranks.table.ranking.ahead:
        writer.columns.append(REACHED.label)
    writer.head(ranks, f"{ranks.title}: {ranks.basis}. {ranks.told}")
    last = FIRST + len(ranks.table.scores) - 1
    note = writer.columns.index(AFTER[-1])
    writer.page.set_column(note, note, 60)
    for row, (line, state) in enumerate(lines_of(ranks), start=FIRST):
        write_line(writer, ranks, row, line, state, last)
        if not ranks.filter.shows(line):
            writer.page.set_row(row, None, None, {"hidden": True})


def lines_of(ranks: Ranks) -> Iterator[tuple[Line, str]]:
    yield from ((line, COMPLETE) for line in ranks.table.places)
    yield from ((line, INCOMPLETE) for line in ranks.table.unfinished)
    yield from ((line, ABSENT) for line in ranks.table.absent)


def write_line(writer: Writer, ranks: Ranks, row: int, line: Line, state: str, last: int) -> None:
    told, rank = RankRow(line, ranks.heads, ranks.settled), line.place.rank if line.place else state
    formula = competition_formula(row, last, WHOLE, key_columns(ranks))
    whole = xl_rowcol_to_cell(row, WHOLE, col_abs=True)
    writer.compute(row, 0, f'IF({whole}="{COMPLETE}",{formula},{whole})', rank, "rank")
    writer.write(row, 1, rank, "rank")
    pair = [xl_rowcol_to_cell(row, column) for column in (0, 1)]
    writer.compute(row, 2, f'IF({pair[0]}={pair[1]},"sesuai","berbeda")', "sesuai")
    district = line.worksheet.district
    texts = (district.code, district.name, str(district.regency), state, sent_at(ranks, line))
    for column, text in enumerate(texts, start=3):
        writer.write(row, column, text)
    total = ASPECTS + len(ranks.heads)
    for column, figure in enumerate(told.figures, start=ASPECTS):
        writer.write(row, column, NOTHING if figure.score is None else figure.score, "exact")
    writer.write(row, total, line.score.total, "exact")
    behind = line.place.behind if line.place else None
    missing = [line.score.missing] if state == INCOMPLETE else []
    note = "; ".join(told.notes if line.place else [*missing, *told.apart])
    for column, value in enumerate((behind, line.grade, note), start=total + 1):
        writer.write(row, column, NOTHING if value is None else value, "exact")
    if ranks.table.ranking.ahead:
        writer.write(row, total + len(AFTER), line.score.reached, "exact")


def sent_at(ranks: Ranks, line: Line) -> datetime | str:
    """When it was sent, by the clocks of the province: cells know no zones."""
    value: Any = value_of(line.score, SENT.name)
    return value.astimezone(ZoneInfo(ranks.zone)).replace(tzinfo=None) if value else NOTHING


def key_columns(ranks: Ranks) -> list[tuple[int, First]]:
    """Where the ranked figure and the tie keys stand."""
    codes = [head.spec.code for head in ranks.heads]
    aspect = ranks.table.aspect
    ranked = ASPECTS + (codes.index(aspect.code) if aspect else len(codes))
    found = [(ranked, First.HIGHEST)]
    if ranks.table.ranking.ahead:
        found.insert(0, (ASPECTS + len(codes) + len(AFTER), First.HIGHEST))
    for key in ranks.table.ranking.keys:
        code = key.name.removeprefix(ASPECT)
        found.append((COLUMNS.index(SENT_AT) if key is SENT else ASPECTS + codes.index(code), key.first))
    return found


def notes_of(ranks: Ranks) -> list[tuple[str, str]]:
    hidden = f"Baris di luar saringan disembunyikan; peringkat tetap terhadap {ranks.field}."
    return [
        ("Periode penilaian", ranks.period.name),
        ("Edisi instrumen", "; ".join(ranks.table.editions)),
        ("Nilai", f"{ranks.basis}. Disimpan dengan 12 desimal."),
        ("Cakupan", f"{ranks.place}: {ranks.count}, {len(ranks.table.places)} berperingkat"),
        ("Keadaan", ranks.told),
        ("Diunduh", ranks.moment),
        ("Penentu nilai sama", ranks.ties),
        ("Waktu kirim", "Dihitung sampai detik. Yang belum terkirim sesudah yang sudah terkirim."),
        ("Saringan", hidden if ranks.filtered else "Tidak ada; semua kecamatan ditampilkan."),
        ("Peringkat (rumus)", "Dihitung Excel dari lembar Peringkat; Pemeriksaan membandingkannya."),
    ]
