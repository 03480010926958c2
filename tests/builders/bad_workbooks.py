"""What is made of a good workbook to harm its reader or to slip past it, and what is said to each."""

import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from os import urandom
from typing import Any

from openpyxl import Workbook
from openpyxl.workbook import Workbook as Book

from assessments.workbook.layout import COVER, HEAD_ROW, PAGE, Column
from kinerja.workbook.guard import OLE

from .made_files import pdf
from .sent_workbooks import Change, cell_of, changed, row_of

Make = Callable[[bytes], bytes]
SHEET, STRINGS, STYLES = "xl/worksheets/sheet2.xml", "xl/sharedStrings.xml", "xl/styles.xml"
BOMB = b"""<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>"""


def repacked(data: bytes, parts: Mapping[str, Callable[[bytes], bytes] | bytes]) -> bytes:
    """The archive with these parts changed or added."""
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in {**dict.fromkeys(old.namelist()), **dict.fromkeys(parts)}:
            change = parts.get(name)
            body = change if isinstance(change, bytes) else old.read(name)
            new.writestr(name, change(body) if callable(change) else body)
    return target.getvalue()


def part(name: str, change: Callable[[bytes], bytes] | bytes) -> Make:
    return lambda data: repacked(data, {name: change})


def noisy(make: Make) -> Make:
    """With a member that does not deflate."""
    return lambda data: repacked(make(data), {"xl/media/noise.bin": urandom(2**20)})


def by(change: Change) -> Make:
    """Changed and saved by another program."""
    return lambda data: changed(data, change)


def with_row(cells: bytes) -> Make:
    return part(SHEET, lambda xml: xml.replace(b"</sheetData>", cells + b"</sheetData>"))


def many_rows(xml: bytes) -> bytes:
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(500, 300_500))
    return xml.replace(b"</sheetData>", rows + b"</sheetData>")


def declared(xml: bytes) -> bytes:
    return BOMB + xml.partition(b"?>")[2]


def foreign(name: str, text: str = "") -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        made.writestr(name, text)
    return target.getvalue()


def locked_zip(data: bytes) -> bytes:
    """The flag in the directory that says: this member needs a password."""
    place = data.index(b"PK\x01\x02") + 8
    return data[:place] + bytes([data[place] | 1]) + data[place + 1 :]


def other_template(_: bytes) -> bytes:
    target = BytesIO()
    Workbook().save(target)
    return target.getvalue()


def insert_column(book: Book) -> None:
    book[PAGE].insert_cols(Column.UNIT)


def hide(title: str) -> Change:
    def change(book: Book) -> None:
        book[title].sheet_state = "hidden"

    return change


def write(column: Column, value: Any) -> Change:
    """Into the first input's line."""

    def change(book: Book) -> None:
        cell_of(book, "i1/n", column).value = value

    return change


def error_value(word: bytes) -> Make:
    """A formula that another program calculated to an error."""
    cell = b'<c r="G%d" t="e"><f>A1/0</f><v>%s</v></c>' % (HEAD_ROW + 3, word)
    return part(
        SHEET, lambda xml: xml.replace(b'<c r="M%d"' % (HEAD_ROW + 3), cell + b'<c r="M%d"' % (HEAD_ROW + 3))
    )


def external_link(data: bytes) -> bytes:
    return repacked(data, {"xl/externalLinks/externalLink1.xml": b"<externalLink/>"})


def dated(book: Book) -> None:
    cell = cell_of(book, "i1/n")
    cell.value, cell.number_format = 45000, "dd/mm/yyyy"


MENDED = "Unduh buku kerja baru, lalu salin isian Anda ke sana."
SHEETS = b"".join(b'<sheet name="s%d" sheetId="%d" r:id="rId1"/>' % (n, n) for n in range(10, 9000))
XFS = b'<cellXfs count="28000">' + b'<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' * 28000

