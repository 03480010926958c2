"""Look at an uploaded workbook before anything opens it."""

from typing import IO
from zipfile import BadZipFile, ZipFile

MIB = 2**20
MOST_BYTES, MOST_INFLATED, MOST_RATIO, MOST_MEMBERS = 5 * MIB, 50 * MIB, 100, 200


class BadWorkbook(Exception):
    """A file that is not read; the text says why and what to do, for the user."""


def check(file: IO[bytes]) -> None:
    """Raise BadWorkbook for what is too large, no workbook, or could run something."""
    size = file.seek(0, 2)
    file.seek(0)
    if size > MOST_BYTES:
        raise BadWorkbook("Berkas ini lebih dari 5 MB. Kirim berkas yang lebih kecil.")
    try:
        with ZipFile(file) as book:
            members = book.infolist()
    except BadZipFile:
        raise BadWorkbook("Berkas ini bukan buku kerja Excel (.xlsx). Simpan sebagai .xlsx.") from None
    inflated = sum(it.file_size for it in members)
    if len(members) > MOST_MEMBERS or inflated > min(MOST_INFLATED, MOST_RATIO * max(size, 1)):
        raise BadWorkbook("Isi berkas ini terlalu besar. Salin lembarnya ke buku kerja baru.")
    names = {it.filename.casefold() for it in members}
    if "[content_types].xml" not in names or any(name.endswith("vbaproject.bin") for name in names):
        raise BadWorkbook("Simpan berkas ini sebagai .xlsx tanpa makro.")
    file.seek(0)
