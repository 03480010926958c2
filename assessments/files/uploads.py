"""What may become evidence: its name, its size, and what a program of its own finds inside it."""

import hashlib
import json
import subprocess
import sys
import tempfile
import unicodedata
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from kinerja.files import FULL
from kinerja.numbers import format_number
from kinerja.refusals import Incomplete

from . import inspection

PROGRAM = Path(inspection.__file__)
WAIT = 30  # seconds on the clock; the program itself stops much earlier by the processor's time
NAME_LENGTH = 150
KINDS = {"pdf": "pdf", "jpg": "jpg", "jpeg": "jpg", "png": "png"}
HEIC = (b"ftypheic", b"ftypheix", b"ftyphevc", b"ftypmif1", b"ftypmsf1", b"ftypheim")
# Letters that turn the order of the name around, so that it reads as another kind of file.
TURNING = {"Cc", "Cf", "Cs", "Zl", "Zp"}

SENTENCES = {
    "empty": "Berkas ini kosong. Periksa berkas aslinya, lalu unggah lagi.",
    "large": "Berkas ini lebih besar dari {max_mb} MB. Perkecil hasil pindai atau bagi menjadi beberapa.",
    "full": "Penyimpanan di server penuh, jadi berkas ini tidak disimpan. Hubungi admin provinsi.",
    "name": "Nama berkas berisi tanda yang tidak boleh. Ganti namanya dengan huruf, angka dan spasi saja.",
    "name_long": "Nama berkas lebih dari {name_length} huruf. Pendekkan namanya.",
    "ending": "Jenis berkas ini tidak diterima. Unggah PDF, JPG atau PNG.",
    "heic": (
        "Foto HEIC tidak terbuka di semua komputer. "
        "iPhone: Pengaturan › Kamera › Format › Paling Kompatibel. "
        "Samsung: Kamera › Pengaturan, matikan “Gambar efisiensi tinggi”. "
        "Lalu potret lagi, atau kirim sebagai JPG."
    ),
    "kind": "Isi berkas ini bukan {kind}. Simpan ulang dari aplikasi asalnya; ganti nama saja tidak cukup.",
    "polyglot": "Berkas ini memuat berkas lain di dalamnya. Cetak ulang sebagai PDF atau potret ulang.",
    "encrypted": "PDF ini dikunci kata sandi. Simpan ulang tanpa kata sandi.",
    "active": "PDF ini memuat skrip, perintah atau lampiran. Cetak ulang sebagai PDF, lalu unggah hasilnya.",
    "truncated": "Berkas ini terpotong. Salin atau unduh lagi berkas aslinya.",
    "broken": "Berkas ini rusak dan tidak dapat dibuka. Simpan ulang dari aplikasi asalnya.",
    "pages": "PDF ini lebih dari {pages} halaman. Bagi menjadi beberapa berkas.",
    "bomb": "PDF ini mengembang terlalu besar saat dibuka. Cetak ulang sebagai PDF, lalu unggah hasilnya.",
    "pixels": "Gambar ini terlalu besar. Perkecil sampai sisi terpanjangnya {side} piksel.",
    "memory": "Berkas ini memakan terlalu banyak memori saat dibuka. Perkecil, lalu unggah lagi.",
    "slow": "Berkas ini terlalu rumit untuk diperiksa. Cetak ulang sebagai PDF, lalu unggah hasilnya.",
}


class Unfit(Incomplete):
    """The file is not taken. `reason` is a word of SENTENCES, the text a sentence for the user."""

    def __init__(self, reason: str, kind: str = "") -> None:
        self.reason = reason
        super().__init__(
            SENTENCES[reason].format(
                max_mb=settings.UPLOAD_MAX_BYTES // 2**20,
                name_length=NAME_LENGTH,
                kind=kind.upper(),
                pages=inspection.PAGES,
                side=inspection.SIDE,
            )
        )


@dataclass(frozen=True)
class Upload:
    """A file as it arrived, under the name that its sender gave; `refusal` where it could not be received."""

    name: str
    file: IO[bytes]
    refusal: str = ""


