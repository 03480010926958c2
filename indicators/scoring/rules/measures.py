"""First step of a rule: the values become one number, or none."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from fractions import Fraction
from statistics import median
from typing import cast

from indicators.scoring.formulas.excel import Cells, literal
from indicators.scoring.formulas.formula_tree import Node
from kinerja.numbers import format_number

from ..rounding import exact_sum
from ..specs import ConstantSource, InputSpec, Line, Values
from .base import HUNDRED, RowWarning, quantity

CHECK = "Periksa, atau tulis sebabnya di catatan."
MANY = 6  # addends that a sentence still spells out


class Measure(ABC):
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

    def warnings(self, values: Values) -> tuple[RowWarning, ...]:
        return ()


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

    def of(self, values: Values) -> Fraction:
        return number(values, self.value)

    def text(self, values: Values) -> str:
        return quantity(self.value, number(values, self.value))

    def excel(self, cells: Cells) -> str:
        return cells[self.value.code]


@dataclass(frozen=True, slots=True, eq=False)
class Quotient(Measure):
    """Numerator ÷ denominator × 100."""

    numerator: InputSpec
    denominator: InputSpec

    @property
    def needs(self) -> tuple[InputSpec, ...]:
        return (self.numerator, self.denominator)

    @property
    def outline(self) -> str:
        return "terisi ÷ jumlah × 100"

    def of(self, values: Values) -> Fraction | None:
        return percentage(number(values, self.numerator), number(values, self.denominator))

    def text(self, values: Values) -> str:
        top = format_number(number(values, self.numerator))
        return _percentage_text(top, number(values, self.denominator), self.of(values))

    def excel(self, cells: Cells) -> str:
        return f"100*{cells[self.numerator.code]}/{cells[self.denominator.code]}"

    def warnings(self, values: Values) -> tuple[RowWarning, ...]:
        return above(self.numerator, self.numerator.label, values, self.denominator)


@dataclass(frozen=True, slots=True, eq=False)
class Share(Measure):
    """The share of the items that are there, by their coefficients or all equal."""

    items: tuple[InputSpec, ...]

    @property
    def needs(self) -> tuple[InputSpec, ...]:
        return self.items

    @property
    def outline(self) -> str:
        return "yang ada ÷ semua × 100"

    def of(self, values: Values) -> Fraction:
        present, whole = self._weights(values)
        return HUNDRED * present / whole

    def text(self, values: Values) -> str:
        count = sum(values[spec.code] is True for spec in self.items)
        present, whole = self._weights(values)
        weighed = ""
        if whole != len(self.items):
            weighed = f", bobot butir {format_number(present)} dari {format_number(whole)}"
        result = format_number(self.of(values))
        return f"{count} dari {len(self.items)} ada{weighed} → capaian {result}"

    def excel(self, cells: Cells) -> str:
        present = "+".join(_weighed_cells(spec, cells) for spec in self.items)
        return f"100*({present})/{literal(exact_sum(map(coefficient, self.items)))}"

    def _weights(self, values: Values) -> tuple[Fraction, Fraction]:
        present = exact_sum(coefficient(spec) for spec in self.items if values[spec.code])
        return present, exact_sum(map(coefficient, self.items))


@dataclass(frozen=True, slots=True, eq=False)
class Composition(Measure):
    """The parts, each by its coefficient, ÷ the total × 100.

    `adds_up`: the parts are the whole total (budget lines), so any difference is worth a warning. A total
    that the edition fixes is no sum of the parts but the points that give 100 (awards by their level).
    """

    parts: tuple[InputSpec, ...]
    total: InputSpec
    adds_up: bool

    @property
    def fixed(self) -> bool:
        """Whether the total is a constant of the edition."""
        return isinstance(self.total.source, ConstantSource)

    @property
    def needs(self) -> tuple[InputSpec, ...]:
        return (*self.parts, self.total)

    @property
    def outline(self) -> str:
        return f"jumlah {'poin' if self.fixed else 'bagian'} ÷ total × 100"

    def of(self, values: Values) -> Fraction | None:
        weighed = exact_sum(coefficient(spec) * value for spec, value in self._lines(values))
        return percentage(weighed, number(values, self.total))

    def text(self, values: Values) -> str:
        lines = self._lines(values)
        if len(lines) > MANY:
            weighed = exact_sum(coefficient(spec) * value for spec, value in lines)
            top = f"{format_number(weighed)} (jumlah {len(lines)} bagian)"
        else:
            top = " + ".join(_weighed_text(spec, value) for spec, value in lines)
            top = f"({top})" if len(lines) > 1 else top
        return _percentage_text(top, number(values, self.total), self.of(values))

    def excel(self, cells: Cells) -> str:
        top = "+".join(_weighed_cells(spec, cells) for spec in self.parts)
        return f"100*({top})/{cells[self.total.code]}"

    def warnings(self, values: Values) -> tuple[RowWarning, ...]:
        if self.fixed or any(spec.code not in values for spec in self.needs):
            return ()
        whole = exact_sum(value for _, value in self._lines(values))
        total = number(values, self.total)
        if whole == total or (whole < total and not self.adds_up):
            return ()
        sentence = (
            f"Jumlah bagian {quantity(self.total, whole)} berbeda dari "
            f"“{self.total.label}” {quantity(self.total, total)}. {CHECK}"
        )
        return (RowWarning("parts_differ", sentence),)

    def _lines(self, values: Values) -> list[tuple[InputSpec, Fraction]]:
        return [(spec, value) for spec in self.parts for value in numbers(values, spec)]


@dataclass(frozen=True, slots=True, eq=False)
class Panel(Measure):
    """The mean or the median of what the jurors gave."""

    value: InputSpec
    median: bool

    @property
    def needs(self) -> tuple[InputSpec, ...]:
        return (self.value,)

    @property
    def outline(self) -> str:
        return "median nilai juri" if self.median else "rata-rata nilai juri"

    def of(self, values: Values) -> Fraction:
        given = numbers(values, self.value)
        return median(given) if self.median else exact_sum(given) / len(given)

    def text(self, values: Values) -> str:
        given = [format_number(value) for value in numbers(values, self.value)]
        result = format_number(self.of(values))
        if self.median:
            return f"Median {len(given)} juri: {'; '.join(given)} → {result}"
        return f"Rata-rata {len(given)} juri: ({' + '.join(given)}) ÷ {len(given)} = {result}"

    def excel(self, cells: Cells) -> str:
        return f"{'MEDIAN' if self.median else 'AVERAGE'}({cells[self.value.code]})"


@dataclass(frozen=True, slots=True, eq=False)
class Calculation(Measure):
    """A formula over named inputs."""

    tree: Node
    inputs: tuple[InputSpec, ...]

    @property
    def needs(self) -> tuple[InputSpec, ...]:
        return self.inputs

    @property
    def outline(self) -> str:
        return "menurut rumus"

    def of(self, values: Values) -> Fraction | None:
        try:
            return self.tree.result(values)
        except ZeroDivisionError:
            return None

    def text(self, values: Values) -> str:
        result = self.of(values)
        return f"{self.tree.text(values)} {_equals(result)}"

    def excel(self, cells: Cells) -> str:
        return self.tree.excel(cells)


def number(values: Values, spec: InputSpec) -> Fraction:
    return cast(Fraction, values[spec.code])


def numbers(values: Values, spec: InputSpec) -> list[Fraction]:
    """Give the number of an input, or those of all its lines."""
    if spec.repeatable:
        return [line.value for line in cast(tuple[Line, ...], values[spec.code])]
    return [number(values, spec)]


def coefficient(spec: InputSpec) -> Fraction:
    return Fraction(1) if spec.coefficient is None else spec.coefficient


def percentage(top: Fraction, bottom: Fraction) -> Fraction | None:
    """Give top ÷ bottom × 100, reduced once, or None where the bottom is zero."""
    if not bottom:
        return None
    return Fraction(100 * top.numerator * bottom.denominator, top.denominator * bottom.numerator)


def above(spec: InputSpec, label: str, values: Values, limit: InputSpec) -> tuple[RowWarning, ...]:
    """Warn where an input is greater than the one it is counted out of."""
    if spec.code not in values or limit.code not in values:
        return ()
    value, most = number(values, spec), number(values, limit)
    if value <= most:
        return ()
    sentence = f"“{label}” {quantity(spec, value)} melebihi “{limit.label}” {quantity(limit, most)}. {CHECK}"
    return (RowWarning("above_denominator", sentence),)


def _percentage_text(top: str, bottom: Fraction, result: Fraction | None) -> str:
    if result is None:
        return f"{top} ÷ {format_number(bottom)} {_equals(result)}"
    return f"{top} ÷ {format_number(bottom)} × 100 {_equals(result)}"


def _equals(result: Fraction | None) -> str:
    return "tidak dapat dihitung" if result is None else f"= {format_number(result)}"


def _weighed_cells(spec: InputSpec, cells: Cells) -> str:
    cell = f"SUM({cells[spec.code]})" if spec.repeatable else cells[spec.code]
    return cell if spec.coefficient is None else f"{literal(spec.coefficient)}*{cell}"


def _weighed_text(spec: InputSpec, value: Fraction) -> str:
    text = format_number(value)
    return text if spec.coefficient is None else f"{format_number(spec.coefficient)} × {text}"
