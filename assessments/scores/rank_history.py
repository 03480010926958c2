"""What a worksheet is ranked by, kept for every moment at which it changed."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Subquery

from assessments.models import LayerScore, TotalPoint, Worksheet
from indicators.scoring.rounding import decimal_text

from .rank_table import LAYERS, Basis
from .ranking import Score, claim_score, layer_score


def mark(worksheet: Worksheet, at: datetime) -> TotalPoint | None:
    """Append a point where a locked worksheet, as it is stored, is ranked by other figures than at the last
    one; two queries, one more once it was sent."""
    return append_point(worksheet, rank_figures(worksheet, layers_of(worksheet)), last_point(worksheet), at)


def mark_claim(worksheet: Worksheet, at: datetime, *, ranked: bool) -> TotalPoint | None:
    """The same where nothing but the claim moved. One query: a worksheet that was `ranked` before has in its
    last point whatever else it is ranked by."""
    last = last_point(worksheet)
    if not ranked or last is None:
        return append_point(worksheet, rank_figures(worksheet, layers_of(worksheet)), last, at)
    others = {basis: figures for basis, figures in last.figures.items() if basis != Basis.CLAIM}
    return append_point(worksheet, others | rank_figures(worksheet, ()), last, at)


def last_point(worksheet: Worksheet) -> TotalPoint | None:
    return TotalPoint.objects.filter(worksheet_id=worksheet.pk).order_by("-no").first()


def layers_of(worksheet: Worksheet) -> list[LayerScore]:
    """What is stored of its layers; no query before it was sent."""
    sent = worksheet.current_state.is_sent
    return list(LayerScore.objects.filter(worksheet=worksheet.pk)) if sent else []


def append_point(
    worksheet: Worksheet, figures: dict[str, Any], last: TotalPoint | None, at: datetime
) -> TotalPoint | None:
    point = point_of(worksheet, figures, last, at)
    if point:
        point.save(force_insert=True)
    return point


def mark_all(worksheets: Sequence[Worksheet], scores: Iterable[LayerScore], at: datetime) -> None:
    """The same for many locked worksheets, whose layer scores are given; two statements."""
    layers: dict[UUID, list[LayerScore]] = {}
    for score in scores:
        layers.setdefault(score.worksheet_id, []).append(score)
    newest = TotalPoint.objects.filter(worksheet_id=OuterRef("worksheet_id")).order_by("-no")
    found = TotalPoint.objects.filter(worksheet_id__in=[it.pk for it in worksheets])
    last = {it.worksheet_id: it for it in found.filter(pk=Subquery(newest.values("pk")[:1]))}
    points = (point_of(it, rank_figures(it, layers.get(it.pk, ())), last.get(it.pk), at) for it in worksheets)
    TotalPoint.objects.bulk_create([point for point in points if point])


def point_of(
    worksheet: Worksheet, figures: dict[str, Any], last: TotalPoint | None, at: datetime
) -> TotalPoint | None:
    """The point after `last`; None where nothing has changed."""
    sent = worksheet.submitted_at
    if (last.figures, last.sent_at) == (figures, sent) if last else not figures:
        return None
    return TotalPoint(
        worksheet_id=worksheet.pk,
        no=last.no + 1 if last else 1,
        at=max(at, last.at) if last else at,  # who waited for the lock read the clock before
        figures=figures,
        sent_at=sent,
    )


def rank_figures(worksheet: Worksheet, stored: Iterable[LayerScore]) -> dict[str, Any]:
    """By basis, of those in which it has a rank."""
    sent = worksheet.current_state.is_sent  # what was judged before it stepped aside has no rank either
    layers = {score.layer: score for score in stored} if sent else {}
    scores = {Basis.CLAIM: claim_score(worksheet)} | {
        basis: layer_score(worksheet, layers.get(layer), layer.row.unjudged)
        for basis, layer in LAYERS.items()
    }
    return {basis.value: figures_in(score) for basis, score in scores.items() if score.complete}


def figures_in(score: Score) -> dict[str, Any]:
    aspects = {code: {"score": it["score"]} for code, it in score.aspect_totals.items()}
    return {"total": decimal_text(score.total), "aspects": aspects}
