"""WHO answered what: periods, worksheets, entries, and what happened to them."""

from assessments.workflow import Layer

from .code_trial import CodeTrial
from .decision import Decision, Objection
from .entry import Entry
from .event import Event, TotalPoint
from .evidence import Evidence, EvidenceLink
from .judgement import Assignment, Conflict, Judgement, LayerScore, Repair
from .jury import Ballot, JuryScore
from .nomination import Nomination
from .period import Period
from .period_event import PeriodEvent
from .presence import Presence
from .printed import PrintedCopy
from .scan import SignedScan
from .snapshot import Snapshot
from .stage import Stage
from .team import TeamEvent
from .upload import WorkbookUpload
from .window import Window
from .worksheet import Worksheet

__all__ = [
    "Assignment",
    "Ballot",
    "CodeTrial",
    "Conflict",
    "Decision",
    "Entry",
    "Event",
    "Evidence",
    "EvidenceLink",
    "Judgement",
    "JuryScore",
    "Layer",
    "LayerScore",
    "Nomination",
    "Objection",
    "Period",
    "PeriodEvent",
    "Presence",
    "PrintedCopy",
    "Repair",
    "SignedScan",
    "Snapshot",
    "Stage",
    "TeamEvent",
    "TotalPoint",
    "Window",
    "WorkbookUpload",
    "Worksheet",
]
