"""Files that nothing names: what a kill between writing a file and its row left behind."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.files.storage import default_storage

from assessments.models import Evidence
from kinerja.regions.models import Regency

GRACE = timedelta(days=1)  # a file is written before its row; an upload that takes longer does not exist

FOLDERS = ("evidence", "logos")  # of Evidence.file and Regency.logo


@dataclass(frozen=True)
class Orphan:
    """A stored file without a row, and how many bytes it takes."""

    name: str
    size: int


def orphans(*, at: datetime, grace: timedelta = GRACE) -> list[Orphan]:
    """Files of evidence and logos that no row names and that are older than `grace` at `at`.

    Removed evidence keeps its row and its file. Files are listed before rows are read, so that one whose row
    comes meanwhile is not taken for an orphan.
    """
    found = {name: default_storage.size(name) for name in stored() if old(name, at - grace)}
    named = {
        *Evidence.objects.values_list("file", flat=True),
        *Regency.objects.values_list("logo", flat=True),
    }
    return [Orphan(name, size) for name, size in sorted(found.items()) if name not in named]


def sweep(found: list[Orphan]) -> None:
    for orphan in found:
        default_storage.delete(orphan.name)


def stored() -> Iterator[str]:
    """Every stored file by its name, from the folders that rows name files in."""
    folders = [
        str(field.upload_to) for field in (Evidence._meta.get_field("file"), Regency._meta.get_field("logo"))
    ]
    for folder in folders:
        if default_storage.exists(folder):
            yield from (f"{folder}/{name}" for name in default_storage.listdir(folder)[1])


def old(name: str, limit: datetime) -> bool:
    return default_storage.get_modified_time(name) < limit
