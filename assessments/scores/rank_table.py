"""The one ranking behind screen, papers, files and command: a field of kecamatan in a basis."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from assessments.models import Layer, Period, Stage, Worksheet
from indicators.editions.sheets import sheet_of
from indicators.models import Revision
from indicators.scoring.grades import grade_of, read_grades
from indicators.scoring.ranking import Place, Ranking
from indicators.scoring.tie_keys import REACHED, TieKey, aspect_score, tie_keys
from kinerja.regions.models import Regency

from .ranking import Score, claim_score, ranking_of, takes_part
from .stage_scores import (
    STAGE,
    StageColumn,
    column_of,
    final_scores,
    scores_by_stage,
    scores_in,
    stage_column,
    stage_columns,
)
from .stage_sequence import Course, course_of


class Basis(StrEnum):
    """Whose figures are ranked; `JURY` is those of a stage of jurors, which is named beside it."""

    CLAIM = "isian"
    REGENCY = "kabupaten"
    DESK = "penilaian"
    JURY = "juri"
    FINAL = "akhir"


BASIS_LABELS = {
    Basis.CLAIM: "Isian kecamatan",
    Basis.REGENCY: str(Layer.REGENCY.label),
    Basis.DESK: str(Layer.DESK.label),
    Basis.JURY: "Penilaian juri",
    Basis.FINAL: "Nilai akhir",
}
LAYERS = {Basis.REGENCY: Layer.REGENCY, Basis.DESK: Layer.DESK}
OPEN_TO_REGENCIES = (Basis.CLAIM, Basis.REGENCY)


class BasisChoice(NamedTuple):
    """A basis by the name that addresses and commands use: "penilaian", "tahap-4", "akhir"."""

    name: str
    label: str
    basis: Basis
    stage: Stage | None = None


def choices_in(course: Course) -> list[BasisChoice]:
    """What can be ranked in a period: the fixed bases, its juries, and the final score where stages count."""
    fixed_choices = [BasisChoice(it, BASIS_LABELS[it], it) for it in (Basis.CLAIM, Basis.REGENCY, Basis.DESK)]
    jury_choices = [BasisChoice(f"{STAGE}{it.no}", it.name, Basis.JURY, it) for it in course.juries]
    final_choice = (
        [BasisChoice(Basis.FINAL, BASIS_LABELS[Basis.FINAL], Basis.FINAL)] if course.counted else []
    )
    return [*fixed_choices, *jury_choices, *final_choice]


def deciding_basis(course: Course) -> Basis:
    """What a decision ranks by: the final score where stages count, else the desk's result."""
    return Basis.FINAL if course.counted else Basis.DESK


@dataclass(frozen=True)
class RankLine:
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

    def score_of_aspect(self, code: str) -> Decimal | None:
        return aspect_score(self.score.aspect_totals, code)


@dataclass(frozen=True)
class RankTable:
    """The lines of those with a rank in order; then those not complete, and those that do not take part."""

    period: Period
    basis: Basis
    stage: Stage | None
    regency: Regency | None
    aspect: StageColumn | None
    aspects: tuple[StageColumn, ...]
    ranking: Ranking
    scores: dict[str, Score]
    course: Course

    @cached_property
    def places(self) -> list[RankLine]:
        grades, places = read_grades(self.period.grades), self.ranking.places
        scores = [self.scores[place.entrant.code] for place in places]
        return [
            RankLine(score, place, above, grade_of(score.total, grades))
            for score, place, above in zip(scores, places, (None, *places), strict=False)
        ]

    @cached_property
    def unranked(self) -> list[RankLine]:
        return [RankLine(self.scores[it.code], None, None, "") for it in self.ranking.unfinished]

    @property
    def unfinished(self) -> list[RankLine]:
        return [line for line in self.unranked if takes_part(line.worksheet)]

    @property
    def absent(self) -> list[RankLine]:
        return [line for line in self.unranked if not takes_part(line.worksheet)]

    @property
    def label(self) -> str:
        """Whose figures these are, in words."""
        return self.stage.name if self.stage else BASIS_LABELS[self.basis]

    @property
    def editions(self) -> list[str]:
        revision_by_pk = {
            score.worksheet.revision_id: score.worksheet.revision for score in self.scores.values()
        }
        return sorted(f"{it.instrument}, edisi {it.no}" for it in revision_by_pk.values())


