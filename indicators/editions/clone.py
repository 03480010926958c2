"""Copy an instrument to another year."""

from django.contrib.admin.models import ADDITION, LogEntry
from django.db import IntegrityError, transaction

from indicators.models import Instrument
from indicators.scoring.documents.next_edition import edition_for_year
from kinerja.accounts.models import User
from kinerja.refusals import Incomplete

from .compile import compile_document, write_instrument


class CodeTaken(Incomplete):
    """Another instrument has this code; the message is a sentence."""


@transaction.atomic
def clone_instrument(*, instrument: Instrument, code: str, year: int, data_year: int, by: User) -> Instrument:
    """A new instrument with the rows of `instrument`, its texts moved to the year, not yet published.

    Each indicator names its predecessor, so that last year's answers stand beside the cells. The admin's
    history of the copy says who made it of what. Raises CodeTaken.
    """
    reason = f"Disalin dari {instrument} ({instrument.code})."
    document = edition_for_year(compile_document(instrument), code=code, year=year, data_year=data_year)
    try:
        with transaction.atomic():
            copy = write_instrument(document, by=by, reason=reason)
    except IntegrityError:
        raise CodeTaken("Kode ini sudah dipakai; pilih kode lain.") from None
    LogEntry.objects.log_actions(by.pk, [copy], ADDITION, reason, single_object=True)
    return copy
