"""Save one row of a worksheet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone

from assessments.access.queries import entry_window, repairs_sent
from assessments.entry.sheet import LoadedWorksheet
from assessments.models import Entry, Event, Repair, Window, Worksheet
from assessments.records.events import record_event
from assessments.records.guard import lock_worksheet, period_refusal, window_refusal
from assessments.scores.scoring import moved_rows
from assessments.scores.totals import refresh_claim
from assessments.workflow import State
from indicators.scoring.engine import Result, Row
from indicators.scoring.sheet import Outcome
from kinerja.accounts.models import User
from kinerja.refusals import Closed, Stale


class StaleRow(Stale):
    """Somebody saved this row after the sender had read it."""

    sentence = "Baris ini sudah diubah orang lain."
    current: Entry | None

    @classmethod
    def with_standing_entry(cls, entry: Entry | None) -> "StaleRow":
        """With what stands there now and who wrote it: the page names them."""
        if entry:
            prefetch_related_objects([entry], "saved_by")
        return cls(entry)


@dataclass(frozen=True)
class Content:
    """What a person says about one row."""

    status: str
    values: dict[str, Any]
    reason: str = ""
    note: str = ""


EMPTY = Content(status=Entry.Status.FILLED, values={})


@dataclass(frozen=True)
class Saved:
    """The row as it now stands, the worksheet's result, and the rows whose figures moved."""

    entry: Entry | None
    result: Result
    moved: list[Row]
    changed: bool


Details = dict[str, dict[str, Any]]
Source = dict[str, Any]  # what values were taken from: `kind`, `label` for people, and the kind's own


@transaction.atomic
def save_row(
    sheet: LoadedWorksheet,
    *,
    code: str,
    content: Content,
    version: int,
    by: User,
    details: Details | None = None,
    source: Source | None = None,
    at: datetime | None = None,
) -> Saved:
    """Save `content` as the answer to indicator `code`, if the row is still at `version` (0: no answer yet).

    `details` are the lists behind its counts; None leaves them as they are. `source` says what the values
    were taken from; without it the row keeps its source while its values stay. The same content again
    changes nothing and is no conflict, so a request that is sent twice has one effect. Afterwards `sheet`
    holds what stands there now. Raises `StaleRow` where the row has moved on, and `Closed` outside the
    window.
    """
    at = at or timezone.now()
    sheet.lock()
    refuse_closed(sheet, code, at)
    entry, before = sheet.entries.get(code), sheet.result
    if is_unchanged(entry, content, details, source):
        return Saved(entry, before, [], changed=False)
    if (entry.version if entry else 0) != version:
        raise StaleRow.with_standing_entry(entry)
    if sheet.rows[code].outcome is Outcome.NOT_APPLICABLE:
        raise Closed("Indikator ini tidak berlaku bagi kecamatan ini.")
    entry_before = entry_snapshot(entry)
    new_details = details_of(entry) if details is None else details
    new_source = source or source_kept(entry, content)
    entry = entry or Entry(worksheet=sheet.worksheet, code=code, version=0)
    sheet.put_entry(write_entry(entry, content, new_details, new_source, at, by))
    refresh_claim(sheet.worksheet, sheet.result, at=at)
    record_event(
        worksheet=sheet.worksheet,
        action=Event.Action.ROW_SAVED,
        subject=code,
        old=entry_before,
        new=entry_snapshot(entry),
        at=at,
        by=by,
    )
    return Saved(entry, sheet.result, moved_rows(before, sheet.result), changed=True)


def refuse_closed(sheet: LoadedWorksheet, code: str, at: datetime) -> None:
    """Raise Closed where this row cannot be filled at `at`."""
    worksheet = sheet.worksheet
    refusal = (
        repair_refusal(sheet.repairs, [code], at)
        if worksheet.in_repair
        else entry_refusal(worksheet, sheet.window, at)
    )
    if refusal:
        raise Closed(refusal)


def lock_for_entry(worksheet: Worksheet, at: datetime, *codes: str) -> None:
    """Lock the worksheet and make sure, inside the same transaction, that it may be filled at `at`.

    While it is being repaired only rows that were asked back are open: name the ones to be written.
    """
    lock_worksheet(worksheet)
    refusal = refusal_at(worksheet, at, *codes)
    if refusal:
        raise Closed(refusal)


def refusal_at(worksheet: Worksheet, at: datetime, *codes: str) -> str:
    """Why these rows, or without any the worksheet as a whole, cannot be filled at `at`; one query."""
    if refusal := period_refusal(worksheet):
        return refusal
    if worksheet.in_repair and codes:
        return repair_refusal(repairs_sent(worksheet), codes, at)
    return entry_refusal(worksheet, entry_window(worksheet), at)


def repair_refusal(repairs: Mapping[str, Repair], codes: Iterable[str], at: datetime) -> str:
    """Why these rows cannot be mended at `at`; empty where all of them were asked back and still may be."""
    if any(code not in repairs for code in codes):
        return State.REPAIR.locked
    is_overdue = any(at >= it.due_at for it in repairs.values() if it.due_at)
    return "Batas perbaikan sudah lewat." if is_overdue else ""


def entry_refusal(worksheet: Worksheet, window: Window | None, at: datetime) -> str:
    """Why the worksheet cannot be filled at `at`; empty where it can."""
    if refusal := period_refusal(worksheet):
        return refusal
    if not worksheet.editable:
        return worksheet.current_state.locked
    return filling_window_refusal(worksheet, window, at)


def filling_window_refusal(worksheet: Worksheet, window: Window | None, at: datetime) -> str:
    """The same by the schedule alone: without one nothing is filled and nothing sent."""
    no_window_text = "Jadwal pengisian belum ditetapkan."
    return window_refusal(worksheet, window, at, what="pengisian", without=no_window_text)


def content_of(entry: Entry | None) -> Content:
    if entry is None:
        return EMPTY
    return Content(entry.status, entry.values, entry.reason, entry.note)


def details_of(entry: Entry | None) -> Details:
    return entry.details if entry else {}


def is_unchanged(
    entry: Entry | None, content: Content, details: Details | None, source: Source | None
) -> bool:
    """Whether the row says this already."""
    same_source = source is None or (entry is not None and entry.source == source)
    return content_of(entry) == content and details in (None, details_of(entry)) and same_source


def source_kept(entry: Entry | None, content: Content) -> Source | None:
    """The row's source, unless its values become others."""
    if entry is None or (entry.status, entry.values) != (content.status, content.values):
        return None
    return entry.source


def entry_snapshot(entry: Entry | None) -> dict[str, Any] | None:
    if entry is None:
        return None
    entry_facts = {
        "status": entry.status,
        "values": entry.values,
        "reason": entry.reason,
        "note": entry.note,
        "version": entry.version,
    }
    entry_facts |= {"details": entry.details} if entry.details else {}
    return entry_facts | ({"source": entry.source} if entry.source else {})


def write_entry(
    entry: Entry, content: Content, details: Details, source: Source | None, at: datetime, by: User
) -> Entry:
    entry.details, entry.source = details, source
    entry.status, entry.values = content.status, content.values
    entry.reason, entry.note = content.reason, content.note
    entry.version += 1
    entry.saved_at, entry.saved_by = at, by
    entry.save()
    return entry
