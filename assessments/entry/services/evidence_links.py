"""What a file of evidence proves: linked to a row or a part of it, each link with its event."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from assessments.models import Event, Evidence, EvidenceLink
from assessments.records.events import record_event
from kinerja.accounts.models import User


@dataclass(frozen=True)
class ProofTarget:
    """What a file proves: a row, or one input or option of it, and on which of the file's pages."""

    code: str
    part: str = ""
    pages: str = ""


def attach_evidence(evidence: Evidence, target: ProofTarget, at: datetime, by: User) -> None:
    standing_link = evidence.links.filter(code=target.code, part=target.part).first()
    if standing_link and standing_link.pages == target.pages:
        return
    EvidenceLink.objects.update_or_create(
        evidence=evidence, code=target.code, part=target.part, defaults={"pages": target.pages}
    )
    old_link = link_facts(evidence, standing_link) if standing_link else None
    link_content = {"name": evidence.name, "part": target.part, "pages": target.pages}
    record_evidence(
        evidence, Event.Action.EVIDENCE_LINKED, at, by, subject=target.code, old=old_link, new=link_content
    )


def detach_evidence(evidence: Evidence, links: list[EvidenceLink], at: datetime, by: User) -> None:
    for gone in links:
        old = link_facts(evidence, gone)
        record_evidence(evidence, Event.Action.EVIDENCE_UNLINKED, at, by, subject=gone.code, old=old)
        gone.delete()


def link_facts(evidence: Evidence, link: EvidenceLink) -> dict[str, str]:
    return {"name": evidence.name, "part": link.part, "pages": link.pages}


def record_evidence(
    evidence: Evidence,
    action: Event.Action,
    at: datetime,
    by: User,
    *,
    subject: str = "",
    old: Mapping[str, object] | None = None,
    new: Mapping[str, object] | None = None,
) -> None:
    """Write the event; what happens to a file as a whole is told under the file's own id."""
    subject = subject or str(evidence.pk)
    record_event(worksheet=evidence.worksheet, action=action, subject=subject, old=old, new=new, at=at, by=by)
