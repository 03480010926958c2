"""The one ranking behind screen, PDF, workbook, CSV and command: a field of kecamatan in a basis."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Any

from assessments.models import Layer, LayerScore, Period, Stage, Worksheet
from indicators.scoring.grades import grade_of, read_grades
from indicators.scoring.ranking import Place, Ranking
from indicators.scoring.sheet import AspectSpec
from indicators.services.sheets import sheet_of
from kinerja.regions.models import Regency

from .ranking import Score, aspect_score, claimed, judged, ranking_of, takes_part, tie_keys

COLUMNS = (
    *("rank", "district", "name", "regency", "total", "ranked", "shared", "decided_by"),
    *("lead", "behind", "grade", "missing"),
)


class Basis(StrEnum):
    """Whose figures are ranked."""

    CLAIM = "isian"
    REGENCY = "kabupaten"
    DESK = "penilaian"


BASIS_LABELS = {
    Basis.CLAIM: "Isian kecamatan",
    Basis.REGENCY: str(Layer.REGENCY.label),
    Basis.DESK: str(Layer.DESK.label),
}
LAYERS = {
    Basis.REGENCY: (Layer.REGENCY, "Belum diverifikasi kabupaten/kota"),
    Basis.DESK: (Layer.DESK, "Belum dinilai"),
}


@dataclass(frozen=True)
class Line:
    """One kecamatan of the field; `place` is None for those without a rank, `above` for the first."""

    score: Score
    place: Place | None
    above: Place | None
    grade: str

    @property
    def worksheet(self) -> Worksheet:
        return self.score.worksheet

    @property
    def ranked(self) -> Decimal:
        """What it is ranked by: the total, or the score of the aspect that was asked for."""
        return self.place.entrant.total if self.place else self.score.total

    def aspect(self, code: str) -> Decimal | None:
        return aspect_score(self.score.aspect_totals, code)

    def told(self) -> dict[str, Any]:
        """For files that machines read: exact figures as text."""
        district, place = self.worksheet.district, self.place
        names = {"district": district.code, "name": district.name, "regency": str(district.regency)}
        total = format(self.score.total, "f")
        if place is None:
            return dict.fromkeys(COLUMNS) | names | {"total": total, "missing": self.score.missing}
        return dict.fromkeys(COLUMNS) | {
            **names,
            "rank": place.rank,
            "total": total,
            "ranked": format(self.ranked, "f"),
            "shared": place.shared,
            "decided_by": place.decided_by.label if place.decided_by else None,
            "lead": exact(place.lead),
            "behind": exact(place.behind),
            "grade": self.grade,
        }


def exact(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")


@dataclass(frozen=True)
class RankTable:
    """The lines of those with a rank in order; then those not complete, and those that do not take part."""

    period: Period
    basis: Basis
    regency: Regency | None
    aspect: AspectSpec | None
    aspects: tuple[AspectSpec, ...]
    ranking: Ranking
    scores: dict[str, Score]

    @cached_property
    def places(self) -> list[Line]:
        grades, above, found = read_grades(self.period.grades), None, []
        for place in self.ranking.places:
            score = self.scores[place.entrant.code]
            found.append(Line(score, place, above, grade_of(score.total, grades)))
            above = place
        return found

    @cached_property
    def unranked(self) -> list[Line]:
        return [Line(self.scores[it.code], None, None, "") for it in self.ranking.unfinished]

    @property
    def unfinished(self) -> list[Line]:
        return [line for line in self.unranked if takes_part(line.worksheet)]

    @property
    def absent(self) -> list[Line]:
        return [line for line in self.unranked if not takes_part(line.worksheet)]

    @property
    def editions(self) -> list[str]:
        found = {score.worksheet.revision_id: score.worksheet.revision for score in self.scores.values()}
        return sorted(f"{it.instrument}, edisi {it.no}" for it in found.values())


def rank_table(
    period: Period, *, basis: Basis = Basis.CLAIM, regency: Regency | None = None, aspect: str = ""
) -> RankTable:
    """Rank the kecamatan of the period, or of one kabupaten among itself; three queries, four by a layer.

    Raises LookupError where no edition has such an aspect.
    """
    worksheets = worksheets_of(period, regency)
    aspects = aspects_of(worksheets)
    spec = next((it for it in aspects if it.code == aspect), None)
    if aspect and spec is None:
        raise LookupError(f"Aspek “{aspect}” belum ada. Yang ada: {', '.join(it.code for it in aspects)}.")
    scores = scores_of(worksheets, basis)
    ranking = ranking_of(scores, tie_keys(period, aspects), aspect)
    by_code = {score.worksheet.district.code: score for score in scores}
    return RankTable(period, basis, regency, spec, aspects, ranking, by_code)


def worksheets_of(period: Period, regency: Regency | None) -> list[Worksheet]:
    """Those of the period's last stage of entry, by the code of their kecamatan; two queries."""
    stage = Stage.objects.filter(period=period, kind=Stage.Kind.ENTRY).order_by("-no").first()
    found = Worksheet.objects.filter(stage=stage).order_by("district__code")
    if regency:
        found = found.filter(district__regency=regency)
    related = ("district__regency__province", "revision__instrument")
    return list(found.select_related(*related).defer("revision__document"))


def aspects_of(worksheets: Sequence[Worksheet]) -> tuple[AspectSpec, ...]:
    """The aspects of all editions in use, as the newest has them."""
    numbers = {worksheet.revision_id: worksheet.revision.no for worksheet in worksheets}
    sheets = [sheet_of(pk) for pk in sorted(numbers, key=lambda pk: numbers[pk])]
    return tuple({it.code: it for sheet in sheets for it in sheet.aspects}.values())


def scores_of(worksheets: Sequence[Worksheet], basis: Basis) -> list[Score]:
    """Each with its stored figures in this basis; one query at most."""
    if basis is Basis.CLAIM:
        return [claimed(worksheet) for worksheet in worksheets]
    layer, unjudged = LAYERS[basis]
    rows = LayerScore.objects.filter(layer=layer, worksheet__in=[worksheet.pk for worksheet in worksheets])
    found = {row.worksheet_id: row for row in rows}
    return [judged(worksheet, found.get(worksheet.pk), unjudged) for worksheet in worksheets]
