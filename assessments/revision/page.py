"""The lines of a revision's preview, in words."""

from dataclasses import dataclass
from decimal import Decimal

from assessments.revision.services.preview import Figure, Line, Preview
from assessments.scores.rank_table import BASIS_LABELS
from kinerja.numbers import format_number

SHOWN, EXACT = 2, 9  # decimals; exact where the shown ones would hide a change
NONE = "–"


@dataclass(frozen=True)
class Cell:
    """A basis of a worksheet: total and rank, each from what to what; no rank is an empty one."""

    label: str
    total: str
    rank: str
    moved: bool


@dataclass(frozen=True)
class LineView:
    name: str
    regency: str
    state: str
    announced: bool
    cells: list[Cell]
    to_repeat: str  # what has to be answered or judged again


def views_of(preview: Preview) -> list[LineView]:
    """Those with rows to be answered again first, then by how far the claim moves."""
    return [view_of(line, preview) for line in sorted(preview.lines, key=weight)]


def weight(line: Line) -> tuple[int, Decimal, str]:
    moves = [abs((it.after or Decimal(0)) - (it.before or Decimal(0))) for it in line.figures.values()]
    return -len(line.again), -max(moves, default=Decimal(0)), line.worksheet.district.code


def view_of(line: Line, preview: Preview) -> LineView:
    worksheet = line.worksheet
    return LineView(
        name=str(worksheet.district),
        regency=str(worksheet.district.regency),
        state=worksheet.get_state_display(),
        announced=line.announced,
        cells=[cell(BASIS_LABELS[basis], line.figures[basis]) for basis, _ in preview.bases],
        to_repeat=to_repeat(line),
    )


def to_repeat(line: Line) -> str:
    numbers = ", ".join(str(spec.no) for spec in line.again)
    rows = f"nomor {numbers}" if numbers else NONE
    dropped = len(line.refit.dropped)
    return f"{rows}; {dropped} putusan diulang" if dropped else rows


def cell(label: str, figure: Figure) -> Cell:
    before, after = totals(figure)
    ranks = [NONE if it is None else str(it) for it in (figure.rank_before, figure.rank_after)]
    rank = "" if ranks == [NONE, NONE] else arrow(*ranks)
    return Cell(label, arrow(before, after), rank, figure.moved)


def totals(figure: Figure) -> tuple[str, str]:
    places = SHOWN
    if figure.before != figure.after and shown(figure.before, SHOWN) == shown(figure.after, SHOWN):
        places = EXACT
    return shown(figure.before, places), shown(figure.after, places)


def shown(total: Decimal | None, places: int) -> str:
    return NONE if total is None else format_number(total, places=places)


def arrow(old: str, new: str) -> str:
    return old if old == new else f"{old} → {new}"
