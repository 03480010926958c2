"""The ranking on F4 landscape."""

from assessments.papers.pdf import render_pdf
from assessments.papers.seal import Seal

from .ranks import Ranks, ranking_context


def ranks_pdf(ranks: Ranks, seal: Seal | None = None) -> bytes:
    return render_pdf("ranking/print/ranking.html", ranking_context(ranks) | {"seal": seal})
