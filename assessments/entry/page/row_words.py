"""What a row says of itself on its page, for rows of a worksheet and of an IKU year alike."""

from typing import NamedTuple


class RowState(NamedTuple):
    """Whether a row is saved: a word with its icon, and the class that colours both."""

    words: str
    icon: str = ""
    tint: str = ""


class Mark(NamedTuple):
    """A box that may be ticked in place of figures: TDI, or nihil."""

    name: str
    label: str
    ticked: bool
    style: str  # the classes by which scripts and styles know it


class Remark(NamedTuple):
    """Something to look at again."""

    sentence: str
    heading: str
    tint: str
    wants_note: bool

    @classmethod
    def of(cls, sentence: str, explained: bool, open_note: bool) -> "Remark":
        if explained:
            return cls(sentence, "Dijelaskan dalam catatan.", "info", open_note)
        return cls(sentence, "Peringatan.", "warning", open_note)


UNFILLED = RowState("Belum diisi")


def unsaved_state(*, stale: bool) -> RowState:
    """Of a row that was sent; `stale`: because somebody else had changed it."""
    return RowState(f"Belum tersimpan{' – pilih isian' if stale else ''}", "triangle", "state-bad")


def refusal_words(refusal: str) -> str:
    return f"{refusal} Isian Anda tetap ada di layar ini." if refusal else ""


def calculated_later(typed: bool, stale: bool) -> str:
    """Instead of figures while what was typed is not saved; otherwise empty."""
    if stale:
        return "Dihitung setelah dipilih"
    return "Dihitung setelah diperbaiki" if typed else ""
