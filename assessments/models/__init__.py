"""WHO answered what: periods, worksheets, entries, and what happened to them."""

from .entry import Entry
from .event import Event
from .period import Period, Stage, Window
from .worksheet import Worksheet

__all__ = ["Entry", "Event", "Period", "Stage", "Window", "Worksheet"]
