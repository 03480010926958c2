"""Second step of a rule: the number becomes an achievement between 0 and 100."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from fractions import Fraction

from indicators.scoring.formulas import excel
from indicators.scoring.formulas.excel import Cells, Table
from kinerja.numbers import format_number, half_up

from ..specs import InputKind, InputSpec, Values
from .bands import Bands, condition
from .base import HUNDRED, UNDEFINED, ZERO, Measured, capped
from .measures import number


class Conversion(ABC):
    outline = ""

    @property
    def needs(self) -> tuple[InputSpec, ...]:
        return ()

    @abstractmethod
    def convert(self, measure: Fraction, values: Values) -> Measured: ...

    @abstractmethod
    def text(self, measure: Fraction, values: Values) -> str:
        """Continue the sentence that has reached the measure."""

    @abstractmethod
    def excel(self, measure: str, cells: Cells, table: Table) -> str:
        """Write the conversion of a measure's formula as a formula."""


@dataclass(frozen=True, slots=True, eq=False)
class AsIs(Conversion):
    def convert(self, measure: Fraction, values: Values) -> Measured:
        return Measured(measure, capped(measure))

    def text(self, measure: Fraction, values: Values) -> str:
        return _cap_text(measure)

    def excel(self, measure: str, cells: Cells, table: Table) -> str:
        return excel.capped(measure)


@dataclass(frozen=True, slots=True, eq=False)
class Inverted(Conversion):
    """Fewer is better: (2 × target − realisation) ÷ target × 100, of the realisation."""

    target: InputSpec
    outline = "(2 × target − realisasi) ÷ target × 100"

    @property
    def needs(self) -> tuple[InputSpec, ...]:
        return (self.target,)

    def convert(self, measure: Fraction, values: Values) -> Measured:
        target = number(values, self.target)
        if not target:
            return UNDEFINED
        result = HUNDRED * (2 * target - measure) / target
        return Measured(result, capped(result))

    def text(self, measure: Fraction, values: Values) -> str:
        target = number(values, self.target)
        shown = format_number(target)
        result = self.convert(measure, values).measure
        if result is None:
            return "; target 0 tidak dapat dihitung"
        arithmetic = f"(2 × {shown} − {format_number(measure)}) ÷ {shown} × 100"
        return f"; {arithmetic} = {format_number(result)}{_cap_text(result)}"

    def excel(self, measure: str, cells: Cells, table: Table) -> str:
        target = cells[self.target.code]
        return excel.capped(f"100*(2*{target}-({measure}))/{target}")


@dataclass(frozen=True, slots=True, eq=False)
class Banding(Conversion):
    """A table of lower bounds, looked up after rounding half-up to `places` where that is set."""

    bands: Bands
    kind: InputKind
    places: int | None
    outline = "dicocokkan dengan tabel konversi"

    def convert(self, measure: Fraction, values: Values) -> Measured:
        looked_up = self.rounded(measure)
        index = self.bands.reached(looked_up)
        return Measured(looked_up, ZERO if index is None else self.bands.levels[index].achievement)

    def text(self, measure: Fraction, values: Values) -> str:
        looked_up = self.rounded(measure)
        rounded = ""
        if looked_up != measure:
            rounded = f" dibulatkan {format_number(looked_up, places=self.places)}"
        return f"{rounded} {self._level_text(looked_up)}"

    def excel(self, measure: str, cells: Cells, table: Table) -> str:
        return excel.level_reached(measure, table, self.places)

    def _level_text(self, looked_up: Fraction) -> str:
        index = self.bands.reached(looked_up)
        if index is None:
            return "di bawah tingkat terendah → capaian 0"
        level = self.bands.levels[index]
        bound = condition(self.bands.levels, index, self.kind)
        name = f"{level.label} ({bound})" if level.label else bound
        return f"masuk tingkat {name} → capaian {format_number(level.achievement)}"

    def rounded(self, measure: Fraction) -> Fraction:
        return measure if self.places is None else Fraction(half_up(measure, self.places))


def _cap_text(measure: Fraction) -> str:
    achievement = capped(measure)
    return "" if achievement == measure else f", dibatasi {format_number(achievement)}"
