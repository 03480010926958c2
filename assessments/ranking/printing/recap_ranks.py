"""The recap's ranking: what the system stored, and beside it a formula that finds the rank anew."""

from collections.abc import Sequence
from decimal import Decimal

from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from assessments.models import Worksheet
from assessments.papers.figures import NOTHING
from assessments.ranking.rank_rows import COMPLETE, INCOMPLETE
from assessments.scores.ranking import claim_score
from indicators.scoring.ranking import First, Place

from .recap_book import (
    BY_ASPECT,
    FIRST,
    PLACES,
    SUM,
    Recap,
    Writer,
    district_places,
    heading_of,
)

# Then a column a key, and what decided.
RANK_COLUMNS = ("Peringkat (rumus)", "Peringkat tersimpan", "Pemeriksaan", *PLACES, "Kelengkapan", SUM)
CODE, WHOLE, TOTAL = (RANK_COLUMNS.index(name) for name in ("Kode", "Kelengkapan", SUM))
AFTER = ("Penentu terhadap peringkat di atasnya", "Selisih dengan peringkat berikutnya")


def write_recap_ranks(writer: Writer, recap: Recap) -> None:
    """In the order of the stored ranks, and then those that are not complete."""
    writer.columns = [*RANK_COLUMNS, *(key.label for key in recap.keys), *AFTER]
    writer.head(recap, "Peringkat di antara kecamatan pada buku kerja ini")
    writer.page.set_column(TOTAL, TOTAL + len(recap.keys), 26)
    first_column_after = TOTAL + 1 + len(recap.keys)
    writer.page.set_column(first_column_after, first_column_after + 1, 30)
    by_code = {worksheet.district.code: worksheet for worksheet in recap.worksheets}
    for row, place in enumerate(recap.ranking.places, start=FIRST):
        write_rank(writer, recap, row, by_code[place.entrant.code], place.rank)
        writer.write(row, first_column_after, decided_by(place, first=row == FIRST))
        writer.write(row, first_column_after + 1, NOTHING if place.lead is None else place.lead, "exact")
    for row, entrant in enumerate(recap.ranking.unfinished, start=FIRST + len(recap.ranking.places)):
        write_rank(writer, recap, row, by_code[entrant.code], INCOMPLETE)
        for column in (first_column_after, first_column_after + 1):
            writer.write(row, column, NOTHING)


def decided_by(place: Place, *, first: bool) -> str:
    """Which key put it below the one above."""
    if first:
        return NOTHING
    return place.decided_by.label if place.decided_by else "semua penentu sama"


def write_rank(writer: Writer, recap: Recap, row: int, worksheet: Worksheet, rank: int | str) -> None:
    """The live rank beside the stored one; what it stands on is looked up in the first sheet by the code."""
    writer.compute(row, 0, rank_formula(recap, row), rank, "rank")
    writer.write(row, 1, rank, "rank")
    rank_cells = [xl_rowcol_to_cell(row, column) for column in (0, 1)]
    writer.compute(row, 2, f'IF({rank_cells[0]}={rank_cells[1]},"sesuai","berbeda")', "sesuai")
    for column, text in enumerate(district_places(worksheet), start=CODE):
        writer.write(row, column, text)
    completeness = COMPLETE if claim_score(worksheet).complete else INCOMPLETE
    writer.compute(row, WHOLE, looked_up(recap, row, "Kelengkapan"), completeness)
    writer.compute(row, TOTAL, looked_up(recap, row, SUM), worksheet.claim_total, "exact")
    for column, key in enumerate(recap.keys, start=TOTAL + 1):
        value = recap.cell(key.value(claim_score(worksheet).standing))
        style = "exact" if key.aspect or isinstance(value, Decimal | int) else "moment"
        writer.compute(row, column, looked_up(recap, row, heading_of(key)), value, style)


def looked_up(recap: Recap, row: int, heading: str) -> str:
    """A cell of the first sheet in the line with this line's code, wherever that line was sorted to."""

    def column(place: int) -> str:
        column_name = xl_col_to_name(place, col_abs=True)
        return f"'{BY_ASPECT}'!{column_name}${FIRST + 1}:{column_name}${recap.last + 1}"

    code_cell = xl_rowcol_to_cell(row, CODE, col_abs=True)
    return f"INDEX({column(recap.columns.index(heading))},MATCH({code_cell},{column(0)},0))"


def rank_formula(recap: Recap, row: int) -> str:
    """The rank of a complete line; the word for the others."""
    columns = [(TOTAL, First.HIGHEST), *((TOTAL + no, key.first) for no, key in enumerate(recap.keys, 1))]
    total_cell = xl_rowcol_to_cell(row, WHOLE, col_abs=True)
    count = competition_formula(row, recap.last, WHOLE, columns)
    return f'IF({total_cell}="{COMPLETE}",{count},"{INCOMPLETE}")'


def competition_formula(row: int, last: int, whole: int, columns: Sequence[tuple[int, First]]) -> str:
    """One more than how many complete ones are better: in the first column, or equal there and in a later."""

    def cells(column: int) -> str:
        column_name = xl_col_to_name(column, col_abs=True)
        return f"{column_name}${FIRST + 1}:{column_name}${last + 1}"

    better_condition = ""
    for column, first in reversed(columns):
        column_cells, own_cell = cells(column), xl_rowcol_to_cell(row, column, col_abs=True)
        better_sign = "<" if first is First.LOWEST else ">"
        better_condition = (
            f"(({column_cells}{better_sign}{own_cell})+({column_cells}={own_cell})*{better_condition})"
            if better_condition
            else f"({column_cells}{better_sign}{own_cell})"
        )
    return f'1+SUMPRODUCT(({cells(whole)}="{COMPLETE}")*{better_condition})'
