"""What a paper carries so that anybody can check it: an address, a code, the copy's fingerprint, and a QR."""

from io import BytesIO
from typing import NamedTuple, Protocol

import segno
from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe


class Sealed(Protocol):
    """A frozen copy: of a sending, of a decision, or of what was printed."""

    @property
    def code(self) -> str: ...
    @property
    def fingerprint(self) -> str: ...


class Seal(NamedTuple):
    """Without SITE_URL the address has no host, and no QR leads to it."""

    code: str
    fingerprint: str
    address: str
    qr: SafeString

    @property
    def picture(self) -> bytes:
        """The QR as PNG, for what cannot hold an SVG; empty where there is none."""
        buffer = BytesIO()
        if self.qr:
            segno.make(self.address, error="m", micro=False).save(buffer, kind="png", scale=4)
        return buffer.getvalue()


def seal_of(copy: Sealed) -> Seal:
    """The seal of a frozen copy."""
    path = reverse("authenticity_code", args=(copy.code,))
    address = f"{settings.SITE_URL}{path}" if settings.SITE_URL else path.lstrip("/")
    return Seal(copy.code, copy.fingerprint, address, qr_of(address if settings.SITE_URL else ""))


def qr_of(address: str) -> SafeString:
    """The QR as SVG, which scales to the box that it stands in; nothing for no address."""
    if not address:
        return SafeString()
    svg = segno.make(address, error="m", micro=False).svg_inline(omitsize=True)
    return mark_safe(svg)  # noqa: S308 - drawn from squares: no text of the address stands in it