def rank_table(
    period: Period,
    *,
    basis: Basis = Basis.CLAIM,
    stage: Stage | None = None,
    regency: Regency | None = None,
    aspect: str = "",
    course: Course | None = None,
) -> RankTable:
    """Rank the kecamatan of the period, or of one kabupaten among itself, in a basis; `stage` is the jury's.

    `course` is the period's, where it is known already. Three queries, two by a claim; in the end one for
    each stage that counts, and one more where a stage selects. Raises LookupError where no edition has such
    an aspect.
    """
    course = course or course_of(period)
    worksheets = worksheets_of(course, regency)
    ties = keys_of(period, basis, stage_columns(worksheets))
    columns = columns_in(course, basis, stage, worksheets, ties)
    column_ranked = next((it for it in columns if it.code == aspect), None)
    if aspect and column_ranked is None:
        raise LookupError(f"Aspek “{aspect}” belum ada. Yang ada: {', '.join(it.code for it in columns)}.")
    scores = basis_scores(course, basis, stage, worksheets, period.tie_keys)
    keys_ahead = (REACHED,) if basis is Basis.FINAL and not aspect else ()
    ranking = ranking_of(scores, ties, aspect, keys_ahead)
    by_code = {score.worksheet.district.code: score for score in scores}
    return RankTable(period, basis, stage, regency, column_ranked, columns, ranking, by_code, course)


def worksheets_of(course: Course, regency: Regency | None) -> list[Worksheet]:
    """Those of the period's last stage of entry, by the code of their kecamatan; one query."""
    worksheets = Worksheet.objects.filter(stage=course.entry).order_by("district__code")
    if regency:
        worksheets = worksheets.filter(district__regency=regency)
    related_fields = ("district__regency__province", "revision__instrument")
    return list(worksheets.select_related(*related_fields).defer("revision__document"))


def keys_of(period: Period, basis: Basis, aspects: Iterable[StageColumn]) -> tuple[TieKey, ...]:
    """The period's tie keys; a jury has other aspects, so only keys of no aspect decide there."""
    return tie_keys(period.tie_keys, () if basis is Basis.JURY else aspects)


def columns_in(
    course: Course, basis: Basis, stage: Stage | None, worksheets: Sequence[Worksheet], ties: Sequence[TieKey]
) -> tuple[StageColumn, ...]:
    """What is shown beside the total: aspects; in the end the stages, then the aspects that decide ties."""
    if basis is Basis.JURY and stage:
        return jury_columns(stage)
    aspects = stage_columns(worksheets)
    if basis is not Basis.FINAL:
        return aspects
    looked_at = [key.aspect for key in ties]
    deciding_columns = [it for it in aspects if it.code in looked_at]
    return (*(stage_column(it) for it in course.counted), *deciding_columns)


def jury_columns(stage: Stage) -> tuple[StageColumn, ...]:
    """The aspects of a jury's edition in force; two queries the first time."""
    revision = Revision.objects.filter(instrument=stage.instrument_id, state=Revision.State.IN_FORCE)
    pk = revision.values_list("pk", flat=True).first()
    return tuple(column_of(it) for it in sheet_of(pk).aspects) if pk else ()


def basis_scores(
    course: Course, basis: Basis, stage: Stage | None, worksheets: Sequence[Worksheet], ties: Sequence[str]
) -> list[Score]:
    """Each with its stored figures in this basis, of those who take part in it."""
    if basis is Basis.FINAL:
        return final_scores(course, worksheets, ties)
    if basis is Basis.CLAIM:
        return [claim_score(worksheet) for worksheet in worksheets]
    field = field_in(course, basis, stage, worksheets)
    return scores_in(stage, field) if stage else scores_by_stage(LAYERS[basis], field)


def field_in(
    course: Course, basis: Basis, stage: Stage | None, worksheets: Sequence[Worksheet]
) -> list[Worksheet]:
    """Those that take part in the stage whose figures are ranked; all of them by what they claim."""
    ranked_stage = stage or (course.of_kind(LAYERS[basis].value) if basis in LAYERS else None)
    return [it for it in worksheets if ranked_stage is None or course.takes_part(ranked_stage, it.pk)]
