"""Remind those whose worksheet is not sent while its deadline comes near."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string

from assessments.access.queries import entry_window, entry_windows
from assessments.models import Event, Period, Window, Worksheet
from assessments.records.events import record_event
from assessments.records.guard import lock_worksheet
from assessments.workflow import DUE, Phase
from kinerja.accounts.models import Membership, Role, User
from kinerja.numbers import day_of, format_datetime, format_remaining

Windows = dict[tuple[UUID, UUID | None], Window]


@dataclass(frozen=True)
class Reminder:
    """A worksheet that is due, and who hears of it."""

    worksheet: Worksheet
    people: list[User]


def worksheets_due(*, period: Period, at: datetime, days: int) -> list[Worksheet]:
    """Worksheets of the period not sent whose window is open at `at` and closes within `days` days."""
    unsent_worksheets = Worksheet.objects.filter(stage__period=period, state__in=DUE).select_related(
        "stage__period", "district__regency__province", "profile"
    )
    worksheets = list(unsent_worksheets)
    windows = entry_windows(worksheet.stage_id for worksheet in worksheets)
    return [it for it in worksheets if is_near(window_among(windows, it), at, days)]


def window_among(windows: Windows, worksheet: Worksheet) -> Window | None:
    """The kecamatan's own exception, else the stage's."""
    own_window = windows.get((worksheet.stage_id, worksheet.district_id))
    return own_window or windows.get((worksheet.stage_id, None))


def is_near(window: Window | None, at: datetime, days: int) -> bool:
    return window is not None and window.is_open(at) and window.closes - at <= timedelta(days=days)


@transaction.atomic
def send_reminder(*, worksheet: Worksheet, at: datetime, site: str, send: bool = True) -> Reminder | None:
    """Mail the worksheet's operators and camats, at most once a day; None where there is nothing to do.

    The event that says so is written in the same transaction: a letter that cannot be sent leaves none, so
    that the next run tries again. `site` is the address of Kinerja; `send=False` only tells who would hear.
    """
    lock_worksheet(worksheet)
    window = entry_window(worksheet)
    people = reminder_recipients(worksheet, at)
    if not worksheet.current_state.is_due or not people or window is None or reminded_today(worksheet, at):
        return None
    if send:
        usernames = [person.username for person in people]
        record_event(
            worksheet=worksheet,
            action=Event.Action.REMINDED,
            subject="",
            old=None,
            new={"people": usernames},
            at=at,
            by=None,
        )
        for person in people:
            reminder_letter(worksheet, person, window, at, site).send()
    return Reminder(worksheet, people)


def reminder_recipients(worksheet: Worksheet, at: datetime) -> list[User]:
    """The active operators and camats of the kecamatan who have an e-mail address."""
    memberships_held = Membership.objects.active(day_of(at, settings.TIME_ZONE)).filter(
        district=worksheet.district_id, role__in=(Role.OPERATOR, Role.HEAD)
    )
    people = User.objects.filter(pk__in=memberships_held.values("user"), is_active=True)
    return list(people.exclude(email="").order_by("username"))


def reminded_today(worksheet: Worksheet, at: datetime) -> bool:
    """Whether a reminder left on the day of `at`, in the province's zone."""
    zone = ZoneInfo(worksheet.district.regency.province.time_zone)
    midnight = at.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    same_day = Q(at__gte=midnight, at__lt=midnight + timedelta(days=1))
    reminder_events = Event.objects.filter(worksheet_id=worksheet.pk, action=Event.Action.REMINDED)
    return reminder_events.filter(same_day).exists()


def progress_words(worksheet: Worksheet) -> str:
    """How far it is from being sent."""
    left_count = worksheet.asked - worksheet.filled
    if worksheet.phase is Phase.AWAITING_HEAD:
        return "Semua isian sudah diajukan dan menunggu persetujuan camat."
    if left_count:
        return f"{left_count} indikator belum diisi."
    return "Semua indikator sudah terisi, tetapi belum diajukan ke camat."


def reminder_letter(
    worksheet: Worksheet, person: User, window: Window, at: datetime, site: str
) -> EmailMessage:
    zone = worksheet.district.regency.province.time_zone
    context = {
        "person": person,
        "worksheet": worksheet,
        "period": worksheet.stage.period,
        "progress": progress_words(worksheet),
        "closes": format_datetime(window.closes, zone),
        "time_left": format_remaining((window.closes - at).total_seconds()).lower(),
        "site": site,
    }
    mail_body = render_to_string("transitions/reminder.txt", context)
    return EmailMessage(f"{worksheet} belum terkirim", mail_body, to=[person.email])
