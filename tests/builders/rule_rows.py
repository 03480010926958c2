"""A row of one indicator of weight 10 and what its kind of rule says of it."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

import pytest

from indicators.scoring.documents.document import DocumentError
from indicators.scoring.formulas.excel import LevelTable
from indicators.scoring.items import Answer
from indicators.scoring.next_points import next_steps
from indicators.scoring.rules.rule import Rule, Stored
from indicators.scoring.sheet import IndicatorSpec, Outcome

from .instrument_documents import Raw, flat, indicator, input_, level, row_of

T = TypeVar("T")
TABLE = LevelTable("A$2:A$9", "B$2:B$9", "C$2:C$9", "D$2:D$9", "D$1:D$9")


class Computed(NamedTuple):
    outcome: Outcome
    achievement: str
    sentence: str


def spec_of(**changes: Any) -> IndicatorSpec:
    return flat(indicator(1, **changes)).indicators[0]


def rule_of(**changes: Any) -> Rule:
    return spec_of(**changes).rule


def computed(values: Raw, **changes: Any) -> Computed:
    """What the values give, without what the row's weight adds to the sentence."""
    row = row_of(values, **changes)
    achievement = "" if row.achievement is None else str(row.achievement)
    return Computed(row.outcome, achievement, row.explanation.partition("; × bobot")[0])


def scored_row(achievement: str, sentence: str) -> Computed:
    return Computed(Outcome.SCORED, achievement, sentence)


def undefined_row(sentence: str) -> Computed:
    return Computed(Outcome.UNDEFINED, "0", f"{sentence} → capaian 0; bobot 10 tetap dihitung")


def outline_of(**changes: Any) -> str:
    """What an empty row says."""
    outline, _, weight = row_of({}, **changes).explanation.rpartition(", ")
    assert weight == "dikali bobot 10"
    return outline


def refusals(**changes: Any) -> list[str]:
    """Why the rule cannot work."""
    with pytest.raises(DocumentError) as caught:
        flat(indicator(1, **changes))
    return [sentence.removeprefix("Indikator i1: ").removesuffix(".") for sentence in caught.value.errors]


def warned(values: Raw, **changes: Any) -> list[str]:
    """The codes of the row's warnings."""
    return [warning.code for warning in row_of(values, **changes).warnings]


def suggested(answer: Answer | Raw | None, **changes: Any) -> list[str]:
    """What is proposed for the row, in a kecamatan of 4 desa."""
    answers = {"i1": answer if isinstance(answer, Answer) else Answer(values=answer or {})}
    steps = next_steps(flat(indicator(1, **changes)), {"desa": 4}, {} if answer is None else answers)
    return [step.sentence for step in steps]


def excel_of(cells: Mapping[str, str], **changes: Any) -> str:
    return rule_of(**changes).excel(cells, TABLE)


class HighDice:
    """Chance that always falls on the highest number and the last of a list."""

    def randint(self, a: int, b: int, /) -> int:
        return b

    def choice(self, seq: Sequence[T], /) -> T:
        return seq[-1]

    def choices(self, population: Sequence[T], weights: Sequence[int], /) -> list[T]:
        return [population[-1]]


def sampled(**changes: Any) -> Stored:
    """A sample by high dice where no source gives anything."""
    return rule_of(**changes).sample(HighDice(), {})


def reach_of(**changes: Any) -> tuple[str, str]:
    lowest, highest = rule_of(**changes).achievement_range
    return str(lowest), str(highest)


def words_of_levels(**changes: Any) -> list[str]:
    spec = spec_of(**changes)
    return spec.rule.level_words(spec.levels)


def banded(*levels: Raw, params: Raw | None = None, **input_changes: Any) -> Raw:
    """A conversion table over one input; a plain one unless levels are given."""
    table = [level("0", "0"), level("1", "20"), level("3", "50"), level("5", "100")]
    typed = input_("n", **input_changes)
    return {
        "rule": "banded",
        "params": {"value": "n", **(params or {})},
        "inputs": [typed],
        "levels": list(levels) or table,
    }
