"""What a worksheet's tag says of where it stands. PURE."""

from typing import NamedTuple

from .states import State


class Tag(NamedTuple):
    """A word with its tint and icon."""

    word: str
    tint: str
    icon: str


COMPLETE = Tag("Lengkap", "ok", "check")
UNTOUCHED = Tag("Belum mulai", "none", "dotted")


def tag_of(state: State, *, filled: bool, complete: bool) -> Tag:
    """The state's own, but while it is filled in: then how far that is."""
    if state.editable and complete:
        return COMPLETE
    if state.editable and not filled:
        return UNTOUCHED
    return Tag(state.label, state.row.tint, state.row.icon)
