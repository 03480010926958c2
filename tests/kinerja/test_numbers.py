"""The grammar of numbers: what is taken, what is refused and in which words, and that it is read back."""

import re
from decimal import Decimal

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from kinerja.numbers import (
    Kind,
    NumberError,
    check_bounds,
    format_input,
    format_value,
    half_up,
    parse_number,
)
from tests.builders.refused_numbers import NOT_A_NUMBER, NOT_WHOLE, REFUSED_NUMBERS, TOO_LONG

TAKEN = [
    ("0", Kind.COUNT, "0"),
    ("12", Kind.COUNT, "12"),
    ("1234", Kind.COUNT, "1234"),
    ("1.234", Kind.COUNT, "1234"),
    ("12.345.678", Kind.COUNT, "12345678"),
    ("0,5", Kind.DECIMAL, "0.5"),
    ("71,4", Kind.DECIMAL, "71.4"),
    ("1,5000", Kind.DECIMAL, "1.5"),
    ("0,0001", Kind.DECIMAL, "0.0001"),
    ("1234,5678", Kind.DECIMAL, "1234.5678"),
    ("1.234,56", Kind.DECIMAL, "1234.56"),
    ("12.500", Kind.DECIMAL, "12500"),
    ("12,345", Kind.DECIMAL, "12.345"),
    (" 7 ", Kind.DECIMAL, "7"),
    ("\u00a07\u202f", Kind.DECIMAL, "7"),
    ("999.999.999.999.999,1234", Kind.DECIMAL, "999999999999999.1234"),
    ("123456789012345678", Kind.DECIMAL, "123456789012345678"),
    ("93", Kind.PERCENT, "93"),
    ("93%", Kind.PERCENT, "93"),
    ("93,5 %", Kind.PERCENT, "93.5"),
    ("93\u00a0%", Kind.PERCENT, "93"),
    ("93\u202f%", Kind.PERCENT, "93"),
    ("3659837085", Kind.RUPIAH, "3659837085"),
    ("Rp3.659.837.085", Kind.RUPIAH, "3659837085"),
    ("Rp 1.000", Kind.RUPIAH, "1000"),
    ("Rp. 1.000,50", Kind.RUPIAH, "1000.5"),
    ("Rp.1.000", Kind.RUPIAH, "1000"),
]

TAKEN_SIGNED = [
    ("-5", Kind.DECIMAL, "-5"),
    ("-0", Kind.DECIMAL, "0"),
    ("-1.234,50", Kind.DECIMAL, "-1234.5"),
    ("-12", Kind.COUNT, "-12"),
    ("-3,5 %", Kind.PERCENT, "-3.5"),
    ("-Rp1.000", Kind.RUPIAH, "-1000"),
    ("5", Kind.DECIMAL, "5"),
]


REFUSED_SIGNED = [
    ("-71.4", Kind.DECIMAL, "Tulis desimal dengan koma: -71,4."),
    ("-007", Kind.COUNT, "Tulis tanpa nol di depan: -7."),
    ("-1,5", Kind.COUNT, NOT_WHOLE),
    ("--5", Kind.DECIMAL, "Tulis tanpa tanda minus: -5."),
    ("5-", Kind.DECIMAL, NOT_A_NUMBER),
    ("-", Kind.DECIMAL, NOT_A_NUMBER),
]


def sentence(call, *args, **kwargs):
    """What the person is told when `call` refuses."""
    with pytest.raises(NumberError) as refusal:
        call(*args, **kwargs)
    return str(refusal.value)


@pytest.mark.parametrize(("text", "kind", "value"), TAKEN)
def test_a_number_by_the_grammar_is_taken(text, kind, value):
    assert str(parse_number(text, kind)) == value


@pytest.mark.parametrize(("text", "kind", "value"), TAKEN_SIGNED)
def test_a_minus_is_taken_where_the_input_allows_it(text, kind, value):
    assert str(parse_number(text, kind, signed=True)) == value


