"""Whether a printed copy says what was sent: found by its code, its hash computed anew."""

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum

from assessments.models import Snapshot
from indicators.scoring.document import loads

# The copies of which papers are printed; others are nobody's to ask about.
PAPERS = {Snapshot.Kind.SUBMISSION: "Tanda terima kertas kerja"}


class Verdict(StrEnum):
    """What is said of a paper."""

    SAME = "same"
    DIFFERS = "differs"
    SUPERSEDED = "superseded"


@dataclass(frozen=True)
class Paper:
    """A copy as it is found; `newer` is the sending that took its place.

    The registration number is read from the copy itself, so it is only told while that is whole.
    """

    snapshot: Snapshot
    whole: bool
    newer: Snapshot | None
    registration_no: str

    @property
    def kind(self) -> str:
        return PAPERS[Snapshot.Kind(self.snapshot.kind)]

    def verdict(self, fingerprint: str = "") -> Verdict:
        """What is said of a paper that carries this code and, where it was typed, this fingerprint."""
        if not self.whole or fingerprint not in ("", self.snapshot.fingerprint):
            return Verdict.DIFFERS
        return Verdict.SUPERSEDED if self.newer else Verdict.SAME


def code_of(text: str) -> str:
    """A code as it is stored, 7F3A-91C2, from what somebody typed; empty where it is none."""
    plain = re.sub(r"[\s-]", "", text).upper()
    return f"{plain[:4]}-{plain[4:]}" if re.fullmatch(r"[0-9A-F]{8}", plain) else ""


def fingerprint_of(text: str) -> str:
    """A fingerprint as it is printed, 1a2b 3c4d 5e6f, from what somebody typed; empty where it is none."""
    plain = re.sub(r"[\s-]", "", text).lower()
    if not re.fullmatch(r"[0-9a-f]{12}", plain):
        return ""
    return f"{plain[:4]} {plain[4:8]} {plain[8:]}"


def paper_of(code: str) -> Paper | None:
    """The paper that carries this code, or nothing; two queries."""
    related = "worksheet__district__regency__province"
    printed = Snapshot.objects.select_related(related).filter(kind__in=PAPERS)
    snapshot = printed.filter(code=code_of(code)).first()
    if snapshot is None:
        return None
    whole = hashlib.sha256(snapshot.document.encode()).hexdigest() == snapshot.sha256
    others = Snapshot.objects.filter(worksheet=snapshot.worksheet_id, kind=snapshot.kind)
    newer = others.filter(created_at__gt=snapshot.created_at).order_by("-created_at").first()
    number = str(loads(snapshot.document).get("registration_no") or "") if whole else ""
    return Paper(snapshot, whole, newer, number)
