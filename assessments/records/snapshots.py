"""Copy what is being sent, so that nothing that changes later can change what was sent."""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import datetime
from fractions import Fraction
from typing import Any

from django.forms.models import model_to_dict

from assessments.access.queries import evidence_of
from assessments.models import Decision, Entry, Evidence, PrintedCopy, Snapshot, Worksheet
from indicators.scoring.documents.document import canonical_text
from indicators.scoring.engine import Result, Row
from indicators.scoring.rounding import decimal_text, stored_decimal
from kinerja.accounts.models import User

FORMAT = "kinerja.submission/1"
PROFILE = ("desa", "kelurahan", "head_name", "head_rank", "head_nip", "head_acting", "address", "villages")
Entries = Mapping[str, Entry]


def freeze_submission(
    *, worksheet: Worksheet, result: Result, entries: Entries, at: datetime, by: User
) -> Snapshot:
    """Write the one copy of a worksheet that is being sent; its code stands on the receipt."""
    code = new_code()
    document = {
        "format": FORMAT,
        "code": code,
        "registration_no": worksheet.registration_no,
        "submitted_at": at.isoformat(),
        "submitted_by": {"id": str(by.pk), "name": by.name, "username": by.username},
        **setting_copy(worksheet),
        **frozen_figures(result, entries),
        "effective_weights": {it.code: exact_text(it.effective_weight) for it in result.aspects},
        "evidence": [file_copy(it) for it in evidence_of(worksheet)],
    }
    text = canonical_text(document)
    return Snapshot.objects.create(
        worksheet=worksheet,
        kind=Snapshot.Kind.SUBMISSION,
        code=code,
        document=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        created_at=at,
    )


def new_code() -> str:
    """Eight characters as in 7F3A-91C2, by chance, so that nobody finds a paper by counting."""
    while True:
        hex_digits = secrets.token_hex(4).upper()
        code = f"{hex_digits[:4]}-{hex_digits[4:]}"
        if not any(model.objects.filter(code=code).exists() for model in (Snapshot, Decision, PrintedCopy)):
            return code


def setting_copy(worksheet: Worksheet) -> dict[str, Any]:
    """Where, for which period, by which rules, and who heads the kecamatan."""
    district, period, revision = worksheet.district, worksheet.stage.period, worksheet.revision
    regency = district.regency
    return {
        "period": {"name": period.name, "year": period.year},
        "stage": worksheet.stage.name,
        "instrument": {
            "code": revision.instrument.code,
            "name": revision.instrument.name,
            "revision": revision.no,
            "sha256": revision.sha256,
            "data_year": revision.instrument.data_year,
        },
        "district": {"code": district.code, "name": district.name},
        "regency": {"code": regency.code, "name": regency.name, "seat": regency.seat},
        "province": {"code": regency.province.code, "name": regency.province.name},
        "time_zone": regency.province.time_zone,
        "requested_at": worksheet.requested_at.isoformat() if worksheet.requested_at else None,
        "profile": model_to_dict(worksheet.profile, PROFILE) | {"head_title": worksheet.profile.head_title},
    }


def frozen_figures(result: Result, entries: Entries) -> dict[str, Any]:
    """Inputs and results row by row, and the totals; numbers are text."""
    return {
        "rows": [row_copy(row, entries.get(row.code)) for row in result.rows],
        "aspects": [
            {
                "code": aspect.code,
                "no": aspect.no,
                "name": aspect.name,
                "weight": exact_text(aspect.weight),
                "score": exact_text(aspect.score),
                "filled": aspect.filled,
                "count": aspect.count,
            }
            for aspect in result.aspects
        ],
        "total": exact_text(result.total),
        "weight": exact_text(sum((aspect.weight for aspect in result.aspects), Fraction(0))),
        "filled": result.filled,
        "count": result.count,
    }


def row_copy(row: Row, entry: Entry | None) -> dict[str, Any]:
    answer_copy = None
    if entry is not None:
        copied_fields = ("status", "values", "details", "reason", "note", "version")
        answer_copy = {name: getattr(entry, name) for name in copied_fields}
    return {
        "code": row.code,
        "no": row.no,
        "answer": answer_copy,
        "outcome": str(row.outcome),
        "achievement": exact_text(row.achievement),
        "weight": exact_text(row.weight),
        "effective_weight": exact_text(row.effective_weight),
        "score": exact_text(row.score),
    }


def file_copy(evidence: Evidence) -> dict[str, Any]:
    """A file by name and fingerprint, with what it was said to prove; the file itself is never deleted."""
    links = sorted((link.code, link.part, link.pages) for link in evidence.links.all())
    return {
        "id": str(evidence.pk),
        "name": evidence.name,
        "sha256": evidence.sha256,
        "links": [dict(zip(("code", "part", "pages"), found, strict=True)) for found in links],
    }


def exact_text(value: Fraction | None) -> str | None:
    """To the 12 decimals in which figures are stored and compared; None is no value."""
    return None if value is None else decimal_text(stored_decimal(value))
