"""Read the old official form: its lines as they stand, before any edition is laid beside them.

Its columns are Aspek, Sub Aspek, Indikator, Satuan, Bobot, Data Kinerja, Capaian. A heading may span several
columns, the headings come again on later pages, and title lines above name kecamatan and year.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import IO, Any
from zipfile import BadZipFile

from openpyxl import load_workbook

from kinerja.numbers import format_number
from kinerja.workbook.guard import BadWorkbook, examine_workbook

MOST_SHEETS, MOST_ROWS, MOST_COLUMNS = 10, 2_000, 40
HEADINGS = ("aspek", "sub aspek", "indikator", "satuan", "bobot", "data kinerja", "capaian")
TEXT, WEIGHT, DATA, ACHIEVEMENT = "indikator", "bobot", "data kinerja", "capaian"
DISTRICT = re.compile(r"kecamatan\s+(?P<name>.+?)(?:\s+(?:kabupaten|kab\.|kota)\s+.+)?", re.IGNORECASE)
YEAR = re.compile(r"\btahun\s+((?:19|20)\d\d)\b", re.IGNORECASE)
UNREADABLE = (BadZipFile, KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError, OSError)


@dataclass(frozen=True)
class Datum:
    """One cell: its text as people see it, its number where it is one (percentages as 93, not 0.93), and why
    it cannot be taken."""

    text: str = ""
    number: Decimal | None = None
    percent: bool = False
    refusal: str = ""


@dataclass(frozen=True)
class FormLine:
    """One line: `row` as Excel counts, `data` in order where a cell holds several lines."""

    row: int
    text: str
    weight: str
    data: tuple[Datum, ...]
    printed: Datum


@dataclass(frozen=True)
class OldForm:
    """What the title says, empty or None where it says nothing, and the lines below the headings."""

    district: str
    year: int | None
    lines: tuple[FormLine, ...]


HeadingColumns = dict[str, range]


def read_old_form(name: str, file: IO[bytes]) -> OldForm:
    """Read the first sheet that has the form's headings. Raise BadWorkbook."""
    examine_workbook(name, file)
    try:
        book = load_workbook(file, read_only=True, data_only=True)
        for page in book.worksheets[:MOST_SHEETS]:
            form = read_page(page.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS))
            if form:
                return form
    except UNREADABLE:
        raise BadWorkbook("Isi berkas ini rusak. Buka di Excel, simpan lagi, lalu unggah.") from None
    raise BadWorkbook("Judul kolom Indikator, Data Kinerja dan Capaian belum ada. Unggah formulir lama.")


def read_page(rows: Iterator[Any]) -> OldForm | None:
    title: list[str] = []
    lines: list[FormLine] = []
    heading_columns: HeadingColumns = {}
    for no, cells in enumerate(rows, start=1):
        if no > MOST_ROWS and any(cell.value is not None for cell in cells):
            raise BadWorkbook("Lembar ini lebih dari 2.000 baris. Hapus baris di bawah formulir.")
        new_heading_columns = heading_columns_of(cells)
        if new_heading_columns:
            heading_columns = new_heading_columns
        elif heading_columns:
            lines.append(form_line(no, cells, heading_columns))
        else:
            title += [str(cell.value) for cell in cells if cell.value is not None]
    return OldForm(form_district(title), year_of(title), tuple(lines)) if heading_columns else None


def heading_columns_of(cells: Any) -> HeadingColumns:
    """The columns of each heading, where this is the row of headings."""
    heading_columns_found = [
        (word, column)
        for column, cell in enumerate(cells)
        if (word := " ".join(str(cell.value or "").casefold().replace("*", "").split())) in HEADINGS
    ]
    if not {TEXT, DATA, ACHIEVEMENT} <= {word for word, _ in heading_columns_found}:
        return {}
    heading_ends = [column for _, column in heading_columns_found[1:]] + [heading_columns_found[-1][1] + 1]
    return {
        word: range(column, end)
        for (word, column), end in zip(heading_columns_found, heading_ends, strict=True)
    }


def form_line(no: int, cells: Any, heading_columns: HeadingColumns) -> FormLine:
    def data(heading: str) -> list[Datum]:
        return [
            it
            for column in heading_columns.get(heading, ())
            if column < len(cells)
            for it in form_data(cells[column])
        ]

    indicator_text = " ".join(
        str(cells[c].value).strip() for c in heading_columns[TEXT] if c < len(cells) and cells[c].value
    )
    weight = next((it.text for it in data(WEIGHT)), "")
    return FormLine(no, indicator_text, weight, tuple(data(DATA)), next(iter(data(ACHIEVEMENT)), Datum()))


def form_data(cell: Any) -> list[Datum]:
    """What a cell holds: nothing, one thing, or one a line."""
    value = cell.value
    if value is None or value == "":
        return []
    if isinstance(value, bool):
        return [Datum("ADA" if value else "TIDAK")]
    if isinstance(value, int | float):
        return [row_number(value, "%" in str(cell.number_format))]
    if isinstance(value, datetime | date | time | timedelta):
        return [Datum(str(value), refusal="Sel ini berisi tanggal. Tulis angkanya dengan format umum.")]
    if cell.data_type == "e":
        return [Datum(str(value), refusal=f"Sel ini berisi kesalahan {value}. Perbaiki rumusnya.")]
    return [Datum(line.strip()) for line in str(value).splitlines() if line.strip()]


def row_number(value: float, percent: bool) -> Datum:
    """The number that the cell shows; a cell with a percent format holds a hundredth of it."""
    number = Decimal(repr(value)) * (100 if percent else 1)
    if not number.is_finite():
        return Datum(str(value), refusal="Sel ini bukan angka. Tulis angkanya.")
    return Datum(format_number(number, max_places=12) + ("%" if percent else ""), number, percent)


def form_district(title: list[str]) -> str:
    """The kecamatan that a title line of its own names."""
    district_matches = (DISTRICT.fullmatch(" ".join(text.split())) for text in title)
    return next((match["name"] for match in district_matches if match), "")


def year_of(title: list[str]) -> int | None:
    return next((int(match[1]) for text in title if (match := YEAR.search(text))), None)
