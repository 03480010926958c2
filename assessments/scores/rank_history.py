"""What a worksheet is ranked by, kept for every moment at which it changed."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, Greatest

from assessments.models import LayerScore, TotalPoint, Worksheet
from indicators.scoring.rounding import decimal_text

from .rank_table import LAYERS, Basis
from .ranking import Score, claim_score, layer_score

Figures = dict[str, Any]  # by basis


def mark_total_point(worksheet: Worksheet, at: datetime) -> TotalPoint | None:
    """Append a point where a locked worksheet, as it is stored, is ranked by other figures than at the last
    one; two queries, one more once it was sent."""
    last_point = TotalPoint.objects.filter(worksheet_id=worksheet.pk).order_by("-no").first()
    new_point = point_of(worksheet, layers_of(worksheet), last_point, at)
    if new_point:
        new_point.save(force_insert=True)
    return new_point


def mark_change(worksheet: Worksheet, before: Figures, after: Figures, at: datetime) -> None:
    """The same for a locked worksheet that was ranked by the figures `before`, those of its last point, and
    is by those `after`; one statement at most."""
    if before == after:
        return
    points = TotalPoint.objects.filter(worksheet_id=worksheet.pk).order_by("-no")
    last_no, last_at = (Subquery(points.values(name)[:1]) for name in ("no", "at"))
    TotalPoint(
        worksheet_id=worksheet.pk,
        no=Coalesce(last_no, 0) + 1,
        at=Greatest(Value(at), Coalesce(last_at, Value(at))),  # who waited for the lock read the clock before
        figures=after,
        sent_at=worksheet.submitted_at,
    ).save(force_insert=True)


def layers_of(worksheet: Worksheet) -> list[LayerScore]:
    """What is stored of its layers; no query before it was sent."""
    is_sent = worksheet.current_state.is_sent
    return list(LayerScore.objects.filter(worksheet=worksheet.pk)) if is_sent else []


def mark_all(worksheets: Sequence[Worksheet], scores: Iterable[LayerScore], at: datetime) -> None:
    """The same for many locked worksheets, whose layer scores are given; two statements."""
    layers_by_worksheet: dict[UUID, list[LayerScore]] = {}
    for score in scores:
        layers_by_worksheet.setdefault(score.worksheet_id, []).append(score)
    newest = TotalPoint.objects.filter(worksheet_id=OuterRef("worksheet_id")).order_by("-no")
    points_so_far = TotalPoint.objects.filter(worksheet_id__in=[it.pk for it in worksheets])
    last_points = {it.worksheet_id: it for it in points_so_far.filter(pk=Subquery(newest.values("pk")[:1]))}
    points = (
        point_of(it, layers_by_worksheet.get(it.pk, ()), last_points.get(it.pk), at) for it in worksheets
    )
    TotalPoint.objects.bulk_create([point for point in points if point])


def point_of(
    worksheet: Worksheet, stored: Iterable[LayerScore], last: TotalPoint | None, at: datetime
) -> TotalPoint | None:
    """The point after `last`; None where nothing has changed."""
    figures, sent_at = rank_figures(worksheet, stored), worksheet.submitted_at
    if (last.figures, last.sent_at) == (figures, sent_at) if last else not figures:
        return None
    return TotalPoint(
        worksheet_id=worksheet.pk,
        no=last.no + 1 if last else 1,
        at=max(at, last.at) if last else at,  # who waited for the lock read the clock before
        figures=figures,
        sent_at=sent_at,
    )


def rank_figures(worksheet: Worksheet, stored: Iterable[LayerScore]) -> Figures:
    """By basis, of those in which it has a rank."""
    is_sent = worksheet.current_state.is_sent  # what was judged before it stepped aside has no rank either
    score_by_layer = {score.layer: score for score in stored} if is_sent else {}
    score_by_basis = {Basis.CLAIM: claim_score(worksheet)} | {
        basis: layer_score(worksheet, score_by_layer.get(layer), layer.row.unjudged)
        for basis, layer in LAYERS.items()
    }
    return {basis.value: figures_in(score) for basis, score in score_by_basis.items() if score.complete}


def figures_in(score: Score) -> dict[str, Any]:
    aspects = {code: {"score": it["score"]} for code, it in score.aspect_totals.items()}
    return {"total": decimal_text(score.total), "aspects": aspects}