@pytest.mark.parametrize(("text", "kind", "said"), REFUSED_NUMBERS)
def test_anything_else_is_refused_with_its_sentence(text, kind, said):
    assert sentence(parse_number, text, kind) == said


@pytest.mark.parametrize(("text", "kind", "said"), REFUSED_SIGNED)
def test_a_signed_number_is_refused_with_its_sentence(text, kind, said):
    assert sentence(parse_number, text, kind, signed=True) == said


def test_twenty_four_characters_are_taken_and_twenty_five_are_not():
    assert parse_number("999.999.999.999.999,1234", Kind.DECIMAL) == Decimal("999999999999999.1234")
    assert sentence(parse_number, "1.999.999.999.999.999,123", Kind.DECIMAL) == TOO_LONG


kinds = st.sampled_from(Kind)
typed = st.text(alphabet="0123456789.,-+ %Rpe_/½\u0663\u00a0\u202f\n", max_size=26) | st.text(max_size=30)
decimals = st.decimals(-(10**17), 10**17, places=4) | st.integers(-(10**18), 10**18).map(Decimal)


def value_or_refusal(text, kind, signed):
    try:
        return parse_number(text, kind, signed=signed)
    except NumberError as refusal:
        return str(refusal)


@given(typed, kinds, st.booleans())
@example("9" * 5000, Kind.DECIMAL, False)
def test_whatever_is_typed_is_taken_as_it_stands_or_refused_with_a_usable_example(text, kind, signed):
    outcome = value_or_refusal(text, kind, signed)
    if isinstance(outcome, Decimal):
        assert outcome == Decimal(re.sub(r"[^0-9,-]", "", text).replace(",", "."))
    else:
        shown = re.search(r"(?:: |, misalnya )(\S+)\.$", outcome)
        assert isinstance(value_or_refusal(shown[1], kind, signed), Decimal)


@given(decimals, kinds)
@example(Decimal("0.0001"), Kind.RUPIAH)
@example(Decimal("-0.5"), Kind.RUPIAH)
@example(Decimal("999999999999999.1234"), Kind.DECIMAL)
def test_every_value_an_input_can_hold_is_read_back_as_it_was_written(value, kind):
    value = half_up(value, 0) if kind is Kind.COUNT else value
    assume(len(format_value(value, kind)) <= 24)
    assert parse_number(format_input(value, kind), kind, signed=True) == value
    assert parse_number(format_value(value, kind), kind, signed=True) == value


@given(st.from_regex(r"-?(0|[1-9][0-9]{0,23})(,[0-9]{1,4})?", fullmatch=True), kinds)
def test_what_was_taken_can_be_shown_and_sent_again(text, kind):
    value = value_or_refusal(text, kind, signed=True)
    assume(isinstance(value, Decimal))
    assert parse_number(format_input(value, kind), kind, signed=True) == value
    assert parse_number(format_value(value, kind), kind, signed=True) == value


def test_bounds_are_part_of_what_is_allowed():
    for value in ("0", "100"):
        check_bounds(Decimal(value), minimum=Decimal(0), maximum=Decimal(100), kind=Kind.PERCENT)
    check_bounds(Decimal("-1E+9"), minimum=None, maximum=None, kind=Kind.DECIMAL)


@pytest.mark.parametrize(
    ("value", "minimum", "maximum", "kind", "said"),
    [
        ("-1", "0", None, Kind.COUNT, "Paling kecil 0."),
        ("100.0001", "0", "100", Kind.PERCENT, "Paling besar 100."),
        ("0.5", "0.75", "1", Kind.DECIMAL, "Paling kecil 0,75."),
        ("2000000", None, "1000000", Kind.RUPIAH, "Paling besar 1.000.000."),
    ],
)
def test_a_value_out_of_bounds_is_told_the_bound(value, minimum, maximum, kind, said):
    bounds = {"minimum": minimum and Decimal(minimum), "maximum": maximum and Decimal(maximum)}
    assert sentence(check_bounds, Decimal(value), **bounds, kind=kind) == said
