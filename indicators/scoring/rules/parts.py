"""Bagian dari total: parts, each by its coefficient, out of a total."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Self, cast

from indicators.scoring.formulas.excel import Cells
from indicators.scoring.formulas.formula_tree import Name, Node
from indicators.scoring.quantities import (
    HUNDRED,
    ZERO,
    capped_achievement,
    coefficient_of,
    input_number,
    input_number_or_none,
    input_numbers,
    percentage,
    percentage_text,
    quantity_text,
)
from indicators.scoring.rounding import exact_sum, stored_text
from indicators.scoring.specs import ConstantSource, InputSpec, Line, Values
from kinerja.numbers import format_number

from .rule import CHECK, AchievementRange, Dice, RowWarning, Shape, Stored, Suggestion
from .steps.changes import changed_input, one_more
from .steps.computed import AsIs, ComputedRule, Conversion, Measure, weighed_cell
from .steps.samples import fitting_text, sample_lines
from .steps.shapes import code_problems, input_problems, option_problems, param_problems

if TYPE_CHECKING:
    from indicators.scoring.items import Item

MANY = 6  # addends that a sentence still spells out
SAMPLE_LINES = (
    "Penunjang urusan pemerintahan daerah",
    "Penyelenggaraan pemerintahan dan pelayanan publik",
    "Pemberdayaan masyarakat desa dan kelurahan",
    "Koordinasi ketenteraman dan ketertiban umum",
    "Penyelenggaraan urusan pemerintahan umum",
    "Pembinaan dan pengawasan pemerintahan desa",
)


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
        return percentage(_weighted_sum(self._addends(values)), input_number(values, self.total))

    def text(self, values: Values) -> str:
        addends = self._addends(values)
        if len(addends) > MANY:
            numerator_text = f"{format_number(_weighted_sum(addends))} (jumlah {len(addends)} bagian)"
        else:
            numerator_text = " + ".join(_weighed_text(spec, value) for spec, value in addends)
            numerator_text = f"({numerator_text})" if len(addends) > 1 else numerator_text
        return percentage_text(numerator_text, input_number(values, self.total), self.of(values))

    def excel(self, cells: Cells) -> str:
        numerator_cells = "+".join(weighed_cell(spec, cells) for spec in self.parts)
        return f"100*({numerator_cells})/{cells[self.total.code]}"

    def _addends(self, values: Values) -> list[tuple[InputSpec, Fraction]]:
        return [(spec, value) for spec in self.parts for value in input_numbers(values, spec)]

    def warnings(self, item: Item) -> tuple[RowWarning, ...]:
        values = item.values
        if self.fixed or any(spec.code not in values for spec in self.needs):
            return ()
        parts_sum = exact_sum(value for _, value in self._addends(values))
        total = input_number(values, self.total)
        if parts_sum == total or (parts_sum < total and not self.adds_up):
            return ()
        sentence = (
            f"Jumlah bagian {quantity_text(self.total, parts_sum)} berbeda dari "
            f"“{self.total.label}” {quantity_text(self.total, total)}. {CHECK}"
        )
        return (RowWarning("parts_differ", sentence),)

    def suggestions(self, values: Values, conversion: Conversion) -> Iterator[Suggestion]:
        """One more of the part that counts most; where the parts are the whole already, one that moves up."""
        best_part = max((spec for spec in self.parts if not spec.locked), key=coefficient_of, default=None)
        if best_part is None or any(spec.code not in values for spec in self.needs):
            return
        total = input_number(values, self.total)
        if exact_sum(value for _, value in self._addends(values)) < total:
            yield from _raised_part(best_part, values, one_more(best_part, total))
        else:
            yield from self._moved_up(best_part, values)

    def _moved_up(self, best: InputSpec, values: Values) -> Iterator[Suggestion]:
        """One of the part that counts least and has any becomes one of the best."""
        lesser_parts = [
            spec
            for spec in self.parts
            if coefficient_of(spec) < coefficient_of(best) and _holds_one(spec, values)
        ]
        if lesser_parts and not best.repeatable:
            spec = min(lesser_parts, key=coefficient_of)
            one_fewer, one_more_value = input_number(values, spec) - 1, input_number(values, best) + 1
            stored = {spec.code: stored_text(one_fewer), best.code: stored_text(one_more_value)}
            yield Suggestion(stored, f"Naikkan satu dari “{spec.label}” menjadi “{best.label}”")

    def sample(self, dice: Dice, offered: Values, conversion: Conversion) -> Stored:
        total_value = input_number_or_none(offered, self.total)
        if total_value is None and self.parts[0].repeatable:
            return self._sample_budget(dice)
        if total_value is None:
            total_value = Fraction(dice.randint(2, 24))
            return {
                self.total.code: fitting_text(self.total, total_value),
                **self._sample_split(dice, int(total_value)),
            }
        return self._sample_split(dice, int(total_value))

    def _sample_budget(self, dice: Dice) -> Stored:
        """Some lines and their sum; parts besides them have nothing."""
        first, *others = self.parts
        lines = sample_lines(dice, first, SAMPLE_LINES[: dice.randint(3, 6)])
        return {
            first.code: lines,
            **{spec.code: _sample_part(spec, 0) for spec in others},
            self.total.code: stored_text(exact_sum(Fraction(line["value"]) for line in lines)),
        }

    def _sample_split(self, dice: Dice, left_count: int) -> Stored:
        """A whole number laid over the parts, the last of which has what is left."""
        stored_values = {}
        for spec in self.parts[:-1]:
            part_count = dice.randint(0, left_count // 2)
            stored_values[spec.code], left_count = _sample_part(spec, part_count), left_count - part_count
        return stored_values | {self.parts[-1].code: _sample_part(self.parts[-1], left_count)}

    @property
    def achievement_range(self) -> AchievementRange:
        """At most all of a total in its weightiest part, or of fixed points each part's most."""
        if not self.fixed:
            return AchievementRange(ZERO, capped_achievement(HUNDRED * max(map(coefficient_of, self.parts))))
        largest_values = [None if spec.repeatable else spec.max for spec in self.parts]
        most_points = [
            coefficient_of(spec) * top
            for spec, top in zip(self.parts, largest_values, strict=True)
            if top is not None
        ]
        total = cast(ConstantSource, self.total.source).value
        if len(most_points) < len(self.parts) or total <= 0:
            return AchievementRange(ZERO, HUNDRED if any(map(coefficient_of, self.parts)) else ZERO)
        return AchievementRange(ZERO, capped_achievement(HUNDRED * exact_sum(most_points) / total))

    @property
    def divisors(self) -> list[Node]:
        return [Name(self.total.code)]

    @property
    def compared(self) -> list[tuple[InputSpec, ...]]:
        return [self.parts if self.fixed else self.needs]


