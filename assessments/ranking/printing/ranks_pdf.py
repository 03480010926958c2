"""The ranking on F4 landscape."""

from assessments.papers.pdf import render_pdf
from assessments.papers.seal import Seal

from .ranks import Ranks, context_of


def ranks_pdf(ranks: Ranks, seal: Seal | None = None) -> bytes:
    return render_pdf("ranking/print/ranking.html", context_of(ranks) | {"seal": seal})
