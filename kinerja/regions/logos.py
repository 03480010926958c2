"""The logo on the papers of a kabupaten or kota: checked, drawn anew, and kept under a name of ours."""

import io
import secrets
from contextlib import suppress
from pathlib import PurePath
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from PIL import Image, UnidentifiedImageError

from kinerja.refusals import Incomplete
from kinerja.regions.models import Regency

LARGEST = 2 * 1024 * 1024  # bytes of an upload
MOST_PIXELS = 4000 * 4000
SIDE = 400  # pixels of what is kept
ENDINGS = {"PNG": {".png"}, "JPEG": {".jpg", ".jpeg"}}


class LogoRefused(Incomplete):
    """The upload cannot become a logo; the message is one Indonesian sentence."""


@transaction.atomic
def set_logo(*, regency: Regency, upload: Any) -> None:
    """Keep `upload` (a Django uploaded file) as the logo instead of the one before. Raises LogoRefused.

    A full disk leaves the old logo and no new file.
    """
    picture = redrawn(upload)
    name = f"logos/{regency.code}-{secrets.token_hex(8)}.png"
    old = str(regency.logo.name or "")
    try:
        regency.logo = default_storage.save(name, ContentFile(picture))
    except OSError:
        with suppress(OSError):
            default_storage.delete(name)
        raise LogoRefused("Ruang penyimpanan penuh; logo belum disimpan. Hubungi pengelola sistem.") from None
    regency.save(update_fields=["logo"])
    forget(old)


@transaction.atomic
def remove_logo(*, regency: Regency) -> None:
    """Print without a logo from now on."""
    old, regency.logo = str(regency.logo.name or ""), ""
    regency.save(update_fields=["logo"])
    forget(old)


def forget(name: str) -> None:
    """Delete a file that nothing names any more, once that is sure."""
    if name:
        transaction.on_commit(lambda: default_storage.delete(name))


def logo_of(regency: Regency) -> bytes:
    """The PNG, or nothing where there is none to read: a missing file must not stop a print."""
    if not regency.logo:
        return b""
    try:
        with default_storage.open(str(regency.logo.name)) as file:
            return bytes(file.read())
    except OSError:
        return b""


def redrawn(upload: Any) -> bytes:
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


def png_of(image: Image.Image, ending: str) -> bytes:
    if ending not in ENDINGS[image.format or ""]:
        raise LogoRefused(f"Isi berkas bukan {ending.lstrip('.').upper()}. Simpan ulang sebagai PNG.")
    if image.width * image.height > MOST_PIXELS:
        raise LogoRefused("Gambar terlalu besar. Kecilkan sampai paling banyak 4.000 × 4.000 titik.")
    image.draft("RGB", (SIDE, SIDE))  # a large JPEG is decoded small
    small = image.convert("RGBA")
    small.thumbnail((SIDE, SIDE))
    written = io.BytesIO()
    small.save(written, "PNG", optimize=True)
    return written.getvalue()
