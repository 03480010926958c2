"""The instruments in the admin: every row editable with its history, published revisions read-only."""

from . import indicator, instrument, parts, revision

__all__ = ["indicator", "instrument", "parts", "revision"]
