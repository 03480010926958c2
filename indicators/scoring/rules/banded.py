"""Tabel konversi: lower bounds, looked up downward."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor
from typing import Self

from indicators.scoring.formulas import excel
from indicators.scoring.formulas.excel import Cells, LevelTable
from indicators.scoring.quantities import ZERO
from indicators.scoring.specs import InputKind, LevelSpec, Scale, Values
from kinerja.numbers import format_number, half_up

from .ratio import Quotient
from .rule import AchievementRange, Measured, Shape
from .steps.computed import ComputedRule, Conversion, Measure, Single, Typed
from .steps.shapes import input_problems, param_problems


@dataclass(frozen=True, slots=True, eq=False)
class Bands:
    """Levels in rising order of their lower bounds, each of which is set."""

    levels: tuple[LevelSpec, ...]
    lowers: tuple[Fraction, ...]

    @classmethod
    def of(cls, levels: tuple[LevelSpec, ...]) -> Self:
        return cls(levels, tuple(level.lower for level in levels if level.lower is not None))

    def reached_index(self, value: Fraction) -> int | None:
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

    def condition(self, index: int, kind: InputKind) -> str:
        """Write a level's bound: "8" where only the count 8 lies in it, otherwise "≥ 90" or "> 70"."""
        level, lower = self.levels[index], self.lowers[index]
        if kind is InputKind.COUNT and index + 1 < len(self.levels):
            level_above = self.levels[index + 1]
            if level.inclusive and level_above.inclusive and self.lowers[index + 1] - lower == 1:
                return format_number(lower)
        return f"{'≥' if level.inclusive else '>'} {format_number(lower)}"

    def least_value(self, index: int, share: Fraction, finest: Fraction) -> Fraction:
        """The smallest value that lies in a level; `share` takes a bound to a value."""
        bound = self.lowers[index] * share
        value = ceil(bound / finest) * finest
        return value if self.levels[index].inclusive or value > bound else value + finest

    def most_under(self, index: int, share: Fraction, finest: Fraction) -> Fraction:
        """The greatest value that lies under a level."""
        bound = self.lowers[index] * share
        value = floor(bound / finest) * finest
        return value - finest if self.levels[index].inclusive and value == bound else value


@dataclass(frozen=True, slots=True, eq=False)
class Banding(Conversion):
    """A table of lower bounds, looked up after rounding half-up to `places` where that is set."""

    bands: Bands
    kind: InputKind
    places: int | None

    outline = "dicocokkan dengan tabel konversi"
    tries = 100

    @staticmethod
    def problems(shape: Shape) -> list[str]:
        places = shape.params.get("round")
        sentences = Bands.of(shape.levels).problems()
        if not (places is None or (type(places) is int and 0 <= places <= 6)):
            sentences.append("parameter “round” harus bilangan bulat 0 sampai 6")
        return sentences

    @classmethod
    def of_shape(cls, shape: Shape, kind: InputKind = InputKind.DECIMAL) -> Self:
        return cls(Bands.of(shape.levels), kind, shape.params.get("round"))

    def rounded(self, measure: Fraction) -> Fraction:
        return measure if self.places is None else Fraction(half_up(measure, self.places))

    def convert(self, measure: Fraction, values: Values) -> Measured:
        looked_up = self.rounded(measure)
        index = self.bands.reached_index(looked_up)
        return Measured(looked_up, ZERO if index is None else self.bands.levels[index].achievement)

    def text(self, measure: Fraction, values: Values) -> str:
        looked_up = self.rounded(measure)
        rounded_words = ""
        if looked_up != measure:
            rounded_words = f" dibulatkan {format_number(looked_up, places=self.places)}"
        return f"{rounded_words} {self._level_text(looked_up)}"

    def _level_text(self, looked_up: Fraction) -> str:
        index = self.bands.reached_index(looked_up)
        if index is None:
            return "di bawah tingkat terendah → capaian 0"
        level = self.bands.levels[index]
        bound_words = self.bands.condition(index, self.kind)
        level_name = f"{level.label} ({bound_words})" if level.label else bound_words
        return f"masuk tingkat {level_name} → capaian {format_number(level.achievement)}"

    def excel(self, measure: str, cells: Cells, table: LevelTable) -> str:
        return excel.level_reached(measure, table, self.places)

    def level_words(self, levels: Sequence[LevelSpec]) -> list[str]:
        return [self.bands.condition(index, self.kind) for index in range(len(levels))]

    def aims(self, typed: Typed) -> Iterator[Fraction]:
        """The nearest value above, and below, at which the table gives more."""
        bands, finest = self.bands, typed.spec.finest
        reached_index = None if typed.measure is None else bands.reached_index(self.rounded(typed.measure))
        index = -1 if reached_index is None else reached_index
        achievement_now = bands.levels[index].achievement if index >= 0 else ZERO
        better_indexes = [n for n, level in enumerate(bands.levels) if level.achievement > achievement_now]
        index_above = next((n for n in better_indexes if n > index), None)
        index_below = max((n for n in better_indexes if n < index), default=None)
        if index_above is not None:
            yield bands.least_value(index_above, typed.share, finest)
        if index_below is not None:
            yield bands.most_under(index_below + 1, typed.share, finest)

    @property
    def much(self) -> int:
        return int(max(self.bands.lowers))

    def scale(self, measure: Measure) -> Scale:
        scale = measure.scale
        if self.places is None:
            return scale
        return scale._replace(step=max(scale.step or ZERO, Fraction(1, 10**self.places)))

    def achievement_range(self, measure: Measure) -> AchievementRange:
        _, low, high = self.scale(measure)
        bands = self.bands
        first_index = bands.reached_index(low or ZERO)
        last_index = len(bands.levels) - 1 if high is None else bands.reached_index(high)
        if last_index is None:
            return AchievementRange(ZERO, ZERO)
        achievements = [level.achievement for level in bands.levels[first_index or 0 : last_index + 1]]
        return AchievementRange(ZERO if first_index is None else min(achievements), max(achievements))


class Banded(ComputedRule[Single | Quotient, Banding]):
    """Parameters: `value`, or `numerator` and `denominator`; `round` to so many decimals first."""

    kind = "banded"
    title = "Tabel konversi"
    example = "value = n"

    @classmethod
    def problems(cls, shape: Shape) -> list[str]:
        by_value = "value" in shape.params
        known_params = ("value", "round") if by_value else ("numerator", "denominator", "round")
        measure_problems = input_problems(shape, "value") if by_value else Quotient.problems(shape)
        return [*param_problems(shape, *known_params), *measure_problems, *Banding.problems(shape)]

    @classmethod
    def build(cls, shape: Shape) -> Self:
        if "value" in shape.params:
            value = shape.named("value")
            return cls(Single(value), Banding.of_shape(shape, value.kind))
        return cls(Quotient.of_shape(shape), Banding.of_shape(shape))
