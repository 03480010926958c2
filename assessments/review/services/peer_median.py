"""What comparable kecamatan answered, to set a figure beside theirs."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from statistics import median
from typing import Any, NamedTuple

from indicators.scoring.sheet import IndicatorSpec
from indicators.scoring.specs import NUMBERS, InputSpec
from indicators.scoring.values import NUMBER


class Peers(NamedTuple):
    """The exact median of an input among so many comparable kecamatan."""

    spec: InputSpec
    median: Fraction
    among: int


def peers_of(indicator: IndicatorSpec, answers: Iterable[Mapping[str, Any]]) -> Peers | None:
    """The median of the row's first typed figure among others' answers; None where the row has no figure."""
    spec = first_figure(indicator)
    if spec is None:
        return None
    peer_texts = [values.get(spec.code) for values in answers]
    peer_figures = [Fraction(text) for text in peer_texts if isinstance(text, str) and NUMBER.fullmatch(text)]
    return Peers(spec, median(peer_figures), len(peer_figures)) if peer_figures else None


def first_figure(indicator: IndicatorSpec) -> InputSpec | None:
    """The first input that is typed and is one number."""
    typed_inputs = (spec for spec in indicator.inputs if not spec.locked and not spec.repeatable)
    return next((spec for spec in typed_inputs if spec.kind in NUMBERS), None)
