"""Set up a period with its entry stage and the window for all kecamatan."""

from datetime import datetime

from django.db import transaction

from assessments.models import Period, Stage, Window
from indicators.models import Instrument


@transaction.atomic
def schedule_entry(
    *, instrument: Instrument, name: str, help_contact: str, opens: datetime, closes: datetime
) -> Stage:
    """The entry stage of `instrument`'s period; called again it only moves the window."""
    period, _ = Period.objects.get_or_create(
        owner=instrument.owner, year=instrument.year, name=name, defaults={"help_contact": help_contact}
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
