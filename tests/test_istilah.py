"""The glossary of developers: no model, state, action, layer, kind of stage, outcome or role without word."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from django.apps import apps

from assessments.models import Layer, Stage
from assessments.workflow import Action, PeriodState, State
from indicators.scoring.sheet import Outcome
from kinerja.accounts.models import Role

GLOSSARY = Path(__file__).parent.parent / "docs/pengembang/istilah.md"
OURS = ("kinerja", "indicators", "assessments")


def defined(text: str) -> list[str]:
    """The code words that the first cells of the tables define, in order."""
    cells = [line.split("|")[1] for line in text.splitlines() if line.startswith("| `")]
    return [word for cell in cells for word in re.findall(r"`([^`]+)`", cell)]


def missing(words: Iterable[str], text: str) -> list[str]:
    known = set(defined(text))
    return [word for word in words if word not in known]


MODELS = [it.__name__ for it in apps.get_models() if it.__module__.split(".")[0] in OURS]
WORDS = {
    "model": MODELS,
    "state": [*State],
    "action": [*Action],
    "layer": [*Layer],
    "kind of stage": [*Stage.Kind],
    "state of a period": [*PeriodState],
    "outcome": [*Outcome],
    "role": Role.values,
}


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
def test_every_one_has_its_word(words: list[str]) -> None:
    assert missing(words, GLOSSARY.read_text(encoding="utf-8")) == []


def test_a_word_that_is_not_there_is_missed_by_name() -> None:
    assert missing(["draft", "planted"], "| `draft` | Sedang diisi |\n`planted` in a sentence") == ["planted"]


def test_no_word_is_defined_twice() -> None:
    words = defined(GLOSSARY.read_text(encoding="utf-8"))

    assert sorted({word for word in words if words.count(word) > 1}) == []
