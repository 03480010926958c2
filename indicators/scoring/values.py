"""Stored answers (JSON of strings) to typed values."""

import re
from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache

from kinerja.numbers import format_number

from .specs import NUMBERS, InputKind, InputSpec, LevelSpec, Line, Value

NUMBER = re.compile(r"-?[0-9]{1,30}(?:\.[0-9]{1,12})?", re.ASCII)
YES_NO = {"yes": True, "no": False}


class ValueProblem(ValueError):
    """A value that its input cannot hold; the message is a sentence for the person who gave it."""


def read_value(spec: InputSpec, levels: Iterable[LevelSpec], raw: object) -> Value | None:
    """Give the typed value of a stored one, or None where nothing (or a line without value) is stored.

    `levels` are the indicator's, for an input that is a choice. Raise ValueProblem.
    """
    if raw is None or raw == "" or raw == []:
        return None
    if spec.repeatable:
        return _read_lines(spec, raw)
    if spec.kind in NUMBERS:
        return read_number(spec, _raw_text(raw))
    text = _raw_text(raw)
    if spec.kind is InputKind.YES_NO:
        return _read_yes_no(text)
    if spec.kind is InputKind.CHOICE:
        return _read_choice(levels, text)
    return text


@lru_cache(maxsize=2**14)
def read_number(spec: InputSpec, text: str) -> Fraction:
    """Give the number of a dot-decimal text that keeps the input's kind, bounds and step.

    Remembered, since a province's worksheets repeat a few numbers thousands of times. Raise ValueProblem.
    """
    if not NUMBER.fullmatch(text):
        raise ValueProblem('tulis angka dengan titik desimal, misalnya "12" atau "12.5"')
    number = to_fraction(text)
    if spec.kind is InputKind.COUNT and number.denominator != 1:
        raise ValueProblem("tulis bilangan bulat, misalnya 12")
    if spec.min is not None and number < spec.min:
        raise ValueProblem(f"tulis angka paling kecil {format_number(spec.min)}")
    if spec.max is not None and number > spec.max:
        raise ValueProblem(f"tulis angka paling besar {format_number(spec.max)}")
    if spec.step and (number / spec.step).denominator != 1:
        raise ValueProblem(f"tulis kelipatan {format_number(spec.step)}")
    return number


def to_fraction(text: str) -> Fraction:
    """Give the exact fraction of a dot-decimal text that matches NUMBER."""
    whole_digits, _, decimals = text.partition(".")
    return (
        Fraction(int(whole_digits + decimals), 10 ** len(decimals))
        if decimals
        else Fraction(int(whole_digits))
    )


def _raw_text(raw: object) -> str:
    if not isinstance(raw, str):
        raise ValueProblem('tulis nilainya sebagai teks, misalnya "12"')
    return raw


def _read_lines(spec: InputSpec, raw: object) -> tuple[Line, ...] | None:
    if not isinstance(raw, list) or not all(isinstance(line, dict) for line in raw):
        raise ValueProblem("tulis sebagai daftar baris yang bernama dan bernilai")
    if any(line.get("value") in (None, "") for line in raw):
        return None
    return tuple(
        Line(_raw_text(line.get("label", "")), read_number(spec, _raw_text(line["value"]))) for line in raw
    )


def _read_yes_no(text: str) -> bool:
    if text not in YES_NO:
        raise ValueProblem("pilih ada atau tidak")
    return YES_NO[text]


def _read_choice(levels: Iterable[LevelSpec], text: str) -> str:
    label_by_code = {level.code: level.label for level in levels}
    if text not in label_by_code:
        raise ValueProblem(f"pilih salah satu: {', '.join(label_by_code.values())}")
    return text
