"""Kinds of tie keys: what a period may write, what a key looks at, and its words."""

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from indicators.scoring import tie_keys as module
from indicators.scoring.ranking import First
from indicators.scoring.tie_keys import (
    SHIPPED_TIE_KEYS,
    TIE_KINDS,
    Standing,
    TieKeyError,
    TieKind,
    aspect_codes,
    check_tie_names,
    key_meanings,
    second_of_sending,
    tie_keys,
)

NOON = datetime(2022, 9, 30, 12, 0, 0, 123, tzinfo=UTC)
LATEST = TieKind(
    pattern="latest",
    spelling="latest",
    meaning="latest berarti yang paling akhir dikirim",
    first=First.HIGHEST,
    label="Waktu kirim (paling akhir)",
    short="waktu kirim yang paling akhir",
    value=second_of_sending,
)


@dataclass(frozen=True)
class Aspect:
    code: str
    no: int
    name: str


INNOVATION = Aspect("5", 5, "Inovasi")


def test_keys_have_the_words_of_their_kinds() -> None:
    keys = tie_keys(["aspect:5", "submitted_at"], [INNOVATION])

    assert [(key.name, key.label, key.first) for key in keys] == [
        ("aspect:5", "Aspek 5. Inovasi", First.HIGHEST),
        ("submitted_at", "Waktu kirim (lebih awal)", First.LOWEST),
    ]


def test_a_key_of_an_aspect_that_is_not_there_is_left_out() -> None:
    assert [key.name for key in tie_keys(["aspect:7", "submitted_at", "aspek"], [INNOVATION])] == [
        "submitted_at"
    ]


def test_keys_look_at_the_stored_aspect_and_the_second_of_sending() -> None:
    aspect, sent = tie_keys(["aspect:5", "submitted_at"], [INNOVATION])
    standing = Standing({"5": {"score": "21.5"}}, NOON)

    assert aspect.value(standing) == Decimal("21.5")
    assert sent.value(standing) == NOON.replace(microsecond=0)
    assert [key.value(Standing({}, None)) for key in (aspect, sent)] == [None, None]


@pytest.mark.parametrize(
    ("own", "above", "words"),
    [
        (Decimal("20"), Decimal("21.5"), "aspek 5: 20,00 di bawah 21,50"),
        (Decimal("21.499"), Decimal("21.5"), "aspek 5: 21,499 di bawah 21,5"),
        (None, Decimal("21.5"), "aspek 5: 0,00 di bawah 21,50"),
    ],
)
def test_an_aspect_tells_both_scores(own: Decimal | None, above: Decimal, words: str) -> None:
    (key,) = tie_keys(["aspect:5"], [INNOVATION])

    assert key.note(1, own, above) == f"Nilai sama dengan peringkat 1; ditentukan oleh {words}"


@pytest.mark.parametrize("names", [[], list(SHIPPED_TIE_KEYS), ["submitted_at"]])
def test_known_keys_are_taken(names: list[str]) -> None:
    check_tie_names(names)

    assert list(aspect_codes(names)) == [name[7:] for name in names if name.startswith("aspect:")]


@pytest.mark.parametrize("names", [None, "submitted_at", ["reached"], ["aspect:"], ["submitted_at"] * 2])
def test_others_are_refused(names: Any) -> None:
    with pytest.raises(TieKeyError):
        check_tie_names(names)


def test_a_new_kind_is_known_by_its_entry_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "TIE_KINDS", (*TIE_KINDS, LATEST))
    check_tie_names(["latest", "aspect:5"])
    (key,) = tie_keys(["latest"], [])

    assert (key.label, key.value(Standing({}, NOON))) == (LATEST.label, NOON.replace(microsecond=0))
    assert key.note(3, NOON, NOON) == (
        "Nilai sama dengan peringkat 3; ditentukan oleh waktu kirim yang paling akhir"
    )
    assert key_meanings().endswith("; latest berarti yang paling akhir dikirim")
    with pytest.raises(TieKeyError, match="Tulis aspect: dan kode aspek, submitted_at, atau latest\\."):
        check_tie_names(["terakhir"])
