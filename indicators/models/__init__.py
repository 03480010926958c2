"""WHAT is measured: the admin's workspace rows, and the immutable documents made from them."""

from .indicator import Indicator, Input, Level
from .instrument import Aspect, Instrument, PolicyAction, Proof, SubAspect
from .revision import Revision

__all__ = [
    "Aspect",
    "Indicator",
    "Input",
    "Instrument",
    "Level",
    "PolicyAction",
    "Proof",
    "Revision",
    "SubAspect",
]
