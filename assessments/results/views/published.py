"""The published ranking, for everybody: read from the decision's own document and from nothing else."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments.access.queries import published_decisions
from assessments.models import Decision
from assessments.papers.responses import paper_download
from assessments.results.printing.decided import Decided, decided_pdf, decided_xlsx
from assessments.workflow import Format, Paper


def fetch_published(code: str) -> Decided:
    """A decision that is approved, whose embargo is over, and whose period shows something; or 404."""
    decision = published_decisions(timezone.now()).filter(code=code).first()
    if decision is None:
        raise Http404
    return Decided(decision)


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Every published decision, newest first; of a period that was decided again, all of them."""
    decisions = [Decided(it) for it in published_decisions(timezone.now())]
    return render(request, "results/published_list.html", {"decisions": decisions})


@require_safe
def published(request: HttpRequest, code: str) -> HttpResponse:
    decided = fetch_published(code)
    newer_decision = superseding_decision(decided.decision)
    context = {"decided": decided, "newer": Decided(newer_decision) if newer_decision else None}
    return render(request, "results/published.html", context)


def superseding_decision(decision: Decision) -> Decision | None:
    """The newest published decision of the same period, where it is not this one."""
    newest_decision = published_decisions(timezone.now()).filter(period=decision.period_id).first()
    return newest_decision if newest_decision and newest_decision.pk != decision.pk else None


@require_safe
def published_pdf(request: HttpRequest, code: str) -> HttpResponse:
    decided = fetch_published(code)
    return paper_download(Paper.DECISION, Format.PDF, decided_pdf(decided), code=code)


@require_safe
def published_xlsx(request: HttpRequest, code: str) -> HttpResponse:
    decided = fetch_published(code)
    return paper_download(Paper.DECISION, Format.XLSX, decided_xlsx(decided), code=code)
