"""The lines of a revision's preview, in words."""

from dataclasses import dataclass
from decimal import Decimal

from assessments.revision.services.preview import Preview, PreviewLine, RevisedFigure
from assessments.scores.rank_table import BASIS_LABELS
from kinerja.numbers import format_number

SHOWN, EXACT = 2, 9  # decimals; exact where the shown ones would hide a change
NONE = "–"


@dataclass(frozen=True)
class RevisionCell:
    """A basis of a worksheet: total and rank, each from what to what; no rank is an empty one."""

    label: str
    total: str
    rank: str
    moved: bool


@dataclass(frozen=True)
class RevisionLineView:
    name: str
    regency: str
    state: str
    announced: bool
    cells: list[RevisionCell]
    to_repeat: str  # what has to be answered or judged again


def line_views(preview: Preview) -> list[RevisionLineView]:
    """Those with rows to be answered again first, then by how far the claim moves."""
    return [line_view(line, preview) for line in sorted(preview.lines, key=urgency)]


def urgency(line: PreviewLine) -> tuple[int, Decimal, str]:
    moves = [abs((it.after or Decimal(0)) - (it.before or Decimal(0))) for it in line.figures.values()]
    return -len(line.again), -max(moves, default=Decimal(0)), line.worksheet.district.code


def line_view(line: PreviewLine, preview: Preview) -> RevisionLineView:
    worksheet = line.worksheet
    return RevisionLineView(
        name=str(worksheet.district),
        regency=str(worksheet.district.regency),
        state=worksheet.get_state_display(),
        announced=line.announced,
        cells=[revision_cell(BASIS_LABELS[basis], line.figures[basis]) for basis, _ in preview.bases],
        to_repeat=repeat_words(line),
    )


def repeat_words(line: PreviewLine) -> str:
    numbers = ", ".join(str(spec.no) for spec in line.again)
    rows = f"nomor {numbers}" if numbers else NONE
    dropped = len(line.refit.dropped)
    return f"{rows}; {dropped} putusan diulang" if dropped else rows


def revision_cell(label: str, figure: RevisedFigure) -> RevisionCell:
    before, after = total_texts(figure)
    ranks = [NONE if it is None else str(it) for it in (figure.rank_before, figure.rank_after)]
    rank = "" if ranks == [NONE, NONE] else change_arrow(*ranks)
    return RevisionCell(label, change_arrow(before, after), rank, figure.moved)


def total_texts(figure: RevisedFigure) -> tuple[str, str]:
    places = SHOWN
    if figure.before != figure.after and shown_total(figure.before, SHOWN) == shown_total(
        figure.after, SHOWN
    ):
        places = EXACT
    return shown_total(figure.before, places), shown_total(figure.after, places)


def shown_total(total: Decimal | None, places: int) -> str:
    return NONE if total is None else format_number(total, places=places)


def change_arrow(old: str, new: str) -> str:
    return old if old == new else f"{old} → {new}"
