"""What holds for every instrument and every worksheet."""

import random
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from indicators.scoring.engine import score
from indicators.scoring.items import Answer, Item, build_item
from indicators.scoring.next_points import next_steps
from indicators.scoring.sheet import Action, Outcome, Sheet
from tests.builders.instrument_documents import flat, indicator, input_, scored
from tests.builders.strategies import Drawn, drawn_worksheets, properties, rising, worksheets


@properties
@given(worksheets())
def test_scores_lie_between_0_and_the_effective_weight(items: tuple[Item, ...]) -> None:
    for row in score(items).rows:
        assert 0 <= (row.score or 0) <= row.effective_weight
        assert 0 <= (row.achievement or 0) <= 100
        if row.score is not None and row.achievement is not None:
            assert row.score == row.effective_weight * row.achievement / 100


@properties
@given(worksheets())
def test_the_total_is_the_sum_of_the_rows_and_of_the_aspects(items: tuple[Item, ...]) -> None:
    result = score(items)
    assert result.total == sum(row.score or 0 for row in result.rows)
    assert result.total == sum(aspect.score for aspect in result.aspects)
    assert [row for aspect in result.aspects for row in aspect.rows] == list(result.rows)


@properties
@given(worksheets(), st.randoms(use_true_random=False))
def test_the_order_of_items_makes_no_difference(items: tuple[Item, ...], shuffler: random.Random) -> None:
    shuffled = list(items)
    shuffler.shuffle(shuffled)
    assert score(shuffled) == score(items)


@properties
@given(worksheets())
def test_redistribution_keeps_the_sum_of_weights(items: tuple[Item, ...]) -> None:
    result = score(items)
    keeps = any(row.effective_weight for row in result.rows)
    assert result.whole.effective_weight == (result.whole.weight if keeps else 0)


@properties
@given(worksheets())
def test_only_rows_that_count_have_a_weight(items: tuple[Item, ...]) -> None:
    for row in score(items).rows:
        gave = row.action not in (None, Action.ZERO, Action.FULL)
        assert (row.score is None) == (gave or row.outcome is Outcome.EMPTY)
        if gave:
            assert row.effective_weight == 0


@properties
@given(worksheets())
def test_every_row_explains_itself_in_one_line(items: tuple[Item, ...]) -> None:
    for row in score(items).rows:
        assert row.explanation == " ".join(row.explanation.split(" "))
        assert "\n" not in row.explanation
        assert all(warning.sentence.endswith("catatan.") for warning in row.warnings)


@properties
@given(drawn_worksheets())
def test_a_step_is_always_one_that_the_worksheet_takes_and_gains_by(drawn: Drawn) -> None:
    whole = score(drawn.items).whole
    found = next_steps(drawn.sheet, drawn.facts, drawn.answers)
    assert all(0 < step.gain <= whole.weight for step in found)
    assert [step.gain for step in found] == sorted((step.gain for step in found), reverse=True)


@properties
@given(drawn_worksheets(), st.randoms(use_true_random=False))
def test_a_sample_is_always_one_that_its_row_takes(drawn: Drawn, dice: random.Random) -> None:
    for spec in drawn.sheet.indicators:
        offered = build_item(drawn.sheet, drawn.facts, {}, spec.code).offered
        answer = Answer(values=spec.rule.sample(dice, offered))
        item = build_item(drawn.sheet, drawn.facts, {spec.code: answer}, spec.code)

        out_of_reach = {it.code for it in spec.inputs if it.locked} - offered.keys()
        assert spec.needs - out_of_reach <= item.values.keys()


def achievement(sheet: Sheet, **values: Any) -> Fraction:
    return scored(sheet, {"i1": values}).rows[0].achievement or Fraction(0)


RATIO = flat(indicator(1))
BANDED = flat(indicator(1, rule="banded", params={"value": "n"}, levels=rising({0, 3, 5, 11})))
CHECKLIST = flat(
    indicator(1, rule="checklist", params={}, inputs=[input_(c, kind="yes_no") for c in "abcde"])
)
INVERSE = flat(indicator(1, rule="inverse", params={"realisation": "n", "target": "d"}))


@properties
@given(st.integers(0, 50), st.integers(0, 50), st.integers(1, 50))
def test_more_in_the_numerator_is_never_less(fewer: int, more: int, whole: int) -> None:
    fewer, more = sorted((fewer, more))
    low = achievement(RATIO, n=str(fewer), d=str(whole))
    assert low <= achievement(RATIO, n=str(more), d=str(whole))
    assert low >= achievement(RATIO, n=str(fewer), d=str(whole + 1))


@properties
@given(st.integers(0, 20), st.integers(0, 20))
def test_more_reaches_no_lower_level(fewer: int, more: int) -> None:
    fewer, more = sorted((fewer, more))
    assert achievement(BANDED, n=str(fewer)) <= achievement(BANDED, n=str(more))


@properties
@given(st.sets(st.sampled_from("abcde")), st.sampled_from("abcde"))
def test_one_item_more_is_worth_more(present: set[str], another: str) -> None:
    def of(codes: set[str]) -> Fraction:
        return achievement(CHECKLIST, **{code: "yes" if code in codes else "no" for code in "abcde"})

    assert of(present | {another}) - of(present - {another}) == 20


@properties
@given(st.integers(0, 50), st.integers(0, 50), st.integers(1, 50))
def test_where_fewer_is_better_more_is_never_more(fewer: int, more: int, target: int) -> None:
    fewer, more = sorted((fewer, more))
    assert achievement(INVERSE, n=str(fewer), d=str(target)) >= achievement(
        INVERSE, n=str(more), d=str(target)
    )
