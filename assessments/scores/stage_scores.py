"""The stored figures of worksheets in one stage, and those of all counting stages as one final score."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from assessments.models import JuryScore, Layer, LayerScore, Stage, Worksheet
from indicators.editions.sheets import sheet_of
from indicators.scoring.rounding import decimal_text, exact_sum, stored_decimal
from indicators.scoring.sheet import AspectSpec
from indicators.scoring.tie_keys import aspect_codes

from .ranking import Score, claim_score, jury_score, layer_score, takes_part
from .stage_sequence import Course

STAGE = "tahap-"


@dataclass(frozen=True)
class StageColumn:
    """An aspect of the sheet, or a stage of a final score, with its short name for the head of a table."""

    code: str
    no: int
    name: str
    weight: Fraction
    label: str


def column_of(aspect: AspectSpec) -> StageColumn:
    return StageColumn(aspect.code, aspect.no, aspect.name, aspect.weight, f"Aspek {aspect.no}")


def stage_columns(worksheets: Sequence[Worksheet]) -> tuple[StageColumn, ...]:
    """The aspects of all editions in use, as the newest has them."""
    edition_numbers = {worksheet.revision_id: worksheet.revision.no for worksheet in worksheets}
    sheets = [sheet_of(pk) for pk in sorted(edition_numbers, key=lambda pk: edition_numbers[pk])]
    aspects = {it.code: it for sheet in sheets for it in sheet.aspects}
    return tuple(column_of(it) for it in aspects.values())


def stage_column(stage: Stage) -> StageColumn:
    return StageColumn(
        f"{STAGE}{stage.no}", stage.no, stage.name, Fraction(stage.weight or 0), f"Tahap {stage.no}"
    )


def scores_in(stage: Stage, worksheets: Sequence[Worksheet]) -> list[Score]:
    """Each with its stored figures in this stage; one query at most."""
    if stage.by_jury:
        rows = JuryScore.objects.filter(stage=stage, worksheet__in=worksheets)
        stored_scores = {row.worksheet_id: row for row in rows}
        return [jury_score(worksheet, stored_scores.get(worksheet.pk)) for worksheet in worksheets]
    if stage.kind == Stage.Kind.ENTRY:
        return [claim_score(worksheet) for worksheet in worksheets]
    return scores_by_stage(Layer(stage.kind), worksheets)


def scores_by_stage(layer: Layer, worksheets: Sequence[Worksheet]) -> list[Score]:
    """Each with what a layer decided; one query."""
    rows = LayerScore.objects.filter(layer=layer, worksheet__in=worksheets)
    stored_scores = {row.worksheet_id: row for row in rows}
    return [
        layer_score(worksheet, stored_scores.get(worksheet.pk), layer.row.unjudged)
        for worksheet in worksheets
    ]


def final_scores(course: Course, worksheets: Sequence[Worksheet], tie_names: Sequence[str]) -> list[Score]:
    """The weighted sum of the counting stages, exactly, for all who came into the first of them.

    A stage that a worksheet did not come into gives nothing. Ties are decided by the aspects of the desk's
    result, or of the claim where there is no desk. One query a stage.
    """
    counted_stages = course.counted
    field = [it for it in worksheets if course.takes_part(counted_stages[0], it.pk)]
    by_stage = {it.pk: {score.worksheet.pk: score for score in scores_in(it, field)} for it in counted_stages}
    aspects = aspects_behind(course, field, tie_names)
    return [final_score(course, it, by_stage, aspects.get(it.pk, {})) for it in field]


def final_score(
    course: Course,
    worksheet: Worksheet,
    by_stage: Mapping[UUID, Mapping[UUID, Score]],
    aspects: Mapping[str, object],
) -> Score:
    own_stages = [it for it in course.counted if course.takes_part(it, worksheet.pk)]
    scores = [(it, by_stage[it.pk][worksheet.pk]) for it in own_stages]
    total = exact_sum(Fraction(it.weight or 0) * Fraction(score.total) / 100 for it, score in scores)
    column_scores = {stage_column(it).code: {"score": decimal_text(score.total)} for it, score in scores}
    missing_words = [f"{it.name}: {score.missing}" for it, score in scores if not score.complete]
    return Score(
        worksheet=worksheet,
        total=stored_decimal(total),
        aspect_totals={**aspects, **column_scores},
        complete=not missing_words and takes_part(worksheet),
        missing="; ".join(missing_words),
        reached=course.stages_reached(worksheet.pk),
    )


@dataclass(frozen=True)
class StagePart:
    """What a counting stage brings into a worksheet's final score; `score` is None where it took no part."""

    stage: Stage
    score: Score | None

    @property
    def weight(self) -> Fraction:
        return Fraction(self.stage.weight or 0)

    @property
    def contribution(self) -> Fraction:
        """Nothing from a stage that it did not come into, or that is not complete."""
        if self.score is None or not self.score.complete:
            return Fraction(0)
        return self.weight * Fraction(self.score.total) / 100


def stage_parts(course: Course, worksheet: Worksheet) -> list[StagePart]:
    """By counting stage, with the same figures as the final ranking; one query a stage."""
    return [
        StagePart(it, scores_in(it, [worksheet])[0] if course.takes_part(it, worksheet.pk) else None)
        for it in course.counted
    ]


def aspects_behind(
    course: Course, worksheets: Sequence[Worksheet], tie_names: Sequence[str]
) -> dict[UUID, Mapping[str, object]]:
    """The aspect totals that tie keys look at; no query where none does."""
    if not any(aspect_codes(tie_names)):
        return {}
    desk_stage = course.of_kind(Stage.Kind.DESK)
    scores = scores_in(desk_stage, worksheets) if desk_stage else [claim_score(it) for it in worksheets]
    return {score.worksheet.pk: score.aspect_totals for score in scores}
