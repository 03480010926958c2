"""Ranking: competition ranks, the keys that decide ties, and those who have no rank yet."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.scoring.ranking import TOTAL, Entrant, First, Key, Ranking, rank

INNOVATION = Key("aspect:5", "nilai aspek 5")
SERVICE = Key("aspect:2", "nilai aspek 2")
SENT = Key("submitted_at", "lebih dahulu dikirim", First.LOWEST)
TIES = (INNOVATION, SERVICE, SENT)
NOON = datetime(2022, 9, 30, 12, tzinfo=UTC)


def entrant(
    code: str, total: str, *, five: str = "0", two: str = "0", sent: Any = NOON, complete: bool = True
) -> Entrant:
    values = {"aspect:5": Decimal(five), "aspect:2": Decimal(two), "submitted_at": sent}
    return Entrant(code, Decimal(total), complete, values)


def shown(ranking: Ranking) -> list[tuple[int, str]]:
    return [(place.rank, place.entrant.code) for place in ranking.places]


def test_equals_share_a_rank_and_the_next_one_is_left_out() -> None:
    found = rank([entrant("d", "70"), entrant("c", "80"), entrant("b", "80"), entrant("a", "90")], TIES)

    assert shown(found) == [(1, "a"), (2, "b"), (2, "c"), (4, "d")]
    assert [place.shared for place in found.places] == [False, True, True, False]
    assert [place.decided_by for place in found.places] == [None, TOTAL, None, TOTAL]


@pytest.mark.parametrize("difference", ["0.01", "0.000000001", "0.000000000001"])
def test_any_difference_of_the_stored_total_decides(difference: str) -> None:
    higher = str(Decimal("86.894377631548") + Decimal(difference))

    found = rank([entrant("a", "86.894377631548", five="27"), entrant("b", higher)], TIES)

    assert shown(found) == [(1, "b"), (2, "a")]
    assert found.places[1].decided_by == TOTAL
    assert found.places[0].lead == Decimal(difference)


@pytest.mark.parametrize(
    ("first", "second", "key"),
    [
        ({"five": "21"}, {"five": "20", "two": "9", "sent": NOON - timedelta(days=1)}, INNOVATION),
        ({"two": "9"}, {"two": "8", "sent": NOON - timedelta(days=1)}, SERVICE),
        ({"sent": NOON}, {"sent": NOON + timedelta(seconds=1)}, SENT),
        ({"sent": NOON}, {"sent": None}, SENT),
    ],
)
def test_the_first_key_that_differs_decides(first: Any, second: Any, key: Key) -> None:
    found = rank([entrant("z", "80", **first), entrant("a", "80", **second)], TIES)

    assert shown(found) == [(1, "z"), (2, "a")]
    assert found.places[1].decided_by == key
    assert found.places[0].lead == 0


def test_keys_decide_in_the_order_that_is_given() -> None:
    both = [entrant("a", "80", five="20", two="9"), entrant("b", "80", five="21", two="8")]

    assert shown(rank(both, (INNOVATION, SERVICE))) == [(1, "b"), (2, "a")]
    assert shown(rank(both, (SERVICE, INNOVATION))) == [(1, "a"), (2, "b")]
    assert shown(rank(both, ())) == [(1, "a"), (1, "b")]


def test_nobody_who_sent_nothing_is_before_somebody_who_did() -> None:
    found = rank([entrant("a", "80", sent=None), entrant("b", "80", sent=None), entrant("c", "80")], TIES)

    assert shown(found) == [(1, "c"), (2, "a"), (2, "b")]


def test_the_unfinished_are_apart_and_move_nobody() -> None:
    found = rank(
        [entrant("b", "99", complete=False), entrant("c", "50"), entrant("a", "1", complete=False)], TIES
    )

    assert shown(found) == [(1, "c")]
    assert [it.code for it in found.unfinished] == ["a", "b"]
    assert found.places[0].lead is None


def test_a_shared_rank_leads_the_next_one_together() -> None:
    found = rank([entrant("a", "80"), entrant("b", "80"), entrant("c", "79.99")], TIES)

    assert [place.lead for place in found.places] == [Decimal("0.01"), Decimal("0.01"), None]


def test_nobody_gives_no_places() -> None:
    assert rank([], TIES) == Ranking(TIES, (), ())


FEW = st.integers(0, 3)
FIELDS = st.lists(st.tuples(FEW, FEW, FEW, st.one_of(st.none(), FEW), st.booleans()), max_size=12)


def field_of(rows: list[Any]) -> list[Entrant]:
    return [
        entrant(
            f"{no:02}",
            str(total),
            five=str(five),
            two=str(two),
            sent=None if sent is None else NOON + timedelta(hours=sent),
            complete=complete,
        )
        for no, (total, five, two, sent, complete) in enumerate(rows)
    ]


def better(one: Entrant, other: Entrant) -> bool:
    """Written apart from the product: everything in one tuple in which smaller is better."""

    def order(it: Entrant) -> tuple[Any, ...]:
        sent = it.values["submitted_at"]
        later = (sent is None, sent or NOON)
        return (-it.total, -it.values["aspect:5"], -it.values["aspect:2"], later)  # type: ignore[operator]

    return order(one) < order(other)


@given(FIELDS, st.randoms())
def test_a_rank_is_one_more_than_those_who_are_better(rows: list[Any], chance: Any) -> None:
    field = field_of(rows)
    finished = [it for it in field if it.complete]
    mixed = list(field)
    chance.shuffle(mixed)

    found = rank(mixed, TIES)

    assert found == rank(field, TIES)
    for place in found.places:
        assert place.rank == 1 + sum(better(it, place.entrant) for it in finished)
    assert len(found.places) + len(found.unfinished) == len(field)
    assert all((a.rank == b.rank) == (b.decided_by is None) for a, b in pairwise(found.places))
