"""Bring a revision of a running edition into force: every unfinalised worksheet moves to it, or none does."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from assessments.entry.services.saving import entry_snapshot
from assessments.models import Entry, Event, Judgement, Layer, Repair, Stage, WorkbookUpload, Worksheet
from assessments.records import guard
from assessments.records.events import event_of
from assessments.scores.totals import Fresh, store_all
from assessments.transitions.judging import judgement_for_history
from assessments.transitions.repair import claims_by_worksheet
from indicators.editions.publish import freeze_revision
from indicators.models import Instrument, Revision
from indicators.scoring.rounding import decimal_text
from kinerja.accounts.models import User
from kinerja.refusals import Moved

from .letters import tell_people
from .preview import Preview, PreviewLine, RevisionRefused, preview_revision, sound_draft, worksheets_on

PATIENCE = 10  # seconds in which letters go out at once; the reminders' next run sends the rest
MOVED = "Instrumen atau kertas kerja berubah sejak pratinjau. Buat pratinjau lagi."
NO_REASON = "Tulis alasan revisi; alasan ini dibaca semua kecamatan yang terdampak."


class ByWhom:
    """Who applies what, when and why: what every event of one revision shares."""

    def __init__(self, revision: Revision, reason: str, by: User, at: datetime) -> None:
        self.revision, self.reason, self.by, self.at = revision, reason, by, at

    def event(self, worksheet: Worksheet, action: Event.Action, subject: str, old: Any, new: Any) -> Event:
        return event_of(
            worksheet=worksheet,
            action=action,
            subject=subject,
            old=old,
            new=new,
            at=self.at,
            by=self.by,
            note=self.reason,
        )


@transaction.atomic
def apply_revision(
    *,
    instrument: Instrument,
    fingerprint: str,
    reason: str,
    by: User,
    at: datetime | None = None,
) -> Revision:
    """Bring the previewed document into force and move every unfinalised worksheet to it, rescored.

    All in one transaction, in a constant number of statements; those affected get an event, and a letter
    after the commit. What does not fit any more is cut out of an answer and
    kept in the history; in what was sent, its row is noted to be asked back. Final worksheets stay.
    Raises `Moved` where anything is not as it was previewed, and `RevisionRefused`.
    """
    at = at or timezone.now()
    lock_instrument(instrument)
    if not reason.strip():
        raise RevisionRefused(NO_REASON)
    previewed = preview_revision(instrument)
    if previewed.fingerprint != fingerprint:
        raise Moved(MOVED)
    draft = previewed.draft
    revision = freeze_revision(
        instrument, draft.document, reason=reason.strip(), effect=Revision.Effect.SCORES, by=by
    )
    move_worksheet(previewed, ByWhom(revision, reason.strip(), by, at))
    transaction.on_commit(lambda: tell_people(site=settings.SITE_URL, seconds=PATIENCE), robust=True)
    return revision


@transaction.atomic
def apply_wording(*, instrument: Instrument, reason: str, by: User, at: datetime | None = None) -> Revision:
    """Bring changed texts into force; the worksheets of the revision that they replace take them over.

    Raises `RevisionRefused` where more than texts has changed: no score may move without a preview.
    """
    at = at or timezone.now()
    lock_instrument(instrument)
    draft = sound_draft(instrument)
    if not draft.wording:
        raise RevisionRefused("Perubahan ini dapat mengubah nilai. Buat pratinjaunya dahulu.")
    if not reason.strip():
        raise RevisionRefused(NO_REASON)
    worksheets = [it for it in worksheets_on(instrument) if not it.current_state.is_decided]
    worksheets = [it for it in worksheets if it.revision_id == draft.current.pk]
    revision = freeze_revision(
        instrument, draft.document, reason=reason.strip(), effect=Revision.Effect.NONE, by=by
    )
    whom = ByWhom(revision, reason.strip(), by, at)
    stand_on(worksheets, revision)
    event_content = {"revision": revision.no, "effect": revision.effect}
    Event.objects.bulk_create(
        whom.event(it, Event.Action.REVISED, "", None, event_content) for it in worksheets
    )
    return revision


def lock_instrument(instrument: Instrument) -> None:
    """The instrument, so that no worksheet is opened meanwhile, then its worksheets, always in one order."""
    locked_instrument = Instrument.objects.select_for_update().get(pk=instrument.pk)
    instrument.archived_at = locked_instrument.archived_at
    guard.lock_worksheets(Worksheet.objects.filter(revision__in=instrument.revisions.values("pk")).only("pk"))


def stand_on(worksheets: Sequence[Worksheet], revision: Revision) -> None:
    Worksheet.objects.filter(pk__in=[it.pk for it in worksheets]).update(revision=revision)
    for worksheet in worksheets:
        worksheet.revision = revision


def move_worksheet(seen: Preview, whom: ByWhom) -> None:
    """Everything of the worksheets that a revision touches, in the order in which later steps need it."""
    lines = seen.lines
    worksheets = [line.worksheet for line in lines]
    figures_before = {line.worksheet.pk: figures_told(line, after=False) for line in lines}
    events = ask_again(lines, whom) + cut_answers(lines, whom) + drop_judgements(lines, whom)
    WorkbookUpload.objects.filter(worksheet__in=worksheets, applied_at=None).delete()
    stand_on(worksheets, whom.revision)
    store_all([Fresh(line.worksheet, line.refit.totals, line.refit.layers) for line in lines], whom.at)
    for line in lines:
        figures_after = figures_told(line, after=True) | {
            "revision": whom.revision.no,
            "revision_id": str(whom.revision.pk),
            "touched": line.touched,
            "effect": whom.revision.effect,
            "again": list(line.refit.again),
        }
        events.append(
            whom.event(
                line.worksheet, Event.Action.REVISED, "", figures_before[line.worksheet.pk], figures_after
            )
        )
    Event.objects.bulk_create(events)


def figures_told(line: PreviewLine, *, after: bool) -> dict[str, Any]:
    """The totals by basis, as text."""
    totals = ((basis, it.after if after else it.before) for basis, it in line.figures.items())
    return {"totals": {str(basis): decimal_text(total) for basis, total in totals if total is not None}}


def cut_answers(lines: Iterable[PreviewLine], whom: ByWhom) -> list[Event]:
    """Leave in every answer what fits; the whole of it stays in the history."""
    unfit_lines = {line.worksheet.pk: line for line in lines if line.refit.unfit}
    entries, events = [], []
    for entry in Entry.objects.filter(worksheet__in=list(unfit_lines)):
        line = unfit_lines[entry.worksheet_id]
        fitted_answer = line.refit.unfit.get(entry.code)
        if fitted_answer is None:
            continue
        entry_before = entry_snapshot(entry) or {}
        entry.status, entry.values = fitted_answer.status, fitted_answer.values
        entry.details = {
            kind: remaining_lists(lists, fitted_answer.values) for kind, lists in entry.details.items()
        }
        entry.version += 1
        entries.append(entry)
        entry_before |= {"revision": str(line.worksheet.revision_id)}
        events.append(
            whom.event(
                line.worksheet, Event.Action.ANSWER_CUT, entry.code, entry_before, entry_snapshot(entry)
            )
        )
    Entry.objects.bulk_update(entries, ["status", "values", "details", "version"])
    return events


def remaining_lists(lists: dict[str, Any], values: dict[str, Any]) -> dict[str, Any]:
    """The lists behind the counts that still stand."""
    return {code: rows for code, rows in lists.items() if code in values}


def drop_judgements(lines: Iterable[PreviewLine], whom: ByWhom) -> list[Event]:
    """Take back what judges said where it gives no result any more; the history keeps it."""
    lines_losing = {line.worksheet.pk: line for line in lines if line.refit.dropped}
    judgements_gone, events = [], []
    for judgement in Judgement.objects.filter(worksheet__in=list(lines_losing)):
        line = lines_losing[judgement.worksheet_id]
        if (judgement.code, judgement.layer) in line.refit.dropped:
            judgements_gone.append(judgement.pk)
            subject = f"{judgement.layer}:{judgement.code}"
            events.append(
                whom.event(
                    line.worksheet, Event.Action.JUDGED, subject, judgement_for_history(judgement), None
                )
            )
    Judgement.objects.filter(pk__in=judgements_gone).delete()
    return events


def ask_again(lines: Iterable[PreviewLine], whom: ByWhom) -> list[Event]:
    """Note the rows to be answered again on what was sent, for its judges to ask back; a worksheet that is
    being mended has them open at once. A draft simply has them unanswered."""
    lines_to_ask = {it.worksheet.pk: it for it in lines if it.again and it.worksheet.current_state.is_sent}
    if not lines_to_ask:
        return []
    open_now: dict[Any, list[Repair]] = {}
    for repair in Repair.objects.filter(worksheet__in=list(lines_to_ask)).order_by("closed_at"):
        open_now.setdefault(repair.worksheet_id, []).append(repair)
    verified_period_ids = set(
        Stage.objects.filter(kind=Stage.Kind.REGENCY).values_list("period_id", flat=True)
    )
    claims_by_worksheet_now = claims_by_worksheet({pk: line.refit.again for pk, line in lines_to_ask.items()})
    repairs, events = [], []
    for pk, line in lines_to_ask.items():
        repairs_before = open_now.get(pk, [])
        layer = layer_asking(line.worksheet, repairs_before, verified_period_ids)
        codes_asked = {it.code for it in repairs_before if it.closed_at is None}
        for code in (code for code in line.refit.again if code not in codes_asked):
            repair = repair_of(line.worksheet, code, layer, whom)
            if line.worksheet.in_repair:
                repair.sent_at, repair.before = whom.at, claims_by_worksheet_now[pk][code]
                repair.due_at = next(
                    (it.due_at for it in repairs_before if it.due_at and not it.closed_at), None
                )
            repairs.append(repair)
            subject, new = f"{layer}:{code}", {"note": repair.note}
            events.append(whom.event(line.worksheet, Event.Action.REPAIR_NOTED, subject, None, new))
    Repair.objects.bulk_create(repairs)
    return events


def repair_of(worksheet: Worksheet, code: str, layer: Layer, whom: ByWhom) -> Repair:
    note = f"Aturan baris ini berubah: {whom.reason}"
    return Repair(worksheet=worksheet, code=code, layer=layer, note=note, asked_by=whom.by, asked_at=whom.at)


def layer_asking(worksheet: Worksheet, repairs: Sequence[Repair], verified: set[Any]) -> Layer:
    """Whose turn it is with the worksheet: those who asked last where it is mended or came back, the
    kabupaten before it has finished, else the province."""
    state = worksheet.current_state
    if state.belongs_to_asker and repairs:
        last_repair = next((it for it in repairs if it.closed_at is None), repairs[-1])
        return Layer(last_repair.layer)
    before_verification = state.is_untouched and worksheet.stage.period_id in verified
    return Layer.REGENCY if before_verification or state is Layer.REGENCY.judged_in else Layer.DESK
