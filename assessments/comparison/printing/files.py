"""The comparison as a workbook and as CSV: all worksheets, what was chosen, and the effect of everything."""

import csv
from io import BytesIO, StringIO

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_rowcol_to_cell

from assessments.papers.figures import NOTHING
from assessments.ranking.printing.ranks_csv import BOM, defused_text
from assessments.ranking.printing.recap_book import (
    FIRST,
    NOTES,
    PLACES,
    Writer,
    district_places,
    recap_formats,
)

from .lines import ComparisonLine, ComparisonView

PAGE, SUMMARY = "Pembanding", "Ringkasan"
RANK, TOTAL = "Peringkat tepat", "Nilai tepat"
COLUMNS = (RANK, *PLACES, TOTAL)
OF_EACH = ("peringkat", "geser", "nilai")
EFFECTS = ("Keadaan", "Kebijakan", "Nilai berubah", "Peringkat bergeser", "Naik", "Turun", "Penerima gelar")


def comparison_xlsx(compared: ComparisonView) -> bytes:
    buffer = BytesIO()
    with Workbook(buffer, {"in_memory": True}) as book:
        formats = recap_formats(book)
        write_lines(Writer(book.add_worksheet(PAGE), formats), compared)
        write_effects(Writer(book.add_worksheet(SUMMARY), formats), compared)
        notes = book.add_worksheet(NOTES)
        notes.set_column(0, 0, 24)
        notes.set_column(1, 1, 110)
        for row, pair in enumerate(comparison_notes(compared)):
            for column, text in enumerate(pair):
                notes.write_string(row, column, text)
    return buffer.getvalue()


def column_heads(compared: ComparisonView) -> list[str]:
    """What stands above each variant's three columns; after them, what a worksheet lacks."""
    of_variants = [f"{choice.title}: {part}" for choice in compared.table_choices for part in OF_EACH]
    return [*COLUMNS, *of_variants, "Catatan"]


def write_lines(writer: Writer, compared: ComparisonView) -> None:
    writer.columns = column_heads(compared)
    writer.head(compared, compared.title)
    writer.page.set_row(FIRST - 1, 110)
    for row, line in enumerate(compared.lines, start=FIRST):
        write_line(writer, compared, row, line)


def write_line(writer: Writer, compared: ComparisonView, row: int, line: ComparisonLine) -> None:
    rank_text = NOTHING if line.rank is None else line.rank
    policy_columns = compared.comparison.columns
    for column, text in enumerate((rank_text, *district_places(line.worksheet))):
        writer.write(row, column, text, "rank")
    writer.write(row, COLUMNS.index(TOTAL), line.score.total, "exact")
    exact_rank_cell = xl_rowcol_to_cell(row, 0, col_abs=True)
    for no, cell in enumerate(line.cells):
        first_column = len(COLUMNS) + no * len(OF_EACH)
        writer.write(row, first_column, NOTHING if cell.rank is None else cell.rank, "rank")
        if cell.rank is None:
            writer.write(row, first_column + 1, NOTHING)
        else:
            writer.compute(
                row,
                first_column + 1,
                f"{exact_rank_cell}-{xl_rowcol_to_cell(row, first_column)}",
                cell.move,
                "rank",
            )
        writer.write(
            row, first_column + 2, policy_columns[cell.choice.key].totals[line.worksheet.pk], "exact"
        )
    writer.write(row, len(writer.columns) - 1, line.note)


def write_effects(writer: Writer, compared: ComparisonView) -> None:
    writer.columns = list(EFFECTS)
    writer.head(compared, f"{compared.title}: ringkasan")
    writer.page.set_column(1, 1, 44)
    all_choices = [choice for _, group in compared.groups for choice in group]
    for row, choice in enumerate(all_choices, start=FIRST):
        for column, value in enumerate((choice.group, choice.label, *choice.effect)):
            writer.write(row, column, value, "rank")


def comparison_notes(compared: ComparisonView) -> list[tuple[str, str]]:
    titles = len(compared.period.titles)
    return [
        ("Periode penilaian", compared.period.name),
        ("Cakupan", compared.counts),
        ("Nilai menurut", compared.basis),
        (TOTAL, "Menurut kebijakan yang berlaku, tanpa pembulatan; 12 desimal."),
        ("Kebijakan", "Mengganti kebijakan instrumen; kebijakan khusus suatu indikator tetap."),
        ("Nilai baris", "Nilai setiap baris dibulatkan atau dipotong sebelum dijumlahkan."),
        ("Geser", "Peringkat tepat dikurangi peringkat menurut kebijakan itu: di atas 0 naik."),
        ("Penerima gelar", f"Berapa dari {titles} peringkat teratas yang berganti kecamatan."),
        ("Diunduh", compared.computed_at_text),
    ]


def comparison_csv(compared: ComparisonView) -> bytes:
    """Semicolons and decimal commas; figures with all their decimals."""
    buffer = StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow(map(defused_text, column_heads(compared)))
    for line in compared.lines:
        cells = [str(line.rank or ""), *map(defused_text, district_places(line.worksheet)), line.total]
        for cell in line.cells:
            cells += [str(cell.rank or ""), str(cell.move) if cell.rank else "", cell.total]
        writer.writerow([*cells, line.note])
    return (BOM + buffer.getvalue()).encode()
