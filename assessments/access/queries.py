"""Reads that span rows; each name says what comes back."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import F, Max, Q, QuerySet

from assessments.models import (
    Assignment,
    Decision,
    Entry,
    Event,
    Evidence,
    EvidenceLink,
    Layer,
    LayerScore,
    Period,
    Repair,
    Stage,
    Window,
    Worksheet,
)
from assessments.workflow import STEPS, StageKind


class PastEntry(NamedTuple):
    """An answer of an earlier year, with the edition that it was given to."""

    revision_id: UUID
    code: str
    status: str
    values: dict[str, Any]


class DecidedScore(NamedTuple):
    """What the province decided of a worksheet: its total, and the stored figures of its aspects."""

    total: Decimal
    aspect_totals: dict[str, Any]


def schedule_of(periods: Iterable[Period]) -> QuerySet[Window]:
    """The windows of these periods that hold for every kecamatan, in order of time."""
    windows = Window.objects.filter(stage__period__in=[it.pk for it in periods], district=None)
    return windows.select_related("stage__period__owner").order_by("opens")


def entry_window(worksheet: Worksheet) -> Window | None:
    """When this worksheet may be filled: its own exception first, else the stage's."""
    return window_in(worksheet.stage_id, Window.Purpose.ENTRY, worksheet.district_id)


def window_in(stage_id: UUID, purpose: Window.Purpose, district_id: UUID) -> Window | None:
    windows = Window.objects.filter(
        Q(district=district_id) | Q(district=None), stage=stage_id, purpose=purpose
    )
    by_district = {window.district_id: window for window in windows.order_by()}
    return by_district.get(district_id) or by_district.get(None)


def published_decisions(at: datetime) -> QuerySet[Decision]:
    """What everybody may read at `at`, the newest first: approved, out of embargo, and not kept private."""
    return decisions_due(at).exclude(period__visibility=Period.Visibility.NOTHING)


def decisions_due(at: datetime) -> QuerySet[Decision]:
    """The decisions that are approved and out of embargo at `at`, the newest first."""
    approved = Decision.objects.filter(state=Decision.State.APPROVED)
    past_embargo = approved.filter(Q(embargo_until=None) | Q(embargo_until__lte=at))
    return past_embargo.select_related("period__owner").order_by("-approved_at")


def repairs_sent(worksheet: Worksheet) -> dict[str, Repair]:
    """The rows that were sent back and are open for the kecamatan, by code; one query."""
    repairs = worksheet.repairs.filter(closed_at=None, sent_at__isnull=False)
    return {it.code: it for it in repairs.select_related("asked_by")}


def events_of(worksheet: Worksheet) -> QuerySet[Event]:
    """What happened to a worksheet, newest first."""
    return Event.objects.filter(worksheet_id=worksheet.pk).order_by("-at")


def entry_windows(stages: Iterable[UUID]) -> dict[tuple[UUID, UUID | None], Window]:
    """Every entry window of these stages by stage and kecamatan (None: for all); one query."""
    windows = Window.objects.filter(stage__in=set(stages), purpose=Window.Purpose.ENTRY)
    return {(window.stage_id, window.district_id): window for window in windows}


def steps_of(worksheet: Worksheet) -> list[Event]:
    """What moved a worksheet from state to state, newest first."""
    return list(events_of(worksheet).filter(action__in=STEPS))


def steps_and_revisions_of(worksheet: Worksheet) -> list[Event]:
    """The same with the revisions of its instrument in between; one query."""
    return list(events_of(worksheet).filter(action__in=(*STEPS, Event.Action.REVISED)))


def entries_of_year(worksheet: Worksheet, data_year: int) -> dict[str, PastEntry]:
    """By code, what the same kecamatan answered on another year's data; one query.

    Where it filled more than one worksheet on that year, the one opened last counts.
    """
    entries = Entry.objects.filter(
        worksheet__district=worksheet.district_id,
        worksheet__revision__instrument__data_year=data_year,
    ).order_by("worksheet__created_at")
    answer_rows = entries.values_list("worksheet__revision_id", "code", "status", "values")
    return {
        code: PastEntry(revision_id, code, status, values)
        for revision_id, code, status, values in answer_rows
    }


def evidence_of(worksheet: Worksheet) -> QuerySet[Evidence]:
    """The files of a worksheet that were not removed, by name, with their links and who sent them."""
    files = worksheet.evidence.filter(removed_at=None).select_related("uploaded_by")
    return files.prefetch_related("links").order_by("name", "uploaded_at")


def proofs_shown(worksheet: Worksheet) -> QuerySet[EvidenceLink]:
    """The links of a worksheet's files with the files, for the rows; one query."""
    links = EvidenceLink.objects.filter(evidence__worksheet=worksheet, evidence__removed_at=None)
    return links.select_related("evidence").order_by("evidence__name", "part")


def decided_scores(worksheets: Iterable[Worksheet]) -> dict[UUID, DecidedScore]:
    """The province's decision by worksheet, where every row that counts is decided; one query."""
    scores = LayerScore.objects.filter(
        worksheet__in=list(worksheets), layer=Layer.DESK, judged=F("asked"), asked__gt=0
    )
    score_rows = scores.values_list("worksheet_id", *DecidedScore._fields)
    return {pk: DecidedScore(*rest) for pk, *rest in score_rows}


def stages_assigned(period: Period) -> list[Stage]:
    """The stages of a period in which assessors are assigned, in order."""
    kinds = [kind for kind in StageKind if kind.row.assigns]
    stages = Stage.objects.filter(period=period, kind__in=kinds)
    return list(stages.select_related("period__owner").order_by("no"))


def assignments_in(stages: Iterable[UUID]) -> list[Assignment]:
    """Every assignment of these stages with whom and where; one query."""
    rows = Assignment.objects.filter(stage__in=stages)
    return list(rows.select_related("judge", "regency", "district__regency"))


def last_steps(worksheets: Iterable[Worksheet]) -> dict[UUID, datetime]:
    """By worksheet, when it came to where it stands; one query."""
    worksheet_ids = [it.pk for it in worksheets]
    steps = Event.objects.filter(worksheet_id__in=worksheet_ids, action__in=STEPS).order_by()
    return dict(steps.values_list("worksheet_id").annotate(Max("at")))


def last_askers(worksheets: Iterable[Worksheet]) -> dict[UUID, str]:
    """By worksheet, the layer that asked for the last repair that came back; one query."""
    closed = Repair.objects.filter(worksheet__in=worksheets, closed_at__isnull=False)
    return dict(closed.order_by("closed_at").values_list("worksheet_id", "layer"))
