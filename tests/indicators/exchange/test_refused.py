"""Files that are not taken: each column in turn, with sheet, row, column and reason; and nothing changes."""

from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from indicators.editions.compile import write_instrument
from indicators.printing.instrument import instrument_xlsx
from indicators.rows.layout import INSTRUMENT, REPEATED, TABLES, Column, Kind, Table
from indicators.rows.problems import Problem
from tests.builders.instrument_documents import full_document, jatim_document
from tests.cast import Cast
from tests.indicators.exchange.books import (
    changed,
    place_of,
    problems_of,
    row_of,
    write,
    write_key,
)
from tests.town import state

COLUMNS = [(table, column) for table in TABLES for column in table.columns]
IDS = [f"{table.title}-{column.heading}" for table, column in COLUMNS]
KEYS = list(INSTRUMENT.columns)
FAULT = "Sel ini berisi galat #N/A. Tulis nilainya langsung."
UNKNOWN = "Tulis salah satu: "
# What is wrong in a cell of each kind, and how the reason begins.
WRONG: dict[Kind, tuple[Any, str]] = {
    Kind.TEXT: ("a_x0000_b", "Hapus karakter"),
    Kind.NUMBER: ("satu", "Tulis angka saja"),
    Kind.WHOLE: ("1,5", "Tulis bilangan bulat"),
    Kind.YES_NO: ("mungkin", "Tulis Ya atau Tidak."),
    Kind.WORD: ("lain", UNKNOWN),
    Kind.LIST: ("desa,,kelurahan", "Tulis nama-nama"),
    Kind.PARAMS: ("numerator", "Tulis satu parameter per baris"),
    Kind.CODE: (1.5, "Kode ini terbaca sebagai angka"),
}


@pytest.fixture
def sent(cast: Cast) -> bytes:
    return instrument_xlsx(write_instrument(full_document()))


def where(table: Table, column: Column) -> str:
    place = table.columns.index(column)
    return f"{get_column_letter(place + 1)} ({column.heading})"


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=IDS)
def test_a_cell_of_each_column_that_cannot_be_read_is_named(
    sent: bytes, table: Table, column: Column
) -> None:
    before = state()

    problems = problems_of(changed(sent, write(table.title, 3, column.heading, "#N/A")))

    assert problems == [Problem(FAULT, table.title, 3, where(table, column))]
    assert state() == before


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=IDS)
def test_a_wrong_cell_of_each_column_is_named_with_what_to_write(
    sent: bytes, table: Table, column: Column
) -> None:
    typed, reason = WRONG[column.kind]

    (problem,) = problems_of(changed(sent, write(table.title, 3, column.heading, typed)))

    assert (problem.sheet, problem.row, problem.column) == (table.title, 3, where(table, column))
    assert problem.reason.startswith(reason)


REQUIRED = [(table, column) for table, column in COLUMNS if column.required]


@pytest.mark.parametrize(
    ("table", "column"), REQUIRED, ids=[f"{table.title}-{column.heading}" for table, column in REQUIRED]
)
def test_an_empty_cell_is_named_where_something_must_stand(sent: bytes, table: Table, column: Column) -> None:
    problems = problems_of(changed(sent, write(table.title, 3, column.heading, None)))

    assert problems == [Problem("Isi sel ini.", table.title, 3, where(table, column))]


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=IDS)
def test_a_column_that_is_missing_is_named(sent: bytes, table: Table, column: Column) -> None:
    def remove(book: Any) -> None:
        page = book[table.title]
        page.delete_cols(place_of(page, column.heading))

    problems = problems_of(changed(sent, remove))

    assert problems == [Problem("Kolom ini tidak ada.", table.title, 1, column.heading)]


@pytest.mark.parametrize("column", KEYS, ids=lambda column: column.heading)
def test_each_key_of_the_first_sheet_is_named(sent: bytes, column: Column) -> None:
    row = row_of(load_workbook(BytesIO(sent))["Instrumen"], column.heading)
    typed, reason = WRONG[column.kind]
    place = ("Instrumen", row, f"B ({column.heading})")

    (fault,) = problems_of(changed(sent, write_key(column.heading, "#N/A")))
    (wrong,) = problems_of(changed(sent, write_key(column.heading, typed)))

    assert (fault.sheet, fault.row, fault.column, fault.reason) == (*place, FAULT)
    assert (wrong.sheet, wrong.row, wrong.column) == place
    assert wrong.reason.startswith(reason)


@pytest.mark.parametrize(
    "column", [it for it in KEYS if it.path not in REPEATED and it.required], ids=lambda it: it.heading
)
def test_a_key_that_is_missing_is_named(sent: bytes, column: Column) -> None:
    def remove(book: Any) -> None:
        page = book["Instrumen"]
        page.delete_rows(row_of(page, column.heading))

    (problem,) = problems_of(changed(sent, remove))

    assert str(problem) == f"Instrumen – baris 1 – kolom Keterangan – Baris “{column.heading}” tidak ada."


@pytest.mark.parametrize("title", ["Instrumen", *(table.title for table in TABLES)])
def test_a_sheet_that_is_missing_is_named(sent: bytes, title: str) -> None:
    problems = problems_of(changed(sent, lambda book: book.remove(book[title])))

    assert problems == [Problem("Lembar ini tidak ada.", title)]


