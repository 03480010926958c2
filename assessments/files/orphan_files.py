"""Files that nothing names: what a kill between writing a file and its row left behind."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.apps import apps
from django.core.files.storage import default_storage
from django.db.models import FileField

GRACE = timedelta(days=1)  # a file is written before its row; an upload that takes longer does not exist


@dataclass(frozen=True)
class Orphan:
    """A stored file without a row, and how many bytes it takes."""

    name: str
    size: int


def orphans(*, at: datetime, grace: timedelta = GRACE) -> list[Orphan]:
    """Files in the folders of any table's files that no row names and that are older than `grace` at `at`.

    Removed evidence keeps its row and its file. Files are listed before rows are read, so that one whose row
    comes meanwhile is not taken for an orphan.
    """
    found = {name: default_storage.size(name) for name in stored() if old(name, at - grace)}
    named = {
        name
        for field in file_fields()
        for name in field.model._base_manager.values_list(field.attname, flat=True)
    }
    return [Orphan(name, size) for name, size in sorted(found.items()) if name not in named]


def sweep(found: list[Orphan]) -> None:
    for orphan in found:
        default_storage.delete(orphan.name)


def stored() -> Iterator[str]:
    """Every stored file by its name, from the folders that rows name files in."""
    for folder in sorted({str(field.upload_to).strip("/") for field in file_fields()}):
        if default_storage.exists(folder):
            yield from (f"{folder}/{name}" for name in default_storage.listdir(folder)[1])


def file_fields() -> list[FileField]:
    """Of every table of every room: whoever comes to keep files is counted without a word here."""
    fields = (field for model in apps.get_models() for field in model._meta.get_fields())
    return [field for field in fields if isinstance(field, FileField)]


def old(name: str, limit: datetime) -> bool:
    return default_storage.get_modified_time(name) < limit
