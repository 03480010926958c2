"""Stored answers as people read them, for history, previews and papers."""

from decimal import Decimal
from typing import Any

from indicators.scoring.sheet import IndicatorSpec
from indicators.scoring.specs import NUMBERS
from indicators.scoring.values import NUMBER
from kinerja.numbers import Kind, format_input

EMPTY_WORD = "kosong"


def answer_word(indicator: IndicatorSpec, code: str, value: Any) -> str:
    """A stored value as people read it."""
    spec = indicator.input(code)
    if value is None:
        return EMPTY_WORD
    if isinstance(value, list):
        return "; ".join(
            " ".join(filter(None, (line["label"], number_word(line["value"], spec.kind)))) for line in value
        )
    if spec.kind in NUMBERS and NUMBER.fullmatch(value):  # it may have been of another kind once
        return number_word(value, spec.kind)
    options = {level.code: level.label for level in indicator.levels} | {"yes": "Ada", "no": "Tidak"}
    return options.get(value) or str(value)


def number_word(text: str, kind: str) -> str:
    return format_input(Decimal(text), Kind(str(kind)))
