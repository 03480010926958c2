"""Whose turn it is with a worksheet that was sent: the one place that says so."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from assessments.access.queries import last_askers
from assessments.models import Layer, Worksheet
from assessments.scores.stage_sequence import Course, course_of
from assessments.workflow import StageKind


@dataclass(frozen=True)
class Turns:
    """What decides it, read when it is asked for, once for all of the worksheets."""

    worksheets: Sequence[Worksheet]

    @cached_property
    def askers(self) -> dict[UUID, str]:
        """By worksheet, the layer that asked for the last repair that came back."""
        return last_askers(self.worksheets)

    @cached_property
    def courses(self) -> dict[UUID, Course]:
        periods = {it.stage.period_id: it.stage.period for it in self.worksheets}
        return {pk: course_of(period) for pk, period in periods.items()}

    def refusal(self, worksheet: Worksheet, layer: Layer) -> str:
        """Why somebody else is to act before this layer does; empty where it may begin or go on."""
        if worksheet.current_state.came_back:
            return self.asker_refusal(worksheet, layer)
        if layer.by_office:
            return ""
        course = self.courses[worksheet.stage.period_id]
        if worksheet.current_state.is_untouched and course.of_kind(StageKind.REGENCY):
            return "Kertas kerja ini menunggu verifikasi kabupaten/kota."
        stage = course.of_kind(layer.stage_kind)
        if stage is None or course.takes_part(stage, worksheet.pk):
            return ""
        return f"{worksheet.district} bukan peserta tahap {stage.no} ({stage.name})."

    def asker_refusal(self, worksheet: Worksheet, layer: Layer) -> str:
        """Rows that came back are looked at by the team that asked them back, at the desk or on a visit."""
        asked_in = self.askers.get(worksheet.pk)
        by_office = asked_in is not None and Layer(asked_in).by_office
        if asked_in and by_office == layer.by_office:
            return ""
        whose_team = "kabupaten/kota" if by_office else "provinsi"
        return f"Perbaikan ini diminta {whose_team}; tim itu yang memeriksanya."
