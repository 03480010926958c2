"""The arithmetic of charts: whole pixels that add up, columns of five points, an exact median."""

from decimal import Decimal
from fractions import Fraction

import pytest

from assessments.dashboard.services.histogram import histogram_columns, median
from assessments.papers.charts import (
    NARROW,
    TALL,
    WIDE,
    BarLine,
    BarPart,
    Size,
    StandingBar,
    bar_chart,
    column_chart,
    pixels_of,
    shortened,
)


def line(*amounts: int, whole: int = 0, label: str = "Kab. Magetan") -> BarLine:
    parts = [BarPart(f"k{no}", amount, str(amount), f"hint {amount}") for no, amount in enumerate(amounts)]
    return BarLine(label, parts, whole or sum(amounts), "36 %")


@pytest.mark.parametrize("size", [WIDE, TALL, NARROW])
@pytest.mark.parametrize("amounts", [(1, 1, 1), (5, 1, 4, 4), (1, 665), (7,)])
def test_parts_fill_the_bar_and_leave_no_gap(size: Size, amounts: tuple[int, ...]) -> None:
    boxes = bar_chart([line(*amounts)], size).bars[0].boxes

    assert [box.x + box.width for box in boxes[:-1]] == [box.x for box in boxes[1:]]
    assert sum(box.width for box in boxes) == size.bar_width
    assert boxes[0].x == size.label


def test_a_part_of_the_whole_is_as_long_as_its_share() -> None:
    (box,) = bar_chart([line(1, whole=4)], WIDE).bars[0].boxes

    assert box.width == WIDE.bar_width // 4


def test_what_is_nothing_is_not_drawn() -> None:
    assert [box.kind for box in bar_chart([line(0, 3, 0)], WIDE).bars[0].boxes] == ["k1"]
    assert bar_chart([line(0, 0)], WIDE).bars[0].boxes == []


def test_a_number_that_finds_no_room_is_left_to_the_hint() -> None:
    boxes = bar_chart([line(1, 665)], NARROW).bars[0].boxes
    narrow = bar_chart([line(12, 600)], WIDE).bars[0].boxes

    assert [box.text for box in boxes] == ["665"]  # 1 of 666 takes no pixel of 224
    assert [(box.text, box.title) for box in narrow] == [("", "hint 12"), ("600", "hint 600")]


def test_every_line_has_its_place() -> None:
    wide, narrow = (bar_chart([line(1), line(2)], size) for size in (WIDE, NARROW))

    assert (wide.height, narrow.height) == (60, 92)
    assert [bar.boxes[0].y for bar in wide.bars] == [4, 34]
    assert [bar.label_y for bar in narrow.bars] == [14, 60]  # above its bar


def test_long_labels_are_cut_where_they_would_run_into_the_bar() -> None:
    assert shortened("Kab. Magetan", 160) == "Kab. Magetan"
    assert shortened("Kab. Penukal Abab Lematang Ilir", 160) == "Kab. Penukal Abab Lematan…"


def test_pixels_are_rounded_half_up() -> None:
    assert [pixels_of(amount, 2, 1) for amount in (0, 1, 2)] == [0, 1, 1]
    assert pixels_of(Decimal("0.1"), Decimal("0.3"), 300) == 100
    assert pixels_of(5, 0, 300) == 0


def test_the_median_stands_among_the_columns_with_its_label_inside() -> None:
    found = [StandingBar("75–80", "75", 4, "75–80: 4"), StandingBar("80–85", "80", 2, "80–85: 2")]

    left = column_chart(found, WIDE, line=Fraction(1, 4), line_label="median 77,50")
    right = column_chart(found * 3, NARROW, line=Fraction(1), line_label="median 85,00")

    assert (left.line_x, left.line_anchor, left.line_label_x) == (57, "start", 63)
    assert (right.line_x, right.line_anchor, right.line_label_x) == (288, "end", 282)
    assert [(box.height, box.y + box.height) for box in left.boxes] == [(200, 246), (100, 246)]
    assert [title for _, title in left.titles] == ["75–80", "80–85"]
    assert [title for _, title in right.titles] == ["75", "80"] * 3


def decimals(*texts: str) -> list[Decimal]:
    return [Decimal(text) for text in texts]


def test_a_bound_belongs_to_the_column_above_it_and_the_full_score_to_the_last() -> None:
    found = histogram_columns(decimals("89.999999999999", "90", "95", "100"))

    assert [(it.title, it.count, it.from_here) for it in found] == [
        ("85–90", 1, 4),
        ("90–95", 1, 3),
        ("95–100", 2, 2),
    ]


def test_scores_far_below_share_the_first_column() -> None:
    found = histogram_columns(decimals("0", "12", "54.9", "55", "98"))

    assert len(found) == 10
    assert [(it.title, it.count) for it in found if it.count] == [("< 55", 3), ("55–60", 1), ("95–100", 1)]


def test_two_spreads_share_their_columns() -> None:
    one, other = decimals("71", "72"), decimals("64")

    assert [it.title for it in histogram_columns(one, among=other)] == ["60–65", "65–70", "70–75"]
    assert [it.count for it in histogram_columns(other, among=one)] == [1, 0, 0]
    assert histogram_columns([]) == []


@pytest.mark.parametrize(
    ("scores", "middle"),
    [
        (["3", "1", "2"], "2"),
        (["1", "2"], "1.5"),
        (["86.886363636363", "86.886363636364"], "86.8863636363635"),
        (["7"], "7"),
    ],
)
def test_the_median_is_exact(scores: list[str], middle: str) -> None:
    assert median(decimals(*scores)) == Decimal(middle)


def test_nothing_has_no_median() -> None:
    assert median([]) is None
