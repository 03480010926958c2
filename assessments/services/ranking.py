"""Rank worksheets by their stored totals and the tie keys of their period."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from assessments.models import Period, Worksheet
from indicators.scoring.ranking import Comparable, Entrant, First, Key, Ranking, rank
from indicators.scoring.sheet import AspectSpec

ASPECT = "aspect:"
SENT = Key("submitted_at", "Waktu kirim (lebih awal)", First.LOWEST)


def tie_keys(period: Period, aspects: Iterable[AspectSpec]) -> tuple[Key, ...]:
    """The period's keys in their order; an aspect that these do not have decides nothing and is left out."""
    known = {
        f"{ASPECT}{aspect.code}": Key(f"{ASPECT}{aspect.code}", f"Aspek {aspect.no}. {aspect.name}")
        for aspect in aspects
    } | {SENT.name: SENT}
    return tuple(known[name] for name in period.tie_keys if name in known)


def ranking_of(worksheets: Iterable[Worksheet], keys: Sequence[Key]) -> Ranking:
    """The ranking of these worksheets among each other; entrants go by the code of their kecamatan."""
    return rank((entrant_of(worksheet, keys) for worksheet in worksheets), keys)


def entrant_of(worksheet: Worksheet, keys: Iterable[Key]) -> Entrant:
    return Entrant(
        code=worksheet.district.code,
        total=worksheet.claim_total,
        complete=worksheet.complete,
        values={key.name: value_of(worksheet, key.name) for key in keys},
    )


def value_of(worksheet: Worksheet, name: str) -> Comparable | None:
    """What a tie key looks at: an aspect's stored score, or when it was sent, to the second."""
    if name.startswith(ASPECT):
        return aspect_score(worksheet, name.removeprefix(ASPECT))
    sent = worksheet.submitted_at
    return sent.replace(microsecond=0) if sent else None


def aspect_score(worksheet: Worksheet, code: str) -> Decimal | None:
    """The stored score of an aspect; None where its edition has no such aspect."""
    totals = worksheet.aspect_totals.get(code)
    return Decimal(totals["score"]) if totals else None
