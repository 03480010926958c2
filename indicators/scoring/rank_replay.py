"""Why a rank moved: the changes of a field played again one by one, and what each did to one entrant."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from .ranking import Comparable, Entrant, First, Key


@dataclass(frozen=True)
class Change:
    """From `at` on `code` is ranked by these figures; without any it has no rank."""

    code: str
    at: datetime
    figures: Entrant | None


@dataclass(frozen=True)
class Move:
    """A change that moved a rank; `former` are the figures that whoever changed had before."""

    change: Change
    former: Entrant | None
    before: int | None
    after: int | None


def replay_rank(
    code: str, start: Mapping[str, Entrant], changes: Iterable[Change], ties: Sequence[Key]
) -> list[Move]:
    """The changes, in their order, that moved the rank of `code` in a field that stood at `start`.

    A change of somebody else is compared with `code` alone, so that a long history costs no ranking each.
    """
    field, moves = dict(start), []
    place = rank_among(code, field, ties)
    for change in changes:
        former_entrant, own_entrant = field.get(change.code), field.get(code)
        if change.figures is None:
            field.pop(change.code, None)
        else:
            field[change.code] = change.figures
        place_after = place
        if change.code == code:
            place_after = rank_among(code, field, ties)
        elif place is not None and own_entrant is not None:
            place_after = (
                place
                + comes_before(change.figures, own_entrant, ties)
                - comes_before(former_entrant, own_entrant, ties)
            )
        if place_after != place:
            moves.append(Move(change, former_entrant, place, place_after))
        place = place_after
    return moves


def rank_among(code: str, field: Mapping[str, Entrant], ties: Sequence[Key]) -> int | None:
    """The same as `ranking.rank` gives: one more than are ahead; None without figures."""
    own_entrant = field.get(code)
    if own_entrant is None:
        return None
    return 1 + sum(comes_before(other, own_entrant, ties) for other in field.values())


def comes_before(other: Entrant | None, own: Entrant, ties: Sequence[Key]) -> bool:
    """Whether `other` comes before: by the first key in which the two differ; a missing value comes last."""
    if other is None:
        return False
    if other.total != own.total:
        return other.total > own.total
    value_pairs = ((key, other.value(key), own.value(key)) for key in ties)
    return next((is_first(one, two, key.first) for key, one, two in value_pairs if one != two), False)


def is_first(own: Comparable | None, other: Comparable | None, first: First) -> bool:
    if own is None or other is None:
        return other is None
    return own > other if first is First.HIGHEST else own < other  # type: ignore[operator]  # two values of one key are of one kind
