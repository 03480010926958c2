"""Makin kecil makin baik: how far under twice its target a number stays."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Self

from indicators.scoring.formulas import excel
from indicators.scoring.formulas.excel import Cells, LevelTable
from indicators.scoring.formulas.formula_tree import Name, Node
from indicators.scoring.quantities import HUNDRED, capped_achievement, input_number
from indicators.scoring.specs import InputSpec, Values
from kinerja.numbers import format_number

from .rule import UNDEFINED, AchievementRange, Dice, Measured, Shape, Stored
from .steps.computed import ANYTHING, ComputedRule, Conversion, Measure, Single, Typed, cap_text
from .steps.samples import sample_text
from .steps.shapes import input_problems, param_problems


@dataclass(frozen=True, slots=True, eq=False)
class Inverted(Conversion):
    """(2 × target − realisation) ÷ target × 100, of the realisation."""

    target: InputSpec

    outline = "(2 × target − realisasi) ÷ target × 100"
    direction = -1

    @property
    def needs(self) -> tuple[InputSpec, ...]:
        return (self.target,)

    def convert(self, measure: Fraction, values: Values) -> Measured:
        target = input_number(values, self.target)
        if not target:
            return UNDEFINED
        result = HUNDRED * (2 * target - measure) / target
        return Measured(result, capped_achievement(result))

    def text(self, measure: Fraction, values: Values) -> str:
        target = format_number(input_number(values, self.target))
        result = self.convert(measure, values).measure
        if result is None:
            return "; target 0 tidak dapat dihitung"
        arithmetic = f"(2 × {target} − {format_number(measure)}) ÷ {target} × 100"
        return f"; {arithmetic} = {format_number(result)}{cap_text(result)}"

    def excel(self, measure: str, cells: Cells, table: LevelTable) -> str:
        target = cells[self.target.code]
        return excel.capped_formula(f"100*(2*{target}-({measure}))/{target}")

    def aims(self, typed: Typed) -> Iterator[Fraction]:
        if typed.value is not None:
            yield typed.value - typed.one_more

    def achievement_range(self, measure: Measure) -> AchievementRange:
        return ANYTHING

    @property
    def divisors(self) -> list[Node]:
        return [Name(self.target.code)]

    def sample(self, dice: Dice) -> Stored:
        return {self.target.code: sample_text(dice, self.target)}


class Inverse(ComputedRule[Single, Inverted]):
    """Parameters: `realisation` and `target`."""

    kind = "inverse"
    title = "Makin kecil makin baik"
    example = ""

    @classmethod
    def problems(cls, shape: Shape) -> list[str]:
        roles = ("realisation", "target")
        return [*param_problems(shape, *roles), *(s for role in roles for s in input_problems(shape, role))]

    @classmethod
    def build(cls, shape: Shape) -> Self:
        return cls(Single(shape.named("realisation")), Inverted(shape.named("target")))
