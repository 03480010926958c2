"""The one lock of a worksheet, and the one word on its windows."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Model, QuerySet

from assessments.models import Window, Worksheet
from kinerja.numbers import format_datetime
from kinerja.refusals import Closed, Moved
from kinerja.regions.models import Profile

REVISED = "Instrumen baru saja direvisi. Muat ulang halaman ini, lalu periksa lagi."


def lock_worksheet(worksheet: Worksheet) -> None:
    """Lock the worksheet's row until the transaction ends, and read anew all that may have changed of it and
    of its profile since it was fetched.

    Every act on a worksheet begins here, so that two at once take turns; whoever locks the profile too does
    so afterwards. Raises `Moved` where the instrument was revised: what was written by the old rules is not
    scored by them any more. Two statements.
    """
    lock_all([worksheet])


def lock_all(worksheets: Sequence[Worksheet]) -> None:
    """The same for several at once; two statements whatever their number."""
    lock_rows(worksheets)
    profiles = Profile.objects.in_bulk({it.profile_id for it in worksheets})
    for worksheet in worksheets:
        renew_row(worksheet.profile, profiles[worksheet.profile_id])


def lock_rows(worksheets: Sequence[Worksheet]) -> None:
    """The same without the profiles: for whoever sees by the version that nobody has saved. One statement.
    Raises `Closed` too, where the period is finished or still prepared: no way of writing goes past it."""
    ids = [it.pk for it in worksheets]
    stored = Worksheet.objects.filter(pk__in=ids).select_related("stage__period")
    locked_by_pk = {it.pk: it for it in lock_worksheets(stored)}
    for worksheet in worksheets:
        if refusal := period_refusal(locked_by_pk[worksheet.pk]):
            raise Closed(refusal)
        if worksheet.revision_id != locked_by_pk[worksheet.pk].revision_id:
            raise Moved(REVISED)
        renew_row(worksheet, locked_by_pk[worksheet.pk])


def lock_worksheets(worksheets: QuerySet[Worksheet]) -> list[Worksheet]:
    """The worksheets of a query, locked always in one order, so that no two acts wait for each other."""
    return list(worksheets.select_for_update(of=("self",)).order_by("pk"))


def renew_row(row: Model, stored: Model) -> None:
    """Give `row` the values of its stored copy; what it is related to stays as it was read."""
    for field in row._meta.concrete_fields:
        if not field.is_relation:
            setattr(row, field.attname, getattr(stored, field.attname))


def period_refusal(worksheet: Worksheet) -> str:
    """Why nothing of its period may be written now, as far as it was read; empty where it may."""
    return worksheet.stage.period.standing.row.closed


def window_refusal(
    worksheet: Worksheet, window: Window | None, at: datetime, *, what: str, without: str = ""
) -> str:
    """Why `what` ("pengisian", "penilaian") is not open at `at`, with the hour in the zone of the province;
    empty where it is. `without` is what is said where no window is set."""
    if window is None:
        return without
    if window.is_open(at):
        return ""
    zone = worksheet.district.regency.province.time_zone
    if at < window.opens:
        return f"{what.capitalize()} baru dibuka {format_datetime(window.opens, zone)}."
    return f"Batas waktu {what} sudah lewat pada {format_datetime(window.closes, zone)}."
