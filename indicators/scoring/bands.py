"""Conversion tables: lower bounds, looked up downward."""

from bisect import bisect_right
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Self

from kinerja.numbers import format_number

from .specs import InputKind, LevelSpec


@dataclass(frozen=True, slots=True, eq=False)
class Bands:
    """Levels in rising order of their lower bounds, each of which is set."""

    levels: tuple[LevelSpec, ...]
    lowers: tuple[Fraction, ...]

    @classmethod
    def of(cls, levels: tuple[LevelSpec, ...]) -> Self:
        return cls(levels, tuple(level.lower for level in levels if level.lower is not None))

    def reached(self, value: Fraction) -> int | None:
        """Give the index of the highest level that the value reaches, or None below the lowest."""
        index = bisect_right(self.lowers, value) - 1
        if index >= 0 and not self.levels[index].inclusive and self.lowers[index] == value:
            index -= 1
        return index if index >= 0 else None

    def problems(self) -> list[str]:
        """Sentences on what keeps these levels from being a table of lower bounds."""
        if not self.levels:
            return ["tabel konversi belum berisi tingkat"]
        if len(self.lowers) < len(self.levels):
            return ["setiap tingkat tabel konversi memerlukan batas bawah"]
        if any(upper <= lower for lower, upper in pairwise(self.lowers)):
            return ["batas bawah tabel konversi harus naik dari tingkat ke tingkat"]
        return []


def condition(levels: tuple[LevelSpec, ...], index: int, kind: InputKind) -> str:
    """Write a level's bound: "8" where only the count 8 lies in it, otherwise "≥ 90" or "> 70"."""
    level = levels[index]
    bound = format_number(level.lower or Fraction(0))
    if kind is InputKind.COUNT and _holds_one_count(levels, index):
        return bound
    return f"{'≥' if level.inclusive else '>'} {bound}"


def _holds_one_count(levels: tuple[LevelSpec, ...], index: int) -> bool:
    if index + 1 == len(levels):
        return False
    level, above = levels[index], levels[index + 1]
    if level.lower is None or above.lower is None:
        return False
    return level.inclusive and above.inclusive and above.lower - level.lower == 1
