"""The small parts of an instrument: inputs, levels and the values that answers hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple, TypeAlias


class InputKind(StrEnum):
    COUNT = "count"
    DECIMAL = "decimal"
    PERCENT = "percent"
    RUPIAH = "rupiah"
    YES_NO = "yes_no"
    CHOICE = "choice"
    TEXT = "text"


NUMBERS = frozenset({InputKind.COUNT, InputKind.DECIMAL, InputKind.PERCENT, InputKind.RUPIAH})


def plain_text(text: str) -> str:
    """A label, a name or a unit as two of them are compared: letters of one case, single spaces."""
    return " ".join(text.casefold().split())


VILLAGE_KINDS = ("desa", "kelurahan")


class Details(StrEnum):
    """Whether what an input counts is listed one by one."""

    OPTIONAL = "optional"
    REQUIRED = "required"


class FactSource(NamedTuple):
    """The sum of the named facts of the kecamatan's profile, such as desa and kelurahan."""

    facts: tuple[str, ...]


class IndicatorSource(NamedTuple):
    """Another indicator's input, by their codes; `no` is that indicator's number."""

    indicator: str
    input: str
    no: int


class ConstantSource(NamedTuple):
    """One number that the edition fixes for everybody."""

    value: Fraction


class IkuLink(NamedTuple):
    """Which inputs of an indicator may take how many IKU were achieved (tercapai) and how many there are.

    An IKU counts as achieved from this capaian on, in per cent. Scoring never reads it.
    """

    achieved: str
    total: str
    threshold: Fraction


Source: TypeAlias = FactSource | IndicatorSource | ConstantSource


class Scale(NamedTuple):
    """From `low` to `high`, both included and None where open, in multiples of `step` or, None, any."""

    step: Fraction | None
    low: Fraction | None
    high: Fraction | None


PERCENTAGES = Scale(None, Fraction(0), Fraction(100))
HUNDREDTH = Fraction(1, 100)


@dataclass(frozen=True, slots=True, eq=False)
class InputSpec:
    """One data item of an indicator. Bounds and step apply to what a person types.

    `details` says whether what it counts may or must be listed; `villages` are the kinds of village that it
    counts, where it counts villages. Scoring reads neither.
    """

    code: str
    label: str
    kind: InputKind
    unit: str
    step: Fraction | None
    min: Fraction | None
    max: Fraction | None
    coefficient: Fraction | None
    source: Source | None
    overridable: bool
    repeatable: bool
    details: Details | None = None
    villages: tuple[str, ...] = ()

    @property
    def locked(self) -> bool:
        """Shown and never typed: it comes from its source."""
        return self.source is not None and not self.overridable

    @property
    def scale(self) -> Scale:
        """What a person can type into it."""
        step = self.step or (Fraction(1) if self.kind is InputKind.COUNT else None)
        highest = PERCENTAGES.high if self.kind is InputKind.PERCENT and self.max is None else self.max
        return Scale(step, self.min, highest)

    @property
    def finest(self) -> Fraction:
        """The smallest difference that it knows, a hundredth where nothing is said of it."""
        return self.scale.step or HUNDREDTH


@dataclass(frozen=True, slots=True, eq=False)
class LevelSpec:
    """One line of a conversion table. `lower` is None where levels are options, not bounds.

    `stated_upper` is what the regulation prints; scoring never reads it.
    """

    code: str
    label: str
    lower: Fraction | None
    inclusive: bool
    stated_upper: Fraction | None
    achievement: Fraction
    inferred: bool


class Line(NamedTuple):
    """One named line of a repeatable input."""

    label: str
    value: Fraction


# A number, ada (True) or tidak (False), an option's code or a text, or the lines of a repeatable input.
Value: TypeAlias = Fraction | bool | str | tuple[Line, ...]
Values: TypeAlias = Mapping[str, Value]
