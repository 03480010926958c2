"""Keep the files that prove a year's figures. Each act is one transaction with its event.

What may be a file is the worksheet's rule: `assessments.files.uploads`. What was removed stays in
the history, and its file on the disk, where no page leads to it any more.
"""

from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import uuid4

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Count, Sum
from django.utils import timezone

from assessments.files.inspection import FULL
from assessments.files.uploads import Examined, NoRoom, Unfit, Upload, examine, keep_at
from assessments.iku.models import IkuEvent, IkuEvidence, IkuEvidenceLink, IkuYear
from kinerja.accounts.models import User

from .events import record
from .years import lock_open

Action = IkuEvent.Action


@dataclass(frozen=True)
class Target:
    """What a file proves: an IKU, or one of its data items, in one quarter, on which of the file's pages."""

    code: str
    quarter: int
    item: str = ""
    pages: str = ""


def add(*, year: IkuYear, upload: Upload, target: Target, by: User) -> IkuEvidence:
    """Keep a file and link it. The same bytes again are the same file.

    Raises `Unfit` for a file that is not taken, `NoRoom` over the limits, `Closed` after the year, and
    KeyError for a target that the year's document does not have.
    """
    examined = examine(upload)
    path = f"evidence/{uuid4().hex}.{examined.kind}"
    try:
        with transaction.atomic():
            return keep(year, examined, path, target, by)
    except BaseException as error:
        default_storage.delete(path)
        if isinstance(error, OSError) and error.errno in FULL:
            raise Unfit("full") from error
        raise


def keep(year: IkuYear, examined: Examined, path: str, target: Target, by: User) -> IkuEvidence:
    check_target(lock_open(year), target)
    at = timezone.now()
    evidence = year.evidence.filter(sha256=examined.sha256, removed_at=None).first()
    if evidence is None:
        check_room(year, examined.size)
        evidence = create(year, examined, path, at, by)
    attach(evidence, target, at, by)
    return evidence


def check_target(year: IkuYear, target: Target) -> None:
    indicator = year.document.definition.indicator(target.code)
    if target.item:
        indicator.item(target.item)
    if target.quarter not in range(1, 5):
        raise KeyError(target.quarter)


def check_room(year: IkuYear, size: int) -> None:
    """Raise NoRoom where one file more would be too much; a year has the room of one worksheet."""
    held = year.evidence.filter(removed_at=None).aggregate(count=Count("pk"), size=Sum("size", default=0))
    kept = year.evidence.aggregate(size=Sum("size", default=0))
    if held["count"] >= settings.EVIDENCE_MAX_FILES:
        raise NoRoom(f"Tahun ini sudah memuat {held['count']} berkas bukti. Hapus yang tidak dipakai.")
    if held["size"] + size > settings.EVIDENCE_QUOTA_BYTES:
        megabytes = settings.EVIDENCE_QUOTA_BYTES // 2**20
        raise NoRoom(f"Bukti tahun ini akan melebihi {megabytes} MB. Perkecil hasil pindai.")
    if kept["size"] + size > settings.EVIDENCE_KEPT_BYTES:
        raise NoRoom("Ruang bukti tahun ini habis oleh berkas yang dihapus. Hubungi admin provinsi.")


def create(year: IkuYear, examined: Examined, path: str, at: datetime, by: User) -> IkuEvidence:
    evidence = IkuEvidence.objects.create(
        year=year, uploaded_at=at, uploaded_by=by, **keep_at(path, examined)
    )
    new = {"name": evidence.name, "size": evidence.size, "sha256": evidence.sha256}
    record(year, Action.EVIDENCE_ADDED, at=at, by=by, subject=str(evidence.pk), new=new)
    return evidence


@transaction.atomic
def link(*, evidence: IkuEvidence, target: Target, by: User) -> None:
    """Say that a file proves `target` too; said again with other pages, those count. Raises as `add`."""
    check_target(lock_evidence(evidence), target)
    attach(evidence, target, timezone.now(), by)


@transaction.atomic
def unlink(*, evidence: IkuEvidence, target: Target, by: User) -> None:
    """Take one link back; a link that is gone already is no error."""
    lock_evidence(evidence)
    links = evidence.links.filter(code=target.code, item=target.item, quarter=target.quarter)
    detach(evidence, list(links), timezone.now(), by)


@transaction.atomic
def remove(*, evidence: IkuEvidence, by: User) -> None:
    """Take a file out of the year with all its links."""
    lock_evidence(evidence)
    at = timezone.now()
    detach(evidence, list(evidence.links.all()), at, by)
    evidence.removed_at = at
    evidence.save(update_fields=["removed_at"])
    old = {"name": evidence.name}
    record(evidence.year, Action.EVIDENCE_REMOVED, at=at, by=by, subject=str(evidence.pk), old=old)


def lock_evidence(evidence: IkuEvidence) -> IkuYear:
    """Lock the year and read the file anew. Raises `Closed`, and DoesNotExist where it was removed."""
    year = lock_open(evidence.year)
    IkuEvidence.objects.get(pk=evidence.pk, removed_at=None)
    return year


def attach(evidence: IkuEvidence, target: Target, at: datetime, by: User) -> None:
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
    new = asdict(target) | {"name": evidence.name}
    record(evidence.year, Action.EVIDENCE_LINKED, at=at, by=by, subject=target.code, new=new)


def detach(evidence: IkuEvidence, links: list[IkuEvidenceLink], at: datetime, by: User) -> None:
    for gone in links:
        old = {"name": evidence.name, "item": gone.item, "quarter": gone.quarter, "pages": gone.pages}
        gone.delete()
        record(evidence.year, Action.EVIDENCE_UNLINKED, at=at, by=by, subject=gone.code, old=old)
