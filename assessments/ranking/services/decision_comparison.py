"""What a ranking that is looked at now has to do with the decision on its period."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from assessments.access.queries import published_decisions
from assessments.models import Decision
from assessments.scores.rank_table import Basis, RankLine, RankTable
from indicators.scoring.documents.document import read_document


@dataclass(frozen=True)
class DecidedPlaces:
    """The newest approved decision of a period, with its places by worksheet; `same` is whether the ranking
    that is looked at is of `basis`, the figures that it decides on."""

    decision: Decision
    basis: Basis
    places: Mapping[str, Mapping[str, Any]]
    same: bool

    def place(self, line: RankLine) -> Mapping[str, Any] | None:
        """What was decided of it."""
        return self.places.get(str(line.worksheet.pk))

    def moved(self, line: RankLine) -> bool:
        """Whether it stands at another total now, or has a rank in only one of the two."""
        place = self.place(line)
        total_text = format(line.score.total, "f") if line.place else None
        return self.same and (place["total"] if place else None) != total_text


def decided_places(table: RankTable) -> DecidedPlaces | None:
    """Of the newest approved decision on the table's period; one query, none before there is a decision."""
    approved_decisions = Decision.objects.filter(period=table.period, state=Decision.State.APPROVED)
    decision = approved_decisions.order_by("-approved_at").first()
    if decision is None:
        return None
    document = read_document(decision.document)
    basis = Basis(document.get("basis", Basis.DESK))
    places_by_worksheet = {place["worksheet"]: place for place in document["places"]}
    return DecidedPlaces(decision, basis, places_by_worksheet, table.basis is basis)


def places_known_to(places: DecidedPlaces | None, at: datetime, *, whole: bool) -> DecidedPlaces | None:
    """The same for those who may know of it: the province's people, and everybody once it is published."""
    if places is None or whole or published_decisions(at).filter(pk=places.decision.pk).exists():
        return places
    return None
