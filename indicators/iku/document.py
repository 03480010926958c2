"""An IKU document: read, checked, and written in its one canonical form.

A draft and a signed document are the same JSON; pages, papers and years read the `Definition` of either.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from indicators.scoring.documents.document import DocumentError, canonical_text, read_document, sha256
from indicators.scoring.values import to_fraction

from .achievement import Polarity
from .formula import FormulaProblem, IkuFormula, read_formula
from .quarters import Aggregation
from .schema import FORMAT, definition_errors

__all__ = [
    "FORMAT",
    "Definition",
    "DocumentError",
    "canonical_text",
    "read_definition",
    "read_document",
    "sha256",
]


@dataclass(frozen=True, slots=True)
class Basis:
    """One regulation of the dasar hukum."""

    number: str
    date: "date | None"
    about: str


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs; `nip` is 18 digits or empty (`kinerja.numbers.format_nip` shows it)."""

    position: str
    name: str
    rank: str
    nip: str


@dataclass(frozen=True, slots=True)
class DataItem:
    """One number that a formula needs; `due` is the month and day of each year by which it is known."""

    code: str
    name: str
    definition: str
    source: str
    unit: str
    due: tuple[int, int] | None
    aggregation: Aggregation

    def due_on(self, year: int) -> date | None:
        """The day by which its figure of that year is known, where it has one."""
        return date(year, *self.due) if self.due else None

    @property
    def due_quarter(self) -> int:
        """The quarter in which that day lies; the first where it has none."""
        return (self.due[0] + 2) // 3 if self.due else 1


@dataclass(frozen=True, slots=True)
class KeyIndicator:
    """One IKU. `formula` is None where `problem` says why its text cannot be read."""

    code: str
    objective: str
    no: int
    name: str
    formula_text: str
    formula: IkuFormula | None
    problem: str
    explanation: str
    source: str
    owner: str
    unit: str
    reason: str
    polarity: Polarity
    aggregation: Aggregation
    cap: Fraction | None
    baseline: Fraction | None
    targets: Mapping[int, Fraction]
    items: tuple[DataItem, ...]

    def item(self, code: str) -> DataItem:
        """Raise KeyError where there is none."""
        item = next((item for item in self.items if item.code == code), None)
        if item is None:
            raise KeyError(code)
        return item

    @property
    def kinds(self) -> dict[str, Aggregation]:
        """Tipe perhitungan of each data item."""
        return {item.code: item.aggregation for item in self.items}


@dataclass(frozen=True, slots=True)
class Objective:
    """A sasaran strategis with its IKU, which are numbered through the document."""

    code: str
    text: str
    indicators: tuple[KeyIndicator, ...]


@dataclass(frozen=True, slots=True)
class Definition:
    """All that a document says."""

    district: str  # the kecamatan's code
    agency: str
    duty: str
    functions: tuple[str, ...]
    goal: str
    goal_indicator: str
    legal_basis: tuple[Basis, ...]
    valid_from: int | None
    valid_until: int | None
    signature: Signature
    objectives: tuple[Objective, ...]

    @property
    def indicators(self) -> tuple[KeyIndicator, ...]:
        """In the order of the paper."""
        return tuple(one for objective in self.objectives for one in objective.indicators)

    def indicator(self, code: str) -> KeyIndicator:
        """Raise KeyError where there is none."""
        indicator = next((one for one in self.indicators if one.code == code), None)
        if indicator is None:
            raise KeyError(code)
        return indicator

    @property
    def years(self) -> range:
        """The years in which it is valid; none until both ends are known."""
        if self.valid_from is None or self.valid_until is None:
            return range(0)
        return range(self.valid_from, self.valid_until + 1)


def read_definition(document: Mapping[str, Any]) -> Definition:
    """Check the form of a document and give what it says. Raise DocumentError with every error found.

    A formula that cannot be read is no error here, since a draft may hold one; `lint` tells of it.
    """
    if errors := definition_errors(document):
        raise DocumentError(errors)
    plain_fields = ("district", "agency", "duty", "goal", "goal_indicator", "valid_from", "valid_until")
    return Definition(
        **{key: document[key] for key in plain_fields},
        functions=tuple(document["functions"]),
        legal_basis=tuple(map(_read_basis, document["legal_basis"])),
        signature=Signature(**document["signature"]),
        objectives=tuple(_read_objectives(document)),
    )


def _read_objectives(document: Mapping[str, Any]) -> Iterator[Objective]:
    no = 0
    for raw in document["objectives"]:
        own_indicators = [one for one in document["indicators"] if one["objective"] == raw["code"]]
        yield Objective(
            raw["code"],
            raw["text"],
            tuple(_key_indicator(one, no + n) for n, one in enumerate(own_indicators, 1)),
        )
        no += len(own_indicators)


def _read_basis(raw: Mapping[str, Any]) -> Basis:
    return Basis(raw["number"], date.fromisoformat(raw["date"]) if raw["date"] else None, raw["about"])


def _key_indicator(raw: Mapping[str, Any], no: int) -> KeyIndicator:
    aggregation = Aggregation(raw["aggregation"])
    items = tuple(_data_item(item, aggregation) for item in raw["items"])
    formula, problem = _formula_or_problem(raw["formula"], items)
    plain_fields = ("code", "objective", "name", "explanation", "source", "owner", "unit", "reason")
    return KeyIndicator(
        **{key: raw[key] for key in plain_fields},
        no=no,
        formula_text=raw["formula"],
        formula=formula,
        problem=problem,
        polarity=Polarity(raw["polarity"]),
        aggregation=aggregation,
        cap=_read_fraction(raw["cap"]),
        baseline=_read_fraction(raw["baseline"]),
        targets={int(year): to_fraction(text) for year, text in sorted(raw["targets"].items())},
        items=items,
    )


def _data_item(raw: Mapping[str, Any], aggregation: Aggregation) -> DataItem:
    plain_fields = ("code", "name", "definition", "source", "unit")
    month, _, day = (raw["due"] or "").partition("-")
    return DataItem(
        **{key: raw[key] for key in plain_fields},
        due=(int(month), int(day)) if month else None,
        aggregation=Aggregation(raw["aggregation"] or aggregation),
    )


def _formula_or_problem(text: str, items: tuple[DataItem, ...]) -> tuple[IkuFormula | None, str]:
    try:
        return read_formula(text, items), ""
    except FormulaProblem as problem:
        return None, str(problem)


def _read_fraction(text: str | None) -> Fraction | None:
    return None if text is None else to_fraction(text)
