"""What every kind of rule offers: all that the product knows of a kind is asked of it by these names.

A kind is one file of this folder and one line of its registry. It knows its indicator's values and nothing
else: what comes from elsewhere (the profile, another indicator, the edition) is the source of an input, and
reaches the rule as a value like any other.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, Protocol, Self, TypeAlias, TypeVar

from indicators.scoring.finding import Finding
from indicators.scoring.formulas.excel import NO_TABLE, Cells, LevelTable
from indicators.scoring.formulas.formula_tree import Node
from indicators.scoring.specs import InputSpec, LevelSpec, Scale, Values

if TYPE_CHECKING:
    from indicators.scoring.items import Item

T = TypeVar("T")
Stored: TypeAlias = Mapping[str, object]  # what an answer holds, by input code: JSON texts


class Measured(NamedTuple):
    """The number that the inputs give and the achievement (0 to 100) it converts to.

    Both None: the inputs give no number, as 0 ÷ 0. Only the measure None: an option has no number.
    """

    measure: Fraction | None
    achievement: Fraction | None


UNDEFINED = Measured(None, None)


class AchievementRange(NamedTuple):
    """The lowest and the highest achievement that some data give, as far as bounds and tables tell."""

    lowest: Fraction
    highest: Fraction


class RowWarning(NamedTuple):
    """Something in a row that a person should look at; it changes no score."""

    code: str
    sentence: str


CHECK = "Periksa, atau tulis sebabnya di catatan."  # how a warning's sentence ends


class Suggestion(NamedTuple):
    """What one could do about a row: the stored values that change, and the same in words.

    Whether it brings points is found out by scoring it (`next_points`).
    """

    values: Stored
    words: str


class Dice(Protocol):
    """Where a sample's chance comes from: `random.Random` is one."""

    def randint(self, a: int, b: int, /) -> int: ...

    def choice(self, seq: Sequence[T], /) -> T: ...

    def choices(self, population: Sequence[T], weights: Sequence[int], /) -> list[T]: ...


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """What a rule is written over: an indicator's parameters, inputs by code, and levels."""

    params: Mapping[str, Any]
    inputs: Mapping[str, InputSpec]
    levels: tuple[LevelSpec, ...]

    def named(self, param: str) -> InputSpec:
        return self.inputs[self.params[param]]


class Rule(ABC):
    """How one indicator's values become an achievement."""

    kind: ClassVar[str]  # its name in documents, and that of its file
    title: ClassVar[str]
    example: ClassVar[str]  # parameters as one writes them, for the help beside them; empty for none
    formulas: ClassVar[tuple[str, ...]]  # parameters that are formulas: these may call inputs by label
    by_option: ClassVar[bool]  # whether its levels are options to choose from, not bounds

    @classmethod
    @abstractmethod
    def problems(cls, shape: Shape) -> list[str]:
        """Sentences on what keeps the rule from working; with none, `build` succeeds."""

    @classmethod
    @abstractmethod
    def build(cls, shape: Shape) -> Self:
        """Bind the rule to an indicator. Call it only where `problems` is empty."""

    @property
    @abstractmethod
    def needs(self) -> tuple[InputSpec, ...]:
        """Inputs without which there is no result."""

    @property
    @abstractmethod
    def outline(self) -> str:
        """How it will be computed, in words, before anything is typed."""

    @abstractmethod
    def score(self, values: Values) -> Measured:
        """Work out the values of all `needs`."""

    @abstractmethod
    def explain(self, values: Values) -> str:
        """Write the same computation with its figures, up to the achievement."""

    @abstractmethod
    def excel(self, cells: Cells, table: LevelTable = NO_TABLE) -> str:
        """Write `score` as the text of an Excel formula that gives the achievement, or an error value.

        `cells` refer to the inputs that the rule needs, `table` to the indicator's levels; see `excel`.
        """

    @abstractmethod
    def warnings(self, item: Item) -> tuple[RowWarning, ...]:
        """What looks odd in a row's values, some of which may be missing."""

    @abstractmethod
    def suggestions(self, values: Values) -> Iterator[Suggestion]:
        """What could realistically be different in a row that holds `values`, some of which may be missing.

        Inputs that come from elsewhere are left alone.
        """

    @abstractmethod
    def sample(self, dice: Dice, offered: Values) -> Stored:
        """A plausible answer for a trial; `offered` is what the sources of inputs give already."""

    @abstractmethod
    def level_words(self, levels: Sequence[LevelSpec]) -> list[str]:
        """What stands before each level's achievement where the indicator's levels are shown."""

    @property
    @abstractmethod
    def achievement_range(self) -> AchievementRange:
        """For the linter: what can be achieved at all."""

    @property
    @abstractmethod
    def scale(self) -> Scale | None:
        """For the linter: the numbers that are looked up in the levels, None where none is."""

    @property
    @abstractmethod
    def divisors(self) -> list[Node]:
        """For the linter: all that the rule divides by, as formulas over inputs."""

    @property
    @abstractmethod
    def compared(self) -> list[tuple[InputSpec, ...]]:
        """For the linter: inputs that are added to, or divided by, each other, a group for each place."""

    @abstractmethod
    def findings(self, indicator: str) -> Iterator[Finding]:
        """For the linter: what only this kind has to say; `indicator` is the code."""
