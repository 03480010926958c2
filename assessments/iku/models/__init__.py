"""Documents, years and what they hold."""

from .document import IkuDocument
from .event import IkuEvent
from .evidence import IkuEvidence, IkuEvidenceLink
from .template import RegencyTemplate
from .year import IkuEntry, IkuTarget, IkuYear

__all__ = [
    "IkuDocument",
    "IkuEntry",
    "IkuEvent",
    "IkuEvidence",
    "IkuEvidenceLink",
    "IkuTarget",
    "IkuYear",
    "RegencyTemplate",
]
