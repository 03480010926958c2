"""Documents, years and what they hold."""

from .document import IkuDocument
from .event import IkuEvent
from .evidence import IkuEvidence, IkuEvidenceLink
from .plan import IkuAgreement, IkuPlan, IkuProgram
from .template import RegencyTemplate
from .year import IkuEntry, IkuTarget, IkuYear

__all__ = [
    "IkuAgreement",
    "IkuDocument",
    "IkuEntry",
    "IkuEvent",
    "IkuEvidence",
    "IkuEvidenceLink",
    "IkuPlan",
    "IkuProgram",
    "IkuTarget",
    "IkuYear",
    "RegencyTemplate",
]
