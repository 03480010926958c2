"""Keep what a paper says when it is printed, so that anybody can ask later whether it says it still."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from assessments.models import Entry, PrintedCopy, Worksheet
from assessments.workflow import Paper
from indicators.scoring.documents.document import canonical_text
from indicators.scoring.engine import Result
from kinerja.accounts.models import User

from .snapshots import frozen_figures, new_code

Envelope = Iterable[tuple[str, str]]


def copy_of(
    *, paper: Paper, subject: str, says: Mapping[str, Any], about: Envelope, by: User, at: datetime
) -> PrintedCopy:
    """The copy of a paper that says this; the one that is there already where nothing has changed.

    `says` holds every figure of the paper as text, without the hour of printing; `about` its envelope.
    """
    text = canonical_text(dict(says))
    copy_defaults: dict[str, Any] = {
        "about": [list(line) for line in about],
        "code": new_code,  # drawn only where there is no such copy yet
        "document": text,
        "created_at": at,
        "created_by": by,
    }
    digest = hashlib.sha256(text.encode()).hexdigest()
    copy_identity = {"kind": paper.row.copied_as, "subject": subject, "sha256": digest}
    copy, _ = PrintedCopy.objects.get_or_create(**copy_identity, defaults=copy_defaults)
    return copy


def worksheet_copy(
    worksheet: Worksheet, result: Result, entries: Mapping[str, Entry], *, by: User, at: datetime
) -> PrintedCopy:
    """The copy of a worksheet as it stands."""
    district = worksheet.district
    return copy_of(
        paper=Paper.WORKSHEET,
        subject=str(worksheet.pk),
        says={"edition": worksheet.revision.sha256, **frozen_figures(result, entries)},
        about=[
            ("Kecamatan", district.name),
            ("Kabupaten/kota", str(district.regency)),
            ("Periode", str(worksheet.stage.period)),
        ],
        by=by,
        at=at,
    )


def newer_than(copy: PrintedCopy) -> PrintedCopy | None:
    """The last copy of the same paper that says something else and was printed after it."""
    copies_after = PrintedCopy.objects.filter(
        kind=copy.kind, subject=copy.subject, created_at__gt=copy.created_at
    )
    return copies_after.order_by("-created_at").first()
