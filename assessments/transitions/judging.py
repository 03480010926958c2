"""Judge one row of a worksheet: agree with the claim, or say otherwise and why; the claim stays."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from assessments.access import judging_refusal
from assessments.access.queries import judging_stage, judging_window
from assessments.models import Entry, Event, Judgement, Layer, Window, Worksheet
from assessments.records.events import record
from assessments.records.guard import lock, window_refusal
from assessments.scores.scoring import answer_to, proofs_of, result_of
from assessments.scores.totals import refresh
from indicators.scoring.sheet import Outcome
from kinerja.accounts.models import User
from kinerja.refusals import Closed, Stale

SAID = ("verdict", "status", "values", "proven", "reason", "entry_version")


@dataclass(frozen=True)
class Opinion:
    """What a judge says of a row; an empty verdict takes the judgement back."""

    verdict: str
    status: str = "filled"
    values: dict[str, Any] | None = None
    reason: str = ""


class StaleJudgement(Stale):
    """Somebody judged this row, or the kecamatan changed it, after the sender had read it."""

    sentence = "Putusan atau isian baris ini sudah berubah."
    current: Judgement | None


@transaction.atomic
def judge_row(
    *,
    worksheet: Worksheet,
    code: str,
    layer: Layer,
    opinion: Opinion,
    version: int,
    entry_version: int,
    by: User,
    at: datetime | None = None,
) -> Judgement | None:
    """Write `opinion` on row `code`, if judgement and claim still stand at the versions that were read.

    The same again changes nothing and is no conflict. Raises `Closed` where state, window, assignment or a
    conflict of interest does not allow it, `StaleJudgement` with what stands there now.
    """
    at = at or timezone.now()
    lock(worksheet)
    refusal = row_refusal(worksheet, layer, code, by, at)
    if refusal:
        raise Closed(refusal)
    claim = worksheet.entries.filter(code=code).first()
    found = worksheet.judgements.select_related("judged_by").filter(code=code, layer=layer).first()
    new = judged_content(worksheet, code, layer, opinion, claim)
    if said_of_judgement(found) == said_of_judgement(new):
        return found
    if (claim.version if claim else 0) != entry_version or (found.version if found else 0) != version:
        raise StaleJudgement(found)
    old = told_of_judgement(found)
    judgement = write_judgement(found, new, at, by)
    refresh(worksheet, at=at)
    record(
        worksheet=worksheet,
        action=Event.Action.JUDGED,
        subject=f"{layer}:{code}",
        old=old,
        new=told_of_judgement(judgement),
        at=at,
        by=by,
    )
    return judgement


def row_refusal(worksheet: Worksheet, layer: Layer, code: str, by: User, at: datetime) -> str:
    """Why `by` cannot judge this row now; empty where they can."""
    refusal = layer_refusal(worksheet, layer, at) or judging_refusal(by, worksheet, layer, code)
    if refusal:
        return refusal
    if result_of(worksheet).row(code).outcome is Outcome.NOT_APPLICABLE:
        return "Indikator ini tidak berlaku bagi kecamatan ini."
    return ""


def layer_refusal(worksheet: Worksheet, layer: Layer, at: datetime) -> str:
    """Why nobody judges in this layer now: the state of the worksheet, or the schedule."""
    refusal = judging_state_refusal(worksheet, layer)
    return refusal or (schedule_refusal(worksheet, layer, at) if layer.row.scheduled else "")


def schedule_refusal(worksheet: Worksheet, layer: Layer, at: datetime) -> str:
    """Whether the period has the stage, and is in its window where it has one."""
    stage = judging_stage(worksheet, layer)
    if stage is None:
        return f"Tahap {layer.label.lower()} tidak ada dalam periode ini."
    return judging_window_refusal(worksheet, judging_window(worksheet, stage), at)


def judging_window_refusal(worksheet: Worksheet, window: Window | None, at: datetime) -> str:
    """Why nobody judges at `at`; a stage without a window is open at any time."""
    return window_refusal(worksheet, window, at, what="penilaian")


def judging_state_refusal(worksheet: Worksheet, layer: Layer) -> str:
    """Why nobody judges in this layer while the worksheet is where it is."""
    at_work = worksheet.current_state is layer.judged_in
    return "" if at_work else worksheet.current_state.not_from + " Penilaian tidak terbuka."


def judged_content(
    worksheet: Worksheet, code: str, layer: Layer, opinion: Opinion, claim: Entry | None
) -> Judgement | None:
    """The judgement that `opinion` makes of the claim as it stands; None where it is taken back."""
    if not opinion.verdict:
        return None
    status, values = opinion.status, opinion.values or {}
    if opinion.verdict == Judgement.Verdict.AGREES:
        status, values = (claim.status, claim.values) if claim else (Entry.Status.FILLED, {})
    return Judgement(
        worksheet=worksheet,
        code=code,
        layer=layer,
        verdict=opinion.verdict,
        status=status,
        values=values,
        proven=answer_to(worksheet, code, status, values, proofs_of(worksheet)).proven,
        reason=opinion.reason.strip(),
        entry_version=claim.version if claim else 0,
    )


def said_of_judgement(judgement: Judgement | None) -> dict[str, Any] | None:
    """What a judgement says, without who and when."""
    return {name: getattr(judgement, name) for name in SAID} if judgement else None


def told_of_judgement(judgement: Judgement | None) -> dict[str, Any] | None:
    """A judgement as the history keeps it."""
    return {**(said_of_judgement(judgement) or {}), "version": judgement.version} if judgement else None


def write_judgement(
    found: Judgement | None, new: Judgement | None, at: datetime, by: User
) -> Judgement | None:
    """Put `new` in the place of what was found."""
    if new is None:
        if found:
            found.delete()
        return None
    new.version = 1
    if found:
        new.pk, new.version = found.pk, found.version + 1
    new.judged_at, new.judged_by = at, by
    new.save(force_update=found is not None)
    return new
