"""What a formula of IKU is asked of."""

from typing import NamedTuple


class NamedItem(NamedTuple):
    code: str
    name: str
