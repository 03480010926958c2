"""Keep evidence, say what it proves, and take it back. Each act is one transaction with its event.

What was removed stays in the history, and its file on the disk, where no page leads to it any more.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from assessments.entry.services.evidence_links import (
    ProofTarget,
    attach_evidence,
    detach_evidence,
    record_evidence,
)
from assessments.entry.services.saving import lock_for_entry
from assessments.files.kept_files import FileToKeep, check_room, kept_file
from assessments.files.uploads import Upload
from assessments.models import Event, Evidence, Worksheet
from assessments.scores.scoring import moved_rows, result_of
from assessments.scores.totals import refresh_totals
from indicators.scoring.engine import Row
from kinerja.accounts.models import User


@dataclass(frozen=True)
class AddedFile:
    """The file as it stands, whether it was there already, and the rows whose figures moved."""

    evidence: Evidence
    known: bool
    moved: list[Row]


def add_evidence(
    *, worksheet: Worksheet, upload: Upload, target: ProofTarget | None = None, by: User
) -> AddedFile:
    """Keep a file, and link it to `target` where there is one. The same bytes again are the same file.

    Raises `Unfit` for a file that is not taken, `NoRoom` over the limits, `Closed` outside the window.
    """
    with kept_file(upload, Evidence) as file:
        return keep_or_find(worksheet, file, target, by)


def keep_or_find(worksheet: Worksheet, file: FileToKeep, target: ProofTarget | None, by: User) -> AddedFile:
    at = timezone.now()
    lock_for_entry(worksheet, at, *([target.code] if target else []))
    evidence = worksheet.evidence.filter(sha256=file.examined.sha256, removed_at=None).first()
    already_there = evidence is not None
    if evidence is None:
        check_room(worksheet.evidence.all(), file.examined.size, owner="kertas kerja ini")
        evidence = create_evidence(worksheet, file, at, by)
    if target is None:
        return AddedFile(evidence, already_there, [])
    return AddedFile(
        evidence,
        already_there,
        rescored_rows(worksheet, at, lambda: attach_evidence(evidence, target, at, by)),
    )


def create_evidence(worksheet: Worksheet, file: FileToKeep, at: datetime, by: User) -> Evidence:
    evidence = Evidence.objects.create(worksheet=worksheet, **file.write(at=at, by=by))
    evidence_facts = {"name": evidence.name, "size": evidence.size, "sha256": evidence.sha256}
    record_evidence(evidence, Event.Action.EVIDENCE_ADDED, at, by, new=evidence_facts)
    return evidence


@transaction.atomic
def link_evidence(*, evidence: Evidence, target: ProofTarget, by: User) -> list[Row]:
    """Say that a file proves `target`; said again with other pages, those count. The rows that moved."""
    at = timezone.now()
    lock_evidence(evidence, at, target.code)
    return rescored_rows(evidence.worksheet, at, lambda: attach_evidence(evidence, target, at, by))


@transaction.atomic
def unlink_evidence(*, evidence: Evidence, code: str, part: str, by: User) -> list[Row]:
    """Take one link back; a link that is gone already is no error. The rows that moved."""
    at = timezone.now()
    lock_evidence(evidence, at, code)
    links = list(evidence.links.filter(code=code, part=part))
    return rescored_rows(evidence.worksheet, at, lambda: detach_evidence(evidence, links, at, by))


@transaction.atomic
def remove_evidence(*, evidence: Evidence, by: User) -> list[Row]:
    """Take a file out of the worksheet with all its links. The rows that moved."""
    at = timezone.now()
    links = list(evidence.links.all())
    lock_evidence(evidence, at, *(link.code for link in links))

    def act() -> None:
        detach_evidence(evidence, links, at, by)
        evidence.removed_at = at
        evidence.save(update_fields=["removed_at"])
        record_evidence(evidence, Event.Action.EVIDENCE_REMOVED, at, by, old={"name": evidence.name})

    return rescored_rows(evidence.worksheet, at, act)


def lock_evidence(evidence: Evidence, at: datetime, *codes: str) -> None:
    """Lock the worksheet and read the file anew. Raises `Closed`, and DoesNotExist where it was removed."""
    lock_for_entry(evidence.worksheet, at, *codes)
    Evidence.objects.get(pk=evidence.pk, removed_at=None)


def rescored_rows(worksheet: Worksheet, at: datetime, act: Callable[[], None]) -> list[Row]:
    """Do `act` on a locked worksheet, store its totals, and give the rows whose figures moved."""
    result_before = result_of(worksheet)
    act()
    return moved_rows(result_before, refresh_totals(worksheet, at=at))
