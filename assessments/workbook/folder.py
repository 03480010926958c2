"""A folder of workbooks as one ZIP: what is in it, one file at a time. Standard library only."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePosixPath
from typing import IO

from kinerja.workbook.guard import (
    BROKEN,
    MANIFEST,
    MAX_BYTES,
    MAX_INFLATED,
    MAX_RATIO,
    SENTENCES,
    BadWorkbook,
)

MAX_FILES = 60
LEFTOVERS = ("__macosx/", "thumbs.db", "desktop.ini")  # what other programs put into a folder
ZIP = {
    "empty": "Berkas ini kosong. Pilih ZIP yang berisi buku kerja.",
    "kind": "Berkas ini bukan ZIP. Kumpulkan buku kerja dalam satu folder, lalu kompres menjadi ZIP.",
    "single": "Ini satu buku kerja, bukan ZIP. Masukkan ke dalam folder, lalu kompres menjadi ZIP.",
    "broken": "ZIP ini rusak dan tidak dapat dibuka. Kompres ulang, lalu unggah lagi.",
    "encrypted": "ZIP ini dikunci kata sandi. Kompres ulang tanpa kata sandi.",
    "none": "ZIP ini tidak berisi berkas. Masukkan buku kerja ke dalamnya.",
    "many": f"ZIP ini berisi lebih dari {MAX_FILES} berkas. Bagi menjadi beberapa ZIP.",
    "inflated": "ZIP ini mengembang terlalu besar saat dibuka. Bagi menjadi beberapa ZIP.",
}


def workbooks_in(file: IO[bytes]) -> Iterator[tuple[str, IO[bytes] | BadWorkbook]]:
    """Name and content of each file, or why it is not opened. Raise BadWorkbook for the whole ZIP."""
    size = file.seek(0, 2)
    file.seek(0)
    if not size:
        raise BadWorkbook(ZIP["empty"])
    if file.read(4) != b"PK\x03\x04":
        raise BadWorkbook(ZIP["kind"])
    try:
        archive = zipfile.ZipFile(file)
        members = _checked_members(archive, size)
    except BROKEN:
        raise BadWorkbook(ZIP["broken"]) from None
    return ((_workbook_name(member), _workbook_content(archive, member)) for member in members)


def _checked_members(archive: zipfile.ZipFile, size: int) -> list[zipfile.ZipInfo]:
    """The files, by the directory of the archive alone: nothing is inflated yet."""
    members_of_zip = archive.infolist()
    file_members = [
        member for member in members_of_zip if not member.is_dir() and not _left_over(member.filename)
    ]
    inflated_size = sum(member.file_size for member in members_of_zip)
    named_checks = (
        ("single", any(member.filename == MANIFEST for member in members_of_zip)),
        ("encrypted", any(member.flag_bits & 1 for member in members_of_zip)),
        ("none", not file_members),
        ("many", len(file_members) > MAX_FILES),
        ("inflated", inflated_size > MAX_INFLATED or inflated_size > MAX_RATIO * size),
    )
    for reason, broken in named_checks:
        if broken:
            raise BadWorkbook(ZIP[reason])
    return file_members


def _left_over(name: str) -> bool:
    file_name = PurePosixPath(name).name
    return (
        name.lower().startswith(LEFTOVERS[0])
        or file_name.lower() in LEFTOVERS
        or file_name.startswith((".", "~$"))
    )


def _workbook_name(member: zipfile.ZipInfo) -> str:
    return PurePosixPath(member.filename.replace("\\", "/")).name


def _workbook_content(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> IO[bytes] | BadWorkbook:
    if member.file_size > MAX_BYTES:
        return BadWorkbook(SENTENCES["large"])
    try:
        return BytesIO(archive.read(member))
    except BROKEN:
        return BadWorkbook(SENTENCES["broken"])
