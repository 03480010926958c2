"""Keep the files that prove a year's figures. Each act is one transaction with its event.

What may be a file is the worksheet's rule: `assessments.files.uploads`. What was removed stays in
the history, and its file on the disk, where no page leads to it any more.
"""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from assessments.files.kept_files import FileToKeep, check_room, kept_file
from assessments.files.uploads import Upload
from assessments.iku.models import IkuEvent, IkuEvidence, IkuEvidenceLink, IkuYear
from kinerja.accounts.models import User

from .events import record_iku
from .years import lock_open

Action = IkuEvent.Action


@dataclass(frozen=True)
class IkuProofTarget:
    """What a file proves: an IKU, or one of its data items, in one quarter, on which of the file's pages."""

    code: str
    quarter: int
    item: str = ""
    pages: str = ""


def add_iku_evidence(*, year: IkuYear, upload: Upload, target: IkuProofTarget, by: User) -> IkuEvidence:
    """Keep a file and link it. The same bytes again are the same file; a year has the room of a worksheet.

    Raises `Unfit` for a file that is not taken, `NoRoom` over the limits, `Closed` after the year, and
    KeyError for a target that the year's document does not have.
    """
    with kept_file(upload, IkuEvidence) as file:
        return keep_or_find_iku(year, file, target, by)


def keep_or_find_iku(year: IkuYear, file: FileToKeep, target: IkuProofTarget, by: User) -> IkuEvidence:
    check_target(lock_open(year), target)
    at = timezone.now()
    evidence = year.evidence.filter(sha256=file.examined.sha256, removed_at=None).first()
    if evidence is None:
        check_room(year.evidence.all(), file.examined.size, owner="tahun ini")
        evidence = create_iku_evidence(year, file, at, by)
    attach_iku_evidence(evidence, target, at, by)
    return evidence


def check_target(year: IkuYear, target: IkuProofTarget) -> None:
    indicator = year.document.definition.indicator(target.code)
    if target.item:
        indicator.item(target.item)
    if target.quarter not in range(1, 5):
        raise KeyError(target.quarter)


def create_iku_evidence(year: IkuYear, file: FileToKeep, at: datetime, by: User) -> IkuEvidence:
    evidence = IkuEvidence.objects.create(year=year, **file.write(at=at, by=by))
    evidence_facts = {"name": evidence.name, "size": evidence.size, "sha256": evidence.sha256}
    record_iku(year, Action.EVIDENCE_ADDED, at=at, by=by, subject=str(evidence.pk), new=evidence_facts)
    return evidence


@transaction.atomic
def link_iku_evidence(*, evidence: IkuEvidence, target: IkuProofTarget, by: User) -> None:
    """Say that a file proves `target` too; said again with other pages, those count. Raises as `add`."""
    check_target(lock_iku_evidence(evidence), target)
    attach_iku_evidence(evidence, target, timezone.now(), by)


@transaction.atomic
def unlink_iku_evidence(*, evidence: IkuEvidence, target: IkuProofTarget, by: User) -> None:
    """Take one link back; a link that is gone already is no error."""
    lock_iku_evidence(evidence)
    links = evidence.links.filter(code=target.code, item=target.item, quarter=target.quarter)
    detach_iku_evidence(evidence, list(links), timezone.now(), by)


@transaction.atomic
def remove_iku_evidence(*, evidence: IkuEvidence, by: User) -> None:
    """Take a file out of the year with all its links."""
    lock_iku_evidence(evidence)
    at = timezone.now()
    detach_iku_evidence(evidence, list(evidence.links.all()), at, by)
    evidence.removed_at = at
    evidence.save(update_fields=["removed_at"])
    evidence_facts = {"name": evidence.name}
    record_iku(
        evidence.year, Action.EVIDENCE_REMOVED, at=at, by=by, subject=str(evidence.pk), old=evidence_facts
    )


def lock_iku_evidence(evidence: IkuEvidence) -> IkuYear:
    """Lock the year and read the file anew. Raises `Closed`, and DoesNotExist where it was removed."""
    year = lock_open(evidence.year)
    IkuEvidence.objects.get(pk=evidence.pk, removed_at=None)
    return year


def attach_iku_evidence(evidence: IkuEvidence, target: IkuProofTarget, at: datetime, by: User) -> None:
    link, created = IkuEvidenceLink.objects.get_or_create(
        evidence=evidence,
        code=target.code,
        item=target.item,
        quarter=target.quarter,
        defaults={"pages": target.pages},
    )
    if not created and link.pages == target.pages:
        return
    link.pages = target.pages
    link.save()
    link_facts = asdict(target) | {"name": evidence.name}
    record_iku(evidence.year, Action.EVIDENCE_LINKED, at=at, by=by, subject=target.code, new=link_facts)


def detach_iku_evidence(evidence: IkuEvidence, links: list[IkuEvidenceLink], at: datetime, by: User) -> None:
    for gone in links:
        link_facts = {"name": evidence.name, "item": gone.item, "quarter": gone.quarter, "pages": gone.pages}
        gone.delete()
        record_iku(evidence.year, Action.EVIDENCE_UNLINKED, at=at, by=by, subject=gone.code, old=link_facts)
