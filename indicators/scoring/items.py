"""One kecamatan's answers laid over the instrument: each indicator with the values that count for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from .sheet import IndicatorSpec, Sheet
from .specs import ConstantSource, FactSource, IndicatorSource, InputSpec, Value, Values
from .values import ValueProblem, read_value

Facts: TypeAlias = Mapping[str, int]
NOTHING: Mapping[str, Value] = MappingProxyType({})


class Status(StrEnum):
    """What a person said of a row. No answer at all is an empty row."""

    FILLED = "filled"
    TDI = "tdi"
    NONE_OCCURRED = "none_occurred"


STATUSES = frozenset(Status)


@dataclass(frozen=True, slots=True)
class Answer:
    """One row as it is stored: `values` are JSON texts by input code; `proven` is False where the evidence
    that the indicator asks for is not there."""

    status: str = Status.FILLED
    values: Mapping[str, object] = field(default_factory=dict)
    proven: bool = True


UNANSWERED = Answer()


class AnswerProblem(ValueError):
    """An answer that its indicator cannot hold; the message is a sentence that names the row."""

    def __init__(self, indicator: IndicatorSpec, sentence: str) -> None:
        super().__init__(f"Nomor {indicator.no}: {sentence}.")
        self.indicator = indicator.code
        self.no = indicator.no


class Item(NamedTuple):
    """One row ready to be scored. `values` is what counts: the typed value where there is one, otherwise
    what the source offers. `facts` are the profile's."""

    indicator: IndicatorSpec
    status: str
    applies: bool
    proven: bool
    typed: Values
    offered: Values
    values: Values
    facts: Facts


def build_items(sheet: Sheet, facts: Facts, answers: Mapping[str, Answer]) -> tuple[Item, ...]:
    """Lay facts (by name) and answers (by indicator code) over the sheet; one item an indicator, in order.

    A fact that is not given leaves its inputs open and its indicators applicable. Raise AnswerProblem.
    """
    typed = {code: _typed_values(sheet.by_code[code], answer) for code, answer in answers.items()}
    sources = _Sources(sheet, facts, answers, typed)
    return tuple(
        _item_for(spec, answers.get(spec.code, UNANSWERED), typed.get(spec.code, NOTHING), sources)
        for spec in sheet.indicators
    )


def build_item(sheet: Sheet, facts: Facts, answers: Mapping[str, Answer], code: str) -> Item:
    """The same of one indicator alone; `answers` hold those that flow into it, see `feeding`."""
    typed = {it: _typed_values(sheet.by_code[it], answer) for it, answer in answers.items()}
    sources = _Sources(sheet, facts, answers, typed)
    return _item_for(sheet.by_code[code], answers.get(code, UNANSWERED), typed.get(code, NOTHING), sources)


def feeding_codes(sheet: Sheet, code: str) -> frozenset[str]:
    """The indicator with all others whose values flow into it, from one to the next."""
    codes_reached, waiting = {code}, [code]
    while waiting:
        sources = (item.source for item in sheet.by_code[waiting.pop()].sourced)
        codes_not_seen = {it.indicator for it in sources if isinstance(it, IndicatorSource)} - codes_reached
        codes_reached |= codes_not_seen
        waiting += codes_not_seen
    return frozenset(codes_reached)


def applies(spec: IndicatorSpec, facts: Facts) -> bool:
    """Whether the kecamatan has what the indicator is about."""
    if spec.applies is None or any(name not in facts for name in spec.applies.facts):
        return True
    return sum(facts[name] for name in spec.applies.facts) >= spec.applies.min


def _item_for(spec: IndicatorSpec, answer: Answer, typed: Values, sources: "_Sources") -> Item:
    offered = sources.offered_values(spec)
    values = {**offered, **typed} if offered else typed
    return Item(
        spec, answer.status, sources.applies(spec), answer.proven, typed, offered, values, sources.facts
    )


def _typed_values(spec: IndicatorSpec, answer: Answer) -> Values:
    _check_status(spec, answer.status)
    typed = {}
    for code, raw in answer.values.items():
        item = spec.by_input.get(code)
        if item is None:
            raise AnswerProblem(spec, f"butir data “{code}” tidak ada")
        try:
            value = read_value(item, spec.levels, raw)
        except ValueProblem as problem:
            raise AnswerProblem(spec, f"{item.label}: {problem}") from None
        if value is not None:
            typed[code] = value
    return typed


def _check_status(spec: IndicatorSpec, status: str) -> None:
    if status == Status.FILLED:
        return
    labels = spec.edition.labels
    if status == Status.TDI and not spec.tdi:
        raise AnswerProblem(spec, f"tidak dapat diisi {labels['tdi']}; isi datanya")
    if status == Status.NONE_OCCURRED and not spec.none_occurred:
        raise AnswerProblem(spec, f"tidak dapat diisi {labels['none_occurred']}; isi datanya")
    if status not in STATUSES:
        raise AnswerProblem(spec, f"keadaan “{status}” tidak dikenal")


class _Sources:
    """What the profile, other rows and the edition offer to the sourced inputs of one worksheet."""

    def __init__(
        self, sheet: Sheet, facts: Facts, answers: Mapping[str, Answer], typed: Mapping[str, Values]
    ) -> None:
        self.sheet = sheet
        self.facts = facts
        self.answers = answers
        self.typed = typed

    def applies(self, spec: IndicatorSpec) -> bool:
        return applies(spec, self.facts)

    def offered_values(self, spec: IndicatorSpec) -> Values:
        """Values of the sourced inputs whose source has one."""
        values = {}
        for item in spec.sourced:
            value = self.source_value(item)
            if value is not None:
                values[item.code] = value
        return values

    def source_value(self, item: InputSpec) -> Value | None:
        match item.source:
            case FactSource(facts):
                return self._fact_sum(facts)
            case ConstantSource(value):
                return value
            case IndicatorSource(indicator, code, _):
                return self._of_indicator(self.sheet.by_code[indicator], code)
        return None

    def _fact_sum(self, names: tuple[str, ...]) -> Fraction | None:
        if any(name not in self.facts for name in names):
            return None
        return Fraction(sum(self.facts[name] for name in names))

    def _of_indicator(self, spec: IndicatorSpec, code: str) -> Value | None:
        """The other row's value as it counts there; a row that is TDI, nihil or tidak berlaku has none."""
        answer = self.answers.get(spec.code)
        if not self.applies(spec) or (answer is not None and answer.status != Status.FILLED):
            return None
        typed = self.typed.get(spec.code, NOTHING)
        return typed[code] if code in typed else self.source_value(spec.input(code))
