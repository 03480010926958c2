"""The ranking on F4 landscape."""

from .pdf import render_pdf
from .ranks import Ranks, context_of


def ranks_pdf(ranks: Ranks) -> bytes:
    return render_pdf("assessments/print/ranking.html", context_of(ranks))
