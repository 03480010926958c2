"""Rank worksheets by the stored figures of one basis and the tie keys of their period."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple, Protocol

from assessments.models import JuryScore, LayerScore, Period, Worksheet
from indicators.scoring.ranking import Comparable, Entrant, First, Key, Ranking, rank

ASPECT = "aspect:"
SENT = Key("submitted_at", "Waktu kirim (lebih awal)", First.LOWEST)
REACHED = Key("reached", "Tahap yang dicapai")


class Titled(Protocol):
    """What a key says of an aspect."""

    @property
    def code(self) -> str: ...

    @property
    def no(self) -> int: ...

    @property
    def name(self) -> str: ...


class Score(NamedTuple):
    """A worksheet's stored figures in one basis; `missing` says in words what it lacks, `reached` in how many
    stages it takes part where that counts."""

    worksheet: Worksheet
    total: Decimal
    aspect_totals: Mapping[str, Any]
    complete: bool
    missing: str = ""
    reached: int = 0


def takes_part(worksheet: Worksheet) -> bool:
    return worksheet.current_state.takes_part


def claimed(worksheet: Worksheet) -> Score:
    """What the kecamatan itself claims."""
    left = worksheet.asked - worksheet.filled
    return Score(
        worksheet,
        worksheet.claim_total,
        worksheet.aspect_totals,
        worksheet.complete and takes_part(worksheet),
        f"{left} dari {worksheet.asked} indikator belum diisi" if worksheet.filled else "Belum mulai diisi",
    )


def judged(worksheet: Worksheet, found: LayerScore | None, unjudged: str) -> Score:
    """What a layer decided; nothing where it has not begun, which is told by `unjudged`."""
    if found is None:
        return Score(worksheet, Decimal(0), {}, complete=False, missing=unjudged)
    left = found.asked - found.judged
    missing = f"{left} dari {found.asked} indikator belum diputuskan"
    complete = found.complete and takes_part(worksheet)
    return Score(worksheet, found.total, found.aspect_totals, complete, missing)


def by_jury(worksheet: Worksheet, found: JuryScore | None) -> Score:
    """What the jurors gave in a stage; no figure before all of them have given."""
    if found is None or not found.asked:
        return Score(worksheet, Decimal(0), {}, complete=False, missing="Belum ada juri")
    if not found.complete:
        missing = f"{found.asked - found.given} dari {found.asked} juri belum menyerahkan nilai"
        return Score(worksheet, Decimal(0), {}, complete=False, missing=missing)
    return Score(worksheet, found.total, found.aspect_totals, takes_part(worksheet))


def tie_keys(period: Period, aspects: Iterable[Titled]) -> tuple[Key, ...]:
    """The period's keys in their order; an aspect that these do not have decides nothing and is left out."""
    known = {
        f"{ASPECT}{aspect.code}": Key(f"{ASPECT}{aspect.code}", f"Aspek {aspect.no}. {aspect.name}")
        for aspect in aspects
    } | {SENT.name: SENT}
    return tuple(known[name] for name in period.tie_keys if name in known)


def ranking_of(
    scores: Iterable[Score], keys: Sequence[Key], aspect: str = "", ahead: Sequence[Key] = ()
) -> Ranking:
    """The ranking among each other, by total or by one aspect; entrants go by the code of their kecamatan."""
    return rank((entrant_of(score, (*ahead, *keys), aspect) for score in scores), keys, ahead)


def entrant_of(score: Score, keys: Iterable[Key], aspect: str) -> Entrant:
    of_aspect = aspect_score(score.aspect_totals, aspect) if aspect else None
    return Entrant(
        code=score.worksheet.district.code,
        total=(of_aspect or Decimal(0)) if aspect else score.total,
        complete=score.complete,
        values={key.name: value_of(score, key.name) for key in keys},
    )


def value_of(score: Score, name: str) -> Comparable | None:
    """What a key looks at: an aspect's stored score, the stage reached, or the second of sending."""
    if name == REACHED.name:
        return score.reached
    return key_value(name, score.aspect_totals, score.worksheet.submitted_at)


def key_value(name: str, aspect_totals: Mapping[str, Any], sent: datetime | None) -> Comparable | None:
    """What a tie key looks at: an aspect's stored score, or when it was sent, to the second."""
    if name.startswith(ASPECT):
        return aspect_score(aspect_totals, name.removeprefix(ASPECT))
    return sent.replace(microsecond=0) if sent else None


def aspect_score(totals: Mapping[str, Any], code: str) -> Decimal | None:
    """The stored score of an aspect; None where its edition has no such aspect."""
    found = totals.get(code)
    return Decimal(found["score"]) if found else None
