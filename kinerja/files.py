"""The files that the product keeps: written, read and deleted here and nowhere else.

A file gets a name of ours and lives as long as the row that names it. It is written in the transaction of
that row: where the row is not written, the file goes again. What a kill leaves behind is found as a file
that no table names.
"""

import errno
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from typing import IO
from uuid import uuid4

from django.apps import apps
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import FileField
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
CONTENT_TYPES = {".pdf": "application/pdf", ".jpg": "image/jpeg", ".png": "image/png"}
DOWNLOADED = "default-src 'none'; sandbox"
# A PDF viewer of a browser is a page of its own around the file: it needs its own object and its styles.
SHOWN = (
    "default-src 'none'; object-src 'self'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"
)


class DiskFull(Exception):
    """The storage has no room for a file; nothing of it is left there."""


@dataclass(frozen=True)
class NewFile:
    """A file that is about to be kept under `name`."""

    name: str

    def write(self, content: IO[bytes]) -> str:
        """Store all of `content`; the name for the row."""
        content.seek(0)
        return default_storage.save(self.name, File(content, PurePosixPath(self.name).name))


@contextmanager
def new_file(folder: str, ending: str, *, prefix: str = "") -> Iterator[NewFile]:
    """One transaction in which a file is written and a row made that names it.

    Whatever fails in it, the file goes again. Raises DiskFull for want of room.
    """
    file = NewFile(f"{folder}/{prefix}{uuid4().hex}.{ending}")
    try:
        with transaction.atomic():
            yield file
    except BaseException as error:
        with suppress(OSError):
            delete_file(file.name)
        if isinstance(error, OSError) and error.errno in FULL:
            raise DiskFull from error
        raise


def read_file(file: FieldFile) -> bytes:
    """What a row's file holds; nothing where there is none or it cannot be read."""
    if not file:
        return b""
    try:
        with default_storage.open(str(file)) as stored:
            return bytes(stored.read())
    except OSError:
        return b""


def delete_file(name: str) -> None:
    default_storage.delete(name)


def delete_after_commit(name: str | None) -> None:
    """Delete a file that no row names any more, once that is sure; without a name there is none."""
    if name:
        transaction.on_commit(lambda: delete_file(name))


def serve_file(file: FieldFile, shown_name: str, *, as_attachment: bool) -> FileResponse:
    """A row's file under the name that people know; 404 where the disk has lost it.

    Whoever calls has asked whether it may be seen. The browser is told to run nothing in it.
    """
    try:
        content = default_storage.open(str(file))
    except FileNotFoundError:
        raise Http404 from None
    content_type = CONTENT_TYPES[PurePosixPath(str(file)).suffix]
    response = FileResponse(
        content, as_attachment=as_attachment, filename=shown_name, content_type=content_type
    )
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Content-Security-Policy"] = DOWNLOADED if as_attachment else SHOWN
    if not as_attachment:
        response["X-Frame-Options"] = "SAMEORIGIN"
    return response


# --- What is stored and what names it -------------------------------------------------------------


@dataclass(frozen=True)
class StoredName:
    """A file that is stored, and how many bytes it takes."""

    name: str
    size: int


def file_fields() -> list[FileField]:
    """Of every table of every room: whoever comes to keep files is counted without a word here."""
    all_fields = (field for model in apps.get_models() for field in model._meta.get_fields())
    return [field for field in all_fields if isinstance(field, FileField)]


def file_folders() -> list[str]:
    return sorted({str(field.upload_to).strip("/") for field in file_fields()})


def files_stored_before(limit: datetime) -> list[StoredName]:
    """Every file in the folders that rows name files in, but for those written since."""
    stored_names = [
        f"{folder}/{name}"
        for folder in file_folders()
        if default_storage.exists(folder)
        for name in default_storage.listdir(folder)[1]
    ]
    old_names = [name for name in stored_names if default_storage.get_modified_time(name) < limit]
    return [StoredName(name, default_storage.size(name)) for name in sorted(old_names)]


def names_in_rows() -> set[str]:
    """Every file that some row names; a query a table."""
    return {
        name
        for field in file_fields()
        for name in field.model._base_manager.values_list(field.attname, flat=True)
    }