class Parts(ComputedRule[Composition, AsIs]):
    """Parameters: `parts`, a list of inputs; `total`; `adds_up` where the parts are the whole total."""

    kind = "parts"
    title = "Bagian dari total"
    example = ""

    @classmethod
    def problems(cls, shape: Shape) -> list[str]:
        sentences = [*param_problems(shape, "parts", "total", "adds_up"), *input_problems(shape, "total")]
        sentences += option_problems(shape, "adds_up", (False, True))
        codes = shape.params.get("parts")
        if not isinstance(codes, list) or not codes:
            return [*sentences, "parameter “parts” harus daftar kode butir data"]
        sentences += [s for code in codes for s in code_problems(shape, "parts", code, repeatable=None)]
        if len(set(map(str, codes))) < len(codes) or shape.params.get("total") in codes:
            sentences.append("parameter “parts” dan “total” menyebut butir data yang sama dua kali")
        return sentences

    @classmethod
    def build(cls, shape: Shape) -> Self:
        parts = tuple(shape.inputs[code] for code in shape.params["parts"])
        adds_up = bool(shape.params.get("adds_up", False))
        return cls(Composition(parts, shape.named("total"), adds_up), AsIs())


def _weighted_sum(addends: list[tuple[InputSpec, Fraction]]) -> Fraction:
    return exact_sum(coefficient_of(spec) * value for spec, value in addends)


def _weighed_text(spec: InputSpec, value: Fraction) -> str:
    number_text = format_number(value)
    return number_text if spec.coefficient is None else f"{format_number(spec.coefficient)} × {number_text}"


def _holds_one(spec: InputSpec, values: Values) -> bool:
    return not spec.locked and not spec.repeatable and input_number(values, spec) >= 1


def _raised_part(spec: InputSpec, values: Values, amount: Fraction) -> Iterator[Suggestion]:
    """A part raised by one; of lines the first."""
    if not spec.repeatable:
        value = input_number(values, spec)
        yield from changed_input(spec, value, value + amount, named=True)
        return
    first, *rest = cast(tuple[Line, ...], values[spec.code])
    lines = [Line(first.label, first.value + amount), *rest]
    stored = [{"label": line.label, "value": stored_text(line.value)} for line in lines]
    yield Suggestion(
        {spec.code: stored}, f"Tambah {quantity_text(spec, amount)} pada “{first.label or spec.label}”"
    )


def _sample_part(spec: InputSpec, count: int) -> str | list[Mapping[str, str]]:
    stored_count = fitting_text(spec, Fraction(count))
    return [{"label": spec.label, "value": stored_count}] if spec.repeatable else stored_count
