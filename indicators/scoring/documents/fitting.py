"""Whether an answer that was given under one edition can be held by another."""

from typing import Any, NamedTuple

from indicators.scoring.items import STATUSES, Answer, Status
from indicators.scoring.sheet import IndicatorSpec
from indicators.scoring.values import ValueProblem, read_value


class Fitted(NamedTuple):
    """What of an answer an indicator can hold; `whole` where that is all of it."""

    status: str
    values: dict[str, Any]
    whole: bool


def fitted_answer(spec: IndicatorSpec, answer: Answer) -> Fitted:
    """Leave out the values that `spec` does not ask for or cannot read, and a state that it does not know."""
    values = {code: raw for code, raw in answer.values.items() if can_hold(spec, code, raw)}
    status = answer.status if is_known_state(spec, answer.status) else Status.FILLED
    return Fitted(status, values, len(values) == len(answer.values) and status == answer.status)


def can_hold(spec: IndicatorSpec, code: str, raw: object) -> bool:
    """Whether a typed value may stand at the indicator's input `code`."""
    item = spec.by_input.get(code)
    if item is None or item.locked:
        return False
    try:
        read_value(item, spec.levels, raw)
    except ValueProblem:
        return False
    return True


def is_known_state(spec: IndicatorSpec, status: str) -> bool:
    refused_statuses = {Status.TDI: not spec.tdi, Status.NONE_OCCURRED: not spec.none_occurred}
    return status in STATUSES and not refused_statuses.get(Status(status), False)
