"""Why a kecamatan's rank moved between two moments: the points of its field, played again."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.fields.json import KeyTransform

from assessments.models import TotalPoint, Worksheet
from assessments.scores.rank_table import LAYERS, Basis, field_in, worksheets_of
from assessments.scores.stage_scores import stage_columns
from assessments.scores.stage_sequence import course_of
from indicators.scoring.rank_replay import Change, Move, rank_among, replay_rank
from indicators.scoring.ranking import Entrant
from indicators.scoring.tie_keys import Standing, TieKey, tie_keys
from kinerja.regions.models import Regency

REPLAYED = (Basis.CLAIM, *LAYERS)  # the bases of which points are kept


@dataclass(frozen=True)
class Replay:
    """The ranks at both moments, among how many each, and what moved the one to the other."""

    before: int | None
    after: int | None
    among: tuple[int, int]
    moves: list[Move]


def rank_replay(
    worksheet: Worksheet, *, basis: Basis, regency: Regency | None, since: datetime, until: datetime
) -> Replay:
    """In the field of the worksheet's period, or of one kabupaten, by the tie keys as they are now; four
    queries. Entrants go by the ids of their worksheets."""
    period = worksheet.stage.period
    course = course_of(period)
    worksheets = field_in(course, basis, None, worksheets_of(course, regency))
    keys = tie_keys(period.tie_keys, stage_columns(worksheets))
    worksheet_ids, own_code = [it.pk for it in worksheets], str(worksheet.pk)
    figures_at_start = {
        it.code: it.figures for it in changes_at(worksheet_ids, since, basis, keys) if it.figures
    }
    changes = list(changes_between(worksheet_ids, since, until, basis, keys))
    figures_at_end = dict(figures_at_start) | {it.code: it.figures for it in changes}
    entrants_at_end = {pk: entrant for pk, entrant in figures_at_end.items() if entrant}
    return Replay(
        before=rank_among(own_code, figures_at_start, keys),
        after=rank_among(own_code, entrants_at_end, keys),
        among=(len(figures_at_start), len(entrants_at_end)),
        moves=replay_rank(own_code, figures_at_start, changes, keys),
    )


def changes_at(
    ids: Sequence[UUID], moment: datetime, basis: Basis, keys: Sequence[TieKey]
) -> Iterator[Change]:
    """The last one of every worksheet until `moment`; one query."""
    points_before = TotalPoint.objects.filter(worksheet_id=OuterRef("pk"), at__lte=moment).order_by("-no")
    worksheets_with_point = Worksheet.objects.filter(pk__in=ids).annotate(
        point=Subquery(points_before.values("pk")[:1])
    )
    return changes_of(
        TotalPoint.objects.filter(pk__in=worksheets_with_point.order_by().values("point")), basis, keys
    )


def changes_between(
    ids: Sequence[UUID], since: datetime, until: datetime, basis: Basis, keys: Sequence[TieKey]
) -> Iterator[Change]:
    points_between = TotalPoint.objects.filter(worksheet_id__in=ids, at__gt=since, at__lte=until)
    return changes_of(points_between.order_by("at", "worksheet_id", "no"), basis, keys)


def changes_of(points: QuerySet[TotalPoint], basis: Basis, keys: Sequence[TieKey]) -> Iterator[Change]:
    """In the figures of one basis; without any it had no rank there."""
    rows = points.annotate(basis_figures=KeyTransform(basis.value, "figures"))
    for pk, at, sent, figures in rows.values_list("worksheet_id", "at", "sent_at", "basis_figures"):
        code = str(pk)
        yield Change(code, at, entrant_of(code, figures, sent, keys) if figures else None)


def entrant_of(
    code: str, figures: Mapping[str, Any], sent: datetime | None, keys: Sequence[TieKey]
) -> Entrant:
    standing = Standing(figures["aspects"], sent)
    values = {key.name: key.value(standing) for key in keys}
    return Entrant(code, Decimal(figures["total"]), complete=True, values=values)
