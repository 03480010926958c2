"""WHO answered what: periods, worksheets, entries, and what happened to them."""

from .code_trial import CodeTrial
from .decision import Decision, Objection
from .entry import Entry
from .event import Event, TotalPoint
from .evidence import Evidence, EvidenceLink
from .judgement import Assignment, Conflict, Judgement, Layer, LayerScore, Repair
from .period import Period, Stage, Window
from .presence import Presence
from .snapshot import Snapshot
from .team import TeamEvent
from .upload import WorkbookUpload
from .worksheet import Worksheet

__all__ = [
    "Assignment",
    "CodeTrial",
    "Conflict",
    "Decision",
    "Entry",
    "Event",
    "Evidence",
    "EvidenceLink",
    "Judgement",
    "Layer",
    "LayerScore",
    "Objection",
    "Period",
    "Presence",
    "Repair",
    "Snapshot",
    "Stage",
    "TeamEvent",
    "TotalPoint",
    "Window",
    "WorkbookUpload",
    "Worksheet",
]
