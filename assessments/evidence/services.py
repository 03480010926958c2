"""Keep evidence, say what it proves, and take it back. Each act is one transaction with its event.

What was removed stays in the history, and its file on the disk, where no page leads to it any more.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Count, Q, Sum
from django.utils import timezone

from assessments.entry.services.saving import lock_for_entry
from assessments.files.inspection import FULL
from assessments.files.uploads import Examined, Unfit, Upload, examine, keep_at
from assessments.models import Event, Evidence, EvidenceLink, Worksheet
from assessments.records.events import record
from assessments.scores.scoring import moved, result_of
from assessments.scores.totals import refresh
from indicators.scoring.engine import Row
from kinerja.accounts.models import User


class NoRoom(Exception):
    """The worksheet holds as much evidence as it may; the text says what to do, for the user."""


@dataclass(frozen=True)
class Target:
    """What a file proves: a row, or one input or option of it, and on which of the file's pages."""

    code: str
    part: str = ""
    pages: str = ""


@dataclass(frozen=True)
class Kept:
    """The file as it stands, whether it was there already, and the rows whose figures moved."""

    evidence: Evidence
    known: bool
    moved: list[Row]


def add(*, worksheet: Worksheet, upload: Upload, target: Target | None = None, by: User) -> Kept:
    """Keep a file, and link it to `target` where there is one. The same bytes again are the same file.

    Raises `Unfit` for a file that is not taken, `NoRoom` over the limits, `Closed` outside the window.
    """
    examined = examine(upload)
    path = f"evidence/{uuid4().hex}.{examined.kind}"
    try:
        with transaction.atomic():
            return keep(worksheet, examined, path, target, by)
    except BaseException as error:
        default_storage.delete(path)
        if isinstance(error, OSError) and error.errno in FULL:
            raise Unfit("full") from error
        raise


def keep(worksheet: Worksheet, examined: Examined, path: str, target: Target | None, by: User) -> Kept:
    at = timezone.now()
    lock_for_entry(worksheet, at, *([target.code] if target else []))
    evidence = worksheet.evidence.filter(sha256=examined.sha256, removed_at=None).first()
    known = evidence is not None
    if evidence is None:
        check_room(worksheet, examined.size)
        evidence = create(worksheet, examined, path, at, by)
    if target is None:
        return Kept(evidence, known, [])
    return Kept(evidence, known, rescored(worksheet, at, lambda: attach(evidence, target, at, by)))


def check_room(worksheet: Worksheet, size: int) -> None:
    """Raise NoRoom where one file more would be too much."""
    present = Q(removed_at=None)
    held = worksheet.evidence.aggregate(
        count=Count("pk", filter=present),
        present=Sum("size", filter=present, default=0),
        kept=Sum("size", default=0),
    )
    if held["count"] >= settings.EVIDENCE_MAX_FILES:
        raise NoRoom(
            f"Kertas kerja ini sudah memuat {held['count']} berkas bukti, yang terbanyak. "
            "Hapus berkas yang tidak dipakai, atau gabungkan beberapa menjadi satu PDF."
        )
    if held["present"] + size > settings.EVIDENCE_QUOTA_BYTES:
        raise NoRoom(
            f"Bukti dukung kertas kerja ini akan melebihi {settings.EVIDENCE_QUOTA_BYTES // 2**20} MB. "
            "Hapus berkas yang tidak dipakai, atau perkecil hasil pindai."
        )
    if held["kept"] + size > settings.EVIDENCE_KEPT_BYTES:
        raise NoRoom("Ruang bukti kertas kerja ini habis oleh berkas yang dihapus. Hubungi admin provinsi.")


def create(worksheet: Worksheet, examined: Examined, path: str, at: datetime, by: User) -> Evidence:
    evidence = Evidence.objects.create(
        worksheet=worksheet, uploaded_at=at, uploaded_by=by, **keep_at(path, examined)
    )
    new = {"name": evidence.name, "size": evidence.size, "sha256": evidence.sha256}
    tell(evidence, Event.Action.EVIDENCE_ADDED, at, by, new=new)
    return evidence


@transaction.atomic
def link(*, evidence: Evidence, target: Target, by: User) -> list[Row]:
    """Say that a file proves `target`; said again with other pages, those count. The rows that moved."""
    at = timezone.now()
    lock_evidence(evidence, at, target.code)
    return rescored(evidence.worksheet, at, lambda: attach(evidence, target, at, by))


@transaction.atomic
def unlink(*, evidence: Evidence, code: str, part: str, by: User) -> list[Row]:
    """Take one link back; a link that is gone already is no error. The rows that moved."""
    at = timezone.now()
    lock_evidence(evidence, at, code)
    links = list(evidence.links.filter(code=code, part=part))
    return rescored(evidence.worksheet, at, lambda: detach(evidence, links, at, by))


@transaction.atomic
def remove(*, evidence: Evidence, by: User) -> list[Row]:
    """Take a file out of the worksheet with all its links. The rows that moved."""
    at = timezone.now()
    links = list(evidence.links.all())
    lock_evidence(evidence, at, *(link.code for link in links))

    def act() -> None:
        detach(evidence, links, at, by)
        evidence.removed_at = at
        evidence.save(update_fields=["removed_at"])
        tell(evidence, Event.Action.EVIDENCE_REMOVED, at, by, old={"name": evidence.name})

    return rescored(evidence.worksheet, at, act)


def lock_evidence(evidence: Evidence, at: datetime, *codes: str) -> None:
    """Lock the worksheet and read the file anew. Raises `Closed`, and DoesNotExist where it was removed."""
    lock_for_entry(evidence.worksheet, at, *codes)
    Evidence.objects.get(pk=evidence.pk, removed_at=None)


def rescored(worksheet: Worksheet, at: datetime, act: Callable[[], None]) -> list[Row]:
    """Do `act` on a locked worksheet, store its totals, and give the rows whose figures moved."""
    before = result_of(worksheet)
    act()
    return moved(before, refresh(worksheet, at=at))


def attach(evidence: Evidence, target: Target, at: datetime, by: User) -> None:
    old = evidence.links.filter(code=target.code, part=target.part).first()
    if old and old.pages == target.pages:
        return
    EvidenceLink.objects.update_or_create(
        evidence=evidence, code=target.code, part=target.part, defaults={"pages": target.pages}
    )
    told = told_of(evidence, old) if old else None
    new = {"name": evidence.name, "part": target.part, "pages": target.pages}
    tell(evidence, Event.Action.EVIDENCE_LINKED, at, by, subject=target.code, old=told, new=new)


def detach(evidence: Evidence, links: list[EvidenceLink], at: datetime, by: User) -> None:
    for gone in links:
        old = told_of(evidence, gone)
        tell(evidence, Event.Action.EVIDENCE_UNLINKED, at, by, subject=gone.code, old=old)
        gone.delete()


def told_of(evidence: Evidence, link: EvidenceLink) -> dict[str, str]:
    return {"name": evidence.name, "part": link.part, "pages": link.pages}


def tell(
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
    record(worksheet=evidence.worksheet, action=action, subject=subject, old=old, new=new, at=at, by=by)