# The name it is sent under, what makes it of a good one, and how the answer begins.
BAD: dict[str, tuple[str, Make, str]] = {
    "empty": ("a.xlsx", lambda _: b"", "Berkas ini kosong."),
    "large": ("a.xlsx", lambda data: data + b"\0" * 5 * 2**20, "Buku kerja ini lebih besar dari 5 MB."),
    "inflating": (
        "a.xlsx",
        part("xl/media/a.bin", b"\0" * 60 * 2**20),
        "Buku kerja ini mengembang terlalu besar",
    ),
    "inflating sheet": ("a.xlsx", with_row(b" " * 40 * 2**20), "Buku kerja ini mengembang terlalu besar"),
    "members": (
        "a.xlsx",
        lambda data: repacked(data, {f"xl/media/{n}.bin": b"1" for n in range(201)}),
        "Buku kerja ini memuat lebih dari 200 bagian.",
    ),
    "last cell": (
        "a.xlsx",
        with_row(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
        "Buku kerja ini berisi sel di bawah baris 2.000.",
    ),
    "last column": (
        "a.xlsx",
        with_row(b'<row r="1000"><c r="XFD1000"><v>1</v></c></row>'),
        "Buku kerja ini berisi sel di kanan kolom ke-100.",
    ),
    "300k rows": ("a.xlsx", part(SHEET, many_rows), "Buku kerja ini mengembang terlalu besar"),
    "many rows": (
        "a.xlsx",
        part(SHEET, lambda xml: many_rows(xml)[: 9 * 2**20]),
        "Buku kerja ini berisi sel di bawah baris 2.000.",
    ),
    "many strings": (
        "a.xlsx",
        part(STRINGS, lambda xml: xml.replace(b"</sst>", b"<si/>" * 99_000 + b"</sst>")),
        "Buku kerja ini berisi terlalu banyak sel atau lembar.",
    ),
    "many sheets": (
        "a.xlsx",
        part("xl/workbook.xml", lambda xml: xml.replace(b"</sheets>", SHEETS + b"</sheets>")),
        "Buku kerja ini berisi terlalu banyak sel atau lembar.",
    ),
    "deep": (
        "a.xlsx",
        part(STRINGS, lambda xml: xml.replace(b"</sst>", b"<si>" * 9000 + b"</si>" * 9000 + b"</sst>")),
        "Buku kerja ini rusak",
    ),
    "merged to the end": (
        "a.xlsx",
        part(
            SHEET,
            lambda xml: xml.replace(
                b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
            ),
        ),
        "Lembar “Kertas kerja”: sel A1:XFD1048576 digabung.",
    ),
    "entities in strings": (
        "a.xlsx",
        part(STRINGS, declared),
        "Buku kerja ini memuat deklarasi entitas XML.",
    ),
    "entities in a sheet": ("a.xlsx", part(SHEET, declared), "Buku kerja ini memuat deklarasi entitas XML."),
    "entities in the list": (
        "a.xlsx",
        part("[Content_Types].xml", declared),
        "Buku kerja ini memuat deklarasi entitas XML.",
    ),
    "entities in UTF-16": (
        "a.xlsx",
        part(STYLES, (BOMB.replace(b"?>", b' encoding="UTF-16"?>') + b"<a/>").decode().encode("utf-16")),
        "Buku kerja ini memuat deklarasi entitas XML.",
    ),
    "external links": ("a.xlsx", external_link, "Buku kerja ini terhubung ke berkas atau sumber data lain."),
    "macros": ("a.xlsx", part("xl/vbaProject.bin", b"1"), "Buku kerja ini memuat makro."),
    "macros by type": (
        "a.xlsx",
        part(
            "[Content_Types].xml",
            lambda xml: xml.replace(
                b"openxmlformats-officedocument.spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main"
            ),
        ),
        "Buku kerja ini memuat makro.",
    ),
    "macros by name": ("a.xlsm", lambda data: data, "Buku kerja ini memuat makro."),
    "encrypted": (
        "a.xlsx",
        lambda _: OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
        "Buku kerja ini dikunci kata sandi.",
    ),
    "locked zip": ("a.xlsx", locked_zip, "Buku kerja ini dikunci kata sandi."),
    "old Excel": ("a.xlsx", lambda _: OLE + b"\0" * 600, "Ini buku kerja Excel lama (.xls)."),
    "a PDF": ("a.xlsx", lambda _: pdf(), "Ini berkas PDF, bukan buku kerja."),
    "a CSV": ("a.xlsx", lambda _: b"Aspek;Indikator\n1;2\n", "Isi berkas ini bukan buku kerja Excel"),
    "an archive": ("a.xlsx", lambda _: foreign("a.txt"), "Isi berkas ini bukan buku kerja Excel"),
    "a text document": (
        "a.xlsx",
        lambda _: foreign("word/document.xml"),
        "Isi berkas ini bukan buku kerja Excel",
    ),
    "another name": ("a.zip", lambda data: data, "Nama berkas berakhiran lain dari .xlsx."),
    "cut off": ("a.xlsx", lambda data: data[: len(data) // 2], "Buku kerja ini rusak"),
    "no XML": ("a.xlsx", part(STYLES, b"<styleSheet"), "Buku kerja ini rusak"),
    "number that is none": (
        "a.xlsx",
        with_row(b'<row r="900"><c r="A900"><v>x</v></c></row>'),
        "Buku kerja ini rusak",
    ),
    "other template": ("a.xlsx", other_template, "Lembar “Sampul” tidak ada."),
    "moved column": (
        "a.xlsx",
        by(insert_column),
        "Lembar “Kertas kerja”, baris 6: kolom E berjudul “”, seharusnya",
    ),
    "hidden sheet": ("a.xlsx", by(hide(PAGE)), "Lembar “Kertas kerja” disembunyikan."),
    "hidden cover": ("a.xlsx", by(hide(COVER)), "Lembar “Sampul” disembunyikan."),
    "missing sheet": ("a.xlsx", by(lambda book: book.remove(book[PAGE])), "Lembar “Kertas kerja” tidak ada."),
    "deleted row": (
        "a.xlsx",
        by(lambda book: book[PAGE].delete_rows(row_of(book, "i1/d"))),
        "Lembar “Kertas kerja”, baris 10: baris berkunci “i1/d” dihapus.",
    ),
    "inserted row": (
        "a.xlsx",
        by(lambda book: book[PAGE].insert_rows(row_of(book, "i1/d"))),
        "Lembar “Kertas kerja”, baris 10: kuncinya kosong, karena ada baris yang disisipkan",
    ),
    "merged cells": (
        "a.xlsx",
        by(lambda book: book[PAGE].merge_cells("G9:G10")),
        "Lembar “Kertas kerja”: sel G9:G10 digabung.",
    ),
    "#REF!": (
        "a.xlsx",
        error_value(b"#REF!"),
        "Kertas kerja – baris 9 – kolom G (Data kinerja) – Sel ini berisi galat #REF!.",
    ),
    "#DIV/0!": (
        "a.xlsx",
        error_value(b"#DIV/0!"),
        "Kertas kerja – baris 9 – kolom G (Data kinerja) – Sel ini berisi galat #DIV/0!.",
    ),
    "a date": (
        "a.xlsx",
        by(dated),
        "Kertas kerja – baris 9 – kolom G (Data kinerja) – Sel ini terbaca sebagai tanggal atau waktu.",
    ),
}
# What the guard lets through because it may be honest; reading it costs no more than the bad ones do.
# Noise beside them keeps the ratio of the whole file low.
HEAVY: dict[str, Make] = {
    "as many styles as there may be elements": noisy(
        part(STYLES, lambda xml: xml.replace(xml[xml.index(b"<cellXfs") : xml.index(b"</cellXfs>")], XFS))
    ),
    "a part of ten megabytes": noisy(
        part(
            STRINGS, lambda xml: xml.replace(b"</sst>", b"<si><t>" + b"abc " * 2_500_000 + b"</t></si></sst>")
        )
    ),
}


def with_part(name: str, body: bytes) -> Callable[[bytes], bytes]:
    return lambda data: repacked(data, {name: body})


HARMFUL: dict[str, tuple[str, Callable[[bytes], bytes], str]] = {
    "nothing": ("a.xlsx", lambda _: b"", "empty"),
    "too large": ("a.xlsx", lambda data: data + b"\0" * 6 * 2**20, "large"),
    "a PDF": ("a.xlsx", lambda _: b"%PDF-1.7", "pdf"),
    "another name": ("a.exe", lambda data: data, "name"),
    "macros": ("a.xlsx", with_part("xl/vbaProject.bin", b"x"), "macros"),
    "a macro name": ("a.xlsm", lambda data: data, "macros"),
    "a link": ("a.xlsx", external_link, "links"),
    "a password": ("a.xlsx", locked_zip, "encrypted"),
    "entities": ("a.xlsx", with_part("xl/sharedStrings.xml", BOMB + b"<sst/>"), "entities"),
    "no XML": ("a.xlsx", with_part("xl/worksheets/sheet2.xml", b"<worksheet>"), "broken"),
    "another ZIP": ("a.xlsx", lambda _: foreign("a.txt", "x"), "kind"),
    "a bomb": ("a.xlsx", with_part("xl/media/a.bin", b"\0" * 60 * 2**20), "inflated"),
}
