"""Keep an uploaded file beside a row: evidence of a worksheet and of IKU, and the scans of signed papers."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet, Sum

from assessments.models.stored_file import StoredFile
from kinerja.accounts.models import User
from kinerja.files import DiskFull, NewFile, new_file
from kinerja.refusals import Incomplete

from .uploads import Examined, Unfit, Upload, examine_upload


class NoRoom(Incomplete):
    """What the file belongs to holds as many as it may; the text says what to do, for the user."""


@dataclass(frozen=True)
class FileToKeep:
    """An upload that was looked into and may be kept in this transaction."""

    examined: Examined
    file: NewFile

    def write(self, *, at: datetime, by: User) -> dict[str, Any]:
        """Store it; the fields of the row that names it."""
        return {
            "name": self.examined.name,
            "kind": self.examined.kind,
            "size": self.examined.size,
            "pages": self.examined.pages,
            "sha256": self.examined.sha256,
            "file": self.file.write(self.examined.content),
            "uploaded_at": at,
            "uploaded_by": by,
        }


@contextmanager
def kept_file(upload: Upload, table: type[StoredFile]) -> Iterator[FileToKeep]:
    """One transaction in which an upload becomes the file of a row of `table`, or nothing of it stays.

    Raises `Unfit` for a file that is not taken and for a full disk.
    """
    examined = examine_upload(upload)
    folder = str(table._meta.get_field("file").upload_to)
    try:
        with new_file(folder, examined.kind) as file:
            yield FileToKeep(examined, file)
    except DiskFull as error:
        raise Unfit("full") from error


def check_room(files: QuerySet[StoredFile], size: int, *, owner: str) -> None:
    """Raise NoRoom where one file of `size` bytes more would be too much for what is called `owner`.

    `files` are all that it ever had: what was removed stays on the disk and counts too.
    """
    is_present = Q(removed_at=None)
    space_used = files.aggregate(
        count=Count("pk", filter=is_present),
        present=Sum("size", filter=is_present, default=0),
        kept=Sum("size", default=0),
    )
    if space_used["count"] >= settings.EVIDENCE_MAX_FILES:
        raise NoRoom(
            f"{owner.capitalize()} sudah memuat {space_used['count']} berkas bukti, yang terbanyak. "
            "Hapus berkas yang tidak dipakai, atau gabungkan beberapa menjadi satu PDF."
        )
    if space_used["present"] + size > settings.EVIDENCE_QUOTA_BYTES:
        raise NoRoom(
            f"Bukti dukung {owner} akan melebihi {settings.EVIDENCE_QUOTA_BYTES // 2**20} MB. "
            "Hapus berkas yang tidak dipakai, atau perkecil hasil pindai."
        )
    if space_used["kept"] + size > settings.EVIDENCE_KEPT_BYTES:
        raise NoRoom(f"Ruang bukti {owner} habis oleh berkas yang dihapus. Hubungi admin provinsi.")
