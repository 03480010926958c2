"""Rasio: how much of a whole is there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Self

from indicators.scoring.formulas.excel import Cells
from indicators.scoring.formulas.formula_tree import Name, Node
from indicators.scoring.quantities import (
    HUNDRED,
    ZERO,
    capped_achievement,
    input_number,
    input_number_or_none,
    percentage,
    percentage_text,
    quantity_text,
)
from indicators.scoring.specs import InputSpec, Values
from kinerja.numbers import format_number

from .rule import CHECK, AchievementRange, Dice, RowWarning, Shape, Stored, Suggestion
from .steps.changes import changed_input, one_more
from .steps.computed import AsIs, ComputedRule, Conversion, Measure, Typed
from .steps.samples import fitting_text
from .steps.shapes import input_problems, param_problems

if TYPE_CHECKING:
    from indicators.scoring.items import Item

SHARES = (100, 100, 100, 95, 90, 80, 60, 40)  # per cent that a sample has


@dataclass(frozen=True, slots=True, eq=False)
class Quotient(Measure):
    """Numerator ÷ denominator × 100."""

    numerator: InputSpec
    denominator: InputSpec

    @staticmethod
    def problems(shape: Shape) -> list[str]:
        return [*input_problems(shape, "numerator"), *input_problems(shape, "denominator")]

    @classmethod
    def of_shape(cls, shape: Shape) -> Self:
        return cls(shape.named("numerator"), shape.named("denominator"))

    @property
    def needs(self) -> tuple[InputSpec, ...]:
        return (self.numerator, self.denominator)

    @property
    def outline(self) -> str:
        return "terisi ÷ jumlah × 100"

    def of(self, values: Values) -> Fraction | None:
        return percentage(input_number(values, self.numerator), input_number(values, self.denominator))

    def text(self, values: Values) -> str:
        numerator_text = format_number(input_number(values, self.numerator))
        return percentage_text(numerator_text, input_number(values, self.denominator), self.of(values))

    def excel(self, cells: Cells) -> str:
        return f"100*{cells[self.numerator.code]}/{cells[self.denominator.code]}"

    def warnings(self, item: Item) -> tuple[RowWarning, ...]:
        return (*self._above(item.values), *self._fewer_than_villages(item))

    def _above(self, values: Values) -> Iterator[RowWarning]:
        """More than what it is counted out of."""
        value, denominator_value = (input_number_or_none(values, spec) for spec in self.needs)
        if value is not None and denominator_value is not None and value > denominator_value:
            yield RowWarning(
                "above_denominator",
                f"“{self.numerator.label}” {quantity_text(self.numerator, value)} melebihi "
                f"“{self.denominator.label}” {quantity_text(self.denominator, denominator_value)}. {CHECK}",
            )

    def _fewer_than_villages(self, item: Item) -> Iterator[RowWarning]:
        """5 of 5 documents where there are 15 desa: a share of villages that leaves some of them out.

        It concerns a ratio whose numerator counts villages while its denominator is typed.
        """
        denominator, village_kinds = self.denominator, self.numerator.villages
        if denominator.source is not None or not item.facts:
            return
        village_count = sum(item.facts.get(kind, 0) for kind in village_kinds)
        given_count = input_number_or_none(item.typed, denominator)
        if given_count is not None and given_count < village_count:
            yield RowWarning(
                "fewer_than_villages",
                f"“{denominator.label}” {quantity_text(denominator, given_count)}, menurut profil kecamatan "
                f"ada {village_count} {' dan '.join(village_kinds)}. {CHECK}",
            )

    def suggestions(self, values: Values, conversion: Conversion) -> Iterator[Suggestion]:
        """More of what is counted, out of the same whole."""
        spec, denominator_value = self.numerator, input_number_or_none(values, self.denominator)
        if not denominator_value:
            return
        value = input_number_or_none(values, spec)
        measure = None if value is None else self.of(values)
        for aim in conversion.aims(
            Typed(spec, value, measure, denominator_value / 100, one_more(spec, denominator_value))
        ):
            yield from changed_input(spec, value, aim, named=True)

    def sample(self, dice: Dice, offered: Values, conversion: Conversion) -> Stored:
        denominator_value = input_number_or_none(offered, self.denominator)
        sample_values = {}
        if denominator_value is None:
            denominator_value = Fraction(dice.randint(2, 24))
            sample_values[self.denominator.code] = fitting_text(self.denominator, denominator_value)
        numerator_value = Fraction(denominator_value * dice.choice(SHARES) // 100)
        return {self.numerator.code: fitting_text(self.numerator, numerator_value)} | sample_values

    @property
    def achievement_range(self) -> AchievementRange:
        top, bottom = self.numerator, self.denominator
        if top is bottom or (top.locked and bottom.locked and top.source == bottom.source):
            return AchievementRange(HUNDRED, HUNDRED)
        lowest, highest = ZERO, HUNDRED
        if top.min and bottom.max:
            lowest = capped_achievement(HUNDRED * top.min / bottom.max)
        if top.max is not None and bottom.min:
            highest = capped_achievement(HUNDRED * top.max / bottom.min)
        return AchievementRange(lowest, highest)

    @property
    def divisors(self) -> list[Node]:
        return [Name(self.denominator.code)]

    @property
    def compared(self) -> list[tuple[InputSpec, ...]]:
        return [self.needs]


class Ratio(ComputedRule[Quotient, AsIs]):
    """Parameters: `numerator` and `denominator`."""

    kind = "ratio"
    title = "Rasio"
    example = "numerator = n dan denominator = d"

    @classmethod
    def problems(cls, shape: Shape) -> list[str]:
        return [*param_problems(shape, "numerator", "denominator"), *Quotient.problems(shape)]

    @classmethod
    def build(cls, shape: Shape) -> Self:
        return cls(Quotient.of_shape(shape), AsIs())
