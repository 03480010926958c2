"""Who may see or change which instrument: the query is the authorisation."""

from django.db.models import QuerySet

from indicators.models import Instrument
from kinerja.accounts.models import Role, User


def instruments_for(user: User) -> QuerySet[Instrument]:
    """The instruments of the provinces whose instruments `user` looks after."""
    instruments = Instrument.objects.select_related("owner")
    if user.is_superuser:
        return instruments
    provinces = [m.province_id for m in user.active_memberships if m.role == Role.INSTRUMENT_ADMIN]
    return instruments.filter(owner__in=provinces)
