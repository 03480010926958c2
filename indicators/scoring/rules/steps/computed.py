"""The rules that work in two steps: the values become one number, and the number an achievement."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar, Generic, NamedTuple, TypeVar

from indicators.scoring.finding import Finding
from indicators.scoring.formulas import excel
from indicators.scoring.formulas.excel import NO_TABLE, Cells, LevelTable
from indicators.scoring.formulas.formula_tree import Node
from indicators.scoring.quantities import (
    HUNDRED,
    ONE,
    ZERO,
    capped_achievement,
    input_number,
    input_number_or_none,
    quantity_text,
)
from indicators.scoring.rules.rule import (
    UNDEFINED,
    AchievementRange,
    Dice,
    Measured,
    RowWarning,
    Rule,
    Stored,
    Suggestion,
)
from indicators.scoring.specs import PERCENTAGES, InputSpec, LevelSpec, Scale, Values
from kinerja.numbers import format_number

from .changes import changed_input, one_more
from .samples import USUAL, sample_text

if TYPE_CHECKING:
    from indicators.scoring.items import Item

ANYTHING = AchievementRange(ZERO, HUNDRED)


class Measure(ABC):
    """First step: one number, or none."""

    @property
    @abstractmethod
    def needs(self) -> tuple[InputSpec, ...]: ...

    @property
    @abstractmethod
    def outline(self) -> str: ...

    @abstractmethod
    def of(self, values: Values) -> Fraction | None:
        """Give the number, or None where it cannot be computed."""

    @abstractmethod
    def text(self, values: Values) -> str:
        """Write how the number comes about."""

    @abstractmethod
    def excel(self, cells: Cells) -> str:
        """Write the same computation as a formula."""

    @abstractmethod
    def suggestions(self, values: Values, conversion: Conversion) -> Iterator[Suggestion]: ...

    @abstractmethod
    def sample(self, dice: Dice, offered: Values, conversion: Conversion) -> Stored: ...

    @property
    def achievement_range(self) -> AchievementRange:
        """The lowest and the highest number, within 0 to 100."""
        return ANYTHING

    @property
    def scale(self) -> Scale:
        """Where its numbers lie: whatever is computed is read as a percentage."""
        return PERCENTAGES

    @property
    def divisors(self) -> list[Node]:
        return []

    @property
    def compared(self) -> list[tuple[InputSpec, ...]]:
        return []

    def warnings(self, item: Item) -> tuple[RowWarning, ...]:
        return ()

    def findings(self, indicator: str) -> Iterator[Finding]:
        yield from ()


class Typed(NamedTuple):
    """A number that somebody types and could type otherwise.

    `measure` is what it gives as it stands, `share` how much of it makes one point of the measure.
    """

    spec: InputSpec
    value: Fraction | None
    measure: Fraction | None
    share: Fraction
    one_more: Fraction


class Conversion(ABC):
    """Second step: an achievement between 0 and 100."""

    outline: ClassVar[str] = ""
    direction: ClassVar[int] = 1  # −1 where fewer is better
    tries: ClassVar[int] = 1  # how often a number may have to change by one before anything moves

    @property
    def needs(self) -> tuple[InputSpec, ...]:
        return ()

    @abstractmethod
    def convert(self, measure: Fraction, values: Values) -> Measured: ...

    @abstractmethod
    def text(self, measure: Fraction, values: Values) -> str:
        """Continue the sentence that has reached the measure."""

    @abstractmethod
    def excel(self, measure: str, cells: Cells, table: LevelTable) -> str:
        """Write the conversion of a measure's formula as a formula."""

    @abstractmethod
    def aims(self, typed: Typed) -> Iterator[Fraction]:
        """The nearest numbers that give more."""

    @abstractmethod
    def achievement_range(self, measure: Measure) -> AchievementRange: ...

    def scale(self, measure: Measure) -> Scale | None:
        return None

    @property
    def divisors(self) -> list[Node]:
        return []

    @property
    def much(self) -> int:
        """A number that is a lot, for samples."""
        return USUAL

    def sample(self, dice: Dice) -> Stored:
        """Values of the inputs that it needs itself."""
        return {}

    def level_words(self, levels: Sequence[LevelSpec]) -> list[str]:
        return [level.label for level in levels]


M = TypeVar("M", bound=Measure)
C = TypeVar("C", bound=Conversion)


