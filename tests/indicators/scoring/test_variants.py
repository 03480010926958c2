"""What a worksheet adds up to under other policies and with rounded rows, against scoring it anew."""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.scoring.documents.document import parse_document
from indicators.scoring.engine import Result, score, under_policies
from indicators.scoring.items import Answer, Status, build_items
from indicators.scoring.rounding import stored_decimal
from indicators.scoring.sheet import BY_POLICY, Action, Outcome
from indicators.scoring.variants import EXACT, SINGLE, Rounding, Variant, combined_variant, variant_sums
from tests.builders.instrument_documents import Raw, document, indicator, scored
from tests.builders.strategies import Drawn, drawn_worksheets, properties

TDI = Answer(Status.TDI)


def three(**changes: object) -> Raw:
    first = indicator(1, weight="10", **changes)
    return document([[first, indicator(2, weight="20")], [indicator(3, weight="30")]])


def of_three(**changes: object) -> Result:
    """i1 TDI, i2 half, i3 whole."""
    answers: dict[str, Answer | Raw] = {"i1": TDI, "i2": {"n": "1", "d": "2"}, "i3": {"n": "1", "d": "1"}}
    return scored(parse_document(three(**changes)), answers)


@pytest.mark.parametrize(
    ("action", "total"),
    [
        ("zero", "40"),
        ("full", "50"),
        ("redistribute_sub_aspect", "45"),
        ("redistribute_aspect", "48"),
        ("redistribute_all", "48"),
    ],
)
def test_a_policy_moves_the_total_as_by_hand(action: str, total: str) -> None:
    assert variant_sums(of_three(), SINGLE[f"tdi.{action}"]).total == Decimal(total)


@pytest.mark.parametrize("key", SINGLE)
def test_an_indicators_own_policy_stays(key: str) -> None:
    result = of_three(policies={"tdi": "full"})
    assert variant_sums(result, SINGLE[key]).total == 50


def test_a_policy_that_concerns_no_row_gives_the_very_result() -> None:
    result = of_three()
    assert under_policies(result, {Outcome.NONE_OCCURRED: Action.FULL, Outcome.TDI: Action.ZERO}) is result


@properties
@given(drawn_worksheets(), st.dictionaries(st.sampled_from(BY_POLICY), st.sampled_from(list(Action))))
def test_it_is_what_scoring_anew_gives(drawn: Drawn, policies: dict[Outcome, Action]) -> None:
    result = score(drawn.items)
    sheet = drawn.sheet
    for spec in sheet.indicators:
        changed = {key: value for key, value in policies.items() if key not in spec.own_policies}
        own = {key: spec.policies[key]._replace(action=value) for key, value in changed.items()}
        object.__setattr__(spec, "policies", {**spec.policies, **own})

    anew = score(build_items(sheet, drawn.facts, drawn.answers))

    found = variant_sums(result, Variant(policies))
    assert found.total == stored_decimal(anew.total)
    assert found.aspects == {aspect.code: stored_decimal(aspect.score) for aspect in anew.aspects}


@given(
    st.fractions(0, 100, max_denominator=10**6),
    st.sampled_from([0, 1, 2, 6]),
    st.booleans(),
)
def test_a_score_is_rounded_half_up_or_cut(value: Fraction, places: int, cut: bool) -> None:
    with localcontext() as context:
        context.prec = 60
        scaled = Decimal(value.numerator) / Decimal(value.denominator)
        expected = scaled.quantize(Decimal(1).scaleb(-places), ROUND_DOWN if cut else ROUND_HALF_UP)

    assert Decimal(Rounding(places, cut).units(value)).scaleb(-places) == expected


@pytest.mark.parametrize(
    ("key", "total", "aspects"),
    [
        ("baris.bulat1", "8.4", {"1": "5.1", "2": "3.3"}),
        ("baris.bulat2", "8.38", {"1": "5.05", "2": "3.33"}),
        ("baris.potong1", "8.3", {"1": "5", "2": "3.3"}),
        ("baris.potong2", "8.38", {"1": "5.05", "2": "3.33"}),
    ],
)
def test_rows_are_rounded_before_they_are_added(key: str, total: str, aspects: dict[str, str]) -> None:
    """i1 5,05 (a half goes up), i2 3,333…"""
    sheet = parse_document(document([[indicator(1)]], [[indicator(2)]]))
    result = scored(sheet, {"i1": {"n": "101", "d": "200"}, "i2": {"n": "1", "d": "3"}})

    found = variant_sums(result, SINGLE[key])

    assert (found.total, found.aspects) == (
        Decimal(total),
        {code: Decimal(it) for code, it in aspects.items()},
    )
    assert variant_sums(result, EXACT).total == stored_decimal(Fraction(101, 20) + Fraction(10, 3))


def test_several_at_once_are_one_variant_and_contradictions_none() -> None:
    together = combined_variant(["tdi.full", "undefined.zero", "baris.bulat1"])
    assert together == Variant({Outcome.TDI: Action.FULL, Outcome.UNDEFINED: Action.ZERO}, Rounding(1))
    assert combined_variant(["tdi.full", "tdi.zero"]) is None
    assert combined_variant(["baris.bulat1", "baris.potong1"]) is None
    assert combined_variant([]) == EXACT


def test_each_policy_and_each_rounding_is_there_by_itself() -> None:
    assert len(SINGLE) == 4 * 5 + 4
    assert len({(*it.policies.items(), it.rounding) for it in SINGLE.values()}) == 24
