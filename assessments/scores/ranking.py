"""Rank worksheets by the stored figures of one basis and the tie keys of their period."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from assessments.models import JuryScore, LayerScore, Worksheet
from indicators.scoring.ranking import Entrant, Ranking, rank
from indicators.scoring.tie_keys import Standing, TieKey, aspect_score


class Score(NamedTuple):
    """A worksheet's stored figures in one basis; `missing` says in words what it lacks, `reached` in how many
    stages it takes part where that counts."""

    worksheet: Worksheet
    total: Decimal
    aspect_totals: Mapping[str, Any]
    complete: bool
    missing: str = ""
    reached: int = 0

    @property
    def standing(self) -> Standing:
        """What tie keys look at."""
        return Standing(self.aspect_totals, self.worksheet.submitted_at, self.reached)


def takes_part(worksheet: Worksheet) -> bool:
    return worksheet.current_state.takes_part


def claim_score(worksheet: Worksheet) -> Score:
    """What the kecamatan itself claims."""
    left_count = worksheet.asked - worksheet.filled
    return Score(
        worksheet,
        worksheet.claim_total,
        worksheet.aspect_totals,
        worksheet.complete and takes_part(worksheet),
        f"{left_count} dari {worksheet.asked} indikator belum diisi"
        if worksheet.filled
        else "Belum mulai diisi",
    )


def layer_score(worksheet: Worksheet, stored: LayerScore | None, unjudged: str) -> Score:
    """What a layer decided; nothing where it has not begun, which is told by `unjudged`."""
    if stored is None:
        return Score(worksheet, Decimal(0), {}, complete=False, missing=unjudged)
    left_count = stored.asked - stored.judged
    missing = f"{left_count} dari {stored.asked} indikator belum diputuskan"
    complete = stored.complete and takes_part(worksheet)
    return Score(worksheet, stored.total, stored.aspect_totals, complete, missing)


def jury_score(worksheet: Worksheet, stored: JuryScore | None) -> Score:
    """What the jurors gave in a stage; no figure before all of them have given."""
    if stored is None or not stored.asked:
        return Score(worksheet, Decimal(0), {}, complete=False, missing="Belum ada juri")
    if not stored.complete:
        missing = f"{stored.asked - stored.given} dari {stored.asked} juri belum menyerahkan nilai"
        return Score(worksheet, Decimal(0), {}, complete=False, missing=missing)
    return Score(worksheet, stored.total, stored.aspect_totals, takes_part(worksheet))


def ranking_of(
    scores: Iterable[Score], keys: Sequence[TieKey], aspect: str = "", ahead: Sequence[TieKey] = ()
) -> Ranking:
    """The ranking among each other, by total or by one aspect; entrants go by the code of their kecamatan."""
    return rank((entrant_of(score, (*ahead, *keys), aspect) for score in scores), keys, ahead)


def entrant_of(score: Score, keys: Iterable[TieKey], aspect: str) -> Entrant:
    of_aspect = aspect_score(score.aspect_totals, aspect) if aspect else None
    return Entrant(
        code=score.worksheet.district.code,
        total=(of_aspect or Decimal(0)) if aspect else score.total,
        complete=score.complete,
        values={key.name: key.value(score.standing) for key in keys},
    )
