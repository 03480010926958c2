"""A formula as people write it over named data items, read by the engine's allow-list.

`Jumlah desa tepat waktu / Jumlah desa × 100 %`: names may hold spaces, brackets and "dan/atau" (the longest
declared name wins); the operators are + − × ÷, also written - x * /. There are no functions.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from indicators.scoring.formulas.formula import FormulaProblem, parse_formula
from indicators.scoring.formulas.formula_tree import Node
from indicators.scoring.specs import InputKind, InputSpec

from .figures import EMPTY, UNDEFINED, Figure, Lack

__all__ = ["FormulaProblem", "IkuFormula", "read_formula"]


class NamedDataItem(Protocol):
    """A data item, as far as a formula knows it."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...


@dataclass(frozen=True, slots=True)
class IkuFormula:
    """A formula that can be read: its tree, and the name of each data item by code."""

    text: str
    tree: Node
    names: Mapping[str, str]

    @property
    def reads(self) -> frozenset[str]:
        """Codes of the data items that it needs."""
        return self.tree.names()

    def result(self, figures: Mapping[str, Figure]) -> Figure:
        """Work it out exactly. What an item lacks, the result lacks; a division by zero is undefined."""
        values, lack = self._values(figures)
        if lack:
            return lack
        try:
            return self.tree.result(values)
        except ZeroDivisionError:
            return UNDEFINED

    def arithmetic(self, figures: Mapping[str, Figure]) -> str:
        """The formula with figures in place of names: "18 ÷ 24 × 100 %"; empty while one is lacking."""
        values, lack = self._values(figures)
        return "" if lack else self.tree.text(values)

    def _values(self, figures: Mapping[str, Figure]) -> tuple[dict[str, Fraction], Lack | None]:
        """What the items hold, and what the worst of them lacks."""
        figures_read = {code: figures.get(code, EMPTY) for code in self.reads}
        lacks = {figure for figure in figures_read.values() if isinstance(figure, Lack)}
        values = {code: figure for code, figure in figures_read.items() if not isinstance(figure, Lack)}
        return values, EMPTY if EMPTY in lacks else next(iter(lacks), None)


def read_formula(text: str, items: Iterable[NamedDataItem]) -> IkuFormula:
    """Parse a formula over these items. Raise FormulaProblem with the place of what cannot be read."""
    data_items = list(items)
    tree = parse_formula(text, map(_input_spec, data_items), paper=True)
    return IkuFormula(text, tree, {item.code: item.name for item in data_items})


def _input_spec(item: NamedDataItem) -> InputSpec:
    """The item as the engine knows data: a decimal number without bounds."""
    label = item.name.strip() or item.code
    return InputSpec(item.code, label, InputKind.DECIMAL, "", None, None, None, None, None, False, False)
