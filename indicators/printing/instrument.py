"""An instrument as a file to edit: a workbook of the sheets in `services.exchange.layout`, or JSON."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet as Page

from indicators.exchange.import_plan import rows_document
from indicators.exchange.reader import read_book
from indicators.models import Instrument
from indicators.rows.cells import cell_text
from indicators.rows.layout import (
    CHOICES,
    GUIDE,
    INSTRUMENT,
    KEY,
    OUTCOME,
    POLICIES,
    REPEATED,
    TABLES,
    VALUE,
    Cells,
    Column,
    Kind,
    Table,
    table_rows,
    value_at,
)
from indicators.rows.problems import Problem, TableRefused
from indicators.rows.tidy import tidy_document
from indicators.scoring.documents.content import Content
from indicators.scoring.documents.document import canonical_text
from indicators.scoring.documents.schema import form_errors
from indicators.scoring.values import NUMBER
from kinerja.workbook.cells import DIGITS
from kinerja.workbook.guard import BadWorkbook
from kinerja.workbook.parts import MAX_ROWS

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
YES_NO = ("Ya", "Tidak")
GUIDANCE = (
    "Buku kerja ini berisi satu instrumen: satu lembar per jenis bagian, satu baris per bagian.",
    "Jangan mengubah nama lembar dan judul kolom. Urutan kolom bebas; baris kosong dilewati.",
    "Kode menghubungkan lembar: butir data dan tabel konversi menyebut kode indikatornya.",
    "Tulis angka dengan koma desimal, misalnya 0,75. Sel berdaftar pilihan hanya menerima pilihannya.",
    "Unggah di halaman admin Instrumen, tombol Impor. Sebelum disimpan, perbedaannya ditampilkan.",
)
NO_ROOM = "ada teks yang tidak muat dalam satu sel"


def instrument_json(instrument: Instrument) -> str:
    """The workspace rows as canonical JSON, finished or not."""
    return canonical_text(rows_document(instrument))


def instrument_xlsx(instrument: Instrument) -> bytes:
    """The workspace rows as a workbook. Raise TableRefused where it does not hold them all.

    What could be read again is read again, so that nothing is lost unseen; a draft with gaps cannot.
    """
    document = rows_document(instrument)
    content = workbook_of(document)
    if not form_errors(document):
        check_held(document, content)
    return content


def check_held(document: Content, content: bytes) -> None:
    try:
        document_read_again, _ = read_book("instrumen.xlsx", BytesIO(content))
    except BadWorkbook as bad:
        raise too_much(str(bad)) from None
    except TableRefused as refused:
        raise too_much(str(refused.problems[0])) from None
    if canonical_text(tidy_document(document_read_again)) != canonical_text(document):
        raise too_much(NO_ROOM)


def too_much(reason: str) -> TableRefused:
    return TableRefused(
        [Problem(f"Instrumen ini tidak muat utuh dalam buku kerja ({reason}). Ekspor sebagai JSON.")]
    )


def instrument_template() -> bytes:
    """An empty workbook with its drop-downs, to be filled."""
    return workbook_of(None)


def workbook_of(document: Content | None) -> bytes:
    buffer = BytesIO()
    book = Workbook(buffer, OPTIONS)
    writer = Writer(book)
    writer.guide()
    writer.keys(document)
    for table in TABLES:
        rows = list(table_rows(document, table)) if document else empty_rows(table)
        writer.table(table, rows)
    writer.choices()
    book.close()
    return buffer.getvalue()


def empty_rows(table: Table) -> list[dict[str, Any]]:
    return [{"outcome": name} for name in OUTCOME] if table is POLICIES else []


class Writer:
    """The pages of one workbook."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        wrapped = {"text_wrap": True, "valign": "top"}
        self.head = book.add_format(wrapped | {"bold": True, "bg_color": "#DCE6EA", "border": 1})
        self.plain = book.add_format(wrapped)
        self.as_text = book.add_format(wrapped | {"num_format": "@"})
        self.lists: dict[str, tuple[str, ...]] = {}  # what Pilihan offers, by its heading

    def guide(self) -> None:
        page = self.book.add_worksheet(GUIDE)
        page.set_column(0, 0, 100)
        for row, sentence in enumerate(GUIDANCE):
            page.write_string(row, 0, sentence, self.plain)

    def keys(self, document: Content | None) -> None:
        page = self.page(INSTRUMENT.title, ((KEY, 26), (VALUE, 80)))
        row_no = 1
        for column in INSTRUMENT.columns:
            value = value_at(document, column.path)
            for each in (value or [""]) if column.path in REPEATED else [value]:
                page.write_string(row_no, 0, column.heading, self.plain)
                self.put(page, row_no, 1, column, each)
                self.offer(page, column, row_no, 1, row_no)
                row_no += 1

    def table(self, table: Table, rows: Sequence[Cells]) -> None:
        page = self.page(table.title, [(column.heading, column.width) for column in table.columns])
        for place, column in enumerate(table.columns):
            style = self.as_text if column.kind in (Kind.CODE, Kind.TEXT) else self.plain
            page.set_column(place, place, column.width, style)
            self.offer(page, column, 1, place, MAX_ROWS - 1)
        for number, row in enumerate(rows, start=1):
            for place, column in enumerate(table.columns):
                self.put(page, number, place, column, value_at(row, column.path))

    def page(self, title: str, columns: Sequence[tuple[str, int]]) -> Page:
        page = self.book.add_worksheet(title)
        for place, (heading, width) in enumerate(columns):
            page.write_string(0, place, heading, self.head)
            page.set_column(place, place, width)
        page.freeze_panes(1, 0)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)
        return page

    def put(self, page: Page, row: int, place: int, column: Column, value: Any) -> None:
        """A number as one where a cell holds all its digits; everything else as text."""
        shown_text = cell_text(column, value)
        if not shown_text:
            return
        if column.kind in (Kind.NUMBER, Kind.WHOLE) and fits_cell(value):
            page.write_number(row, place, float(value), self.plain)
        else:
            style = self.as_text if column.kind in (Kind.CODE, Kind.TEXT) else self.plain
            if page.write_string(row, place, shown_text, style):
                raise too_much(NO_ROOM)

    def offer(self, page: Page, column: Column, first: int, place: int, last: int) -> None:
        """A drop-down for these rows, where there is a choice."""
        if source := self.source(column):
            page.data_validation(
                first,
                place,
                last,
                place,
                {
                    "validate": "list",
                    "source": source,
                    "error_title": column.heading,
                    "error_message": "Pilih dari daftar.",
                },
            )

    def source(self, column: Column) -> Any:
        if column.kind is Kind.YES_NO:
            return list(YES_NO)
        if column.codes_of:
            table = next(it for it in TABLES if it.title == column.codes_of)
            code_column = xl_col_to_name(table.columns.index(table.column("code")))
            return f"='{table.title}'!${code_column}$2:${code_column}${MAX_ROWS}"
        if not column.words:
            return None
        list_words = tuple(column.words.values())
        list_heading = next((it for it, listed in self.lists.items() if listed == list_words), column.heading)
        self.lists[list_heading] = list_words
        list_column = xl_col_to_name(list(self.lists).index(list_heading))
        return f"='{CHOICES}'!${list_column}$2:${list_column}${len(list_words) + 1}"

    def choices(self) -> None:
        page = self.page(CHOICES, [(heading, 36) for heading in self.lists])
        for place, row, word in list_cells(self.lists):
            page.write_string(row, place, word, self.plain)


def fits_cell(value: Any) -> bool:
    """A number of which a cell keeps every digit."""
    text_value = str(value)
    return bool(NUMBER.fullmatch(text_value)) and len(Decimal(text_value).as_tuple().digits) <= DIGITS


def list_cells(lists: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[int, int, str]]:
    for place, words in enumerate(lists.values()):
        for row, word in enumerate(words, start=1):
            yield place, row, word
