"""The rules that measure and then convert."""

from dataclasses import dataclass
from typing import Self

from indicators.scoring.formulas.excel import NO_TABLE, Cells, Table
from indicators.scoring.formulas.formula import FormulaProblem, parse_formula

from ..specs import InputKind, InputSpec, Values
from .bands import Bands
from .base import (
    UNDEFINED,
    Measured,
    RowWarning,
    Rule,
    Shape,
    code_problems,
    input_problems,
    option_problems,
    param_problems,
)
from .conversions import AsIs, Banding, Conversion, Inverted
from .measures import Calculation, Composition, Measure, Panel, Quotient, Share, Single


@dataclass(frozen=True, slots=True, eq=False)
class ComputedRule(Rule):
    measure: Measure
    conversion: Conversion

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

    def excel(self, cells: Cells, table: Table = NO_TABLE) -> str:
        return self.conversion.excel(self.measure.excel(cells), cells, table)

    def warnings(self, values: Values) -> tuple[RowWarning, ...]:
        return self.measure.warnings(values)


class Ratio(ComputedRule):
    kind = "ratio"
    title = "Rasio"

    @classmethod
    def problems(cls, shape: Shape) -> list[str]:
        return [*param_problems(shape, "numerator", "denominator"), *_quotient_problems(shape)]

    @classmethod
    def build(cls, shape: Shape) -> Self:
        return cls(_quotient(shape), AsIs())


class Banded(ComputedRule):
    """Parameters: `value`, or `numerator` and `denominator`; `round` to so many decimals first."""

    kind = "banded"
    title = "Tabel konversi"

    @classmethod
    def problems(cls, shape: Shape) -> list[str]:
        by_value = "value" in shape.params
        known = ("value", "round") if by_value else ("numerator", "denominator", "round")
        measured = input_problems(shape, "value") if by_value else _quotient_problems(shape)
        return [*param_problems(shape, *known), *measured, *_banding_problems(shape)]

    @classmethod
    def build(cls, shape: Shape) -> Self:
        if "value" in shape.params:
            value = shape.named("value")
            return cls(Single(value), _banding(shape, value.kind))
        return cls(_quotient(shape), _banding(shape, InputKind.DECIMAL))


class Inverse(ComputedRule):
    kind = "inverse"
    title = "Makin kecil makin baik"

    @classmethod
    def problems(cls, shape: Shape) -> list[str]:
        roles = ("realisation", "target")
        return [*param_problems(shape, *roles), *(s for role in roles for s in input_problems(shape, role))]

    @classmethod
    def build(cls, shape: Shape) -> Self:
        return cls(Single(shape.named("realisation")), Inverted(shape.named("target")))


class Checklist(ComputedRule):
    """All ada/tidak inputs, by their coefficients or, where none has one, all equal."""

    kind = "checklist"
    title = "Daftar periksa"

    @classmethod
    def problems(cls, shape: Shape) -> list[str]:
        items = _items(shape)
        weighed = [spec for spec in items if spec.coefficient is not None]
        found = param_problems(shape)
        if not items:
            found.append("daftar periksa memerlukan butir data berjenis ada/tidak")
        if weighed and len(weighed) < len(items):
            found.append("isi koefisien semua butir data, atau kosongkan semuanya")
        if weighed and not all((spec.coefficient or 0) > 0 for spec in weighed):
            found.append("koefisien butir data harus lebih dari 0")
        return found

    @classmethod
    def build(cls, shape: Shape) -> Self:
        return cls(Share(_items(shape)), AsIs())


class Parts(ComputedRule):
    """Parameters: `parts`, a list of inputs; `total`; `adds_up` where the parts are the whole total."""

    kind = "parts"
    title = "Bagian dari total"

    @classmethod
    def problems(cls, shape: Shape) -> list[str]:
        found = [*param_problems(shape, "parts", "total", "adds_up"), *input_problems(shape, "total")]
        found += option_problems(shape, "adds_up", (False, True))
        codes = shape.params.get("parts")
        if not isinstance(codes, list) or not codes:
            return [*found, "parameter “parts” harus daftar kode butir data"]
        found += [s for code in codes for s in code_problems(shape, "parts", code, repeatable=None)]
        if len(set(map(str, codes))) < len(codes) or shape.params.get("total") in codes:
            found.append("parameter “parts” dan “total” menyebut butir data yang sama dua kali")
        return found

    @classmethod
    def build(cls, shape: Shape) -> Self:
        parts = tuple(shape.inputs[code] for code in shape.params["parts"])
        adds_up = bool(shape.params.get("adds_up", False))
        return cls(Composition(parts, shape.named("total"), adds_up), AsIs())


class Judged(ComputedRule):
    kind = "judged"
    title = "Nilai juri"

    @classmethod
    def problems(cls, shape: Shape) -> list[str]:
        return [
            *param_problems(shape, "value", "aggregate"),
            *input_problems(shape, "value", repeatable=True),
            *option_problems(shape, "aggregate", ("mean", "median")),
        ]

    @classmethod
    def build(cls, shape: Shape) -> Self:
        by_median = shape.params.get("aggregate") == "median"
        return cls(Panel(shape.named("value"), by_median), AsIs())


class Formula(ComputedRule):
    """Parameters: `formula`; `convert` as_is, banded or inverse; `target` for inverse; `round` for banded."""

    kind = "formula"
    title = "Rumus"

    @classmethod
    def problems(cls, shape: Shape) -> list[str]:
        converts = ("as_is", "banded", "inverse")
        found = [*param_problems(shape, "formula", "convert", "target", "round"), *_formula_problems(shape)]
        found += option_problems(shape, "convert", converts)
        if shape.params.get("convert") == "banded":
            found += _banding_problems(shape)
        if shape.params.get("convert") == "inverse":
            found += input_problems(shape, "target")
        return found

    @classmethod
    def build(cls, shape: Shape) -> Self:
        tree = parse_formula(shape.params["formula"], shape.inputs.values())
        codes = tree.names()
        inputs = tuple(spec for code, spec in shape.inputs.items() if code in codes)
        return cls(Calculation(tree, inputs), _formula_conversion(shape))


def _formula_conversion(shape: Shape) -> Conversion:
    match shape.params.get("convert"):
        case "banded":
            return _banding(shape, InputKind.DECIMAL)
        case "inverse":
            return Inverted(shape.named("target"))
    return AsIs()


def _formula_problems(shape: Shape) -> list[str]:
    text = shape.params.get("formula")
    if not isinstance(text, str) or not text.strip():
        return ["parameter “formula” belum diisi"]
    try:
        parse_formula(text, shape.inputs.values())
    except FormulaProblem as problem:
        return [f"rumus: {problem}"]
    return []


def _items(shape: Shape) -> tuple[InputSpec, ...]:
    return tuple(spec for spec in shape.inputs.values() if spec.kind is InputKind.YES_NO)


def _quotient_problems(shape: Shape) -> list[str]:
    return [*input_problems(shape, "numerator"), *input_problems(shape, "denominator")]


def _quotient(shape: Shape) -> Quotient:
    return Quotient(shape.named("numerator"), shape.named("denominator"))


def _banding_problems(shape: Shape) -> list[str]:
    places = shape.params.get("round")
    found = Bands.of(shape.levels).problems()
    if not (places is None or (type(places) is int and 0 <= places <= 6)):
        found.append("parameter “round” harus bilangan bulat 0 sampai 6")
    return found


def _banding(shape: Shape, kind: InputKind) -> Banding:
    return Banding(Bands.of(shape.levels), kind, shape.params.get("round"))
