"""Standard competition ranking (1, 2, 2, 4) on stored totals, with the key that decided each place.

One function for screen, paper and workbook: it ranks the whole field that it is given, and whoever shows a
part of the places never ranks again.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import TypeAlias

Comparable: TypeAlias = Decimal | int | datetime


class First(StrEnum):
    """Which value of a key comes first."""

    HIGHEST = "highest"
    LOWEST = "lowest"


@dataclass(frozen=True)
class Key:
    """What is compared: its name in `Entrant.values`, and its words for people."""

    name: str
    label: str
    first: First = First.HIGHEST


TOTAL = Key("total", "Nilai")


@dataclass(frozen=True)
class Entrant:
    """Who is ranked: `code` orders the list where a rank is shared, `total` is stored (12 decimals).

    `values` are those of the tie-break keys by name; one that is missing or None comes after every other.
    """

    code: str
    total: Decimal
    complete: bool
    values: Mapping[str, Comparable | None]

    def value(self, key: Key) -> Comparable | None:
        return self.total if key is TOTAL else self.values.get(key.name)


@dataclass(frozen=True)
class Place:
    """`decided_by` is the key that put it below the one above; None for the first and where nothing did.

    `lead` is how much of the total it has over the next rank; None for the last rank. `behind` is how much it
    has less than the one above; None for the first. Across a key that goes before the total both are None.
    """

    rank: int
    entrant: Entrant
    shared: bool
    decided_by: Key | None
    lead: Decimal | None
    behind: Decimal | None


@dataclass(frozen=True)
class Ranking:
    """The places in order, and those who have none because something is still empty, by code; `keys` break
    ties, those `ahead` go before the total."""

    keys: tuple[Key, ...]
    places: tuple[Place, ...]
    unfinished: tuple[Entrant, ...]
    ahead: tuple[Key, ...] = ()


def rank(entrants: Iterable[Entrant], ties: Sequence[Key], ahead: Sequence[Key] = ()) -> Ranking:
    """Rank by total and then by `ties`, in their order; whoever is equal in all of them shares a rank.

    Keys `ahead` go before the total, as the stage that was reached does in a final ranking.
    """
    keys = (*ahead, TOTAL, *ties)
    by_code = sorted(entrants, key=lambda entrant: entrant.code)
    entrants_in_order = in_order([entrant for entrant in by_code if entrant.complete], keys)
    deciding_keys = [
        None,
        *(first_deciding_key(above, below, keys) for above, below in pairwise(entrants_in_order)),
    ]
    ranks = ranks_of(deciding_keys[: len(entrants_in_order)])
    places = tuple(
        Place(
            rank=no,
            entrant=entrant,
            shared=ranks.count(no) > 1,
            decided_by=deciding_keys[place],
            lead=lead_of(place, entrants_in_order, ranks, ahead),
            behind=total_gap(entrants_in_order[place - 1], entrant, ahead) if place else None,
        )
        for place, (no, entrant) in enumerate(zip(ranks, entrants_in_order, strict=True))
    )
    unfinished = tuple(entrant for entrant in by_code if not entrant.complete)
    return Ranking(tuple(ties), places, unfinished, tuple(ahead))


def in_order(entrants: list[Entrant], keys: Sequence[Key]) -> list[Entrant]:
    """Sort by the last key first: every sort keeps the order of equals."""
    for key in reversed(keys):
        entrants = sorted_by(entrants, key)
    return entrants


def sorted_by(entrants: list[Entrant], key: Key) -> list[Entrant]:
    values_and_entrants = [(entrant.value(key), entrant) for entrant in entrants]
    with_value = [(value, entrant) for value, entrant in values_and_entrants if value is not None]
    with_value.sort(key=lambda pair: pair[0], reverse=key.first is First.HIGHEST)
    return [entrant for _, entrant in with_value] + [
        entrant for value, entrant in values_and_entrants if value is None
    ]


def first_deciding_key(above: Entrant, below: Entrant, keys: Sequence[Key]) -> Key | None:
    """The first key in which the two differ."""
    return next((key for key in keys if above.value(key) != below.value(key)), None)


def ranks_of(decided: list[Key | None]) -> list[int]:
    """A rank counts everybody above; nobody is passed where nothing decided."""
    ranks: list[int] = []
    for place, key in enumerate(decided, start=1):
        ranks.append(place if key or place == 1 else ranks[-1])
    return ranks


def lead_of(place: int, field: list[Entrant], ranks: list[int], ahead: Sequence[Key]) -> Decimal | None:
    """The total above that of the next rank, which is the first one with another number."""
    place_after_ties = place + ranks[place:].count(ranks[place])
    return total_gap(field[place], field[place_after_ties], ahead) if place_after_ties < len(field) else None


def total_gap(above: Entrant, below: Entrant, ahead: Sequence[Key]) -> Decimal | None:
    """The difference of two totals; None where they are not what put one above the other."""
    return None if first_deciding_key(above, below, ahead) else above.total - below.total
