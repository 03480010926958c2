"""Where a worksheet stands, for the people at it: what happened, what comes next, and who does it."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from assessments.access import roles_at
from assessments.access.queries import steps_and_revisions_of
from assessments.entry.page.entry_sheet import EntrySheet
from assessments.models import Event, Window, Worksheet
from assessments.scores.rank_table import Basis
from assessments.workflow import Action, Actor, State
from indicators.scoring.sheet import Outcome
from kinerja.accounts.models import User
from kinerja.numbers import format_datetime, format_short_datetime

from .history import total_word
from .repair_status import Mending, mending_of

SENDINGS = tuple(action.event for action in Action if action.sends)
CHECK_MENDED = "Periksa perbaikan"


@dataclass(frozen=True)
class Link:
    """A button that names the next thing."""

    label: str
    url: str


@dataclass(frozen=True)
class StepView:
    """One of the three steps of sending."""

    no: int
    title: str
    text: str
    current: bool


@dataclass(frozen=True)
class Revised:
    """The last revision of the rules under a worksheet that is not decided yet; `again` are the numbers of
    rows that wait for an answer since then."""

    at: str
    reason: str
    moved: str
    again: str


@dataclass(frozen=True)
class Standing:
    """What the task list says beside its aspects."""

    notice: str
    late: bool  # whether the deadline went by without a sending
    mending: Mending | None  # the rows that are asked back
    returned: Event | None
    returned_at: str
    revised: Revised | None
    steps: list[StepView]
    primary: Link | None
    may_withdraw: bool


def worksheet_zone(worksheet: Worksheet) -> str:
    return str(worksheet.district.regency.province.time_zone)


def standing_of(user: User, entry_sheet: EntrySheet) -> Standing:
    """One query: the steps that were taken, and revisions; two more while rows are mended."""
    worksheet, events, mending = (
        entry_sheet.worksheet,
        steps_and_revisions_of(entry_sheet.worksheet),
        mending_of(entry_sheet),
    )
    steps_taken = [it for it in events if it.action != Event.Action.REVISED]
    roles, now = roles_at(user, worksheet), timezone.now()
    is_open = entry_sheet.window is not None and entry_sheet.window.is_open(now)
    last_step = steps_taken[0] if steps_taken else None
    returned = last_step if last_step and last_step.action == Event.Action.RETURNED else None
    return Standing(
        notice=filling_notice(worksheet, entry_sheet.window, now)
        if mending is None
        else mending_notice(worksheet, mending),
        late=mending.over
        if mending
        else worksheet.current_state.is_due and has_closed(entry_sheet.window, now),
        mending=mending,
        returned=returned,
        returned_at=format_short_datetime(returned.at, worksheet_zone(worksheet)) if returned else "",
        revised=revised_in(entry_sheet, events),
        steps=mending_steps(mending) if mending else filling_steps(entry_sheet, steps_taken),
        primary=mending_primary(worksheet, mending, roles)
        if mending
        else primary_link(entry_sheet, roles, is_open),
        may_withdraw=is_open and Actor.OPERATOR in roles and worksheet.current_state.awaits_head,
    )


def revised_in(entry_sheet: EntrySheet, events: list[Event]) -> Revised | None:
    """What the last change of weights or rules did to the claim; texts alone are no news."""
    revision_events = (
        it for it in events if it.action == Event.Action.REVISED and (it.new or {})["effect"] != "none"
    )
    last_revision = next(revision_events, None)
    if last_revision is None or entry_sheet.worksheet.current_state.is_decided:
        return None
    new_figures = last_revision.new or {}
    total_before, total_after = (total_word(it, Basis.CLAIM) for it in (last_revision.old or {}, new_figures))
    rows_asked_again = (entry_sheet.rows[code] for code in new_figures["again"] if code in entry_sheet.rows)
    return Revised(
        at=format_short_datetime(last_revision.at, worksheet_zone(entry_sheet.worksheet)),
        reason=last_revision.note,
        moved=""
        if total_before == total_after
        else f"Nilai isian dari {total_before} menjadi {total_after}.",
        again=", ".join(str(row.no) for row in rows_asked_again if row.outcome is Outcome.EMPTY),
    )


def has_closed(window: Window | None, now: datetime) -> bool:
    return window is not None and now >= window.closes


def contact_of(worksheet: Worksheet) -> str:
    return worksheet.stage.period.help_contact or "admin kabupaten/kota"


def mending_notice(worksheet: Worksheet, mending: Mending) -> str:
    """After the day that the rows were asked for."""
    if not mending.over:
        return ""
    return (
        f"Batas perbaikan lewat pada {mending.due}. Isian tetap tersimpan dan belum dikirim ulang. "
        f"Untuk perpanjangan waktu, hubungi {contact_of(worksheet)}."
    )


def filling_notice(worksheet: Worksheet, window: Window | None, now: datetime) -> str:
    """Before opening, while the camat decides, after the deadline: when, and what is with the answers."""
    state, zone = worksheet.current_state, worksheet_zone(worksheet)
    if not state.is_due:
        return state.notice
    if window is None:
        return "Jadwal pengisian belum ditetapkan. Kertas kerja dapat dilihat, belum dapat diisi."
    if now < window.opens:
        opens = format_datetime(window.opens, zone)
        return f"Pengisian dibuka {opens}. Sebelum itu kertas kerja hanya dapat dilihat."
    if not window.is_open(now):
        return after_deadline(worksheet, format_datetime(window.closes, zone))
    return state.notice


def after_deadline(worksheet: Worksheet, closed: str) -> str:
    kept_sentence = (
        f"{worksheet.filled} isian tetap tersimpan dan dapat dilihat atau dicetak. "
        if worksheet.filled
        else ""
    )
    return (
        f"Batas kirim lewat pada {closed}. {worksheet.current_state.row.unsent} {kept_sentence}"
        f"Untuk perpanjangan waktu, hubungi {contact_of(worksheet)}."
    )


def primary_link(entry_sheet: EntrySheet, roles: set[str], is_open: bool) -> Link | None:
    """The next thing for this person; None where there is nothing to do but look."""
    worksheet, state = entry_sheet.worksheet, entry_sheet.worksheet.current_state
    if state.is_announced:
        return Link("Lihat hasil penilaian", reverse("result", args=(worksheet.pk,)))
    if state.is_sent:
        return Link("Lihat tanda terima", reverse("receipt", args=(worksheet.pk,)))
    if state.awaits_head:
        if Actor.HEAD in roles and is_open:
            return Link("Periksa dan setujui", reverse("approval", args=(worksheet.pk,)))
        return None
    if Actor.OPERATOR in roles and is_open and state.editable:
        return go_on_link(entry_sheet)
    return None


def mending_primary(worksheet: Worksheet, mending: Mending, roles: set[str]) -> Link | None:
    """For the operator the first row that is still as it was, for the camat the approval."""
    if mending.over:
        return Link("Lihat tanda terima", reverse("receipt", args=(worksheet.pk,)))
    if Actor.HEAD in roles:
        return Link("Periksa dan kirim ulang", reverse("approval", args=(worksheet.pk,)))
    if Actor.OPERATOR in roles and mending.unchanged:
        first_unchanged = mending.unchanged[0]
        return Link(f"Perbaiki nomor {first_unchanged.indicator.no}", first_unchanged.url)
    return Link(CHECK_MENDED, reverse("check", args=(worksheet.pk,)))


def go_on_link(entry_sheet: EntrySheet) -> Link:
    """The first row that still asks for an answer; the check page where none does."""
    first_empty_row = next(
        (
            first_empty_row
            for first_empty_row in entry_sheet.loaded.result.rows
            if first_empty_row.outcome is Outcome.EMPTY
        ),
        None,
    )
    if first_empty_row is None:
        return Link("Periksa dan ajukan ke camat", reverse("check", args=(entry_sheet.worksheet.pk,)))
    url = reverse("aspect", args=(entry_sheet.worksheet.pk, first_empty_row.indicator.aspect.code))
    label = f"Lanjutkan nomor {first_empty_row.no}" if entry_sheet.loaded.result.filled else "Mulai mengisi"
    return Link(label, f"{url}#nomor-{first_empty_row.no}")


def mending_steps(mending: Mending) -> list[StepView]:
    """Mend, tell the camat, send again."""
    count, unchanged_count = len(mending.rows), len(mending.unchanged)
    step_texts = (
        f"{count - unchanged_count} berubah, {unchanged_count} lagi"
        if unchanged_count
        else "semua sudah berubah",
        "setelah semua baris berubah" if unchanged_count else "siap diperiksa dan dikirim ulang",
        "lewat ponsel atau komputer",
    )
    step_titles = (f"Perbaiki {count} baris", "Beri tahu camat", "Camat menyetujui dan mengirim ulang")
    current_step = 1 if unchanged_count else 2
    numbered_steps = enumerate(zip(step_titles, step_texts, strict=True), start=1)
    return [StepView(no, title, text, no == current_step) for no, (title, text) in numbered_steps]


def filling_steps(entry_sheet: EntrySheet, steps_taken: list[Event]) -> list[StepView]:
    """Fill, check and hand on, approve and send; what is done says who and when."""
    last_step = next(iter(steps_taken), None)
    sending_event = next((it for it in steps_taken if it.action in SENDINGS), None)
    result, state = entry_sheet.loaded.result, entry_sheet.worksheet.current_state
    current_step_no = current_step(state, complete=result.complete)
    missing_count = result.count - result.filled
    last_byline = event_byline(entry_sheet.worksheet, last_step)
    all_done = f"semua terisi atau diberi {entry_sheet.loaded.edition.labels['tdi']}"
    ready_text = "siap diperiksa" if result.complete else f"terbuka setelah {all_done}"
    step_texts = (
        f"{result.filled} terisi, {missing_count} lagi" if missing_count else all_done,
        requested_text(entry_sheet.worksheet, last_byline if state.awaits_head else "", ready_text),
        event_byline(entry_sheet.worksheet, sending_event) if state.is_sent else "lewat ponsel atau komputer",
    )
    step_titles = (
        f"Isi {result.count} indikator",
        "Periksa dan ajukan ke camat",
        "Camat menyetujui dan mengirim",
    )
    numbered_steps = enumerate(zip(step_titles, step_texts, strict=True), start=1)
    return [StepView(no, title, text, no == current_step_no) for no, (title, text) in numbered_steps]


def current_step(state: State, *, complete: bool) -> int | None:
    """Which of the three steps is to be taken; None once it was sent."""
    if state.editable:
        return 2 if complete else 1
    return 3 if state.awaits_head else None


def requested_text(worksheet: Worksheet, byline: str, ready: str) -> str:
    if byline:
        return byline
    if worksheet.requested_at:
        return format_short_datetime(worksheet.requested_at, worksheet_zone(worksheet))
    return ready


def event_byline(worksheet: Worksheet, event: Event | None) -> str:
    """ "Sari, 28 September 2022 pukul 09.15 WIB"."""
    return (
        f"{event.actor_name}, {format_short_datetime(event.at, worksheet_zone(worksheet))}" if event else ""
    )
