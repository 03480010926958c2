"""One row of the review grid in words: the claim, each layer's word, what moved, what is said of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from assessments.home.page.history import Change, row_changes
from assessments.models import Entry, EvidenceLink, Judgement, Layer, Repair
from assessments.papers.figures import NOTHING, RowFigures, data_lines
from indicators.scoring.engine import Row
from indicators.scoring.sheet import Outcome
from kinerja.numbers import format_number

AGREES, DIFFERS, REPAIR, CLAIM_MOVED = "Sesuai", "Berbeda", "Perbaikan", "Isian berubah"
SHORT = 9  # letters of a figure that stands beside another in a narrow column


@dataclass(frozen=True)
class ReviewCell:
    """What one layer says of a row: value and nilai, and the word with its icon and colour."""

    head: str
    own: bool  # of the layer that the page judges in
    value: str
    score: str
    word: str
    icon: str
    tint: str

    @property
    def differs(self) -> bool:
        return self.word == DIFFERS

    @property
    def claim_moved(self) -> bool:
        """Whether it was decided on input that is no more."""
        return self.word == CLAIM_MOVED

    @property
    def decided(self) -> bool:
        return self.word in {AGREES, DIFFERS, REPAIR}


@dataclass(frozen=True)
class ReviewRow:
    """Everything that `review/row.html` needs."""

    figures: RowFigures
    entry: Entry | None
    files: int
    unproven: bool
    cells: tuple[ReviewCell, ...]
    judgements: tuple[Judgement, ...]
    repair: Repair | None
    changes: tuple[Change, ...]

    @property
    def no(self) -> int:
        return self.figures.row.no

    @property
    def code(self) -> str:
        return self.figures.row.code

    @property
    def text(self) -> str:
        return self.figures.row.indicator.text

    @property
    def applies(self) -> bool:
        return self.figures.row.outcome is not Outcome.NOT_APPLICABLE

    @property
    def claimed(self) -> str:
        return short_text(self.figures)

    @property
    def notes(self) -> list[str]:
        """What is asked for and why somebody differs; then what the kecamatan wrote itself."""
        notes = [f"Minta perbaikan: {self.repair.note}"] if self.repair else []
        notes += [f"{Layer(it.layer).row.short}: {it.reason}" for it in self.judgements if it.reason]
        return notes + self.claim_notes

    @property
    def claim_notes(self) -> list[str]:
        entry = self.entry
        return [f"Kecamatan: {text}" for text in (entry.reason, entry.note) if text] if entry else []


def cell_of(
    head: str,
    own: bool,
    claim: RowFigures,
    judgement: Judgement | None,
    figures: RowFigures | None,
    *,
    asked_back: bool,
) -> ReviewCell:
    """The layer's word on a row; undecided is "–" and never the claim."""
    value, score = (short_text(figures), figures.score) if figures and judgement else (NOTHING, "")
    return ReviewCell(head, own, value, score, *word_of(claim, judgement, figures, asked_back))


def word_of(
    claim: RowFigures, judgement: Judgement | None, figures: RowFigures | None, asked_back: bool
) -> tuple[str, str, str]:
    """Word, icon and colour."""
    if claim.row.outcome is Outcome.NOT_APPLICABLE:
        return "Tidak berlaku", "dash", "none"
    if asked_back:
        return REPAIR, "flag", "bad"
    if judgement is None:
        return "Belum dinilai", "dotted", "none"
    if figures is None:
        return CLAIM_MOVED, "triangle", "wait"
    is_agreed = judgement.verdict == Judgement.Verdict.AGREES
    return (AGREES, "check", "ok") if is_agreed else (DIFFERS, "triangle", "wait")


def short_text(figures: RowFigures) -> str:
    """One or two figures as they are, "7/15"; of more or longer ones the capaian."""
    if figures.row.outcome.replaces_data:
        tdi_or_none = figures.achievement if figures.row.outcome is Outcome.TDI else figures.data[0][1]
        return tdi_or_none if figures.row.outcome is not Outcome.NOT_APPLICABLE else NOTHING
    shown_values = [value for _, value in figures.data]
    if len(shown_values) == 1:
        return shown_values[0]
    if len(shown_values) == 2 and all(len(value) <= SHORT for value in shown_values):
        return "/".join(shown_values)
    achievement = figures.row.achievement
    return figures.achievement if achievement is None else format_number(achievement, max_places=2)


def texts_by_input(figures: RowFigures) -> dict[str, str]:
    """Every input's value in words; a list in one line."""
    row = figures.row
    if row.outcome.replaces_data:
        return {item.spec.code: text for item, (_, text) in zip(row.inputs, figures.data, strict=True)}
    return {item.spec.code: input_text(row, item) for item in row.inputs}


def input_text(row: Row, item: Any) -> str:
    claim_lines = data_lines(row, item)
    if not item.spec.repeatable:
        return claim_lines[0][1]
    return "; ".join(f"{label} {value}" for label, value in claim_lines) or NOTHING


def judged_changes(
    row: Row,
    entry: Entry | None,
    repair: Repair,
    links: Mapping[str, tuple[EvidenceLink, ...]],
) -> Iterator[Change]:
    """Label, old and new of all that moved since the row was asked back."""
    copy_before = repair.before or {}
    entry_now = {
        name: getattr(entry, name)
        for name in ("status", "values", "details", "reason", "note", "source")
        if entry
    }
    yield from row_changes(row.indicator, copy_before.get("entry") or {}, entry_now)
    files_before = sorted({name for _, name, _, _ in copy_before.get("evidence", [])})
    files_now = sorted({link.evidence.name for link in links.get(row.code, ())})
    if files_before != files_now:
        yield "Bukti", ", ".join(files_before) or NOTHING, ", ".join(files_now) or NOTHING
