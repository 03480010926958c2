"""Ask rows back from a kecamatan: noted one by one, sent together, closed when they come back changed."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from assessments.access import JudgingRights, aspect_of
from assessments.models import Entry, Event, EvidenceLink, Layer, Repair, Worksheet
from assessments.records.events import record_event
from assessments.records.guard import lock_worksheet
from kinerja.accounts.models import User
from kinerja.refusals import Closed

from .judging import layer_refusal

Claim = dict[str, Any]


@dataclass(frozen=True)
class Mended:
    """A row that was asked back, with what stands there now."""

    repair: Repair
    now: Claim

    @property
    def code(self) -> str:
        return self.repair.code

    @property
    def before(self) -> Claim:
        return self.repair.before or {}

    @property
    def changed(self) -> bool:
        return bool(claim_without_version(self.now) != claim_without_version(self.before))


@transaction.atomic
def ask_for_repair(
    *, worksheet: Worksheet, code: str, layer: Layer, note: str, by: User, at: datetime | None = None
) -> Repair | None:
    """Note what is to be mended on a row; an empty note takes an unsent one back. Raises `Closed`."""
    at = at or timezone.now()
    lock_worksheet(worksheet)
    rights = JudgingRights(by, [worksheet])
    refusal = layer_refusal(rights, worksheet, layer, at)
    refusal = refusal or rights.refusal(worksheet, layer, aspect_of(worksheet, code))
    if refusal:
        raise Closed(refusal)
    standing_repair = worksheet.repairs.filter(code=code, closed_at=None).first()
    note_before = standing_repair.note if standing_repair else ""
    if note.strip() == note_before:
        return standing_repair
    repair = write_repair(worksheet, code, layer, standing_repair, note.strip(), at, by)
    record_event(
        worksheet=worksheet,
        action=Event.Action.REPAIR_NOTED,
        subject=f"{layer}:{code}",
        old={"note": note_before} if note_before else None,
        new={"note": repair.note} if repair else None,
        at=at,
        by=by,
    )
    return repair


def write_repair(
    worksheet: Worksheet, code: str, layer: Layer, standing: Repair | None, note: str, at: datetime, by: User
) -> Repair | None:
    if not note:
        if standing:
            standing.delete()
        return None
    repair = standing or Repair(worksheet=worksheet, code=code)
    repair.layer, repair.note, repair.asked_at, repair.asked_by = layer, note, at, by
    repair.save()
    return repair


def open_repairs(worksheet: Worksheet) -> dict[str, Repair]:
    """The rows that are asked back now, by code; one query."""
    return {it.code: it for it in worksheet.repairs.filter(closed_at=None).select_related("asked_by")}


def claims_of(worksheet: Worksheet, codes: Collection[str]) -> dict[str, Claim]:
    """What stands on rows with their evidence, to compare when they come back; two queries."""
    return claims_by_worksheet({worksheet.pk: codes})[worksheet.pk]


def claims_by_worksheet(codes: Mapping[UUID, Collection[str]]) -> dict[UUID, dict[str, Claim]]:
    """The same for rows of many worksheets, in two queries."""
    entry_fields = ("status", "values", "details", "reason", "note", "version")
    claims: dict[UUID, dict[str, Claim]] = {
        pk: {code: {"entry": None, "evidence": []} for code in row_codes} for pk, row_codes in codes.items()
    }
    all_codes = {code for row_codes in codes.values() for code in row_codes}
    entries = Entry.objects.filter(worksheet__in=list(codes), code__in=all_codes)
    for it in entries.values("worksheet_id", "code", *entry_fields):
        pk, code = it.pop("worksheet_id"), it.pop("code")
        if code in claims[pk]:
            claims[pk][code]["entry"] = it
    links = EvidenceLink.objects.filter(evidence__worksheet__in=list(codes), evidence__removed_at=None)
    evidence_fields = (
        "evidence__worksheet_id",
        "code",
        "evidence__sha256",
        "evidence__name",
        "part",
        "pages",
    )
    for pk, code, *rest in sorted(links.filter(code__in=all_codes).values_list(*evidence_fields)):
        if code in claims[pk]:
            claims[pk][code]["evidence"].append(rest)
    return claims


def send_repairs(*, worksheet: Worksheet, due: datetime, at: datetime) -> list[Repair]:
    """Hand the noted rows to the kecamatan; part of the step that asks them back."""
    repairs = open_repairs(worksheet)
    for code, claim in claims_of(worksheet, repairs).items():
        repair = repairs[code]
        repair.sent_at, repair.due_at, repair.before = at, due, claim
        repair.save(update_fields=["sent_at", "due_at", "before"])
    return list(repairs.values())


def unchanged_rows(worksheet: Worksheet) -> list[str]:
    """Codes of the rows that are asked back and stand as they stood."""
    return [it.code for it in mended_rows(worksheet, open_repairs(worksheet).values()) if not it.changed]


def mended_rows(worksheet: Worksheet, repairs: Iterable[Repair]) -> list[Mended]:
    """Each row that was asked back as it was and as it is; two queries."""
    by_code = {it.code: it for it in repairs}
    return [Mended(by_code[code], claim) for code, claim in claims_of(worksheet, by_code).items()]


def claim_without_version(claim: Claim) -> Any:
    """A claim without its version: saved and saved back is no change."""
    entry = claim.get("entry")
    return (
        {name: value for name, value in entry.items() if name != "version"} if entry else None,
        claim.get("evidence"),
    )


def close_mended_repairs(*, worksheet: Worksheet, at: datetime) -> None:
    """The rows came back; part of the step that sends the worksheet again. What was judged of them before
    stands in the history: new evidence alone asks for a new look too."""
    for repair in worksheet.repairs.filter(closed_at=None):
        worksheet.judgements.filter(code=repair.code, layer=repair.layer).delete()
        repair.closed_at = at
        repair.save(update_fields=["closed_at"])
