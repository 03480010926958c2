"""Who may see or change which instrument: the query is the authorisation."""

from django.db.models import QuerySet

from indicators.models import Instrument
from indicators.models.instrument import Instruments
from kinerja.accounts.models import Role, User
from kinerja.regions.models import Province


def provinces_for(user: User) -> QuerySet[Province]:
    """The provinces whose instruments `user` looks after."""
    if user.is_superuser:
        return Province.objects.all()
    own_province_ids = [
        it.province_id
        for it in user.active_memberships
        if it.role == Role.INSTRUMENT_ADMIN and it.province_id
    ]
    return Province.objects.filter(pk__in=own_province_ids)


def instruments_for(user: User) -> Instruments:
    """The instruments of these provinces."""
    return Instrument.objects.select_related("owner").filter(owner__in=provinces_for(user))
