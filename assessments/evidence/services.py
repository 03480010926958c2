"""Keep evidence, say what it proves, and take it back. Each act is one transaction with its event.

What was removed stays in the history, and its file on the disk, where no page leads to it any more.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Count, Q, Sum
from django.utils import timezone

from assessments.entry.services.evidence_links import Target, attach, detach, tell
from assessments.entry.services.saving import lock_for_entry
from assessments.files.inspection import FULL
from assessments.files.uploads import Examined, NoRoom, Unfit, Upload, examine, keep_at
from assessments.models import Event, Evidence, Worksheet
from assessments.scores.scoring import moved, result_of
from assessments.scores.totals import refresh
from indicators.scoring.engine import Row
from kinerja.accounts.models import User


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
