"""Conversion tables: lower bounds, looked up downward."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Self

from indicators.scoring.specs import InputKind, LevelSpec
from kinerja.numbers import format_number


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


def condition(levels: Sequence[LevelSpec], index: int, kind: InputKind) -> str:
    """Write a level's bound: "8" where only the count 8 lies in it, otherwise "≥ 90" or "> 70".

    Raise ValueError for an option, which has no bound.
    """
    level, lower = levels[index], _lower(levels[index])
    if kind is InputKind.COUNT and index + 1 < len(levels):
        above = levels[index + 1]
        if level.inclusive and above.inclusive and _lower(above) - lower == 1:
            return format_number(lower)
    return f"{'≥' if level.inclusive else '>'} {format_number(lower)}"


def _lower(level: LevelSpec) -> Fraction:
    if level.lower is None:
        raise ValueError(f"{level.label} is an option and has no lower bound")
    return level.lower
