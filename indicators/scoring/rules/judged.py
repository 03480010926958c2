"""Nilai juri: marks of several jurors, averaged."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from statistics import median
from typing import Self

from indicators.scoring.formulas.excel import Cells
from indicators.scoring.quantities import HUNDRED, ZERO, capped_achievement, input_numbers
from indicators.scoring.rounding import exact_sum
from indicators.scoring.specs import InputSpec, Values
from kinerja.numbers import format_number

from .rule import AchievementRange, Dice, Shape, Stored, Suggestion
from .steps.computed import AsIs, ComputedRule, Conversion, Measure
from .steps.samples import sample_lines
from .steps.shapes import input_problems, option_problems, param_problems

SAMPLE_LINES = ("Juri 1", "Juri 2", "Juri 3")


@dataclass(frozen=True, slots=True, eq=False)
class JurorMarks(Measure):
    """The mean or the median of the jurors' marks."""

    value: InputSpec
    median: bool

    @property
    def needs(self) -> tuple[InputSpec, ...]:
        return (self.value,)

    @property
    def outline(self) -> str:
        return "median nilai juri" if self.median else "rata-rata nilai juri"

    def of(self, values: Values) -> Fraction:
        marks = input_numbers(values, self.value)
        return median(marks) if self.median else exact_sum(marks) / len(marks)

    def text(self, values: Values) -> str:
        marks = [format_number(value) for value in input_numbers(values, self.value)]
        result = format_number(self.of(values))
        if self.median:
            return f"Median {len(marks)} juri: {'; '.join(marks)} → {result}"
        return f"Rata-rata {len(marks)} juri: ({' + '.join(marks)}) ÷ {len(marks)} = {result}"

    def excel(self, cells: Cells) -> str:
        return f"{'MEDIAN' if self.median else 'AVERAGE'}({cells[self.value.code]})"

    def suggestions(self, values: Values, conversion: Conversion) -> Iterator[Suggestion]:
        """A juror's mark is not the kecamatan's to change."""
        yield from ()

    def sample(self, dice: Dice, offered: Values, conversion: Conversion) -> Stored:
        return {self.value.code: sample_lines(dice, self.value, SAMPLE_LINES)}

    @property
    def achievement_range(self) -> AchievementRange:
        low, high = self.value.min or ZERO, HUNDRED if self.value.max is None else self.value.max
        return AchievementRange(capped_achievement(low), capped_achievement(high))


class Judged(ComputedRule[JurorMarks, AsIs]):
    """Parameters: `value`, a repeatable input with a line a juror; `aggregate`, mean or median."""

    kind = "judged"
    title = "Nilai juri"
    example = ""

    @classmethod
    def problems(cls, shape: Shape) -> list[str]:
        return [
            *param_problems(shape, "value", "aggregate"),
            *input_problems(shape, "value", repeatable=True),
            *option_problems(shape, "aggregate", ("mean", "median")),
        ]

    @classmethod
    def build(cls, shape: Shape) -> Self:
        by_median = shape.params.get("aggregate") == "median"
        return cls(JurorMarks(shape.named("value"), by_median), AsIs())
