"""What comparable kecamatan answered, to set a figure beside theirs."""

from fractions import Fraction
from statistics import median
from typing import NamedTuple

from assessments.access.queries import peers_answers
from assessments.models import Worksheet
from assessments.workflow import SENT
from indicators.scoring.sheet import IndicatorSpec
from indicators.scoring.specs import NUMBERS, InputSpec
from indicators.scoring.values import NUMBER


class Peers(NamedTuple):
    """The exact median of an input among so many comparable kecamatan."""

    spec: InputSpec
    median: Fraction
    among: int


def peers_of(worksheet: Worksheet, indicator: IndicatorSpec) -> Peers | None:
    """The median of the row's first typed figure; one query, none where the row has no figure."""
    spec = first_figure(indicator)
    if spec is None:
        return None
    answers = peers_answers(worksheet, indicator.code, SENT)
    texts = [values.get(spec.code) for values in answers]
    figures = [Fraction(text) for text in texts if isinstance(text, str) and NUMBER.fullmatch(text)]
    return Peers(spec, median(figures), len(figures)) if figures else None


def first_figure(indicator: IndicatorSpec) -> InputSpec | None:
    """The first input that is typed and is one number."""
    typed = (spec for spec in indicator.inputs if not spec.locked and not spec.repeatable)
    return next((spec for spec in typed if spec.kind in NUMBERS), None)
