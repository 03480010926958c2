"""A deadline in the explanation against the deadlines of the data items that it names."""

import re
from collections.abc import Iterator, Sequence

from indicators.scoring.finding import Finding, warning_finding
from kinerja.numbers import month_name

from ..document import DataItem, KeyIndicator

MONTHS = {month_name(no): no for no in range(1, 13)}
DEADLINE = re.compile(rf"\b(?:paling lambat|sebelum|hingga|sampai)\b.*?\b({'|'.join(MONTHS)})\b", re.I | re.S)
SENTENCE = re.compile(r"\n+|(?<=[.;])\s+")
SHORTEST = 5  # letters of a word that tells one item from another
TWICE = re.compile(r"(\w)\1+")


def deadline_findings(indicator: KeyIndicator) -> Iterator[Finding]:
    """Sentences that give one month for an item whose own deadline lies in another."""
    item_words = _telling_words(indicator.items)
    for sentence in SENTENCE.split(indicator.explanation):
        if match := DEADLINE.search(sentence):
            month, letters = match[1].capitalize(), _letters_alone(sentence)
            for item, own in zip(indicator.items, item_words, strict=True):
                if item.due and item.due[0] != MONTHS[month] and any(mark in letters for mark in own):
                    yield _deadline_warning(indicator, item, month, item.due)


def _deadline_warning(indicator: KeyIndicator, item: DataItem, month: str, due: tuple[int, int]) -> Finding:
    sentence = (
        f"IKU {indicator.no}: penjelasan menyebut {month}, sedangkan tenggat butir data “{item.name}” "
        f"{due[1]} {month_name(due[0])}."
    )
    return warning_finding("deadline", sentence, indicator=indicator.code)


def _telling_words(items: Sequence[DataItem]) -> list[set[str]]:
    """For each item the words of its name that stand in no other item's name: APBDesa, RKPDesa."""
    words_by_item = [
        {_letters_alone(word) for word in item.name.split() if len(word) >= SHORTEST} for item in items
    ]
    return [
        own.difference(*words_by_item[:at], *words_by_item[at + 1 :]) for at, own in enumerate(words_by_item)
    ]


def _letters_alone(text: str) -> str:
    """Letters alone, none twice in a row: the "LPPD Desa" of one sentence is the "LPPDesa" of another."""
    return TWICE.sub(r"\1", "".join(filter(str.isalnum, text.casefold())))
