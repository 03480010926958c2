"""What every rule offers, and what rules share when they check how they were written."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar, NamedTuple, Self

from indicators.scoring.formulas.excel import NO_TABLE, Cells, Table
from kinerja.numbers import format_number, format_percent, format_rupiah

from ..specs import NUMBERS, InputKind, InputSpec, LevelSpec, Values

ZERO, HUNDRED = Fraction(0), Fraction(100)


class Measured(NamedTuple):
    """The number that the inputs give and the achievement (0 to 100) it converts to.

    Both None: the inputs give no number, as 0 ÷ 0. Only the measure None: an option has no number.
    """

    measure: Fraction | None
    achievement: Fraction | None


UNDEFINED = Measured(None, None)


class RowWarning(NamedTuple):
    """Something in a row that a person should look at; it changes no score."""

    code: str
    sentence: str


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """What a rule is written over: an indicator's parameters, inputs by code, and levels."""

    params: Mapping[str, Any]
    inputs: Mapping[str, InputSpec]
    levels: tuple[LevelSpec, ...]

    def named(self, param: str) -> InputSpec:
        return self.inputs[self.params[param]]


class Rule(ABC):
    """How one indicator's values become an achievement. Subclasses are registered by `kind`."""

    kind: ClassVar[str]
    title: ClassVar[str]

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
    def excel(self, cells: Cells, table: Table = NO_TABLE) -> str:
        """Write `score` as the text of an Excel formula that gives the achievement, or an error value.

        `cells` refer to the inputs that the rule needs, `table` to the indicator's levels; see `excel`.
        """

    def warnings(self, values: Values) -> tuple[RowWarning, ...]:
        return ()


def capped(achievement: Fraction) -> Fraction:
    if achievement.numerator < 0:
        return ZERO
    return HUNDRED if achievement.numerator > 100 * achievement.denominator else achievement


def quantity(spec: InputSpec, value: Fraction) -> str:
    """Write a value with its unit."""
    if spec.kind is InputKind.PERCENT:
        return format_percent(value)
    if spec.kind is InputKind.RUPIAH:
        return format_rupiah(value)
    return f"{format_number(value)} {spec.unit}".rstrip()


def param_problems(shape: Shape, *known: str) -> list[str]:
    return [f"parameter “{name}” tidak dikenal" for name in shape.params if name not in known]


def option_problems(shape: Shape, param: str, options: Iterable[object]) -> list[str]:
    """Check a parameter that is one of a few words; one left out is the first of them."""
    options = list(options)
    if shape.params.get(param, options[0]) in options:
        return []
    return [f"parameter “{param}” harus salah satu dari {', '.join(map(str, options))}"]


def input_problems(
    shape: Shape,
    param: str,
    *,
    kinds: frozenset[InputKind] = NUMBERS,
    repeatable: bool = False,
) -> list[str]:
    """Check a parameter that names one input of a fitting kind."""
    return code_problems(shape, param, shape.params.get(param), kinds=kinds, repeatable=repeatable)


def code_problems(
    shape: Shape,
    param: str,
    code: object,
    *,
    kinds: frozenset[InputKind] = NUMBERS,
    repeatable: bool | None = False,
) -> list[str]:
    """Check one input's code inside a parameter; `repeatable` None takes both sorts of input."""
    if not isinstance(code, str):
        return [f"parameter “{param}” harus menyebut kode butir data"]
    spec = shape.inputs.get(code)
    if spec is None:
        return [f"parameter “{param}” menunjuk butir data “{code}” yang tidak ada"]
    if spec.kind not in kinds:
        return [f"parameter “{param}”: jenis butir data “{code}” tidak cocok"]
    if repeatable is not None and spec.repeatable is not repeatable:
        wanted = "harus dapat diulang" if repeatable else "tidak boleh berulang"
        return [f"parameter “{param}”: butir data “{code}” {wanted}"]
    return []
