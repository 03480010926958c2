"""The days of a schedule in the next year: the same day and hour, on a working day."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

SATURDAY = 5
# Month and day of the holidays that fall on the same day every year; the others follow the yearly decree
# of three ministers on hari libur nasional and cuti bersama.
FIXED_HOLIDAYS = {(1, 1), (5, 1), (6, 1), (8, 17), (12, 25)}


def moved_day(day: date, *, years: int = 1) -> date:
    """The same day of a later year; the last of February where that year has no 29th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def working_day(day: date, holidays: Collection[date]) -> date:
    """This day, or the first after it that is neither a weekend nor a holiday."""
    while day.weekday() >= SATURDAY or day in holidays:
        day += timedelta(days=1)
    return day


def moved_window(
    opens: datetime, closes: datetime, zone: ZoneInfo, holidays: Collection[date]
) -> tuple[datetime, datetime]:
    """Both ends in the next year by the clock of the zone, each on a working day, the end after the start."""
    start, end = opens.astimezone(zone), closes.astimezone(zone)
    first = working_day(moved_day(start.date()), holidays)
    last = working_day(moved_day(end.date()), holidays)
    if (last, end.time()) <= (first, start.time()):
        last = working_day(first + timedelta(days=1), holidays)
    return datetime.combine(first, start.time(), zone), datetime.combine(last, end.time(), zone)


def fixed_holidays(days: Iterable[date]) -> list[date]:
    """Those of last year's holidays that fall on the same day every year, in the next."""
    return sorted(moved_day(it) for it in days if (it.month, it.day) in FIXED_HOLIDAYS)
