"""Compare the wording of old forms with an edition's. PURE; nothing is matched by likeness alone."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from indicators.scoring.sheet import IndicatorSpec, Sheet
from indicators.scoring.specs import InputSpec

NUMBERING = re.compile(r"\s*(?:(?P<no>\d{1,3})\s*(?:[.)]+\s*|\s+))")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
WORDS = re.compile(r"[^\W_]+|#")
SHORT = {
    "kew": "kewenangan",
    "no": "nomor",
    "lap": "laporan",
    "kab": "kabupaten",
    "mengkoordinir": "mengoordinasi",
}
LEAST_WORDS = 3  # of the beginning of a sentence that is known by its number


@dataclass(frozen=True)
class Wording:
    """A line's words without numbering, case, punctuation and years, and the numbers in front of it."""

    words: tuple[str, ...]
    numbers: tuple[int, ...]

    def begins(self, other: "Wording", least: int) -> bool:
        """Whether the shorter of the two is the beginning of the other."""
        length = min(len(self.words), len(other.words))
        return length >= least and self.words[:length] == other.words[:length]


def wording(text: str) -> Wording:
    numbers = []
    while match := NUMBERING.match(text):
        numbers.append(int(match["no"]))
        text = text[match.end() :]
    text = YEAR.sub("#", text.casefold().replace("%", " persentase ").replace("&", " dan "))
    words = [SHORT.get(word, word) for word in WORDS.findall(text)]
    if words[:1] == ["jumlah"]:  # "Jumlah desa …" and "Desa …" are one thing
        words = words[1:]
    if words[-2:] == ["ada", "tidak"]:
        words = words[:-2]
    return Wording(tuple(words), tuple(numbers))


@dataclass(frozen=True)
class WordingTarget:
    """What a line is: an indicator, or one of its inputs. `by_number` says that only its number and its
    beginning agree."""

    indicator: IndicatorSpec
    spec: InputSpec | None
    by_number: bool = False


@dataclass
class Index:
    """An edition's sentences by their words."""

    sheet: Sheet
    texts: dict[tuple[str, ...], list[IndicatorSpec]] = field(default_factory=dict)
    labels: dict[tuple[str, ...], list[IndicatorSpec]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for indicator in self.sheet.indicators:
            self.texts.setdefault(wording(indicator.text).words, []).append(indicator)
            for words in {wording(spec.label).words for spec in indicator.inputs}:
                self.labels.setdefault(words, []).append(indicator)

    def find(self, line: Wording) -> WordingTarget | None:
        """The one indicator whose text, or else one of whose inputs, has exactly these words."""
        for index in (self.texts, self.labels):
            indicators_worded = index.get(line.words, [])
            if len(indicators_worded) == 1:
                return WordingTarget(indicators_worded[0], input_of(indicators_worded[0].inputs, line))
        return None

    def find_by_number(self, line: Wording) -> WordingTarget | None:
        """The indicator with the number in front whose text begins with these words, or they with it."""
        for number in line.numbers[:1]:
            indicator = self.sheet.by_no.get(number)
            if indicator and line.begins(wording(indicator.text), LEAST_WORDS):
                same_input = input_of(indicator.inputs, wording(indicator.text))
                return WordingTarget(indicator, same_input, by_number=True)
        return None

    def users_of(self, line: Wording) -> list[IndicatorSpec]:
        """Every indicator that has these words."""
        return self.texts.get(line.words, []) + self.labels.get(line.words, [])


def input_of(inputs: Iterable[InputSpec], line: Wording) -> InputSpec | None:
    """The first of these inputs whose label has exactly these words."""
    return next((spec for spec in inputs if wording(spec.label).words == line.words), None)


def input_begun(inputs: Iterable[InputSpec], line: Wording) -> InputSpec | None:
    """The only one of these inputs whose label begins like the line."""
    candidates = [spec for spec in inputs if line.begins(wording(spec.label), 2)]
    return candidates[0] if len(candidates) == 1 else None
