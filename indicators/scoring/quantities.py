"""The numbers among an indicator's values, and what they are called."""

from fractions import Fraction
from typing import cast

from kinerja.numbers import format_number, format_percent, format_rupiah

from .specs import InputKind, InputSpec, Line, Values

ZERO, ONE, HUNDRED = Fraction(0), Fraction(1), Fraction(100)


def input_number(values: Values, spec: InputSpec) -> Fraction:
    return cast(Fraction, values[spec.code])


def input_number_or_none(values: Values, spec: InputSpec) -> Fraction | None:
    return input_number(values, spec) if spec.code in values else None


def input_numbers(values: Values, spec: InputSpec) -> list[Fraction]:
    """Give the number of an input, or those of all its lines."""
    if spec.repeatable:
        return [line.value for line in cast(tuple[Line, ...], values[spec.code])]
    return [input_number(values, spec)]


def coefficient_of(spec: InputSpec) -> Fraction:
    return ONE if spec.coefficient is None else spec.coefficient


def percentage(top: Fraction, bottom: Fraction) -> Fraction | None:
    """Give top ÷ bottom × 100, reduced once, or None where the bottom is zero."""
    if not bottom:
        return None
    return Fraction(100 * top.numerator * bottom.denominator, top.denominator * bottom.numerator)


def capped_achievement(achievement: Fraction) -> Fraction:
    if achievement.numerator < 0:
        return ZERO
    return HUNDRED if achievement.numerator > 100 * achievement.denominator else achievement


def quantity_text(spec: InputSpec, value: Fraction) -> str:
    """Write a value with its unit."""
    if spec.kind is InputKind.PERCENT:
        return format_percent(value)
    if spec.kind is InputKind.RUPIAH:
        return format_rupiah(value)
    return f"{format_number(value)} {spec.unit}".rstrip()


def percentage_text(top: str, bottom: Fraction, result: Fraction | None) -> str:
    """Continue "18" to "18 ÷ 32 × 100 = 56,25"."""
    if result is None:
        return f"{top} ÷ {format_number(bottom)} {equals_clause(result)}"
    return f"{top} ÷ {format_number(bottom)} × 100 {equals_clause(result)}"


def equals_clause(result: Fraction | None) -> str:
    return "tidak dapat dihitung" if result is None else f"= {format_number(result)}"
