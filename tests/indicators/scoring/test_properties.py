"""What holds for every instrument and every worksheet."""

import random
from fractions import Fraction
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indicators.scoring.document import parse
from indicators.scoring.engine import score
from indicators.scoring.items import Answer, Item, Status, build_items
from indicators.scoring.sheet import Action, Outcome, Sheet
from tests.indicators.scoring.documents import document, flat, indicator, input_, level, lines, option, scored

Raw = dict[str, Any]
# Drawing a whole worksheet takes long on a busy machine; that is no fault.
properties = settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.too_slow])
numbers = st.integers(0, 40).map(str)
decimals = st.decimals(0, 100, places=2).map(str)
ACTIONS = st.sampled_from([action.value for action in Action])
FACTS = st.fixed_dictionaries({"desa": st.integers(0, 3), "kelurahan": st.integers(0, 3)})


def rising(lowers: set[int]) -> list[Raw]:
    steps = sorted(lowers)
    return [level(str(lower), str(100 * n // len(steps))) for n, lower in enumerate(steps, start=1)]


@st.composite
def rows(draw: st.DrawFn, no: int) -> tuple[Raw, Answer | None]:
    """An indicator of any rule, and an answer to it that may be missing, partial or special."""
    changes, values = draw(st.one_of(RULES))
    row = indicator(
        no,
        weight=draw(st.sampled_from(["0", "0.5", "1.2", "3", "27"])),
        applies=draw(
            st.sampled_from([None, {"facts": ["desa"], "min": "1"}, {"facts": ["kelurahan"], "min": "2"}])
        ),
        evidence=draw(st.sampled_from([None, {"scope": "row"}])),
        policies=draw(st.dictionaries(st.sampled_from(["tdi", "undefined", "not_applicable"]), ACTIONS)),
        **changes,
    )
    left = {code: value for code, value in values.items() if draw(st.integers(0, 9))}
    answer = Answer(draw(st.sampled_from([*[Status.FILLED] * 4, *Status])), left, draw(st.booleans()))
    return row, draw(st.sampled_from([answer, answer, answer, None]))


def values_of(**strategies: st.SearchStrategy[Any]) -> st.SearchStrategy[Raw]:
    return st.fixed_dictionaries(strategies)


RULES: list[st.SearchStrategy[tuple[Raw, Raw]]] = [
    st.tuples(st.just({}), values_of(n=numbers, d=numbers)),
    st.tuples(
        st.sets(st.integers(0, 30), min_size=1).map(
            lambda lowers: {"rule": "banded", "params": {"value": "n"}, "levels": rising(lowers)}
        ),
        values_of(n=numbers),
    ),
    st.tuples(
        st.just(
            {
                "rule": "checklist",
                "params": {},
                "inputs": [input_(code, kind="yes_no", coefficient="0.3") for code in "abc"],
            }
        ),
        values_of(a=st.sampled_from(["yes", "no"]), b=st.just("yes"), c=st.just("no")),
    ),
    st.tuples(
        st.just(
            {
                "rule": "choice",
                "params": {"value": "v"},
                "inputs": [input_("v", kind="choice")],
                "levels": [option("a", "A", "33.3"), option("b", "B", "100")],
            }
        ),
        values_of(v=st.sampled_from(["a", "b"])),
    ),
    st.tuples(
        st.just(
            {
                "rule": "parts",
                "params": {"parts": ["p"], "total": "t"},
                "inputs": [input_("p", repeatable=True, coefficient="1.5"), input_("t")],
            }
        ),
        values_of(p=st.lists(numbers, min_size=1, max_size=4).map(lambda found: lines(*found)), t=numbers),
    ),
    st.tuples(
        st.just(
            {
                "rule": "inverse",
                "params": {"realisation": "r", "target": "t"},
                "inputs": [input_("r", kind="decimal"), input_("t", kind="decimal")],
            }
        ),
        values_of(r=decimals, t=decimals),
    ),
    st.tuples(
        st.just(
            {
                "rule": "judged",
                "params": {"value": "v", "aggregate": "median"},
                "inputs": [input_("v", kind="decimal", repeatable=True)],
            }
        ),
        values_of(v=st.lists(decimals, min_size=1, max_size=4).map(lambda found: lines(*found))),
    ),
    st.tuples(
        st.just({"rule": "formula", "params": {"formula": "(n - d) / (n + d - 5) * 100"}}),
        values_of(n=numbers, d=numbers),
    ),
]


@st.composite
def worksheets(draw: st.DrawFn) -> tuple[Item, ...]:
    """Items of a random instrument with random answers and a random profile."""
    count = draw(st.integers(1, 8))
    drawn = [draw(rows(no)) for no in range(1, count + 1)]
    cuts = sorted(draw(st.lists(st.integers(0, count), min_size=3, max_size=3)))
    parts = [
        [row for row, _ in drawn[start:end]] for start, end in zip([0, *cuts], [*cuts, count], strict=True)
    ]
    policies = {name: draw(ACTIONS) for name in ("tdi", "none_occurred", "undefined", "not_applicable")}
    sheet = parse(document(parts[:2], parts[2:], policies=policies))
    answers = {row["code"]: answer for row, answer in drawn if answer is not None}
    return build_items(sheet, draw(FACTS), answers)


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
