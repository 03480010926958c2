"""The gate: the one function that moves a worksheet from state to state.

It knows the table and nothing of what an act is about: the act's own district brings along what it needs and
what it does beside the state, and all of it happens in the gate's one transaction.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Required, TypeAlias, TypedDict

from django.db import transaction
from django.utils import timezone

from assessments.access import actors_at
from assessments.access.queries import steps_of
from assessments.models import Event, Worksheet
from assessments.records.events import event_of, record_event
from assessments.records.guard import lock_all, lock_worksheet
from assessments.scores.rank_history import mark_total_point
from assessments.workflow import TABLE, Action, Condition, judge, targets_of
from indicators.scoring.rounding import decimal_text
from kinerja.accounts.models import User
from kinerja.refusals import Moved


class StepRefused(Moved):
    """The step cannot be taken now; the text says why and what to do, for the user."""


class Given(TypedDict, total=False):
    """What every act is told: on which worksheet, by whom, and with which words; `version` is the one that
    the person has read, `at` the moment, now where it is not said."""

    worksheet: Required[Worksheet]
    by: Required[User]
    note: str
    version: int | None
    at: datetime | None


@dataclass(frozen=True)
class Act:
    """An act under way: the worksheet is locked, and all that is done is done together or not at all."""

    worksheet: Worksheet
    action: Action
    by: User
    at: datetime
    note: str


Lacks: TypeAlias = Mapping[Condition, str]  # a sentence for every condition that does not hold
Needs: TypeAlias = Callable[[Act], Lacks]
Effect: TypeAlias = Callable[[Act], Mapping[str, Any] | None]  # gives what the history tells of it


def needs_nothing(act: Act) -> Lacks:
    """Of an act that needs nothing beside state and role."""
    return {}


@transaction.atomic
def transition(
    *,
    worksheet: Worksheet,
    action: Action,
    by: User,
    needs: Needs = needs_nothing,
    effects: Sequence[Effect] = (),
    note: str = "",
    version: int | None = None,
    at: datetime | None = None,
) -> Worksheet:
    """Take one step of the workflow's table; the same step sent twice has one effect.

    State, `effects` in their order and the event are written together or not at all, at `at`. Raises
    `StepRefused` where role or state or one of the `needs` does not allow it, or where the worksheet is no
    longer at the `version` that the person has read.
    """
    act = Act(worksheet, action, by, at or timezone.now(), note.strip())
    lock_worksheet(worksheet)
    if already_done(act):
        return worksheet
    refuse_unless_allowed(act, {**lacks_note(act), **needs(act)}, version)
    worksheet.state = TABLE[worksheet.current_state, action].target
    worksheet.save(update_fields=["state"])
    event_content: dict[str, Any] = {
        "state": str(worksheet.state),
        "total": decimal_text(worksheet.claim_total),
    }
    for effect in effects:
        event_content |= effect(act) or {}
    mark_total_point(
        Worksheet.objects.get(pk=worksheet.pk), act.at
    )  # sending and stepping aside move ranks too
    record_event(
        worksheet=worksheet,
        action=action.event,
        subject="",
        old=None,
        new=event_content,
        at=act.at,
        by=by,
        note=act.note,
    )
    return worksheet


def refuse_unless_allowed(act: Act, lacking: Lacks, version: int | None) -> None:
    """Raise `StepRefused` where the table does not let this act pass."""
    worksheet = act.worksheet
    roles = actors_at(act.by, worksheet)
    verdict = judge(worksheet.current_state, act.action, roles=roles, lacking=lacking)
    if not verdict.allowed:
        raise StepRefused(verdict.reason)
    if version not in (None, worksheet.version):
        raise StepRefused("Isian berubah sejak halaman ini dibuka. Periksa lagi angkanya, lalu setujui.")


def lacks_note(act: Act) -> dict[Condition, str]:
    return {} if act.note else {Condition.NOTED: "Tulis apa yang perlu diperbaiki."}


def already_done(act: Act) -> bool:
    """Whether this very step, by somebody who may take it, is what brought the worksheet where it is."""
    if act.worksheet.state not in targets_of(act.action) or not actors_at(act.by, act.worksheet):
        return False
    last_step = next(iter(steps_of(act.worksheet)), None)
    return last_step is not None and last_step.action == act.action.event and last_step.actor_id == act.by.pk


@transaction.atomic
def transition_all(
    *,
    worksheets: Sequence[Worksheet],
    action: Action,
    by: User,
    lacking: Lacks,
    note: str = "",
    at: datetime,
) -> list[Worksheet]:
    """The same step for many worksheets at once, all or none; for steps that look at no row.

    Six statements whatever their number. Raises `StepRefused` for the first that does not allow it.
    """
    lock_all(worksheets)
    for worksheet in worksheets:
        roles = actors_at(by, worksheet)
        verdict = judge(worksheet.current_state, action, roles=roles, lacking=lacking)
        if not verdict.allowed:
            raise StepRefused(f"{worksheet.district}: {verdict.reason}")
        worksheet.state = TABLE[worksheet.current_state, action].target
    Worksheet.objects.bulk_update(worksheets, ["state"])
    events = [
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
    Event.objects.bulk_create(events)
    return list(worksheets)
