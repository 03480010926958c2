"""The period of the next year, made from the one that it continues, and its schedule."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.db import transaction
from django.db.models import QuerySet

from assessments.access import lock_period
from assessments.models import Period, Stage, Window
from assessments.records.period_codes import free_code
from assessments.workflow import PeriodState, StageKind
from indicators.models import Instrument
from indicators.models.instrument import Instruments
from indicators.scoring.documents.next_edition import with_years_moved
from kinerja.accounts.models import User
from kinerja.refusals import Incomplete

from .moved_days import moved_window

LASTING = ("help_contact", "tie_keys", "grades", "visibility", "titles", "objection_days")
STAGE_FIELDS = ("no", "kind", "weight", "quota", "quota_scope", "cut_off", "aggregate")
WINDOW_ENDS = ("opens", "closes")
OFFICE_HOURS = (time(8), time(16))  # of a stage that had no window yet

Days = tuple[date, date]  # on which a window opens and closes


def next_instruments(period: Period) -> Instruments:
    """What a period of the next year could be made on, drafts too: each with its edition in force."""
    owned = Instrument.objects.filter(owner=period.owner_id, year=period.year + 1, archived_at=None)
    return owned.filter(kind=Instrument.Kind.SHEET).with_edition().order_by("code")


def published_of(instruments: Iterable[Instrument]) -> list[Instrument]:
    """Those with an edition in force, of what `next_instruments` gives."""
    return [it for it in instruments if getattr(it, "in_force", None)]


def successor_of(period: Period) -> Period | None:
    """The period that continues this one: of the next year, by its name where a year has several."""
    owned = Period.objects.filter(owner=period.owner_id).exclude(state=PeriodState.TRAINING)
    later = list(owned.filter(year=period.year + 1).select_related("owner").order_by("code"))
    name = moved_words(period.name, period.year)
    named = next((it for it in later if it.name == name), None)
    if named or not later:
        return named
    alone = not owned.filter(year=period.year).exclude(pk=period.pk).exists()
    return later[0] if alone else None


def moved_words(text: str, year: int) -> str:
    """A name with its years moved on by one."""
    return with_years_moved(text, {year: year + 1, year - 1: year})


@transaction.atomic
def continue_period(
    *, period: Period, instrument: Instrument, by: User | None, holidays: Collection[date] = ()
) -> Period:
    """The period of the next year in preparation, with the stages, schedule and settings of `period`; where
    there is one already, that one as it is. Raises `Incomplete` for an instrument that does not fit.
    """
    Period.objects.select_for_update().get(pk=period.pk)  # two at once would make two
    if following := successor_of(period):
        return following
    if instrument not in published_of(next_instruments(period)):
        raise Incomplete(f"{instrument} belum diterbitkan untuk tahun {period.year + 1}.")
    following = new_period(period, holidays)
    stages = {it.pk: stage_after(it, following, instrument) for it in period_stages(period)}
    Stage.objects.bulk_create(stages.values())
    zone = ZoneInfo(period.owner.time_zone)
    windows = Window.objects.filter(stage__in=list(stages), district=None)
    Window.objects.bulk_create(window_after(it, stages[it.stage_id], zone, holidays) for it in windows)
    log_period(following, ADDITION, f"Dilanjutkan dari {period} ({period.code}).", by)
    return following


def holidays_of(period: Period) -> list[date]:
    return [date.fromisoformat(it) for it in period.holidays]


def period_stages(period: Period) -> QuerySet[Stage]:
    return Stage.objects.filter(period=period).select_related("instrument").order_by("no")


def new_period(period: Period, holidays: Collection[date]) -> Period:
    year = period.year + 1
    return Period.objects.create(
        owner=period.owner,
        year=year,
        name=moved_words(period.name, period.year),
        code=free_code(period.owner, year),
        state=PeriodState.PREPARATION,
        holidays=[f"{it:%Y-%m-%d}" for it in sorted(holidays)],
        **{name: getattr(period, name) for name in LASTING},
    )


def stage_after(stage: Stage, period: Period, instrument: Instrument) -> Stage:
    """A jury's criteria stay as they are; every other stage works on the new instrument."""
    return Stage(
        period=period,
        name=moved_words(stage.name, period.year - 1),
        instrument=stage.instrument if stage.by_jury else instrument,
        **{name: getattr(stage, name) for name in STAGE_FIELDS},
    )


def window_after(window: Window, stage: Stage, zone: ZoneInfo, holidays: Collection[date]) -> Window:
    opens, closes = moved_window(window.opens, window.closes, zone, holidays)
    return Window(stage=stage, purpose=window.purpose, opens=opens, closes=closes)


@transaction.atomic
def set_schedule(*, period: Period, days: Mapping[int, Days], holidays: Collection[date], by: User) -> None:
    """Move the windows of the stages with these numbers to these days; the hours stay, those of a new window
    are office hours. Raises `Incomplete` where a window would close before it opens."""
    locked = lock_period(period.pk)
    zone = ZoneInfo(period.owner.time_zone)
    stages = {it.no: it for it in period_stages(locked)}
    windows = {it.stage_id: it for it in Window.objects.filter(stage__period=locked, district=None)}
    moved = [
        window_on(windows.get(stages[no].pk) or new_window(stages[no]), it, zone) for no, it in days.items()
    ]
    if late := next((it for it in moved if it.closes <= it.opens), None):
        raise Incomplete(f"{late.stage.name}: jadwal ditutup sesudah dibuka.")
    Window.objects.bulk_update([it for it in moved if not it._state.adding], WINDOW_ENDS)
    Window.objects.bulk_create(it for it in moved if it._state.adding)
    locked.holidays = [f"{it:%Y-%m-%d}" for it in sorted(holidays)]
    locked.save(update_fields=["holidays"])
    log_period(locked, CHANGE, "Mengubah jadwal dan hari libur.", by)


def new_window(stage: Stage) -> Window:
    entry = stage.kind == StageKind.ENTRY
    return Window(stage=stage, purpose=Window.Purpose.ENTRY if entry else Window.Purpose.JUDGING)


def window_on(window: Window, days: Days, zone: ZoneInfo) -> Window:
    """The window on other days, at the hours that it had."""
    ends = zip(WINDOW_ENDS, days, OFFICE_HOURS, strict=True)
    for name, day, hour in ends:
        before: datetime | None = getattr(window, name)
        clock = before.astimezone(zone).time() if before else hour
        setattr(window, name, datetime.combine(day, clock, zone))
    return window


def log_period(period: Period, flag: int, sentence: str, by: User | None) -> None:
    """In the admin's history of the period; what the command does has no author."""
    if by:
        LogEntry.objects.log_actions(by.pk, [period], flag, sentence, single_object=True)
