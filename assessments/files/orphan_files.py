"""Files that nothing names: what a kill between writing a file and its row left behind."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from kinerja.files import StoredName, delete_file, files_stored_before, names_in_rows

GRACE = timedelta(days=1)  # a file is written before its row; an upload that takes longer does not exist


def find_orphans(*, at: datetime, grace: timedelta = GRACE) -> list[StoredName]:
    """Files in the folders of any table's files that no row names and that are older than `grace` at `at`.

    Removed evidence keeps its row and its file. Files are listed before rows are read, so that one whose row
    comes meanwhile is not taken for an orphan.
    """
    stored_names = files_stored_before(at - grace)
    referenced_names = names_in_rows()
    return [file for file in stored_names if file.name not in referenced_names]


def delete_orphans(files: Iterable[StoredName]) -> None:
    for file in files:
        delete_file(file.name)
