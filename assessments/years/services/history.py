"""A kecamatan over the years: what it claimed, what was decided, where it stood, and what moved its score."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet

from assessments.access import periods_for, worksheets_for
from assessments.access.queries import DecidedScore, decided_scores, published_decisions
from assessments.models import Decision, Layer, Worksheet
from assessments.scores.layers import layer_words, layered_result, versions_of
from assessments.scores.rank_table import Basis
from assessments.scores.scoring import Answers, answers_of
from assessments.workflow import PeriodState
from indicators.editions.sheets import sheet_of
from indicators.scoring.bridge import AnsweredSheet, Bridge, bridge_between, counterparts_of
from indicators.scoring.documents.document import read_document
from kinerja.accounts.models import User


class Award(NamedTuple):
    """Where a decision put a kecamatan, among how many, and the titles that it gave."""

    rank: int
    among: int
    titles: tuple[str, ...]


@dataclass(frozen=True)
class YearResult:
    """One kecamatan in one period; `decided` and `award` are None where the reader may not see them yet."""

    worksheet: Worksheet
    decided: DecidedScore | None
    award: Award | None

    @property
    def data_year(self) -> int:
        return data_year_of(self.worksheet)

    @property
    def claim(self) -> Decimal | None:
        """None before the first answer."""
        return self.worksheet.claim_total if self.worksheet.filled else None

    @property
    def basis(self) -> Basis:
        return Basis.DESK if self.decided else Basis.CLAIM

    @property
    def aspect_totals(self) -> Mapping[str, Any]:
        """By aspect code what was decided, else what is claimed."""
        return self.decided.aspect_totals if self.decided else self.worksheet.aspect_totals


def data_year_of(worksheet: Worksheet) -> int:
    return worksheet.revision.instrument.data_year


def years_of(user: User, worksheet: Worksheet, at: datetime) -> list[YearResult]:
    """The years of the worksheet's kecamatan that `user` reads, the newest first; three queries.

    A score that was decided is shown once the kecamatan was told, a rank once its decision is known.
    """
    worksheets = official_worksheets(user, worksheet.pk).filter(district=worksheet.district_id)
    newest_first = list(worksheets.order_by("-stage__period__year", "-created_at"))
    decided = announced_scores(newest_first)
    awards = awards_known_to(user, newest_first, at)
    return [YearResult(it, decided.get(it.pk), awards.get(it.pk)) for it in newest_first]


def official_worksheets(user: User, own: UUID | None = None) -> QuerySet[Worksheet]:
    """What `user` reads and what was no training; `own` is counted in whatever it is."""
    return worksheets_for(user).filter(~Q(stage__period__state=PeriodState.TRAINING) | Q(pk=own))


def announced_scores(worksheets: Iterable[Worksheet]) -> dict[UUID, DecidedScore]:
    """The decided scores of those whose kecamatan has seen its result; one query."""
    return decided_scores(it for it in worksheets if it.current_state.is_announced)


def awards_known_to(user: User, worksheets: list[Worksheet], at: datetime) -> dict[UUID, Award]:
    """What the newest decision that `user` knows says of each; one query. The team and the leadership know
    it from the approval, others from its publication."""
    published = published_decisions(at).order_by().values("pk")
    approved = Decision.objects.filter(
        Q(period__in=periods_for(user).order_by()) | Q(pk__in=published),
        state=Decision.State.APPROVED,
        period__in={it.stage.period_id for it in worksheets},
    )
    newest = {it.period_id: it for it in approved.order_by("approved_at")}
    documents = {period: read_document(decision.document) for period, decision in newest.items()}
    awards = {it.pk: award_in(documents.get(it.stage.period_id), str(it.pk)) for it in worksheets}
    return {pk: award for pk, award in awards.items() if award}


def award_in(document: Mapping[str, Any] | None, worksheet_id: str) -> Award | None:
    places = document["places"] if document else []
    place = next((it for it in places if it["worksheet"] == worksheet_id), None)
    if document is None or place is None:
        return None
    name = f"Kecamatan {place['district']['name']}, {place['regency']['name']}"
    titles = tuple(it["title"] for it in document["titles"] if it["name"] == name)
    return Award(place["rank"], len(places), titles)


def year_before(years: list[YearResult], worksheet: Worksheet) -> YearResult | None:
    """The kecamatan's answers on the data of the year before; of several the one opened last."""
    wanted = data_year_of(worksheet) - 1
    before = [it for it in years if it.data_year == wanted]
    return max(before, key=lambda it: it.worksheet.created_at, default=None)


def common_basis(last: YearResult, this: YearResult) -> Basis:
    """What two years are compared by: what was decided where both were, else what was claimed."""
    return Basis.DESK if last.decided and this.decided else Basis.CLAIM


def bridge_of(last: Worksheet, this: Worksheet, basis: Basis) -> Bridge:
    """What moved the score from one year to the next; three queries a year at most."""
    before, after = answered_sheet(last, basis), answered_sheet(this, basis)
    return bridge_between(before, after, counterparts_of(before.sheet, after.sheet))


def answered_sheet(worksheet: Worksheet, basis: Basis) -> AnsweredSheet:
    answers = decided_answers(worksheet) if basis is Basis.DESK else answers_of(worksheet)
    return AnsweredSheet(sheet_of(worksheet.revision_id), worksheet.profile.facts, answers)


def decided_answers(worksheet: Worksheet) -> Answers:
    return layered_result(worksheet, Layer.DESK, layer_words(worksheet), versions_of(worksheet)).answers
