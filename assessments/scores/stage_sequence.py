"""The stages of a period in order: who comes into each, and what each counts in the final score."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from assessments.models import Nomination, Period, Stage
from kinerja.numbers import format_number

NOBODY: frozenset[UUID] = frozenset()
WHOLE = Fraction(100)


@dataclass(frozen=True)
class Course:
    """`nominated` are the worksheets that came into the stages which select, by stage."""

    stages: tuple[Stage, ...]
    nominated: Mapping[UUID, frozenset[UUID]]

    @property
    def entry(self) -> Stage | None:
        """The last stage of entry: its worksheets are what is judged and ranked."""
        return next((it for it in reversed(self.stages) if it.kind == Stage.Kind.ENTRY), None)

    @property
    def juries(self) -> list[Stage]:
        return [it for it in self.stages if it.by_jury]

    @property
    def counted(self) -> list[Stage]:
        """The stages that count in the final score; none where the desk's result alone is final."""
        return [it for it in self.stages if it.weight]

    def of_kind(self, kind: str) -> Stage | None:
        return next((it for it in self.stages if it.kind == kind), None)

    def stage_before(self, stage: Stage) -> Stage | None:
        """The stage whose scores select for this one."""
        scored_stages_before = [it for it in self.stages if it.no < stage.no and it.gives_score]
        return scored_stages_before[-1] if scored_stages_before else self.entry

    def takes_part(self, stage: Stage, worksheet_id: UUID) -> bool:
        """Whether it came into this stage and into every selecting one before."""
        return all(
            worksheet_id in self.nominated.get(it.pk, NOBODY)
            for it in self.stages
            if it.selects and it.no <= stage.no
        )

    def stages_reached(self, worksheet_id: UUID) -> int:
        """In how many stages it takes part, which puts finalists before everybody else."""
        return sum(self.takes_part(it, worksheet_id) for it in self.stages if it.gives_score)

    @property
    def problem(self) -> str:
        """Why nothing can be decided yet, for the chair; empty where all is set."""
        weight_sum = sum((Fraction(it.weight or 0) for it in self.counted), Fraction(0))
        if self.counted and weight_sum != WHOLE:
            return f"Bobot semua tahap bersama {format_number(weight_sum)}; aturlah menjadi 100."
        stage_without_nominees = next(
            (it for it in self.stages if it.selects and not self.nominated.get(it.pk)), None
        )
        return (
            f"Tetapkan dahulu peserta tahap {stage_without_nominees.no} ({stage_without_nominees.name})."
            if stage_without_nominees
            else ""
        )


def course_of(period: Period) -> Course:
    """One query, and one more where a stage selects."""
    stages = tuple(Stage.objects.filter(period=period).select_related("instrument").order_by("no"))
    selecting_ids = [it.pk for it in stages if it.selects]
    nominated: dict[UUID, set[UUID]] = {pk: set() for pk in selecting_ids}
    if selecting_ids:
        rows = Nomination.objects.filter(stage__in=selecting_ids, withdrawn_at=None).order_by()
        for stage_id, worksheet_id in rows.values_list("stage_id", "worksheet_id"):
            nominated[stage_id].add(worksheet_id)
    return Course(stages, {pk: frozenset(some) for pk, some in nominated.items()})
