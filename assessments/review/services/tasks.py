"""What a verifier or an assessor may judge now, layer by layer, with what speaks for doing it first."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from statistics import median
from uuid import UUID

from django.db.models import Count

from assessments.access import JudgingRights, worksheets_for
from assessments.access.queries import last_steps
from assessments.models import Judgement, Layer, LayerScore, Period, Window, Worksheet
from assessments.transitions.turns import Turns
from assessments.workflow import PAGE_LAYERS, SENT
from kinerja.accounts.models import User

SOON = timedelta(days=3)
FAR = Decimal(10)  # points above the kabupaten's median
LEAST_FOR_A_MEDIAN = 3  # with fewer worksheets a median says nothing


@dataclass(frozen=True)
class ReviewTask:
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
class TaskBoard:
    """All that is read once for every worksheet."""

    rights: JudgingRights
    turns: Turns
    since: dict[UUID, datetime]
    progress: dict[tuple[UUID, str], tuple[int, int]]
    medians: dict[UUID, Decimal]


def tasks_of(user: User, period: Period, at: datetime) -> list[ReviewTask]:
    """The queue of a person in a period, in order; ten queries at most, whatever its length."""
    sent_worksheets = list(worksheets_for(user).filter(stage__period=period, state__in=SENT))
    board = read_board(user, sent_worksheets)
    tasks = [
        task_of(board, worksheet, layer, at)
        for worksheet in sent_worksheets
        for layer in PAGE_LAYERS
        if may_judge(board, worksheet, layer)
    ]
    return sorted(tasks, key=lambda it: (-len(it.risks), it.since or at, it.worksheet.district.code))


def read_board(user: User, sent: list[Worksheet]) -> TaskBoard:
    rights = JudgingRights(user, sent)
    return TaskBoard(
        rights=rights,
        turns=Turns(sent),
        since=last_steps(sent),
        progress=progress_in(sent),
        medians=medians_of(sent),
    )


def progress_in(sent: list[Worksheet]) -> dict[tuple[UUID, str], tuple[int, int]]:
    """How many rows of how many are decided, by worksheet and layer; of a visit, how many were looked at."""
    stored_scores = LayerScore.objects.filter(worksheet__in=sent)
    progress_by_layer = {(it.worksheet_id, it.layer): (it.judged, it.asked) for it in stored_scores}
    rows_in = {it.pk: it.asked for it in sent}
    visit_rows = Judgement.objects.filter(worksheet__in=sent, layer=Layer.FIELD).values_list("worksheet")
    visit_counts = visit_rows.annotate(Count("pk"))
    return progress_by_layer | {(pk, Layer.FIELD.value): (count, rows_in[pk]) for pk, count in visit_counts}


def medians_of(sent: Iterable[Worksheet]) -> dict[UUID, Decimal]:
    """By kabupaten the median of what its kecamatan claim."""
    claim_totals = defaultdict(list)
    for worksheet in sent:
        claim_totals[worksheet.district.regency_id].append(worksheet.claim_total)
    return {pk: median(totals) for pk, totals in claim_totals.items() if len(totals) >= LEAST_FOR_A_MEDIAN}


def may_judge(board: TaskBoard, worksheet: Worksheet, layer: Layer) -> bool:
    """Whether the worksheet waits for this person in this layer, or is being judged there."""
    if worksheet.current_state not in layer.waiting_states or not board.rights.may_judge(worksheet, layer):
        return False
    return not board.turns.refusal(worksheet, layer)


def task_of(board: TaskBoard, worksheet: Worksheet, layer: Layer, at: datetime) -> ReviewTask:
    window = board.rights.window(worksheet, layer)
    own_assignments = [] if layer.by_office else board.rights.own_assignments(worksheet, layer)
    only_some_aspects = bool(own_assignments) and all(row.aspect for row in own_assignments)
    judged, asked = board.progress.get((worksheet.pk, layer.value), (0, worksheet.asked))
    return ReviewTask(
        worksheet=worksheet,
        layer=layer,
        aspects=sorted({row.aspect for row in own_assignments}) if only_some_aspects else [],
        judged=judged,
        asked=asked,
        since=board.since.get(worksheet.pk),
        window=window,
        risks=risks_of(worksheet, window, board.medians.get(worksheet.district.regency_id), at),
    )


def risks_of(worksheet: Worksheet, window: Window | None, middle: Decimal | None, at: datetime) -> list[str]:
    """What speaks for judging this one first, in words."""
    closes_soon = window is not None and window.opens <= at and window.closes - at <= SOON
    is_over = window is not None and window.closes <= at
    return [
        *(["Dikirim ulang setelah perbaikan"] if worksheet.current_state.came_back else []),
        *(["Batas penilaian sudah lewat" if is_over else "Batas penilaian dekat"] if closes_soon else []),
        *(
            ["Isian jauh di atas median kabupaten/kota"]
            if middle is not None and worksheet.claim_total - middle > FAR
            else []
        ),
    ]
