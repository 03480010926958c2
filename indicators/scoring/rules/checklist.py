"""Daftar periksa: how many of some items are there."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Self

from indicators.scoring.formulas.excel import Cells, number_literal
from indicators.scoring.quantities import HUNDRED, coefficient_of
from indicators.scoring.rounding import exact_sum
from indicators.scoring.specs import InputKind, InputSpec, Values
from kinerja.numbers import format_number

from .rule import Dice, Shape, Stored, Suggestion
from .steps.computed import AsIs, ComputedRule, Conversion, Measure, weighed_cell
from .steps.samples import yes_or_no
from .steps.shapes import param_problems


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
        present_count = sum(values[spec.code] is True for spec in self.items)
        present, whole = self._weights(values)
        weighing_words = ""
        if whole != len(self.items):
            weighing_words = f", bobot butir {format_number(present)} dari {format_number(whole)}"
        result = format_number(self.of(values))
        return f"{present_count} dari {len(self.items)} ada{weighing_words} → capaian {result}"

    def excel(self, cells: Cells) -> str:
        present = "+".join(weighed_cell(spec, cells) for spec in self.items)
        return f"100*({present})/{number_literal(exact_sum(map(coefficient_of, self.items)))}"

    def _weights(self, values: Values) -> tuple[Fraction, Fraction]:
        present = exact_sum(coefficient_of(spec) for spec in self.items if values[spec.code])
        return present, exact_sum(map(coefficient_of, self.items))

    def suggestions(self, values: Values, conversion: Conversion) -> Iterator[Suggestion]:
        """Each item that is not there, alone."""
        unanswered = {spec.code: "no" for spec in self.items if spec.code not in values}
        for spec in self.items:
            if not values.get(spec.code):
                yield Suggestion({**unanswered, spec.code: "yes"}, f"Penuhi “{spec.label}”")

    def sample(self, dice: Dice, offered: Values, conversion: Conversion) -> Stored:
        return {spec.code: yes_or_no(dice) for spec in self.items}


class Checklist(ComputedRule[Share, AsIs]):
    """All ada/tidak inputs, by their coefficients or, where none has one, all equal. No parameters."""

    kind = "checklist"
    title = "Daftar periksa"
    example = ""

    @classmethod
    def problems(cls, shape: Shape) -> list[str]:
        items = _checklist_items(shape)
        weighed_items = [spec for spec in items if spec.coefficient is not None]
        sentences = param_problems(shape)
        if not items:
            sentences.append("daftar periksa memerlukan butir data berjenis ada/tidak")
        if weighed_items and len(weighed_items) < len(items):
            sentences.append("isi koefisien semua butir data, atau kosongkan semuanya")
        if weighed_items and not all((spec.coefficient or 0) > 0 for spec in weighed_items):
            sentences.append("koefisien butir data harus lebih dari 0")
        return sentences

    @classmethod
    def build(cls, shape: Shape) -> Self:
        return cls(Share(_checklist_items(shape)), AsIs())


def _checklist_items(shape: Shape) -> tuple[InputSpec, ...]:
    return tuple(spec for spec in shape.inputs.values() if spec.kind is InputKind.YES_NO)