def upload_of(file: "UploadedFile[Any]") -> Upload:
    """A file of a request as the services take it."""
    return Upload(file.name or "", file.file, getattr(file, "refusal", ""))  # type: ignore[arg-type]  # a request's upload has content


@dataclass(frozen=True)
class Examined:
    """A file that may be kept: `content` is what is stored, `sha256` belongs to what was sent."""

    name: str
    kind: str
    sha256: str
    pages: int
    size: int
    content: IO[bytes]


def examine_upload(upload: Upload) -> Examined:
    """Look at the name, the size, then inside. Raise Unfit."""
    if upload.refusal:
        raise Unfit(upload.refusal)
    name = checked_name(upload.name)
    size = upload.file.seek(0, 2)
    if not size:
        raise Unfit("empty")
    if size > settings.UPLOAD_MAX_BYTES:
        raise Unfit("large")
    upload.file.seek(0)
    if upload.file.read(12)[4:] in HEIC:
        raise Unfit("heic")
    kind = KINDS[name.rpartition(".")[2].lower()]
    upload.file.seek(0)
    digest = hashlib.file_digest(upload.file, "sha256").hexdigest()  # type: ignore[arg-type]  # every file kept here is read in blocks
    try:
        content, pages = opened_upload(kind, upload.file)
        return Examined(name, kind, digest, pages, content.seek(0, 2), content)
    except OSError as error:
        if error.errno in FULL:
            raise Unfit("full") from error
        raise


def checked_name(name: str) -> str:
    """The name, composed the one way that is compared and shown. Raise Unfit."""
    name = unicodedata.normalize("NFC", name).strip()
    if any(unicodedata.category(letter) in TURNING for letter in name) or {"/", "\\"} & set(name):
        raise Unfit("name")
    if len(name) > NAME_LENGTH:
        raise Unfit("name_long")
    name_stem, _, ending = name.rpartition(".")
    if ending.lower() in {"heic", "heif"}:
        raise Unfit("heic")
    if not name_stem.strip(". ") or ending.lower() not in KINDS:
        raise Unfit("ending")
    return name


def opened_upload(kind: str, file: IO[bytes]) -> tuple[IO[bytes], int]:
    """What is stored of the file, and its pages: a picture is drawn anew, a PDF stays as it came."""
    settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
    inspected_copy = tempfile.TemporaryFile(dir=settings.MEDIA_ROOT)  # noqa: SIM115
    file.flush()
    inspection_answer = ask_inspection(kind, file.fileno(), inspected_copy.fileno())
    if "refusal" in inspection_answer:
        inspected_copy.close()
        raise Unfit(inspection_answer["refusal"], kind)
    if kind == "pdf":
        inspected_copy.close()
    return (file if kind == "pdf" else inspected_copy), inspection_answer["pages"]


def ask_inspection(kind: str, source: int, target: int) -> dict[str, Any]:
    """Run the inspection as its own process, which no file can take the web process down with."""
    command = [sys.executable, "-I", str(PROGRAM), kind, f"/proc/self/fd/{source}", f"/proc/self/fd/{target}"]
    try:
        examination = subprocess.run(  # noqa: S603
            command, pass_fds=(source, target), capture_output=True, timeout=WAIT, env={}, check=False
        )
    except subprocess.TimeoutExpired:
        return {"refusal": "slow"}
    if examination.returncode < 0:  # ended by a signal: its time was up, or it crashed on the file
        return {"refusal": "slow" if -examination.returncode == inspection.TIME_IS_UP else "broken"}
    if examination.returncode:
        raise RuntimeError(examination.stderr.decode(errors="replace")[-2000:])
    inspection_answer: dict[str, Any] = json.loads(examination.stdout)
    return inspection_answer


def size_word(size: int) -> str:
    """`340 kB` below a megabyte, `1,2 MB` from there."""
    if size < 2**20:
        return f"{-(-size // 1024)} kB"
    return f"{format_number(Fraction(size, 2**20), places=1)} MB"
