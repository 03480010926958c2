"""The trail of who did what from where: one line an event, never a secret."""

import ipaddress
import logging

from django.conf import settings
from django.http import HttpRequest

log = logging.getLogger("kinerja.accounts")


def log_account_event(
    request: HttpRequest, event: str, *, level: int = logging.INFO, **facts: object
) -> None:
    """Log `event` with the person who asked, their address and `facts`; typed text is quoted."""
    user = getattr(request, "user", None)
    username = user.get_username() if user and user.is_authenticated else "-"
    fact_words = "".join(f" {name}={value!r}" for name, value in facts.items())
    log.log(level, "%s by=%s from=%s%s", event, username, client_address(request) or "-", fact_words)


def client_address(request: HttpRequest) -> str | None:
    """The visitor's IP address; behind PROXY_COUNT proxies, the one that the outermost of them saw.

    What a visitor writes into X-Forwarded-For stands further left and is not read.
    """
    forwarded_for = request.META.get("HTTP_X_FORWARDED_FOR", "")
    client_and_proxies = [*filter(None, forwarded_for.split(",")), request.META.get("REMOTE_ADDR", "")]
    try:
        return str(
            ipaddress.ip_address(
                client_and_proxies[-1 - min(settings.PROXY_COUNT, len(client_and_proxies) - 1)].strip()
            )
        )
    except ValueError:
        return None
