"""The states of a worksheet. PURE: a table, no Django, no clock.

The actions that lead from one state to the next join this table with the stage of work they belong to.
"""

from enum import StrEnum


class State(StrEnum):
    """Where a worksheet stands."""

    DRAFT = "draft"


LABELS = {State.DRAFT: "Sedang diisi"}
EDITABLE = frozenset({State.DRAFT})
