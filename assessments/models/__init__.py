"""WHO answered what: periods, worksheets, entries, and what happened to them."""

from .entry import Entry
from .event import Event
from .evidence import Evidence, EvidenceLink
from .period import Period, Stage, Window
from .presence import Presence
from .snapshot import Snapshot
from .upload import WorkbookUpload
from .worksheet import Worksheet

__all__ = [
    "Entry",
    "Event",
    "Evidence",
    "EvidenceLink",
    "Period",
    "Presence",
    "Snapshot",
    "Stage",
    "Window",
    "WorkbookUpload",
    "Worksheet",
]
