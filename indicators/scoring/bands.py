"""Conversion tables: lower bounds, looked up downward."""

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from kinerja.numbers import format_number

from .specs import InputKind, LevelSpec


@dataclass(frozen=True, slots=True, eq=False)
class Bands:
    """Levels in rising order of their lower bounds, each of which is set."""

    levels: tuple[LevelSpec, ...]

    def reached(self, value: Fraction) -> int | None:
        """Give the index of the highest level that the value reaches, or None below the lowest."""
        for index in range(len(self.levels) - 1, -1, -1):
            level = self.levels[index]
            lower = level.lower
            if lower is not None and (value > lower or (level.inclusive and value == lower)):
                return index
        return None

    def problems(self) -> list[str]:
        """Sentences on what keeps these levels from being a table of lower bounds."""
        lowers = [level.lower for level in self.levels if level.lower is not None]
        if not self.levels:
            return ["tabel konversi belum berisi tingkat"]
        if len(lowers) < len(self.levels):
            return ["setiap tingkat tabel konversi memerlukan batas bawah"]
        if any(upper <= lower for lower, upper in pairwise(lowers)):
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
