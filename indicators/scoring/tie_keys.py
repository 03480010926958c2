"""The keys that decide where totals are equal, of which a period names some in their order.

A kind of key is one entry of `TIE_KINDS`: how a period writes it, what it looks at in a worksheet, which
value comes first, and its words on pages and papers. No other file knows what kinds there are.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple, Protocol, TypeAlias

from kinerja.numbers import format_number

from .ranking import Comparable, First, Key
from .rounding import STORED_PLACES

SHOWN_PLACES = 2
MOST_TIE_KEYS = 10
SHIPPED_TIE_KEYS = ("aspect:5", "aspect:2", "submitted_at")  # the rule of the shipped edition
EXAMPLE = f"Tulis daftar seperti {json.dumps(SHIPPED_TIE_KEYS)}."


class Titled(Protocol):
    """What a key says of an aspect."""

    @property
    def code(self) -> str: ...

    @property
    def no(self) -> int: ...

    @property
    def name(self) -> str: ...


class Standing(NamedTuple):
    """What keys look at: the stored aspects by their codes, the moment of sending, and in how many stages the
    worksheet takes part where that counts."""

    aspect_totals: Mapping[str, Any]
    sent_at: datetime | None
    reached: int = 0


@dataclass(frozen=True, kw_only=True)
class TieKind:
    """Everything that is said about a kind of key.

    `pattern` is of the whole key as a period writes it; its group `aspect` is the code of the aspect that the
    key looks at. In `label`, `short` and `spelling` stands {aspect}, in `note` {rank} and {reason}.
    """

    pattern: str
    spelling: str  # what a period writes, told to who wrote something else
    meaning: str  # an example with what it does, beside the field
    first: First
    label: str  # in lists of keys and on papers
    short: str  # within a sentence
    value: Callable[[Standing, str], Comparable | None]
    reason: "Reason" = lambda key, own, above: key.short
    note: str = "Nilai sama dengan peringkat {rank}; ditentukan oleh {reason}"


@dataclass(frozen=True, kw_only=True)
class TieKey(Key):
    """A key as a ranking uses it: of a kind, and of an aspect by its code where the kind looks at one."""

    kind: TieKind
    short: str
    aspect: str = ""

    def value(self, standing: Standing) -> Comparable | None:
        return self.kind.value(standing, self.aspect)

    def note(self, rank: int, own: Comparable | None, above: Comparable | None) -> str:
        """Why a worksheet with the value `own` stands below one of this rank with the value `above`."""
        return self.kind.note.format(rank=rank, reason=self.kind.reason(self, own, above))


# What decided, within a sentence: by the key, the own value, and that of the rank above.
Reason: TypeAlias = Callable[[TieKey, Comparable | None, Comparable | None], str]


class TieKeyError(Exception):
    """A period cannot have these keys; the text says what to write instead."""


def aspect_score(aspect_totals: Mapping[str, Any], code: str) -> Decimal | None:
    """The stored score of an aspect; None where its edition has no such aspect."""
    stored_aspect = aspect_totals.get(code)
    return Decimal(stored_aspect["score"]) if stored_aspect else None


def second_of_sending(standing: Standing, aspect: str) -> datetime | None:
    """Nobody sends earlier by a part of a second."""
    return standing.sent_at.replace(microsecond=0) if standing.sent_at else None


def scores_compared(key: TieKey, own: Comparable | None, above: Comparable | None) -> str:
    """Both scores; with all their decimals where two would show the same."""
    decimal_scores = [value if isinstance(value, Decimal) else Decimal(0) for value in (own, above)]
    score_texts = [format_number(score, places=SHOWN_PLACES) for score in decimal_scores]
    if score_texts[0] == score_texts[1]:
        score_texts = [format_number(score, max_places=STORED_PLACES) for score in decimal_scores]
    return f"{key.short}: {score_texts[0]} di bawah {score_texts[1]}"


ASPECT_SCORE = TieKind(
    pattern=r"aspect:(?P<aspect>[0-9A-Za-z._-]{1,40})",
    spelling="aspect: dan kode aspek",
    meaning="aspect:5 berarti nilai aspek 5 yang lebih tinggi didahulukan",
    first=First.HIGHEST,
    label="Aspek {aspect.no}. {aspect.name}",
    short="aspek {aspect.no}",
    value=lambda standing, aspect: aspect_score(standing.aspect_totals, aspect),
    reason=scores_compared,
)
SENDING_TIME = TieKind(
    pattern="submitted_at",
    spelling="submitted_at",
    meaning="submitted_at berarti yang lebih dahulu dikirim",
    first=First.LOWEST,
    label="Waktu kirim (lebih awal)",
    short="waktu kirim yang lebih awal",
    value=second_of_sending,
)
STAGES_REACHED = TieKind(  # goes before the total of a final ranking, so no period names it
    pattern="reached",
    spelling="",
    meaning="",
    first=First.HIGHEST,
    label="Tahap yang dicapai",
    short="tahap yang dicapai",
    value=lambda standing, aspect: standing.reached,
    note="Tidak masuk semua tahap yang dicapai peringkat di atasnya",
)
TIE_KINDS = (ASPECT_SCORE, SENDING_TIME)


def tie_keys(names: Iterable[str], aspects: Iterable[Titled]) -> tuple[TieKey, ...]:
    """The keys with these names in their order; one of another aspect decides nothing and is left out."""
    by_code = {aspect.code: aspect for aspect in aspects}
    keys = (key_named(name, by_code) for name in names)
    return tuple(key for key in keys if key)


def key_named(name: str, aspects: Mapping[str, Titled]) -> TieKey | None:
    kind = tie_kind(name)
    if kind is None:
        return None
    code = aspect_code(name)
    return tie_key(kind, name, aspects.get(code)) if not code or code in aspects else None


def tie_key(kind: TieKind, name: str, aspect: Titled | None = None) -> TieKey:
    label, short = (words.format(aspect=aspect) for words in (kind.label, kind.short))
    code = aspect.code if aspect else ""
    return TieKey(name=name, label=label, first=kind.first, kind=kind, short=short, aspect=code)


def tie_kind(name: str) -> TieKind | None:
    return next((kind for kind in TIE_KINDS if re.fullmatch(kind.pattern, name)), None)


def aspect_code(name: str) -> str:
    """The code of the aspect that a key looks at; empty for one that looks at none."""
    kind_matches = (re.fullmatch(kind.pattern, name) for kind in TIE_KINDS)
    return next((match.groupdict().get("aspect", "") for match in kind_matches if match), "")


def aspect_codes(names: Iterable[str]) -> Iterator[str]:
    """The codes of all aspects that these keys look at."""
    return filter(None, map(aspect_code, names))


REACHED = tie_key(STAGES_REACHED, "reached")


def check_tie_names(names: Any) -> None:
    """Raise TieKeyError unless it is a list of different keys of known kinds."""
    if not isinstance(names, list) or len(names) > MOST_TIE_KEYS:
        raise TieKeyError(f"{EXAMPLE} Paling banyak {MOST_TIE_KEYS} penentu.")
    for name in names:
        if not isinstance(name, str) or not tie_kind(name):
            spellings = joined_by_or([kind.spelling for kind in TIE_KINDS])
            raise TieKeyError(f"Penentu “{name}” belum dikenal. Tulis {spellings}. {EXAMPLE}")
    if len(set(names)) != len(names):
        raise TieKeyError("Tulis setiap penentu satu kali saja.")


def joined_by_or(words: Sequence[str]) -> str:
    """ "a, b, atau c" """
    return ", atau ".join([", ".join(words[:-1]), words[-1]])


def key_meanings() -> str:
    """What each kind does, in one sentence without its full stop."""
    return "; ".join(kind.meaning for kind in TIE_KINDS)