CASES: list[tuple[tuple[str, int, str], Any, str]] = [
    (("Indikator", 3, "Kode"), "i1", "Indikator – baris 3 – kolom B (Kode) – Sama dengan baris 2."),
    (("Indikator", 3, "Kode"), "I 2!", "Indikator – baris 3 – kolom B (Kode) – Kode harus kode, misalnya"),
    (("Indikator", 3, "Kode"), "I2", "Indikator – baris 3 – kolom B (Kode) – Pakai huruf kecil"),
    (("Indikator", 3, "Nomor"), 40_000, "Indikator – baris 3 – kolom C (Nomor) – Tulis paling besar 32.767."),
    (("Indikator", 3, "Bobot"), "1,1234567", "Indikator – baris 3 – kolom G (Bobot) – Tulis paling banyak 6"),
    (("Indikator", 3, "Bobot"), 1000, "Indikator – baris 3 – kolom G (Bobot) – Tulis paling banyak 3 angka"),
    (("Indikator", 3, "Bobot"), -1, "Indikator – baris 3 – kolom G (Bobot) – Bobot harus angka 0 atau lebih"),
    (("Indikator", 3, "Satuan"), "a" * 61, "Indikator – baris 3 – kolom F (Satuan) – Tulis paling banyak 60"),
    (
        ("Indikator", 3, "Berlaku bila ada"),
        "desa",
        "Indikator – baris 3 – kolom Q (Berlaku bila paling sedik",
    ),
    (
        ("Indikator", 3, "Parameter aturan"),
        "numerator = z\ndenominator = d",
        "Indikator – baris 3 – kolom I (Parameter aturan) – Indikator i2: parameter “numerator” menunjuk",
    ),
    (("Sub aspek", 3, "Kode aspek"), "9", "Sub aspek – baris 3 – kolom A (Kode aspek) – Kode “9” tidak ada"),
    (("Butir data", 5, "Kode indikator"), "i9", "Butir data – baris 5 – kolom A (Kode indikator) – Kode “i9"),
    (
        ("Butir data", 5, "Sumber: kode butir data"),
        "z",
        "Butir data – baris 5 – kolom K (Sumber: kode indika",
    ),
    (("Butir data", 5, "Sumber: tetapan"), 1, "Butir data – baris 5 – kolom M (Sumber: tetapan) – “Sumber:"),
    (
        ("Butir data", 5, "Rincian"),
        "boleh dirinci",
        "Butir data – baris 5 – kolom P (Rincian) – Indikator i1",
    ),
    (("Tabel konversi", 3, "Batas bawah"), 0, "Tabel konversi – baris 3 – kolom D (Batas bawah) – Sama deng"),
    (
        ("Tabel konversi", 3, "Capaian"),
        101,
        "Tabel konversi – baris 3 – kolom G (Capaian) – Capaian harus ang",
    ),
    (("Kebijakan", 3, "Keadaan"), "0 ÷ 0", "Kebijakan – baris 3 – kolom A (Keadaan) – Sama dengan baris 2."),
]


@pytest.mark.parametrize(("place", "typed", "told"), CASES, ids=[f"{it[0]}-{it[1]}"[:50] for it in CASES])
def test_what_fits_its_cell_and_not_the_rest_is_named_too(
    sent: bytes, place: tuple[str, int, str], typed: Any, told: str
) -> None:
    problems = problems_of(changed(sent, write(*place, typed)))

    assert [str(it)[: len(told)] for it in problems][:1] == [told]


def test_weights_that_do_not_add_up_are_told_at_their_column(cast: Cast) -> None:
    sent = instrument_xlsx(write_instrument(jatim_document()))

    (problem,) = problems_of(changed(sent, write("Indikator", 2, "Bobot", "0,75")))

    assert (problem.sheet, problem.column) == ("Indikator", "Bobot")
    assert "kurang 0,75" in problem.reason


def test_every_wrong_cell_is_told_at_once(sent: bytes) -> None:
    def spoil(book: Any) -> None:
        write("Indikator", 2, "Bobot", "x")(book)
        write("Indikator", 4, "Nomor", "x")(book)
        write("Tabel konversi", 2, "Capaian", "x")(book)

    assert [(it.sheet, it.row) for it in problems_of(changed(sent, spoil))] == [
        ("Indikator", 2),
        ("Indikator", 4),
        ("Tabel konversi", 2),
    ]


def test_merged_cells_dates_and_strange_headings_are_named(sent: bytes) -> None:
    def spoil(book: Any) -> None:
        book["Aspek"].merge_cells("B2:B3")
        book["Sub aspek"]["F1"] = "Warna"
        book["Indikator"]["E2"].number_format = "dd/mm/yyyy"
        book["Indikator"]["E2"] = 45000

    assert [(it.sheet, it.row, it.column) for it in problems_of(changed(sent, spoil))] == [
        ("Aspek", 2, "B"),
        ("Aspek", 3, "B (Nomor)"),
        ("Sub aspek", 1, "F"),
        ("Indikator", 2, "E (Indikator)"),
    ]


def test_every_key_of_the_document_has_its_column() -> None:
    elsewhere = {
        INSTRUMENT.title: {"format", "policies", "assumptions", "aspects"},
        "Aspek": {"sub_aspects"},
        "Sub aspek": {"indicators"},
        "Indikator": {"inputs", "levels"},
    }
    for table in (INSTRUMENT, *TABLES):
        keys = {column.key for column in table.columns}
        assert set(table.checks) - keys == elsewhere.get(table.title, set())
