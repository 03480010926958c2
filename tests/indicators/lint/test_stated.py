"""Tables as a regulation states them: real gaps and overlaps, matters of decimals, inferred levels."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders.instrument_documents import Raw, level, option
from tests.builders.strategies import properties

from .findings import banded, ratio_banded, row, said, stated


def test_the_bands_of_the_other_province_are_refused_for_the_gaps_at_5_and_above_48() -> None:
    levels = [
        stated("0", "5", "25", label="<5"),
        stated("6", "11", "50"),
        stated("12", "35", "75"),
        stated("36", "48", "100"),
    ]

    assert said(banded(*levels)) == [
        (
            "error",
            "gap",
            "Indikator i1: 5 tidak masuk tingkat mana pun "
            "(tingkat di bawahnya sampai 5, berikutnya mulai 6).",
        ),
        (
            "error",
            "gap",
            "Indikator i1: di atas 48 tidak ada tingkat; "
            "kosongkan batas atas tingkat tertinggi atau isi batas paling besar butir datanya.",
        ),
    ]


def test_a_gap_is_named_by_what_it_leaves_out() -> None:
    levels = [stated("0", "4", "50"), stated("8", None, "100")]

    assert said(banded(*levels)) == [
        (
            "error",
            "gap",
            "Indikator i1: 5–7 tidak masuk tingkat mana pun "
            "(tingkat di bawahnya sampai 4, berikutnya mulai 8).",
        )
    ]


QUARTERS = (("0", "25", "25"), ("26", "50", "50"), ("51", "75", "75"), ("76", None, "100"))


def quarters() -> list[Raw]:
    return [stated(*bounds) for bounds in QUARTERS]


def test_neighbouring_whole_bounds_leave_no_count_out() -> None:
    assert said(banded(*quarters())) == []
    assert said(ratio_banded(*quarters(), round=0)) == []


@pytest.mark.parametrize(
    "indicator",
    [
        ratio_banded(*quarters()),
        banded(*quarters(), kind="percent", unit="%", step="0.01"),
        banded(*quarters(), kind="decimal", max="100"),
    ],
    ids=["ratio", "percent", "decimal"],
)
def test_where_decimals_can_occur_neighbouring_whole_bounds_are_a_warning(indicator: Raw) -> None:
    pairs = (("25", "26"), ("50", "51"), ("75", "76"))

    assert said(indicator) == [
        (
            "warning",
            "decimals",
            f"Indikator i1: desimal di antara {upper} dan {lower} mengikuti tingkat di bawahnya.",
        )
        for upper, lower in pairs
    ]


@pytest.mark.parametrize(
    ("levels", "step"),
    [
        ([stated("0", "64.99", "50"), stated("65", "100", "100")], "0.01"),
        ([stated("0", "70", "50"), stated("70", "100", "100", inclusive=False)], None),
        ([stated("0", "70", "50", label="< 70"), stated("70", "100", "100")], None),
        ([stated("0", "5", "50"), stated("10", "100", "100")], "5"),
        ([stated("0", None, "50"), stated("10", None, "100")], "1"),
    ],
    ids=["printed decimals", "above the edge", "below the edge", "steps of five", "nothing stated"],
)
def test_what_meets_leaves_nothing_out(levels: list[Raw], step: str | None) -> None:
    assert said(banded(*levels, kind="decimal", step=step, max="100")) == []


@pytest.mark.parametrize(
    ("levels", "sentence"),
    [
        (
            [stated("0", "70", "50"), stated("70", "100", "100")],
            "Indikator i1: 70 masuk dua tingkat; periksa batas atas 70.",
        ),
        (
            [stated("0", "6", "50"), stated("5", "100", "100")],
            "Indikator i1: 5–6 masuk dua tingkat; periksa batas atas 6.",
        ),
    ],
    ids=["an edge", "a stretch"],
)
def test_an_overlap_is_refused(levels: list[Raw], sentence: str) -> None:
    assert said(banded(*levels, max="100")) == [("error", "overlap", sentence)]


def test_an_edge_that_neither_level_holds_is_a_gap() -> None:
    levels = [stated("0", "70", "50", label="<70"), stated("70", "100", "100", inclusive=False)]

    assert [it[:2] for it in said(banded(*levels, kind="decimal", max="100"))] == [("error", "gap")]


def test_a_level_that_ends_before_it_begins_is_refused() -> None:
    levels = [stated("0", None, "0"), stated("50", "40", "100")]

    assert ("error", "bounds", "Indikator i1: batas atas 40 di bawah batas bawahnya sendiri, 50.") in said(
        banded(*levels, max="40")
    )


@pytest.mark.parametrize(("most", "errors"), [(None, 1), ("49", 1), ("48", 0), ("40", 0)])
def test_a_highest_level_must_reach_the_most_that_can_be_typed(most: str | None, errors: int) -> None:
    found = said(banded(stated("0", "48", "100"), stated("0.5", "48", "100"), max=most))

    assert sum(code == "gap" for _, code, _ in found) == errors


def test_a_percentage_ends_at_100() -> None:
    levels = [stated("0", "49.99", "50"), stated("50", "100", "100")]

    assert said(banded(*levels, kind="percent", unit="%", step="0.01")) == []


def test_numbers_below_the_lowest_level_are_a_warning() -> None:
    assert said(banded(level("25", "50"), level("50", "100"))) == [
        ("warning", "below", "Indikator i1: di bawah 25 tidak ada tingkat; capaiannya 0.")
    ]


def test_options_with_printed_bounds_are_looked_at_in_the_order_of_their_bounds() -> None:
    good = option("BAIK", "Baik", "100") | {"lower": "76.61", "stated_upper": "100"}
    poor = option("BURUK", "Buruk", "50") | {"lower": "25", "stated_upper": "76.6"}
    changes: Raw = {"rule": "choice", "params": {"value": "n"}}

    def with_options(*options: Raw) -> Raw:
        return row(**changes, inputs=[{**row()["inputs"][0], "kind": "choice"}], levels=list(options))

    assert said(with_options(good, poor)) == []
    assert [it[:2] for it in said(with_options(good, poor | {"stated_upper": "76"}))] == [("error", "gap")]


def test_inferred_levels_are_named_by_label_or_bound() -> None:
    levels = [level("0", "0", inferred=True), level("5", "100", label="Baik", inferred=True)]

    assert said(banded(*levels)) == [
        ("warning", "inferred", "Indikator i1: 2 tingkat masih disimpulkan (0; Baik); pastikan.")
    ]


@st.composite
def tables(draw: st.DrawFn) -> list[tuple[int, bool, int | None]]:
    """Lower bounds of counts from 0 on, whether they take part, and an upper bound where one is stated."""
    lowers = [0, *sorted(draw(st.sets(st.integers(1, 30), min_size=1, max_size=5)))]
    return [
        (lower, lower == 0 or draw(st.booleans()), draw(st.none() | st.integers(lower + 1, lower + 8)))
        for lower in lowers
    ]


def holders(table: list[tuple[int, bool, int | None]], count: int) -> int:
    """How many levels a count lies in; without a stated upper bound a level ends where the next begins."""
    ends = [lower - inclusive for lower, inclusive, _ in table[1:]] + [40]
    return sum(
        (lower <= count if inclusive else lower < count) and count <= (end if upper is None else upper)
        for (lower, inclusive, upper), end in zip(table, ends, strict=True)
    )


@properties
@given(tables())
def test_a_table_of_counts_is_refused_where_a_count_lies_in_no_level_or_in_two(
    table: list[tuple[int, bool, int | None]],
) -> None:
    levels = [
        stated(str(lower), None if upper is None else str(upper), "100", inclusive=inclusive)
        for lower, inclusive, upper in table
    ]

    refused = any(gravity == "error" for gravity, _, _ in said(banded(*levels, max="40")))

    assert refused == any(holders(table, count) != 1 for count in range(41))
