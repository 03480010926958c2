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


def standing_of(user: User, desk: EntrySheet) -> Standing:
    """One query: the steps that were taken, and revisions; two more while rows are mended."""
    worksheet, events, mending = desk.worksheet, steps_and_revisions_of(desk.worksheet), mending_of(desk)
    taken = [it for it in events if it.action != Event.Action.REVISED]
    roles, now = roles_at(user, worksheet), timezone.now()
    is_open = desk.window is not None and desk.window.is_open(now)
    last = taken[0] if taken else None
    returned = last if last and last.action == Event.Action.RETURNED else None
    return Standing(
        notice=filling_notice(worksheet, desk.window, now)
        if mending is None
        else mending_notice(worksheet, mending),
        late=mending.over if mending else worksheet.current_state.is_due and has_closed(desk.window, now),
        mending=mending,
        returned=returned,
        returned_at=format_short_datetime(returned.at, worksheet_zone(worksheet)) if returned else "",
        revised=revised_in(desk, events),
        steps=mending_steps(mending) if mending else filling_steps(desk, taken),
        primary=mending_primary(worksheet, mending, roles) if mending else primary_link(desk, roles, is_open),
        may_withdraw=is_open and Actor.OPERATOR in roles and worksheet.current_state.awaits_head,
    )


def revised_in(desk: EntrySheet, events: list[Event]) -> Revised | None:
    """What the last change of weights or rules did to the claim; texts alone are no news."""
    revisions = (
        it for it in events if it.action == Event.Action.REVISED and (it.new or {})["effect"] != "none"
    )
    event = next(revisions, None)
    if event is None or desk.worksheet.current_state.is_decided:
        return None
    news = event.new or {}
    before, after = (total_word(it, Basis.CLAIM) for it in (event.old or {}, news))
    waiting = (desk.rows[code] for code in news["again"] if code in desk.rows)
    return Revised(
        at=format_short_datetime(event.at, worksheet_zone(desk.worksheet)),
        reason=event.note,
        moved="" if before == after else f"Nilai isian dari {before} menjadi {after}.",
        again=", ".join(str(row.no) for row in waiting if row.outcome is Outcome.EMPTY),
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


def primary_link(desk: EntrySheet, roles: set[str], is_open: bool) -> Link | None:
    """The next thing for this person; None where there is nothing to do but look."""
    worksheet, state = desk.worksheet, desk.worksheet.current_state
    if state.is_announced:
        return Link("Lihat hasil penilaian", reverse("result", args=(worksheet.pk,)))
    if state.is_sent:
        return Link("Lihat tanda terima", reverse("receipt", args=(worksheet.pk,)))
    if state.awaits_head:
        if Actor.HEAD in roles and is_open:
            return Link("Periksa dan setujui", reverse("approval", args=(worksheet.pk,)))
        return None
    if Actor.OPERATOR in roles and is_open and state.editable:
        return go_on_link(desk)
    return None


def mending_primary(worksheet: Worksheet, mending: Mending, roles: set[str]) -> Link | None:
    """For the operator the first row that is still as it was, for the camat the approval."""
    if mending.over:
        return Link("Lihat tanda terima", reverse("receipt", args=(worksheet.pk,)))
    if Actor.HEAD in roles:
        return Link("Periksa dan kirim ulang", reverse("approval", args=(worksheet.pk,)))
    if Actor.OPERATOR in roles and mending.unchanged:
        row = mending.unchanged[0]
        return Link(f"Perbaiki nomor {row.indicator.no}", row.url)
    return Link(CHECK_MENDED, reverse("check", args=(worksheet.pk,)))


def go_on_link(desk: EntrySheet) -> Link:
    """The first row that still asks for an answer; the check page where none does."""
    row = next((row for row in desk.loaded.result.rows if row.outcome is Outcome.EMPTY), None)
    if row is None:
        return Link("Periksa dan ajukan ke camat", reverse("check", args=(desk.worksheet.pk,)))
    url = reverse("aspect", args=(desk.worksheet.pk, row.indicator.aspect.code))
    label = f"Lanjutkan nomor {row.no}" if desk.loaded.result.filled else "Mulai mengisi"
    return Link(label, f"{url}#nomor-{row.no}")


def mending_steps(mending: Mending) -> list[StepView]:
    """Mend, tell the camat, send again."""
    count, left = len(mending.rows), len(mending.unchanged)
    texts = (
        f"{count - left} berubah, {left} lagi" if left else "semua sudah berubah",
        "setelah semua baris berubah" if left else "siap diperiksa dan dikirim ulang",
        "lewat ponsel atau komputer",
    )
    titles = (f"Perbaiki {count} baris", "Beri tahu camat", "Camat menyetujui dan mengirim ulang")
    current_step = 1 if left else 2
    numbered = enumerate(zip(titles, texts, strict=True), start=1)
    return [StepView(no, title, text, no == current_step) for no, (title, text) in numbered]


def filling_steps(desk: EntrySheet, taken: list[Event]) -> list[StepView]:
    """Fill, check and hand on, approve and send; what is done says who and when."""
    last = next(iter(taken), None)
    sending = next((it for it in taken if it.action in SENDINGS), None)
    result, state = desk.loaded.result, desk.worksheet.current_state
    current = current_step(state, complete=result.complete)
    left = result.count - result.filled
    last_byline = event_byline(desk.worksheet, last)
    all_done = f"semua terisi atau diberi {desk.loaded.edition.labels['tdi']}"
    ready = "siap diperiksa" if result.complete else f"terbuka setelah {all_done}"
    texts = (
        f"{result.filled} terisi, {left} lagi" if left else all_done,
        requested_text(desk.worksheet, last_byline if state.awaits_head else "", ready),
        event_byline(desk.worksheet, sending) if state.is_sent else "lewat ponsel atau komputer",
    )
    titles = (f"Isi {result.count} indikator", "Periksa dan ajukan ke camat", "Camat menyetujui dan mengirim")
    numbered = enumerate(zip(titles, texts, strict=True), start=1)
    return [StepView(no, title, text, no == current) for no, (title, text) in numbered]


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
