"""Judge one row of a worksheet: agree with the claim, or say otherwise and why; the claim stays."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from assessments.access import JudgingRights, aspect_of
from assessments.models import Entry, Event, Judgement, Layer, Window, Worksheet
from assessments.records.events import record_event
from assessments.records.guard import period_refusal, window_refusal
from assessments.scores.layers import stored_layer
from assessments.scores.totals import refresh_layer
from indicators.scoring.sheet import Outcome
from kinerja.accounts.models import User
from kinerja.refusals import Closed, Stale

from .judged_worksheet import JudgedWorksheet

INAPPLICABLE = "Indikator ini tidak berlaku bagi kecamatan ini."
JUDGEMENT_CONTENT = ("verdict", "status", "values", "proven", "reason", "entry_version")


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
    sheet: JudgedWorksheet,
    *,
    code: str,
    layer: Layer,
    opinion: Opinion,
    version: int,
    entry_version: int,
    at: datetime | None = None,
) -> Judgement | None:
    """Write `opinion` on row `code` for whoever `sheet` was loaded for, if judgement and claim still stand at
    the versions that were read.

    The same again changes nothing and is no conflict. Afterwards `sheet` holds what stands there now. Raises
    `Closed` where state, window, assignment or a conflict of interest does not allow it, `StaleJudgement`
    with what stands there now.
    """
    at, by = at or timezone.now(), sheet.rights.user
    sheet.lock()
    refusal = row_refusal(sheet, layer, code, at)
    if refusal:
        raise Closed(refusal)
    standing_judgement = sheet.judgements.get((layer, code))
    new_judgement = judgement_by(sheet, code, layer, opinion)
    if judgement_content(standing_judgement) == judgement_content(new_judgement):
        return standing_judgement
    if (
        sheet.version_of(code) != entry_version
        or (standing_judgement.version if standing_judgement else 0) != version
    ):
        raise StaleJudgement(standing_judgement)
    judgement_before = judgement_for_history(standing_judgement)
    judgement = write_judgement(standing_judgement, new_judgement, at, by)
    sheet.put_judgement(layer, code, judgement)
    stored = stored_layer(layer)
    stored_result = sheet.layer_result(stored)
    refresh_layer(sheet.worksheet, sheet.loaded.result, stored, stored_result, sheet.scores, at=at)
    record_event(
        worksheet=sheet.worksheet,
        action=Event.Action.JUDGED,
        subject=f"{layer}:{code}",
        old=judgement_before,
        new=judgement_for_history(judgement),
        at=at,
        by=by,
    )
    return judgement


def row_refusal(sheet: JudgedWorksheet, layer: Layer, code: str, at: datetime) -> str:
    """Why this row cannot be judged now; empty where it can."""
    worksheet, rights = sheet.worksheet, sheet.rights
    refusal = layer_refusal(rights, worksheet, layer, at)
    refusal = refusal or rights.refusal(worksheet, layer, aspect_of(worksheet, code))
    if refusal:
        return refusal
    return INAPPLICABLE if sheet.loaded.rows[code].outcome is Outcome.NOT_APPLICABLE else ""


def layer_refusal(rights: JudgingRights, worksheet: Worksheet, layer: Layer, at: datetime) -> str:
    """Why nobody judges in this layer now: the state of the worksheet, or the schedule."""
    refusal = judging_state_refusal(worksheet, layer)
    return refusal or (schedule_refusal(rights, worksheet, layer, at) if layer.row.scheduled else "")


def schedule_refusal(rights: JudgingRights, worksheet: Worksheet, layer: Layer, at: datetime) -> str:
    """Whether the period has the stage, and is in its window where it has one."""
    if rights.stage(worksheet, layer) is None:
        return f"Tahap {layer.label.lower()} tidak ada dalam periode ini."
    return judging_window_refusal(worksheet, rights.window(worksheet, layer), at)


def judging_window_refusal(worksheet: Worksheet, window: Window | None, at: datetime) -> str:
    """Why nobody judges at `at`; a stage without a window is open at any time."""
    return window_refusal(worksheet, window, at, what="penilaian")


def judging_state_refusal(worksheet: Worksheet, layer: Layer) -> str:
    """Why nobody judges in this layer while the worksheet, or its period, is where it is."""
    if refusal := period_refusal(worksheet):
        return refusal
    at_work = worksheet.current_state is layer.judged_in
    return "" if at_work else worksheet.current_state.not_from + " Penilaian tidak terbuka."


def judgement_by(sheet: JudgedWorksheet, code: str, layer: Layer, opinion: Opinion) -> Judgement | None:
    """The judgement that `opinion` makes of the claim as it stands; None where it is taken back."""
    if not opinion.verdict:
        return None
    status, values = opinion.status, opinion.values or {}
    if opinion.verdict == Judgement.Verdict.AGREES:
        claim = sheet.loaded.entries.get(code)
        status, values = (claim.status, claim.values) if claim else (Entry.Status.FILLED, {})
    return Judgement(
        worksheet=sheet.worksheet,
        code=code,
        layer=layer,
        verdict=opinion.verdict,
        status=status,
        values=values,
        proven=sheet.loaded.counted_answer(code, status, values).proven,
        reason=opinion.reason.strip(),
        entry_version=sheet.version_of(code),
    )


def judgement_content(judgement: Judgement | None) -> dict[str, Any] | None:
    """What a judgement says, without who and when."""
    return {name: getattr(judgement, name) for name in JUDGEMENT_CONTENT} if judgement else None


def judgement_for_history(judgement: Judgement | None) -> dict[str, Any] | None:
    """A judgement as the history keeps it."""
    return {**(judgement_content(judgement) or {}), "version": judgement.version} if judgement else None


def write_judgement(
    standing: Judgement | None, new: Judgement | None, at: datetime, by: User
) -> Judgement | None:
    """Put `new` in the place of what stands."""
    if new is None:
        if standing:
            standing.delete()
        return None
    new.version = 1
    if standing:
        new.pk, new.version = standing.pk, standing.version + 1
    new.judged_at, new.judged_by = at, by
    new.save(force_update=standing is not None)
    return new
