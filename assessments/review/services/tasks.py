"""What a verifier or an assessor may judge now, layer by layer, with what speaks for doing it first."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from statistics import median
from uuid import UUID

from django.db.models import Count

from assessments.access import actors_at, barred, worksheets_for
from assessments.access.queries import last_askers, last_steps
from assessments.models import Assignment, Judgement, Layer, LayerScore, Stage, Window, Worksheet
from assessments.scores.stage_sequence import Course, course_of
from assessments.workflow import PAGE_LAYERS, SENT, StageKind
from kinerja.accounts.models import User

SOON = timedelta(days=3)
FAR = Decimal(10)  # points above the kabupaten's median
LEAST_FOR_A_MEDIAN = 3  # with fewer worksheets a median says nothing


@dataclass(frozen=True)
class Task:
    """One worksheet to judge in one layer; more `risks` come first, then whoever has waited longer."""

    worksheet: Worksheet
    layer: Layer
    aspects: list[str]
    judged: int
    asked: int
    since: datetime | None
    window: Window | None
    risks: list[str]


@dataclass(frozen=True)
class Rights:
    """What decides who judges what and when, read once for every worksheet."""

    user: User
    barred: dict[UUID, str]
    stages: dict[tuple[UUID, str], Stage]
    assigned: dict[UUID, list[Assignment]]
    windows: dict[tuple[UUID, UUID | None], Window]


@dataclass(frozen=True)
class Board(Rights):
    """All that is read once for every worksheet."""

    askers: dict[UUID, str]
    since: dict[UUID, datetime]
    progress: dict[tuple[UUID, str], tuple[int, int]]
    medians: dict[UUID, Decimal]
    courses: dict[UUID, Course]


def tasks_of(user: User, at: datetime) -> list[Task]:
    """The queue of a person, in order; eleven queries whatever its length."""
    sent = list(worksheets_for(user).filter(state__in=SENT))
    board = read_board(user, sent)
    found = [
        task_of(board, worksheet, layer, at)
        for worksheet in sent
        for layer in PAGE_LAYERS
        if may_judge(board, worksheet, layer)
    ]
    return sorted(found, key=lambda it: (-len(it.risks), it.since or at, it.worksheet.district.code))


def read_rights(user: User, sent: Iterable[Worksheet]) -> Rights:
    """Four queries."""
    periods = {it.stage.period_id for it in sent}
    stages = list(Stage.objects.filter(period__in=periods).exclude(kind=StageKind.ENTRY))
    windows = Window.objects.filter(stage__in=stages, purpose=Window.Purpose.JUDGING)
    assigned = defaultdict(list)
    for row in Assignment.objects.filter(stage__in=stages):
        assigned[row.stage_id].append(row)
    return Rights(
        user=user,
        barred=barred(user),
        stages={(it.period_id, it.kind): it for it in stages},
        assigned=assigned,
        windows={(it.stage_id, it.district_id): it for it in windows},
    )


def read_board(user: User, sent: list[Worksheet]) -> Board:
    periods = {it.stage.period_id: it.stage.period for it in sent}
    return Board(
        **vars(read_rights(user, sent)),
        askers=last_askers(sent),
        since=last_steps(sent),
        progress=progress_in(sent),
        medians=medians_of(sent),
        courses={pk: course_of(period) for pk, period in periods.items()},
    )


def progress_in(sent: list[Worksheet]) -> dict[tuple[UUID, str], tuple[int, int]]:
    """How many rows of how many are decided, by worksheet and layer; of a visit, how many were looked at."""
    stored = LayerScore.objects.filter(worksheet__in=sent)
    found = {(it.worksheet_id, it.layer): (it.judged, it.asked) for it in stored}
    asked = {it.pk: it.asked for it in sent}
    visited = Judgement.objects.filter(worksheet__in=sent, layer=Layer.FIELD).values_list("worksheet")
    counts = visited.annotate(Count("pk"))
    return found | {(pk, Layer.FIELD.value): (count, asked[pk]) for pk, count in counts}


def medians_of(sent: Iterable[Worksheet]) -> dict[UUID, Decimal]:
    """By kabupaten the median of what its kecamatan claim."""
    claims = defaultdict(list)
    for worksheet in sent:
        claims[worksheet.district.regency_id].append(worksheet.claim_total)
    return {pk: median(totals) for pk, totals in claims.items() if len(totals) >= LEAST_FOR_A_MEDIAN}


def may_judge(board: Board, worksheet: Worksheet, layer: Layer) -> bool:
    """By role, stage and state, assignment and interest."""
    return judges(board, worksheet, layer) and has_turn(board, worksheet, layer)


def judges(rights: Rights, worksheet: Worksheet, layer: Layer, aspect: str = "") -> bool:
    """Whether the worksheet, or its rows of an aspect, are this person's to judge in a layer, whatever its
    state; the same rules as `access.judging_refusal`."""
    stage = rights.stages.get((worksheet.stage.period_id, layer.stage_kind.value))
    if stage is None or layer.row.actor not in actors_at(rights.user, worksheet):
        return False
    if layer.by_office:
        return True
    if worksheet.district.regency_id in rights.barred:
        return False
    if not rights.assigned.get(stage.pk):
        return True
    return any(not aspect or row.aspect in ("", aspect) for row in mine(rights, stage, worksheet))


def has_turn(board: Board, worksheet: Worksheet, layer: Layer) -> bool:
    """Whether the worksheet waits for this layer, or is being judged in it."""
    state, period_id = worksheet.current_state, worksheet.stage.period_id
    if state.came_back:
        return board.askers.get(worksheet.pk) == layer
    stage = board.stages[period_id, layer.stage_kind]
    if not layer.by_office and not board.courses[period_id].takes_part(stage, worksheet.pk):
        return False
    if state.is_untouched and not layer.by_office and (period_id, StageKind.REGENCY) in board.stages:
        return False  # the kabupaten goes first
    return state in layer.waiting_states


def mine(rights: Rights, stage: Stage, worksheet: Worksheet) -> list[Assignment]:
    rows = rights.assigned.get(stage.pk, [])
    return [row for row in rows if row.judge_id == rights.user.pk and row.covers(worksheet)]


def task_of(board: Board, worksheet: Worksheet, layer: Layer, at: datetime) -> Task:
    stage = board.stages[worksheet.stage.period_id, layer.stage_kind]
    window = window_of(board.windows, stage, worksheet)
    rows = [] if layer.by_office else mine(board, stage, worksheet)
    some = bool(rows) and all(row.aspect for row in rows)
    judged, asked = board.progress.get((worksheet.pk, layer.value), (0, worksheet.asked))
    return Task(
        worksheet=worksheet,
        layer=layer,
        aspects=sorted({row.aspect for row in rows}) if some else [],
        judged=judged,
        asked=asked,
        since=board.since.get(worksheet.pk),
        window=window,
        risks=risks_of(worksheet, window, board.medians.get(worksheet.district.regency_id), at),
    )


def window_of(
    windows: Mapping[tuple[UUID, UUID | None], Window], stage: Stage, worksheet: Worksheet
) -> Window | None:
    """The kecamatan's own exception first, else the stage's."""
    return windows.get((stage.pk, worksheet.district_id)) or windows.get((stage.pk, None))


def risks_of(worksheet: Worksheet, window: Window | None, middle: Decimal | None, at: datetime) -> list[str]:
    """What speaks for judging this one first, in words."""
    near = window is not None and window.opens <= at and window.closes - at <= SOON
    over = window is not None and window.closes <= at
    return [
        *(["Dikirim ulang setelah perbaikan"] if worksheet.current_state.came_back else []),
        *(["Batas penilaian sudah lewat" if over else "Batas penilaian dekat"] if near else []),
        *(
            ["Isian jauh di atas median kabupaten/kota"]
            if middle is not None and worksheet.claim_total - middle > FAR
            else []
        ),
    ]
