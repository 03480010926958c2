"""What the linter says of small instruments, for its tests."""

from collections.abc import Sequence
from typing import Any

from indicators.lint import lint_document
from indicators.scoring.finding import Finding
from indicators.scoring.items import Facts
from tests.builders.instrument_documents import Raw, document, indicator, input_, level

TEXTS = {"guidance": "Hitung kegiatan."}  # so that nothing is said of a missing one
MANY_VILLAGES = {"desa": 12, "kelurahan": 3}


def row(no: int = 1, **changes: Any) -> Raw:
    """An indicator of which there is nothing to say, unless the changes say otherwise."""
    return indicator(no, **TEXTS | changes)


def banded(*levels: Raw, **input_changes: Any) -> Raw:
    """An indicator with a conversion table over one input."""
    typed = input_("n", **input_changes)
    return row(rule="banded", params={"value": "n"}, inputs=[typed], levels=list(levels))


def ratio_banded(*levels: Raw, **params: Any) -> Raw:
    """A conversion table over a ratio."""
    named = {"numerator": "n", "denominator": "d"} | params
    return row(rule="banded", params=named, levels=list(levels))


def formula(text: str, *inputs: Raw, **changes: Any) -> Raw:
    return row(rule="formula", params={"formula": text}, inputs=list(inputs), **changes)


def stated(lower: str, upper: str | None, achievement: str, **changes: Any) -> Raw:
    return level(lower, achievement, stated_upper=upper, **changes)


def findings(*rows: Raw, kecamatan: Sequence[Facts] = (MANY_VILLAGES,), **changes: Any) -> list[Finding]:
    return lint_document(document([rows], **changes), kecamatan)


def said(*rows: Raw, **changes: Any) -> list[tuple[str, str, str]]:
    """Gravity, code and sentence of each finding."""
    return [(it.gravity.value, it.code, it.sentence) for it in findings(*rows, **changes)]
