"""The ranking as a workbook: stored ranks, and beside each a formula that finds it anew.

It always holds the whole field; a filter hides rows, so the formulas find the ranks of the whole field too.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_rowcol_to_cell

from assessments.ranking.columns import Output, RankColumn, columns_of_table
from assessments.ranking.rank_rows import COMPLETE, RankRow, Value
from indicators.scoring.ranking import First

from .ranks import Ranks
from .recap_book import FIRST, NOTES, RANKS, Writer, recap_formats
from .recap_ranks import competition_formula


@dataclass(frozen=True)
class RankSheet:
    """The workbook's table: which columns stand where, and what its formulas look at."""

    ranks: Ranks
    columns: Sequence[RankColumn]

    def place(self, key: str) -> int:
        """Of a column by its name, counted from 0."""
        return [column.key for column in self.columns].index(key)

    def cell(self, row: int, key: str, *, fixed: bool = False) -> str:
        return str(xl_rowcol_to_cell(row, self.place(key), col_abs=fixed))

    @property
    def last(self) -> int:
        """The last line, counted from 0."""
        return FIRST + len(self.ranks.table.scores) - 1

    @property
    def deciding(self) -> list[tuple[int, First]]:
        """Where stands what ranks: keys before the ranked figure, the figure itself, and those that break
        ties."""
        ranking, aspect = self.ranks.table.ranking, self.ranks.table.aspect
        ranked_column = f"aspect:{aspect.code}" if aspect else "total"
        deciding_columns = [(key.name, key.first) for key in ranking.ahead]
        deciding_columns += [(ranked_column, First.HIGHEST), *((key.name, key.first) for key in ranking.keys)]
        return [(self.place(name), first) for name, first in deciding_columns]

    def rank_formula(self, row: int) -> str:
        """The rank of a complete line; the word for the others."""
        completeness_cell = self.cell(row, "completeness", fixed=True)
        rank_formula = competition_formula(row, self.last, self.place("completeness"), self.deciding)
        return f'IF({completeness_cell}="{COMPLETE}",{rank_formula},{completeness_cell})'

    def check_formula(self, row: int) -> str:
        computed_cell, stored_cell = self.cell(row, "computed"), self.cell(row, "stored")
        return f'IF({computed_cell}={stored_cell},"sesuai","berbeda")'


FORMULAS: dict[str, Callable[[RankSheet, int], str]] = {
    "computed": RankSheet.rank_formula,
    "check": RankSheet.check_formula,
}


def ranks_xlsx(ranks: Ranks) -> bytes:
    buffer = BytesIO()
    with Workbook(buffer, {"in_memory": True}) as book:
        writer = Writer(book.add_worksheet(RANKS), recap_formats(book))
        notes = book.add_worksheet(NOTES)
        write_ranks_sheet(writer, RankSheet(ranks, columns_of_table(Output.BOOK, ranks.table)))
        notes.set_column(0, 0, 24)
        notes.set_column(1, 1, 110)
        for row, (name, text) in enumerate(ranks_notes(ranks)):
            notes.write_string(row, 0, name)
            notes.write_string(row, 1, text)
    return buffer.getvalue()


def write_ranks_sheet(writer: Writer, sheet: RankSheet) -> None:
    """In the order of the ranks, then those not complete, then those that do not take part."""
    ranks, table = sheet.ranks, sheet.ranks.table
    writer.columns = [column.heading_in(Output.BOOK) for column in sheet.columns]
    writer.head(ranks, f"{ranks.title}: {ranks.basis}. {ranks.sentence}")
    for place, column in enumerate(sheet.columns):
        writer.page.set_column(place, place, column.book_width)
    for row, line in enumerate((*table.places, *table.unfinished, *table.absent), start=FIRST):
        write_rank_row(writer, sheet, row, ranks.row(line))
        if not ranks.filter.shows(line):
            writer.page.set_row(row, None, None, {"hidden": True})


def write_rank_row(writer: Writer, sheet: RankSheet, row: int, words: RankRow) -> None:
    for place, column in enumerate(sheet.columns):
        value: Value = column.value(words)
        style = "exact" if column.exact else "rank"
        if formula := FORMULAS.get(column.key):
            writer.compute(row, place, formula(sheet, row), value, "text" if column.key == "check" else style)
        else:
            writer.write(row, place, column.blank if value is None else value, style)


def ranks_notes(ranks: Ranks) -> list[tuple[str, str]]:
    hidden_note = f"Baris di luar saringan disembunyikan; peringkat tetap terhadap {ranks.field}."
    return [
        ("Periode penilaian", ranks.period.name),
        ("Edisi instrumen", "; ".join(ranks.table.editions)),
        ("Nilai", f"{ranks.basis}. Disimpan dengan 12 desimal."),
        ("Cakupan", f"{ranks.place}: {ranks.count}, {len(ranks.table.places)} berperingkat"),
        ("Keadaan", ranks.sentence),
        ("Diunduh", ranks.moment),
        ("Penentu nilai sama", ranks.ties),
        ("Waktu kirim", "Dihitung sampai detik. Yang belum terkirim sesudah yang sudah terkirim."),
        ("Saringan", hidden_note if ranks.filtered else "Tidak ada; semua kecamatan ditampilkan."),
        ("Peringkat (rumus)", "Dihitung Excel dari lembar Peringkat; Pemeriksaan membandingkannya."),
    ]
