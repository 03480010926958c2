"""Editions that are over: kept to be read, and offered to no new stage."""

from datetime import datetime

from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.utils import timezone

from assessments.models import Period, Window, Worksheet
from assessments.workflow import UNDECIDED
from indicators.models import Instrument
from kinerja.accounts.models import User
from kinerja.refusals import Moved


class InUse(Moved):
    """A period still works with the instrument; the text says which, for the user."""


@transaction.atomic
def archive_edition(*, instrument: Instrument, by: User, at: datetime | None = None) -> Instrument:
    """Put an edition away; what stands on it stays as it is. Raises `InUse`."""
    at = at or timezone.now()
    instrument.archived_at = Instrument.objects.select_for_update().get(pk=instrument.pk).archived_at
    periods_using = open_periods(instrument, at)
    if periods_using:
        raise InUse(
            f"Masih dipakai {', '.join(map(str, periods_using))}. Arsipkan sesudah periode itu selesai."
        )
    return write_archived(instrument, instrument.archived_at or at, by, "Diarsipkan.")


@transaction.atomic
def restore_edition(*, instrument: Instrument, by: User) -> Instrument:
    """Offer it again."""
    return write_archived(instrument, None, by, "Dipulihkan dari arsip.")


def write_archived(instrument: Instrument, archived_at: datetime | None, by: User, note: str) -> Instrument:
    """With a line in the admin's history of who did it."""
    instrument.archived_at = archived_at
    instrument.save(update_fields=["archived_at"])
    LogEntry.objects.log_actions(by.pk, [instrument], CHANGE, note, single_object=True)
    return instrument


def open_periods(instrument: Instrument, at: datetime) -> list[Period]:
    """The periods that have a stage of this instrument and are not over at `at`: one of its windows has not
    closed, or something that was sent is not decided. What was never sent keeps no period open."""
    stages = Period.objects.filter(stages__instrument=instrument).distinct()
    waiting_worksheets = Worksheet.objects.filter(stage__instrument=instrument).filter(state__in=UNDECIDED)
    running_windows = Window.objects.filter(stage__instrument=instrument, closes__gt=at)
    held_period_ids = {*waiting_worksheets.values_list("stage__period", flat=True)} | {
        *running_windows.values_list("stage__period", flat=True)
    }
    return list(stages.filter(pk__in=held_period_ids))
