"""Set up a period with its entry stage and the window for all kecamatan."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from assessments.models import Period, Stage, Window
from assessments.workflow import PeriodState
from indicators.models import Instrument

from .period_codes import free_code


@transaction.atomic
def schedule_entry(
    *,
    instrument: Instrument,
    name: str,
    help_contact: str,
    opens: datetime,
    closes: datetime,
    code: str = "",
    tie_keys: Sequence[str] = (),
) -> Stage:
    """The entry stage of `instrument`'s period, which runs; called again it only moves the
    window. Without a `code` the period takes the next free one of its province and year."""
    owner, year = instrument.owner, instrument.year
    period = Period.objects.filter(owner=owner, year=year, name=name).first() or Period.objects.create(
        owner=owner,
        year=year,
        name=name,
        code=code or free_code(owner, year),
        state=PeriodState.RUNNING,
        help_contact=help_contact,
        tie_keys=list(tie_keys),
    )
    stage, _ = Stage.objects.get_or_create(
        period=period,
        no=1,
        defaults={"name": "Pengisian kertas kerja oleh kecamatan", "instrument": instrument},
    )
    Window.objects.update_or_create(
        stage=stage, purpose=Window.Purpose.ENTRY, district=None, defaults={"opens": opens, "closes": closes}
    )
    return stage
