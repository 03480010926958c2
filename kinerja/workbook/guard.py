"""What an uploaded workbook must be before a reader opens it. Standard library only."""

import warnings
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import IO
from xml.parsers import expat

from kinerja.refusals import Incomplete

from .parts import MAX_COLUMNS, MAX_ELEMENTS, MAX_ROWS, Part, TooMuch, scan_part

MAX_BYTES = 5 * 2**20
MAX_INFLATED = 50 * 2**20
MAX_RATIO = 100
MAX_MEMBERS = 200
MAX_XML = 10 * 2**20  # of one part; that of a filled worksheet is below one
CHUNK = 2**16
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MANIFEST, BOOK = "[Content_Types].xml", "xl/workbook.xml"
MACROS = ("vbaproject", "macrosheets/", "dialogsheets/", "activex/", "ctrlprops/")
LINKS = ("externallinks/", "querytables/", "connections.xml", "embeddings/")

AGAIN = "Simpan ulang sebagai Buku Kerja Excel (.xlsx), lalu unggah lagi."
FRESH = "Unduh buku kerja baru, lalu salin isian Anda ke sana."
SENTENCES = {
    "empty": "Berkas ini kosong. Periksa berkas aslinya, lalu unggah lagi.",
    "large": f"Buku kerja ini lebih besar dari {MAX_BYTES // 2**20} MB. {FRESH}",
    "full": "Penyimpanan di server penuh, jadi berkas ini tidak dibaca. Hubungi admin provinsi.",
    "name": "Nama berkas berakhiran lain dari .xlsx. Unggah buku kerja Excel (.xlsx).",
    "macros": f"Buku kerja ini memuat makro. {AGAIN}",
    "old": f"Ini buku kerja Excel lama (.xls). {AGAIN}",
    "encrypted": "Buku kerja ini dikunci kata sandi. Simpan ulang tanpa kata sandi, lalu unggah lagi.",
    "pdf": "Ini berkas PDF, bukan buku kerja. Unggah buku kerja Excel (.xlsx).",
    "ods": f"Ini buku kerja OpenDocument (.ods). {AGAIN}",
    "kind": f"Isi berkas ini bukan buku kerja Excel; mengganti nama saja tidak cukup. {AGAIN}",
    "broken": f"Buku kerja ini rusak dan tidak dapat dibuka. {AGAIN}",
    "members": f"Buku kerja ini memuat lebih dari {MAX_MEMBERS} bagian. {FRESH}",
    "inflated": f"Buku kerja ini mengembang terlalu besar saat dibuka. {FRESH}",
    "links": f"Buku kerja ini terhubung ke berkas atau sumber data lain. Putuskan hubungannya. {AGAIN}",
    "entities": f"Buku kerja ini memuat deklarasi entitas XML. {AGAIN}",
    "rows": f"Buku kerja ini berisi sel di bawah baris {MAX_ROWS:,}. {FRESH}".replace(",", ".", 1),
    "columns": f"Buku kerja ini berisi sel di kanan kolom ke-{MAX_COLUMNS}. {FRESH}",
    "cells": f"Buku kerja ini berisi terlalu banyak sel atau lembar. {FRESH}",
}
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError)
UNREADABLE = (*BROKEN, KeyError, TypeError, AttributeError, IndexError, SyntaxError, RecursionError)


class BadWorkbook(Incomplete):
    """The workbook is not taken; the text is one sentence or two for the person who sent it."""

    @classmethod
    def because(cls, reason: str) -> "BadWorkbook":
        """By a word of SENTENCES."""
        return cls(SENTENCES[reason])


def examine_workbook(name: str, file: IO[bytes]) -> Mapping[str, Part]:
    """Look at the name, the size, the container and every XML part; the sheets by their paths.

    Raise BadWorkbook. The file is left at its beginning.
    """
    size = file.seek(0, 2)
    file.seek(0)
    first_bytes = file.read(8)
    _check_outside(name.lower(), size, first_bytes, file)
    try:
        with zipfile.ZipFile(file) as archive:
            _check_members(archive, size)
            return _read_parts(archive)
    except BROKEN:
        raise BadWorkbook.because("broken") from None
    finally:
        file.seek(0)


@contextmanager
def broken_if_unreadable() -> Iterator[None]:
    """Whatever openpyxl stumbles over is a broken workbook; what it warns of is nobody's concern here."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            yield
    except UNREADABLE:
        raise BadWorkbook.because("broken") from None


def _check_outside(name: str, size: int, head: bytes, file: IO[bytes]) -> None:
    if not size:
        raise BadWorkbook.because("empty")
    if size > MAX_BYTES:
        raise BadWorkbook.because("large")
    if head == OLE:
        is_encrypted = "EncryptedPackage".encode("utf-16-le") in head + file.read()
        raise BadWorkbook.because("encrypted" if is_encrypted else "old")
    if head.startswith(b"%PDF"):
        raise BadWorkbook.because("pdf")
    if name.endswith((".xlsm", ".xltm")):
        raise BadWorkbook.because("macros")
    if not name.endswith(".xlsx"):
        raise BadWorkbook.because("name")
    if not head.startswith(b"PK\x03\x04"):
        raise BadWorkbook.because("kind")


def _check_members(archive: zipfile.ZipFile, size: int) -> None:
    """Only what the directory of the archive says: nothing is inflated yet."""
    members = archive.infolist()
    member_names = [member.filename.lower() for member in members]
    inflated_size = sum(member.file_size for member in members)
    named_checks = (
        ("members", len(members) > MAX_MEMBERS),
        ("broken", len(set(member_names)) != len(member_names)),
        ("encrypted", any(member.flag_bits & 1 for member in members)),
        ("inflated", inflated_size > MAX_INFLATED or inflated_size > MAX_RATIO * size),
        ("inflated", any(member.file_size > MAX_XML for member in members if _is_xml(member.filename))),
        ("ods", "mimetype" in member_names and "content.xml" in member_names),
        ("kind", not {MANIFEST.lower(), BOOK} <= set(member_names)),
        ("macros", any(mark in name for name in member_names for mark in MACROS)),
        ("links", any(mark in name for name in member_names for mark in LINKS)),
    )
    for reason, breach in named_checks:
        if breach:
            raise BadWorkbook.because(reason)
    if b"macroenabled" in archive.read(MANIFEST).lower():
        raise BadWorkbook.because("macros")


def _read_parts(archive: zipfile.ZipFile) -> dict[str, Part]:
    """Every XML part, read once to its end; too much in any of them ends it."""
    part_by_name, element_count = {}, 0
    for member in archive.infolist():
        if not _is_xml(member.filename):
            continue
        try:
            part = scan_part(_read_chunks(archive, member))
        except TooMuch as reason:
            raise BadWorkbook.because(str(reason)) from None
        except expat.ExpatError:
            raise BadWorkbook.because("broken") from None
        element_count += part.elements
        if element_count > MAX_ELEMENTS:
            raise BadWorkbook.because("cells")
        if part.is_sheet:
            part_by_name[member.filename] = part
    return part_by_name


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels"))


def _read_chunks(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(member) as part:
        while chunk := part.read(CHUNK):
            yield chunk
