"""The ranking on F4 landscape."""

from assessments.papers.pdf import paper_pdf
from assessments.papers.seal import Seal
from assessments.workflow import Paper

from .ranks import Ranks, ranking_context


def ranks_pdf(ranks: Ranks, seal: Seal | None = None) -> bytes:
    return paper_pdf(Paper.RANKING, ranking_context(ranks) | {"seal": seal})