@dataclass(frozen=True, slots=True, eq=False)
class ComputedRule(Rule, Generic[M, C]):
    measure: M
    conversion: C

    formulas: ClassVar[tuple[str, ...]] = ()
    by_option = False

    @property
    def needs(self) -> tuple[InputSpec, ...]:
        return (*self.measure.needs, *self.conversion.needs)

    @property
    def outline(self) -> str:
        return ", ".join(filter(None, (self.measure.outline, self.conversion.outline)))

    def score(self, values: Values) -> Measured:
        measure = self.measure.of(values)
        return UNDEFINED if measure is None else self.conversion.convert(measure, values)

    def explain(self, values: Values) -> str:
        measure = self.measure.of(values)
        text = self.measure.text(values)
        return text if measure is None else text + self.conversion.text(measure, values)

    def excel(self, cells: Cells, table: LevelTable = NO_TABLE) -> str:
        return self.conversion.excel(self.measure.excel(cells), cells, table)

    def warnings(self, item: Item) -> tuple[RowWarning, ...]:
        return self.measure.warnings(item)

    def suggestions(self, values: Values) -> Iterator[Suggestion]:
        return self.measure.suggestions(values, self.conversion)

    def sample(self, dice: Dice, offered: Values) -> Stored:
        sample_values = {
            **self.measure.sample(dice, offered, self.conversion),
            **self.conversion.sample(dice),
        }
        locked_codes = {spec.code for spec in self.needs if spec.locked}
        return {code: value for code, value in sample_values.items() if code not in locked_codes}

    def level_words(self, levels: Sequence[LevelSpec]) -> list[str]:
        return self.conversion.level_words(levels)

    @property
    def achievement_range(self) -> AchievementRange:
        return self.conversion.achievement_range(self.measure)

    @property
    def scale(self) -> Scale | None:
        return self.conversion.scale(self.measure)

    @property
    def divisors(self) -> list[Node]:
        return [*self.measure.divisors, *self.conversion.divisors]

    @property
    def compared(self) -> list[tuple[InputSpec, ...]]:
        return self.measure.compared

    def findings(self, indicator: str) -> Iterator[Finding]:
        return self.measure.findings(indicator)


@dataclass(frozen=True, slots=True, eq=False)
class Single(Measure):
    """One input as it is."""

    value: InputSpec

    @property
    def needs(self) -> tuple[InputSpec, ...]:
        return (self.value,)

    @property
    def outline(self) -> str:
        return ""

    @property
    def scale(self) -> Scale:
        return self.value.scale

    def of(self, values: Values) -> Fraction:
        return input_number(values, self.value)

    def text(self, values: Values) -> str:
        return quantity_text(self.value, input_number(values, self.value))

    def excel(self, cells: Cells) -> str:
        return cells[self.value.code]

    def suggestions(self, values: Values, conversion: Conversion) -> Iterator[Suggestion]:
        value = input_number_or_none(values, self.value)
        typed = Typed(self.value, value, value, ONE, one_more(self.value, value or ZERO))
        for aim in conversion.aims(typed):
            yield from changed_input(self.value, value, aim)

    def sample(self, dice: Dice, offered: Values, conversion: Conversion) -> Stored:
        return {self.value.code: sample_text(dice, self.value, conversion.much)}


@dataclass(frozen=True, slots=True, eq=False)
class AsIs(Conversion):
    """The number itself, capped."""

    def convert(self, measure: Fraction, values: Values) -> Measured:
        return Measured(measure, capped_achievement(measure))

    def text(self, measure: Fraction, values: Values) -> str:
        return cap_text(measure)

    def excel(self, measure: str, cells: Cells, table: LevelTable) -> str:
        return excel.capped_formula(measure)

    def aims(self, typed: Typed) -> Iterator[Fraction]:
        yield (typed.value or ZERO) + typed.one_more

    def achievement_range(self, measure: Measure) -> AchievementRange:
        return measure.achievement_range


def cap_text(measure: Fraction) -> str:
    achievement = capped_achievement(measure)
    return "" if achievement == measure else f", dibatasi {format_number(achievement)}"


def weighed_cell(spec: InputSpec, cells: Cells) -> str:
    """An input by its coefficient, as a formula writes it; of a repeatable one all lines."""
    cell = f"SUM({cells[spec.code]})" if spec.repeatable else cells[spec.code]
    return cell if spec.coefficient is None else f"{excel.number_literal(spec.coefficient)}*{cell}"
