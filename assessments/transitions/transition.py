"""The one function that moves a worksheet from state to state."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from assessments.access import actors_at
from assessments.access.queries import entry_window, repairs_sent, steps_of
from assessments.entry.services.saving import filling_window_refusal, repair_refusal
from assessments.models import Event, Snapshot, Window, Worksheet
from assessments.records.events import event_of, record
from assessments.records.guard import lock, lock_all
from assessments.records.snapshots import freeze_submission
from assessments.scores.rank_history import mark
from assessments.scores.scoring import answers_from, proofs_of, score_answers
from assessments.scores.totals import refresh
from assessments.workflow import TABLE, Action, Condition, State, judge, layer_of, targets_of
from indicators.scoring.engine import Result
from indicators.scoring.rounding import decimal_text
from kinerja.accounts.models import User
from kinerja.refusals import Moved
from kinerja.regions.models import District

from .check import Finding, Kind, blocking, findings
from .conditions import judging_lacks, repair_lacks
from .repair import close, send
from .repair_letters import write_when_asked

WRITTEN = ("state", "requested_at", "submitted_at", "registration_no")


class StepRefused(Moved):
    """The step cannot be taken now; the text says why and what to do, for the user."""


@transaction.atomic
def transition(
    *,
    worksheet: Worksheet,
    action: Action,
    by: User,
    note: str = "",
    version: int | None = None,
    due: datetime | None = None,
    at: datetime | None = None,
) -> Worksheet:
    """Take one step of the workflow's table; the same step sent twice has one effect.

    State, stamps, event and, on sending, registration number and snapshot are written together or not at
    all, at `at`. Raises `StepRefused` where role, state, window or content do not allow it, or where the
    worksheet is no longer at the `version` that the person has read. `due` is until when rows that are asked
    back may be mended.
    """
    at = at or timezone.now()
    lock(worksheet)
    if already_done(worksheet, action, by):
        return worksheet
    entries = {entry.code: entry for entry in worksheet.entries.all()}
    result = score_answers(worksheet, answers_from(worksheet, entries.values(), proofs_of(worksheet)))
    found = findings(worksheet, result, entries)
    unmet = lacking(found, note, sending_refusal(worksheet, entry_window(worksheet), at))
    unmet |= repair_lacks(worksheet) | judging_lacks(worksheet, action, due, at, by)
    verdict = judge(State(worksheet.state), action, roles=actors_at(by, worksheet), lacking=unmet)
    if not verdict.allowed:
        raise StepRefused(verdict.reason)
    if version not in (None, worksheet.version):
        raise StepRefused("Isian berubah sejak halaman ini dibuka. Periksa lagi angkanya, lalu setujui.")
    write(worksheet, action, at)
    around(worksheet, action, due, at)
    frozen = None
    if action.sends:
        frozen = freeze_submission(worksheet=worksheet, result=result, entries=entries, at=at, by=by)
    tell(worksheet, action, result, frozen, note, at, by)
    return worksheet


@transaction.atomic
def transition_all(
    *,
    worksheets: Sequence[Worksheet],
    action: Action,
    by: User,
    lacking: Mapping[Condition, str],
    note: str = "",
    at: datetime,
) -> list[Worksheet]:
    """The same step for many worksheets at once, all or none; for steps that look at no row.

    Six statements whatever their number. Raises `StepRefused` for the first that does not allow it.
    """
    lock_all(worksheets)
    for worksheet in worksheets:
        verdict = judge(State(worksheet.state), action, roles=actors_at(by, worksheet), lacking=lacking)
        if not verdict.allowed:
            raise StepRefused(f"{worksheet.district}: {verdict.reason}")
        worksheet.state = TABLE[State(worksheet.state), action].target
    Worksheet.objects.bulk_update(worksheets, ["state"])
    told = [
        event_of(
            worksheet=worksheet,
            action=action.event,
            subject="",
            old=None,
            new={"state": str(worksheet.state)},
            at=at,
            by=by,
            note=note.strip(),
        )
        for worksheet in worksheets
    ]
    Event.objects.bulk_create(told)
    return list(worksheets)


def around(worksheet: Worksheet, action: Action, due: datetime | None, at: datetime) -> None:
    """What a step of judging does beside the state: rows go and come back, layers begin or end to count."""
    if action is Action.REQUEST_REPAIR and due:
        write_when_asked(worksheet, send(worksheet=worksheet, due=due, at=at), at)
    if action is Action.RESUBMIT:
        close(worksheet=worksheet, at=at)
    if action is Action.RESUBMIT or layer_of(worksheet.current_state, action):
        refresh(worksheet, at=at)
    mark(Worksheet.objects.get(pk=worksheet.pk), at)  # the hour of sending and stepping aside count too


def already_done(worksheet: Worksheet, action: Action, by: User) -> bool:
    """Whether this very step, by somebody who may take it, is what brought the worksheet where it is."""
    if worksheet.state not in targets_of(action) or not actors_at(by, worksheet):
        return False
    last = next(iter(steps_of(worksheet)), None)
    return last is not None and last.action == action.event and last.actor_id == by.pk


def lacking(found: Iterable[Finding], note: str, closed: str) -> dict[Condition, str]:
    """A sentence for every condition that does not hold; `closed` is empty inside the window."""
    stops = blocking(found)
    empty = sum(1 for finding in stops if finding.kind is Kind.EMPTY)
    sentences = {
        Condition.OPEN: closed,
        Condition.COMPLETE: f"Isi dahulu {empty} indikator yang masih kosong." if empty else "",
        Condition.CLEAR: "Selesaikan dahulu hal yang wajib." if len(stops) > empty else "",
        Condition.NOTED: "" if note.strip() else "Tulis apa yang perlu diperbaiki.",
    }
    return {condition: sentence for condition, sentence in sentences.items() if sentence}


def sending_refusal(worksheet: Worksheet, window: Window | None, at: datetime) -> str:
    """Why nothing may be sent at `at`; empty inside the window. Rows asked back have a day of their own."""
    if worksheet.in_repair:
        return repair_refusal(repairs_sent(worksheet), (), at)
    return filling_window_refusal(worksheet, window, at)


def write(worksheet: Worksheet, action: Action, at: datetime) -> None:
    """The new state with its stamps; what came back keeps the hour of its first sending, for ties."""
    worksheet.state = TABLE[State(worksheet.state), action].target
    if action in (Action.WITHDRAW, Action.RETURN):
        worksheet.requested_at = None
    if action is Action.REQUEST_SIGNOFF:
        worksheet.requested_at = at
    if action is Action.SUBMIT:
        worksheet.submitted_at = at
    if action.sends:
        worksheet.registration_no = next_registration(worksheet)
    worksheet.save(update_fields=WRITTEN)


def next_registration(worksheet: Worksheet) -> str:
    """KK-2022-35.20.10-0001: the kecamatan's first sending in the year of the period, then its second."""
    district = District.objects.select_for_update().get(pk=worksheet.district_id)
    year = worksheet.stage.period.year
    sent = Snapshot.objects.filter(
        kind=Snapshot.Kind.SUBMISSION, worksheet__district=district, worksheet__stage__period__year=year
    )
    return f"KK-{year}-{district.code}-{sent.count() + 1:04}"


def tell(
    worksheet: Worksheet,
    action: Action,
    result: Result,
    frozen: Snapshot | None,
    note: str,
    at: datetime,
    by: User,
) -> None:
    new = {"state": str(worksheet.state), "total": decimal_text(result.stored_total)}
    if frozen:
        new |= {"registration_no": worksheet.registration_no or "", "code": frozen.code}
    record(
        worksheet=worksheet,
        action=action.event,
        subject="",
        old=None,
        new=new,
        at=at,
        by=by,
        note=note.strip(),
    )
