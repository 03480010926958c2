"""The logo on the papers of a kabupaten or kota: checked, drawn anew, and kept under a name of ours."""

import io
from pathlib import PurePath
from typing import IO, Any

from django.db import transaction
from PIL import Image, UnidentifiedImageError

from kinerja.files import DiskFull, delete_after_commit, new_file, read_file
from kinerja.refusals import Incomplete
from kinerja.regions.models import Regency

LARGEST = 2 * 1024 * 1024  # bytes of an upload
MOST_PIXELS = 4000 * 4000
SIDE = 400  # pixels of what is kept
ENDINGS = {"PNG": {".png"}, "JPEG": {".jpg", ".jpeg"}}


class LogoRefused(Incomplete):
    """The upload cannot become a logo; the message is one Indonesian sentence."""


def set_logo(*, regency: Regency, upload: Any) -> None:
    """Keep `upload` (a Django uploaded file) as the logo instead of the one before. Raises LogoRefused.

    A full disk leaves the old logo and no new file.
    """
    picture, old_name = redrawn_logo(upload), regency.logo.name
    try:
        with new_file("logos", "png", prefix=f"{regency.code}-") as file:
            regency.logo = file.write(picture)
            regency.save(update_fields=["logo"])
            delete_after_commit(old_name)
    except DiskFull:
        raise LogoRefused("Ruang penyimpanan penuh; logo belum disimpan. Hubungi pengelola sistem.") from None


@transaction.atomic
def remove_logo(*, regency: Regency) -> None:
    """Print without a logo from now on."""
    old_name, regency.logo = regency.logo.name, ""
    regency.save(update_fields=["logo"])
    delete_after_commit(old_name)


def logo_of(regency: Regency) -> bytes:
    """The PNG, or nothing where there is none to read: a missing file must not stop a print."""
    return read_file(regency.logo)


def redrawn_logo(upload: Any) -> IO[bytes]:
    """The upload's picture as a small PNG: pixels and nothing else that the file may have carried."""
    if not upload.size:
        raise LogoRefused("Berkas kosong. Pilih gambar PNG atau JPG.")
    if upload.size > LARGEST:
        raise LogoRefused("Berkas lebih dari 2 MB. Kecilkan gambarnya, lalu unggah lagi.")
    ending = PurePath(upload.name or "").suffix.lower()
    if not any(ending in endings for endings in ENDINGS.values()):
        raise LogoRefused("Logo harus berkas PNG atau JPG.")
    try:
        with Image.open(upload, formats=tuple(ENDINGS)) as image:
            return png_of(image, ending)
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError):
        raise LogoRefused("Berkas tidak terbaca sebagai gambar. Simpan ulang sebagai PNG.") from None


def png_of(image: Image.Image, ending: str) -> IO[bytes]:
    if ending not in ENDINGS[image.format or ""]:
        raise LogoRefused(f"Isi berkas bukan {ending.lstrip('.').upper()}. Simpan ulang sebagai PNG.")
    if image.width * image.height > MOST_PIXELS:
        raise LogoRefused("Gambar terlalu besar. Kecilkan sampai paling banyak 4.000 × 4.000 titik.")
    image.draft("RGB", (SIDE, SIDE))  # a large JPEG is decoded small
    small_picture = image.convert("RGBA")
    small_picture.thumbnail((SIDE, SIDE))
    written_bytes = io.BytesIO()
    small_picture.save(written_bytes, "PNG", optimize=True)
    return written_bytes
