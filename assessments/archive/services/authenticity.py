"""Whether a printed copy says what was sent or decided: found by its code, its hash computed anew."""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.conf import settings

from assessments.access.queries import decisions_due
from assessments.models import Decision, PrintedCopy, Snapshot
from assessments.records.printed_copies import newer_than
from assessments.workflow import SealedBy, proof_words
from indicators.scoring.documents.document import read_document

# Which copies of a worksheet papers are printed from; others are nobody's to ask about.
PRINTED_FROM = {Snapshot.Kind.SUBMISSION: SealedBy.SUBMISSION, Snapshot.Kind.DECISION: SealedBy.RESULT}
Copy = Snapshot | Decision | PrintedCopy


class CopyVerdict(StrEnum):
    """What is said of a paper whose code was asked for."""

    SAME = "same"
    DIFFERS = "differs"
    SUPERSEDED = "superseded"


@dataclass(frozen=True)
class CheckedPaper:
    """A copy as it is found; `newer_at` is when the one was made that took its place.

    `facts` say what the paper is about. The registration number among them is read from the copy itself, so
    it is only told while that is whole.
    """

    copy: Copy
    kind: str
    zone: str
    whole: bool
    made_at: datetime
    newer_at: datetime | None
    facts: tuple[tuple[str, str], ...]

    def verdict(self, fingerprint: str = "") -> CopyVerdict:
        """What is said of a paper that carries this code and, where it was typed, this fingerprint."""
        if not self.whole or fingerprint not in ("", self.copy.fingerprint):
            return CopyVerdict.DIFFERS
        return CopyVerdict.SUPERSEDED if self.newer_at else CopyVerdict.SAME


def code_of(text: str) -> str:
    """A code as it is stored, 7F3A-91C2, from what somebody typed; empty where it is none."""
    plain_code = re.sub(r"[\s-]", "", text).upper()
    return f"{plain_code[:4]}-{plain_code[4:]}" if re.fullmatch(r"[0-9A-F]{8}", plain_code) else ""


def fingerprint_of(text: str) -> str:
    """A fingerprint as it is printed, 1a2b 3c4d 5e6f, from what somebody typed; empty where it is none."""
    plain_fingerprint = re.sub(r"[\s-]", "", text).lower()
    if not re.fullmatch(r"[0-9a-f]{12}", plain_fingerprint):
        return ""
    return f"{plain_fingerprint[:4]} {plain_fingerprint[4:8]} {plain_fingerprint[8:]}"


def paper_with(code: str, at: datetime) -> CheckedPaper | None:
    """The paper that carries this code, or nothing; two queries, six for what is found last.

    What is decided of a kecamatan, and of all, is nobody's to ask about before its embargo is over at `at`.
    """
    plain_code = code_of(code)
    return copied_paper(plain_code, at) or decided_paper(plain_code, at) or printed_paper(plain_code)


def copied_paper(code: str, at: datetime) -> CheckedPaper | None:
    """The paper of one worksheet's copy."""
    related_fields = "worksheet__district__regency__province"
    printed_snapshot = Snapshot.objects.select_related(related_fields, "worksheet__stage").filter(
        kind__in=PRINTED_FROM
    )
    snapshot = printed_snapshot.filter(code=code).first()
    if snapshot is None or is_held_back(snapshot, at):
        return None
    others = Snapshot.objects.filter(worksheet=snapshot.worksheet_id, kind=snapshot.kind)
    newer = others.filter(created_at__gt=snapshot.created_at).order_by("-created_at").first()
    is_intact = is_whole(snapshot)
    number = str(read_document(snapshot.document).get("registration_no") or "") if is_intact else ""
    district = snapshot.worksheet.district
    facts = [("Kecamatan", district.name), ("Kabupaten/kota", str(district.regency))]
    return CheckedPaper(
        copy=snapshot,
        kind=proof_words(PRINTED_FROM[Snapshot.Kind(snapshot.kind)]),
        zone=district.regency.province.time_zone,
        whole=is_intact,
        made_at=snapshot.created_at,
        newer_at=newer.created_at if newer and not is_held_back(newer, at) else None,
        facts=(*facts, *([("Nomor registrasi", number)] if number else [])),
    )


def is_held_back(snapshot: Snapshot, at: datetime) -> bool:
    """Whether it is of a decision under embargo; a query for such a copy alone."""
    if snapshot.kind != Snapshot.Kind.DECISION:
        return False
    decision_of_snapshot = Decision.objects.filter(
        period=snapshot.worksheet.stage.period_id, approved_at=snapshot.created_at
    )
    return decision_of_snapshot.filter(embargo_until__gt=at).exists()


def decided_paper(code: str, at: datetime) -> CheckedPaper | None:
    """The papers of a decision."""
    decision = decisions_due(at).filter(code=code).first()
    if decision is None or decision.approved_at is None:
        return None
    newer = decisions_due(at).filter(period=decision.period_id, approved_at__gt=decision.approved_at).first()
    period = decision.period
    return CheckedPaper(
        copy=decision,
        kind=proof_words(SealedBy.DECISION),
        zone=period.owner.time_zone,
        whole=is_whole(decision),
        made_at=decision.approved_at,
        newer_at=newer.approved_at if newer else None,
        facts=(("Periode", period.name), ("Provinsi", period.owner.name)),
    )


def printed_paper(code: str) -> CheckedPaper | None:
    """A paper of figures that still moved; a later copy that says something else takes its place."""
    copy = PrintedCopy.objects.filter(code=code).first()
    if copy is None:
        return None
    newer = newer_than(copy)
    return CheckedPaper(
        copy=copy,
        kind=copy.get_kind_display(),
        zone=settings.TIME_ZONE,
        whole=is_whole(copy),
        made_at=copy.created_at,
        newer_at=newer.created_at if newer else None,
        facts=tuple((label, text) for label, text in copy.about),
    )


def is_whole(copy: Copy) -> bool:
    """Whether the document still has the hash that it had when it was frozen."""
    return hashlib.sha256(copy.document.encode()).hexdigest() == copy.sha256
