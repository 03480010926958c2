"""The ranking on F4 landscape."""

from .pdf import render_pdf
from .ranks import Ranks, context_of
from .seal import Seal


def ranks_pdf(ranks: Ranks, seal: Seal | None = None) -> bytes:
    return render_pdf("assessments/print/ranking.html", context_of(ranks) | {"seal": seal})
