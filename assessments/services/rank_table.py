"""A period's ranking as plain lines, for commands and files."""

from typing import Any, NamedTuple

from assessments.models import Period, Stage, Worksheet
from indicators.scoring.ranking import Entrant, Place, Ranking
from indicators.services.sheets import sheet_of

from .ranking import ranking_of, tie_keys

COLUMNS = ("rank", "district", "name", "regency", "total", "shared", "decided_by", "lead")


class RankTable(NamedTuple):
    """The lines of those with a rank in order, and of those that are not complete, without one."""

    ranking: Ranking
    places: list[dict[str, Any]]
    unfinished: list[dict[str, Any]]


def rank_table(period: Period) -> RankTable:
    """Rank every worksheet of the period's last stage by its stored total; totals are text of 12 decimals."""
    stage = Stage.objects.filter(period=period).order_by("-no").first()
    related = ("district__regency", "revision__instrument")
    found = Worksheet.objects.filter(stage=stage).select_related(*related).defer("revision__document")
    worksheets = {worksheet.district.code: worksheet for worksheet in found}
    first = next(iter(worksheets.values()), None)
    ranking = ranking_of(
        worksheets.values(), tie_keys(period, sheet_of(first.revision_id).aspects) if first else ()
    )
    return RankTable(
        ranking,
        [place_line(place, worksheets) for place in ranking.places],
        [line_of(entrant, worksheets) for entrant in ranking.unfinished],
    )


def place_line(place: Place, worksheets: dict[str, Worksheet]) -> dict[str, Any]:
    return line_of(place.entrant, worksheets) | {
        "rank": place.rank,
        "shared": place.shared,
        "decided_by": place.decided_by.label if place.decided_by else None,
        "lead": None if place.lead is None else format(place.lead, "f"),
    }


def line_of(entrant: Entrant, worksheets: dict[str, Worksheet]) -> dict[str, Any]:
    district = worksheets[entrant.code].district
    told = {"district": district.code, "name": district.name, "regency": str(district.regency)}
    return dict.fromkeys(COLUMNS) | told | {"total": format(entrant.total, "f")}
