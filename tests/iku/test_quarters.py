"""Four quarters make a year by tipe perhitungan; a missing quarter is never 0."""

from fractions import Fraction

import pytest

from indicators.iku.figures import EMPTY, UNDEFINED, Figure
from indicators.iku.quarters import (
    Aggregate,
    Aggregation,
    aggregate_quarters,
    as_figure,
    in_quarter,
    realisation_through,
)
from tests.iku.documents import defined

SUM, MEAN, LAST = Aggregation.SUM, Aggregation.MEAN, Aggregation.LAST


def figures(*texts: str) -> list[Figure]:
    return [as_figure(text) for text in texts]


@pytest.mark.parametrize(
    ("texts", "kind", "figure", "missing"),
    [
        (("1", "2", "3", "5"), SUM, "11", ()),
        (("1", "2", "3", "5"), MEAN, "11/4", ()),
        (("1", "2", "3", "5"), LAST, "5", ()),
        (("1", "", "3", "5"), SUM, "9", (2,)),
        (("1", "", "3", "5"), MEAN, "3", (2,)),
        (("1", "2", "3", ""), LAST, "3", (4,)),
        (("1", "0", "3", "0"), MEAN, "1", ()),
        (("1", "2", "3", "0"), LAST, "0", ()),
        (("0.1", "0.2", "0.3", "0.4"), SUM, "1", ()),
    ],
)
def test_the_type_says_how_quarters_come_together(
    texts: tuple[str, ...], kind: Aggregation, figure: str, missing: tuple[int, ...]
) -> None:
    assert aggregate_quarters(figures(*texts), kind) == Aggregate(Fraction(figure), missing)


@pytest.mark.parametrize("kind", list(Aggregation))
def test_without_any_quarter_there_is_no_figure(kind: Aggregation) -> None:
    assert aggregate_quarters(figures("", "", "", ""), kind) == Aggregate(EMPTY, (1, 2, 3, 4))


@pytest.mark.parametrize(("kind", "figure"), [(SUM, "3"), (MEAN, "3/2"), (LAST, "2")])
def test_up_to_a_quarter_the_later_ones_are_neither_counted_nor_missing(
    kind: Aggregation, figure: str
) -> None:
    assert aggregate_quarters(figures("1", "2", "", "9"), kind, through=2) == Aggregate(Fraction(figure), ())


def test_an_undefined_quarter_makes_the_whole_undefined_unless_a_later_position_counts() -> None:
    quarters: list[Figure] = [Fraction(1), UNDEFINED, Fraction(3), EMPTY]

    found = [aggregate_quarters(quarters, kind).figure for kind in (SUM, MEAN, LAST)]
    assert found == [UNDEFINED, UNDEFINED, 3]


def test_data_items_come_together_first_and_the_formula_is_worked_out_last() -> None:
    one = defined().indicator("1")
    assert one.formula
    filled = {"ditindaklanjuti": figures("1", "8", "", "9"), "dilakukan": figures("2", "8", "", "10")}

    whole = realisation_through(one.formula, filled, one.kinds)

    assert whole.figure == 90  # 18 of 20, not the mean of 50, 100 and 90
    assert (whole.missing, whole.items["dilakukan"].figure) == ((3,), 20)
    assert realisation_through(one.formula, filled, one.kinds, through=1).figure == 50
    assert [in_quarter(one.formula, filled, no) for no in (1, 2, 3, 4)] == [50, 100, EMPTY, 90]


def test_documents_due_in_different_quarters_are_each_taken_where_they_stand() -> None:
    one = defined().indicator("2")
    assert one.formula
    filled = {
        "lppdesa": figures("6", "", "", ""),
        "rkpdesa": figures("", "", "4", ""),
        "apbdesa": figures("", "", "", "5"),
        "desa": figures("6", "6", "6", "6"),
    }

    assert realisation_through(one.formula, filled, one.kinds).figure == Fraction(250, 3)
    assert realisation_through(one.formula, filled, one.kinds, through=3).figure is EMPTY
