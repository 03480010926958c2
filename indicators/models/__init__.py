"""WHAT is measured: the admin's workspace rows, and the immutable documents made from them."""

from .indicator import Indicator, Input, Level
from .instrument import Aspect, Instrument, Policy, Proof, SubAspect
from .revision import Revision

__all__ = ["Aspect", "Indicator", "Input", "Instrument", "Level", "Policy", "Proof", "Revision", "SubAspect"]
