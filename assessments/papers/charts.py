"""Where the parts of a chart stand, in whole pixels. Pure: it is handed amounts and words, and knows neither
what they count nor how they are drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

Amount = int | Decimal | Fraction
LETTER = 8  # no character of 13 px is wider, on the average


class Size(NamedTuple):
    """A drawing at 1:1; without room beside the bar its label stands above it."""

    width: int
    label: int
    tail: int
    name: str

    @property
    def bar_width(self) -> int:
        return self.width - self.label - self.tail

    @property
    def bar_step(self) -> int:
        return 30 if self.label else 46


FULL = Size(1192, 208, 64, "full")
WIDE = Size(572, 168, 64, "wide")
TALL = Size(572, 0, 64, "wide")  # for long labels
NARROW = Size(288, 0, 64, "narrow")
BAR = 22  # height
FEWEST = 5  # standing bars are no wider than if there were so many
ABOVE, FOOT = 46, 24  # room over the highest column for its number and the median; for the titles below


class BarPart(NamedTuple):
    """A piece of a bar: how it looks, how much it is, what stands in it."""

    kind: str
    amount: Amount
    text: str
    title: str


class BarLine(NamedTuple):
    """A bar with the words before and the figure after it; `whole` is what would fill it."""

    label: str
    parts: Sequence[BarPart]
    whole: Amount
    tail: str


class Box(NamedTuple):
    """A rectangle with a text in or above its middle; the text is empty where it finds no room."""

    x: int
    y: int
    width: int
    height: int
    kind: str
    text: str
    text_x: int
    text_y: int
    title: str


class Bar(NamedTuple):
    label: str
    label_x: int
    label_y: int
    boxes: list[Box]
    tail: str
    tail_y: int


@dataclass(frozen=True)
class Bars:
    """A chart of lying bars."""

    size: Size
    height: int
    bars: list[Bar]


def bar_chart(lines: Sequence[BarLine], size: Size) -> Bars:
    placed_bars = [placed_bar(line, size, number * size.bar_step) for number, line in enumerate(lines)]
    return Bars(size, len(lines) * size.bar_step, placed_bars)


def placed_bar(line: BarLine, size: Size, top: int) -> Bar:
    """One bar; its label is right-aligned beside it, or stands above it."""
    y = top + size.bar_step - BAR - 4
    label = shortened(line.label, (size.label or size.width) - 8)
    label_x, label_y = (size.label - 8, y + 16) if size.label else (0, y - 6)
    return Bar(label, label_x, label_y, boxes_of(line, size, y), line.tail, y + 16)


def boxes_of(line: BarLine, size: Size, y: int) -> list[Box]:
    """The parts side by side; each ends where the sum so far ends, so that roundings do not add up."""
    placed_boxes: list[Box] = []
    so_far: Fraction = Fraction(0)
    for part in line.parts:
        start_x = pixels_of(so_far, line.whole, size.bar_width)
        so_far += Fraction(part.amount)
        width = pixels_of(so_far, line.whole, size.bar_width) - start_x
        if width:
            x = size.label + start_x
            text_that_fits = part.text if len(part.text) * LETTER <= width - 4 else ""
            placed_boxes.append(
                Box(x, y, width, BAR, part.kind, text_that_fits, x + width // 2, y + 16, part.title)
            )
    return placed_boxes


def pixels_of(amount: Amount, whole: Amount, length: int) -> int:
    """How many of `length` pixels an amount takes."""
    return int(Fraction(amount) / Fraction(whole) * length + Fraction(1, 2)) if whole else 0


def shortened(text: str, width: int) -> str:
    """The text, or its beginning where it would be wider than `width` pixels."""
    most_letters = width // 6  # small letters are narrower than figures
    return text if len(text) <= most_letters else f"{text[: most_letters - 1].rstrip()}…"


class StandingBar(NamedTuple):
    """A standing bar: its title for wide and for narrow drawings, and what it counts."""

    title: str
    short: str
    count: int  # type: ignore[assignment]  # a tuple has a method of that name, which nobody calls here
    hint: str


@dataclass(frozen=True)
class Columns:
    """A chart of standing bars with one dashed line across; its label stands on the side that has room."""

    size: Size
    height: int
    base: int
    boxes: list[Box]
    titles: list[tuple[int, str]]
    line_x: int
    line_label: str
    line_anchor: str
    line_label_x: int


def column_chart(counts: Sequence[StandingBar], size: Size, *, line: Fraction, line_label: str) -> Columns:
    """`line` is how far along all columns the line stands, from 0 to 1."""
    tallest = 200 if size.label else 140
    base, slot = ABOVE + tallest, size.width // max(len(counts), FEWEST)
    most_counted = max(column.count for column in counts)
    line_x = pixels_of(line, 1, slot * len(counts))
    label_goes_left = line_x * 2 > size.width
    return Columns(
        size=size,
        height=base + FOOT,
        base=base,
        boxes=[
            standing_side(it, place * slot, slot, base, tallest, most_counted)
            for place, it in enumerate(counts)
        ],
        titles=[
            (place * slot + slot // 2, it.title if size.label else it.short)
            for place, it in enumerate(counts)
        ],
        line_x=line_x,
        line_label=line_label,
        line_anchor="end" if label_goes_left else "start",
        line_label_x=line_x - 6 if label_goes_left else line_x + 6,
    )


def standing_side(column: StandingBar, x: int, slot: int, base: int, tallest: int, most: int) -> Box:
    gap = min(8, slot // 6)
    height = pixels_of(column.count, most, tallest)
    middle = x + slot // 2
    return Box(
        x=x + gap // 2,
        y=base - height,
        width=slot - gap,
        height=height,
        kind="data",
        text=str(column.count),
        text_x=middle,
        text_y=base - height - 6,
        title=column.hint,
    )
