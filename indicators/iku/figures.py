"""A figure of an IKU: an exact number, or why there is none."""

from collections.abc import Iterable
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias


class Lack(StrEnum):
    """Why there is no number. Neither is 0."""

    EMPTY = "empty"  # something that it needs is not filled in yet
    UNDEFINED = "undefined"  # a division by zero


EMPTY, UNDEFINED = Lack.EMPTY, Lack.UNDEFINED
Figure: TypeAlias = Fraction | Lack


def known_numbers(figures: Iterable[Figure]) -> list[Fraction]:
    """Those that are numbers."""
    return [figure for figure in figures if not isinstance(figure, Lack)]
