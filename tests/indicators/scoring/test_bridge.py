"""The bridge between two editions: three worked out by hand, and what holds for every pair."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from hypothesis import given

from indicators.scoring.bridge import (
    AnsweredSheet,
    Bridge,
    BridgeRow,
    Unmatched,
    bridge_between,
    counterparts_of,
)
from indicators.scoring.documents.fitting import fitted_answer
from indicators.scoring.engine import score
from indicators.scoring.items import Answer, Status
from indicators.scoring.sheet import Sheet
from tests.builders.edition_pairs import edition_pairs
from tests.builders.instrument_documents import flat, indicator, input_, level, option
from tests.builders.strategies import Drawn, drawn_worksheets, properties

Raw = dict[str, Any]


def year(sheet: Sheet, facts: Mapping[str, int] | None = None, **answers: Raw | Answer) -> AnsweredSheet:
    given_answers = {
        code: it if isinstance(it, Answer) else Answer(values=it) for code, it in answers.items()
    }
    return AnsweredSheet(sheet, facts or {}, given_answers)


def bridge(last: AnsweredSheet, this: AnsweredSheet) -> Bridge:
    return bridge_between(last, this, counterparts_of(last.sheet, this.sheet))


def parts(subject: Bridge | BridgeRow) -> tuple[Fraction, Fraction, Fraction]:
    return subject.performance, subject.rule_change, subject.without_counterpart


def test_by_hand_weights_move_and_two_rows_come_and_go() -> None:
    last = year(
        flat(indicator(1, weight="10"), indicator(2, weight="30"), indicator(3, weight="60")),
        i1={"n": "4", "d": "10"},  # 10 × 4/10 = 4
        i2={"n": "1", "d": "3"},  # 30 × 1/3 = 10
        i3={"n": "1", "d": "2"},  # 60 × 1/2 = 30; together 44
    )
    this = year(
        flat(
            indicator(1, weight="20"),
            indicator(2, code="b2", weight="45", predecessor="uji-2029/i2"),
            indicator(4, weight="35"),
        ),
        i1={"n": "7", "d": "10"},  # 20 × 7/10 = 14; last year 10 × 7/10 = 7
        b2={"n": "2", "d": "9"},  # 45 × 2/9 = 10; last year 30 × 2/9 = 20/3
        i4={"n": "3", "d": "7"},  # 35 × 3/7 = 15; together 39
    )

    found = bridge(last, this)

    assert [parts(row) for row in found.rows] == [
        (3, 7, 0),  # 7 − 4, 14 − 7
        (Fraction(-10, 3), Fraction(10, 3), 0),  # 20/3 − 10, 10 − 20/3
        (0, 0, 15),  # i4 is new
        (0, 0, -30),  # i3 is gone
    ]
    # 3 − 10/3 = −1/3; 7 + 10/3 = 31/3; 15 − 30 = −15; −1/3 + 31/3 − 15 = −5 = 39 − 44
    assert parts(found) == (Fraction(-1, 3), Fraction(31, 3), -15)
    assert (found.before, found.after, found.difference) == (44, 39, -5)
    assert [row.unmatched for row in found.rows] == [None, None, Unmatched.NEW, Unmatched.GONE]


LAST_LEVELS = [level("0", "0"), level("5", "50"), level("10", "100")]
NEXT_LEVELS = [level("0", "20"), level("8", "60"), level("16", "100")]


def banded(levels: list[Raw], **changes: Any) -> Raw:
    return indicator(2, rule="banded", params={"value": "n"}, inputs=[input_("n")], levels=levels, **changes)


def test_by_hand_levels_change_and_weight_is_given_away() -> None:
    last = year(
        flat(indicator(1, weight="40"), banded(LAST_LEVELS, weight="60"), policies=GIVING),
        i1=Answer(Status.TDI),  # its 40 go to i2, which then weighs 100
        i2={"n": "4"},  # below 5: 0; together 0
    )
    this = year(
        flat(indicator(1, weight="50"), banded(NEXT_LEVELS, weight="50"), policies=GIVING),
        i1={"n": "1", "d": "4"},  # 50 × 1/4 = 12.5; last year 40 × 1/4 = 10
        i2={"n": "9"},  # from 8: 50 × 60/100 = 30; last year, from 5: 60 × 50/100 = 30; together 42.5
    )

    found = bridge(last, this)

    assert [parts(row) for row in found.rows] == [(10, Fraction(5, 2), 0), (30, 0, 0)]
    # 10 + 30 = 40; 2.5 + 0; 40 + 2.5 = 42.5 − 0
    assert parts(found) == (40, Fraction(5, 2), 0)
    assert (found.before, found.after) == (0, Fraction(85, 2))


GIVING = {
    "tdi": "redistribute_all",
    "none_occurred": "full",
    "undefined": "zero",
    "not_applicable": "redistribute_all",
}


def test_by_hand_answers_that_last_years_rule_cannot_read() -> None:
    kelurahan = {"facts": ["kelurahan"], "min": "1"}
    choice = {"rule": "choice", "params": {"value": "v"}, "inputs": [input_("v", kind="choice")]}
    last = year(
        flat(
            indicator(1),
            indicator(2, **choice, levels=[option("a", "A", "50"), option("b", "B", "100")]),
            indicator(3, tdi=False),
            indicator(4),
        ),
        {"kelurahan": 0},
        i1={"n": "3", "d": "10"},  # 10 × 3/10 = 3
        i2={"v": "a"},  # 10 × 50/100 = 5
        i3={"n": "2", "d": "10"},  # 2
        i4={"n": "1", "d": "10"},  # 1; together 11
    )
    this = year(
        flat(
            indicator(1, params={"numerator": "n", "denominator": "of"}, inputs=[input_("n"), input_("of")]),
            indicator(2, **choice, levels=[option("a", "A", "50"), option("c", "C", "80")]),
            indicator(3),
            indicator(4, applies=kelurahan, policies={"not_applicable": "zero"}),
        ),
        {"kelurahan": 0},
        i1={"n": "6", "of": "10"},  # 6; last year's “d” is not in it
        i2={"v": "c"},  # 8; last year had no option c
        i3=Answer(Status.TDI),  # 0; last year TDI could not be said of it
        i4={},  # 0, it does not apply; last year it did; together 14
    )

    found = bridge(last, this)

    assert [(row.unmatched, *parts(row)) for row in found.rows] == [
        (Unmatched.MISSING_INPUT, 0, 0, 3),
        (Unmatched.MISSING_INPUT, 0, 0, 3),
        (Unmatched.UNKNOWN_STATE, 0, 0, -2),
        (Unmatched.NOT_ASKED, 0, 0, -1),
    ]
    assert parts(found) == (0, 0, 3)  # 14 − 11
    assert [row.between for row in found.rows] == [None] * 4


def test_what_a_source_gives_now_and_people_typed_then_is_carried_back() -> None:
    offered = input_("d", source={"facts": ["desa"]})
    last = year(flat(indicator(1)), i1={"n": "2", "d": "8"})  # 10 × 2/8 = 2.5
    this = year(flat(indicator(1, inputs=[input_("n"), offered])), {"desa": 8}, i1={"n": "4"})  # 10 × 4/8

    assert parts(bridge(last, this)) == (Fraction(5, 2), 0, 0)


def test_a_row_fed_by_one_that_is_gone_is_not_carried_back_on_last_years_figure() -> None:
    fed = input_("d", source={"indicator": "i1", "input": "d"})
    last = year(
        flat(indicator(1), indicator(2, inputs=[input_("n"), fed])), i1={"n": "1", "d": "4"}, i2={"n": "2"}
    )
    this = year(flat(indicator(2, inputs=[input_("n"), input_("d")])), i2={"n": "3", "d": "6"})

    found = bridge(last, this)

    assert [row.unmatched for row in found.rows] == [Unmatched.MISSING_INPUT, Unmatched.GONE]


def test_a_named_predecessor_goes_before_the_same_code_and_the_first_number_before_others() -> None:
    last = flat(indicator(1), indicator(2), indicator(3))
    this = flat(
        indicator(1),
        indicator(4, predecessor="uji-2029/i1"),
        indicator(5, predecessor="i1"),
        indicator(6, predecessor="i3"),
        indicator(7, predecessor="i9"),
    )

    assert counterparts_of(last, this) == {"i1": "i4", "i3": "i6"}


def test_each_reason_has_a_sentence() -> None:
    assert all(reason.sentence.endswith(".") for reason in Unmatched)


def drawn_bridge(last: Drawn, this: Drawn) -> Bridge:
    return bridge(AnsweredSheet(*_taken(last)), AnsweredSheet(*_taken(this)))


def _taken(drawn: Drawn) -> tuple[Sheet, Mapping[str, int], Mapping[str, Answer]]:
    return drawn.sheet, drawn.facts, drawn.answers


@properties
@given(edition_pairs())
def test_the_three_parts_add_up_to_the_difference_exactly(pair: tuple[Drawn, Drawn]) -> None:
    last, this = pair
    found = drawn_bridge(last, this)

    before, now = score(last.items).total, score(this.items).total
    assert (found.before, found.after) == (before, now)
    assert sum(parts(found)) == now - before
    assert all(sum(parts(row)) == row.after - row.before for row in found.rows)
    assert parts(found) == tuple(
        sum((getattr(row, name) for row in found.rows), Fraction(0))
        for name in ("performance", "rule_change", "without_counterpart")
    )


@properties
@given(edition_pairs())
def test_every_row_of_both_years_stands_in_it_once(pair: tuple[Drawn, Drawn]) -> None:
    last, this = pair
    found = drawn_bridge(last, this)

    earlier = [row.earlier.code for row in found.rows if row.earlier]
    later = [row.indicator.code for row in found.rows if row.indicator]
    assert sorted(earlier) == sorted(last.sheet.by_code)
    assert later == [spec.code for spec in this.sheet.indicators]
    assert all((row.between is None) == (row.unmatched is not None) for row in found.rows)


@properties
@given(edition_pairs())
def test_the_same_answers_by_last_years_rules_are_all_performance(pair: tuple[Drawn, Drawn]) -> None:
    """Where the edition is the same, whatever the answers are, nothing else moved the score."""
    last, this = pair
    again = Drawn(last.sheet, readable(last, this), this.facts)
    found = drawn_bridge(last, again)

    assert parts(found) == (found.difference, 0, 0)


def readable(last: Drawn, this: Drawn) -> dict[str, Answer]:
    """Last year's answers, and over them what its sheet can hold of this year's by the same code."""
    fitted = {
        code: fitted_answer(last.sheet.by_code[code], answer)
        for code, answer in this.answers.items()
        if code in last.sheet.by_code
    }
    return {**last.answers, **{code: Answer(it.status, it.values) for code, it in fitted.items()}}


@properties
@given(drawn_worksheets())
def test_an_unchanged_year_moves_nothing(drawn: Drawn) -> None:
    found = drawn_bridge(drawn, drawn)
    assert [parts(row) for row in found.rows] == [(0, 0, 0)] * len(found.rows)
