"""What a worksheet is ranked by, kept for every moment at which it changed."""

from datetime import datetime
from typing import Any

from assessments.models import LayerScore, TotalPoint, Worksheet
from assessments.workflow import UNSENT, State
from indicators.scoring.rounding import decimal_text

from .rank_table import LAYERS, Basis
from .ranking import Score, claimed, judged


def mark(worksheet: Worksheet, at: datetime) -> TotalPoint | None:
    """Append a point where a locked worksheet, as it is stored, is ranked by other figures than at the last
    one; two queries, one more once it was sent."""
    last = TotalPoint.objects.filter(worksheet_id=worksheet.pk).order_by("-no").first()
    figures, sent = figures_of(worksheet), worksheet.submitted_at
    if (last.figures, last.sent_at) == (figures, sent) if last else not figures:
        return None
    return TotalPoint.objects.create(
        worksheet_id=worksheet.pk,
        no=last.no + 1 if last else 1,
        at=max(at, last.at) if last else at,  # who waited for the lock read the clock before
        figures=figures,
        sent_at=sent,
    )


def figures_of(worksheet: Worksheet) -> dict[str, Any]:
    """By basis, of those in which it has a rank."""
    unsent = State(worksheet.state) in UNSENT  # what was judged before it stepped aside has no rank either
    stored = [] if unsent else LayerScore.objects.filter(worksheet=worksheet.pk)
    layers = {score.layer: score for score in stored}
    scores = {Basis.CLAIM: claimed(worksheet)} | {
        basis: judged(worksheet, layers.get(layer), unjudged) for basis, (layer, unjudged) in LAYERS.items()
    }
    return {basis.value: told(score) for basis, score in scores.items() if score.complete}


def told(score: Score) -> dict[str, Any]:
    aspects = {code: {"score": it["score"]} for code, it in score.aspect_totals.items()}
    return {"total": decimal_text(score.total), "aspects": aspects}
