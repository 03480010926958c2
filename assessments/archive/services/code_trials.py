"""Codes are eight digits by chance; whoever tries one unknown code after the other is made to wait."""

import ipaddress
from datetime import datetime, timedelta

from assessments.models import CodeTrial

MOST = 20  # unknown codes from one network
WITHIN = timedelta(minutes=15)


def paused_until(address: str | None, at: datetime) -> datetime | None:
    """When this address may look up a code again; None where it may now."""
    recent_trials = CodeTrial.objects.filter(network=network_of(address), at__gt=at - WITHIN).order_by("-at")
    first_trial_at = recent_trials.values_list("at", flat=True)[MOST - 1 : MOST]
    return next((begun + WITHIN for begun in first_trial_at), None)


def note_unknown(*, address: str | None, at: datetime) -> None:
    """Count one unknown code, and forget those that count no more."""
    CodeTrial.objects.filter(at__lte=at - WITHIN).delete()
    CodeTrial.objects.create(network=network_of(address), at=at)


def network_of(address: str | None) -> str:
    """The address itself; of an IPv6 address the network, within which one visitor has them all."""
    address_read = ipaddress.ip_address(address) if address else None
    if isinstance(address_read, ipaddress.IPv6Address) and not address_read.ipv4_mapped:
        return str(ipaddress.ip_network((int(address_read), 64), strict=False).network_address)
    return address or ""
