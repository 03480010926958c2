"""Rumus: safe arithmetic over named inputs."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Self

from indicators.scoring.finding import Finding, warning_finding
from indicators.scoring.formulas.excel import Cells
from indicators.scoring.formulas.formula import FormulaProblem, parse_formula
from indicators.scoring.formulas.formula_tree import Node
from indicators.scoring.formulas.terms import divisors_of, repeated_codes, sums_of, widest_sums
from indicators.scoring.quantities import ZERO, capped_achievement, equals_clause, input_number
from indicators.scoring.specs import InputKind, InputSpec, Values

from .banded import Banding
from .inverse import Inverted
from .rule import AchievementRange, Dice, Shape, Stored, Suggestion
from .steps.changes import changed_input, one_more
from .steps.computed import ANYTHING, AsIs, ComputedRule, Conversion, Measure
from .steps.samples import sample_lines, sample_text, yes_or_no
from .steps.shapes import input_problems, option_problems, param_problems


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
        return f"{self.tree.text(values)} {equals_clause(self.of(values))}"

    def excel(self, cells: Cells) -> str:
        return self.tree.excel(cells)

    def suggestions(self, values: Values, conversion: Conversion) -> Iterator[Suggestion]:
        """Each input raised by one, or as often as its table needs; lowered where fewer is better."""
        if any(spec.code not in values for spec in (*self.inputs, *conversion.needs)):
            return
        for spec in self.inputs:
            if spec.kind is InputKind.YES_NO:
                yield from self._fulfilled(spec, values, conversion)
            elif not spec.locked and not spec.repeatable:
                aimed_value = self._first_better(spec, values, conversion)
                if aimed_value is not None:
                    yield from changed_input(spec, input_number(values, spec), aimed_value, named=True)

    def _fulfilled(self, spec: InputSpec, values: Values, conversion: Conversion) -> Iterator[Suggestion]:
        """What is not there and would give more."""
        achievement_now = self._achievement(values, conversion)
        if (
            not values[spec.code]
            and self._achievement({**values, spec.code: True}, conversion) > achievement_now
        ):
            yield Suggestion({spec.code: "yes"}, f"Penuhi “{spec.label}”")

    def _first_better(self, spec: InputSpec, values: Values, conversion: Conversion) -> Fraction | None:
        value_now, achievement_now = input_number(values, spec), self._achievement(values, conversion)
        step = conversion.direction * one_more(spec, value_now)
        for times in range(1, conversion.tries + 1):
            aimed_value = value_now + times * step
            if self._achievement({**values, spec.code: aimed_value}, conversion) > achievement_now:
                return aimed_value
        return None

    def _achievement(self, values: Values, conversion: Conversion) -> Fraction:
        measure = self.of(values)
        return ZERO if measure is None else conversion.convert(measure, values).achievement or ZERO

    def sample(self, dice: Dice, offered: Values, conversion: Conversion) -> Stored:
        typed_inputs = [spec for spec in self.inputs if spec.code not in offered]
        return {spec.code: _sample_value(dice, spec) for spec in typed_inputs}

    @property
    def achievement_range(self) -> AchievementRange:
        """Of a formula without inputs the one number that it gives."""
        result = None if self.inputs else self.of({})
        return (
            ANYTHING
            if result is None
            else AchievementRange(capped_achievement(result), capped_achievement(result))
        )

    @property
    def divisors(self) -> list[Node]:
        return divisors_of(self.tree)

    @property
    def compared(self) -> list[tuple[InputSpec, ...]]:
        by_code = {spec.code: spec for spec in self.inputs}
        return [tuple(by_code[code] for code in codes) for codes in widest_sums(sums_of(self.tree))]

    def findings(self, indicator: str) -> Iterator[Finding]:
        """Terms that stand twice in one sum, minimum or maximum."""
        label_by_code = {spec.code: spec.label for spec in self.inputs}
        for code in repeated_codes(sums_of(self.tree)):
            words = f"rumus menyebut “{label_by_code[code]}” dua kali dalam satu penjumlahan"
            yield warning_finding("same_term", f"Indikator {indicator}: {words}.", indicator=indicator)


class Formula(ComputedRule[Calculation, Conversion]):
    """Parameters: `formula`; `convert` as_is, banded or inverse; `target` for inverse; `round` for banded."""

    kind = "formula"
    title = "Rumus"
    example = "formula = (a + b) / c * 100"
    formulas = ("formula",)

    @classmethod
    def problems(cls, shape: Shape) -> list[str]:
        sentences = [*param_problems(shape, "formula", "convert", "target", "round"), *_text_problems(shape)]
        sentences += option_problems(shape, "convert", ("as_is", "banded", "inverse"))
        if shape.params.get("convert") == "banded":
            sentences += Banding.problems(shape)
        if shape.params.get("convert") == "inverse":
            sentences += input_problems(shape, "target")
        return sentences

    @classmethod
    def build(cls, shape: Shape) -> Self:
        tree = parse_formula(shape.params["formula"], shape.inputs.values())
        codes = tree.names()
        inputs = tuple(spec for code, spec in shape.inputs.items() if code in codes)
        return cls(Calculation(tree, inputs), _conversion_of(shape))


def _conversion_of(shape: Shape) -> Conversion:
    match shape.params.get("convert"):
        case "banded":
            return Banding.of_shape(shape)
        case "inverse":
            return Inverted(shape.named("target"))
    return AsIs()


def _text_problems(shape: Shape) -> list[str]:
    text = shape.params.get("formula")
    if not isinstance(text, str) or not text.strip():
        return ["parameter “formula” belum diisi"]
    try:
        parse_formula(text, shape.inputs.values())
    except FormulaProblem as problem:
        return [f"rumus: {problem}"]
    return []


def _sample_value(dice: Dice, spec: InputSpec) -> object:
    if spec.kind is InputKind.YES_NO:
        return yes_or_no(dice)
    if spec.repeatable:
        return sample_lines(dice, spec, [f"{spec.label} {n}" for n in (1, 2, 3)])
    return sample_text(dice, spec)
