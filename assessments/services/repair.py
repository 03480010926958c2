"""Ask rows back from a kecamatan: noted one by one, sent together, closed when they come back changed."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from assessments.access import judging_refusal
from assessments.models import Event, Layer, Repair, Worksheet
from kinerja.accounts.models import User

from .entry import Closed
from .events import record
from .judging import layer_refusal, lock


@transaction.atomic
def ask(
    *, worksheet: Worksheet, code: str, layer: Layer, note: str, by: User, at: datetime | None = None
) -> Repair | None:
    """Note what is to be mended on a row; an empty note takes an unsent one back. Raises `Closed`."""
    at = at or timezone.now()
    lock(worksheet)
    refusal = layer_refusal(worksheet, layer, at) or judging_refusal(by, worksheet, layer, code)
    if refusal:
        raise Closed(refusal)
    found = worksheet.repairs.filter(code=code, closed_at=None).first()
    old = found.note if found else ""
    if note.strip() == old:
        return found
    repair = write(worksheet, code, layer, found, note.strip(), at, by)
    record(
        worksheet=worksheet,
        action=Event.Action.REPAIR_NOTED,
        subject=f"{layer}:{code}",
        old={"note": old} if old else None,
        new={"note": repair.note} if repair else None,
        at=at,
        by=by,
    )
    return repair


def write(
    worksheet: Worksheet, code: str, layer: Layer, found: Repair | None, note: str, at: datetime, by: User
) -> Repair | None:
    if not note:
        if found:
            found.delete()
        return None
    repair = found or Repair(worksheet=worksheet, code=code)
    repair.layer, repair.note, repair.asked_at, repair.asked_by = layer, note, at, by
    repair.save()
    return repair


def open_repairs(worksheet: Worksheet) -> dict[str, Repair]:
    """The rows that are asked back now, by code; one query."""
    return {it.code: it for it in worksheet.repairs.filter(closed_at=None).select_related("asked_by")}


def claim_of(worksheet: Worksheet, code: str) -> dict[str, Any]:
    """What stands on a row with its evidence, to compare when it comes back."""
    fields = ("status", "values", "details", "reason", "note", "version")
    entry = worksheet.entries.filter(code=code).values(*fields).first()
    links = worksheet.evidence.filter(removed_at=None, links__code=code)
    proofs = sorted(links.values_list("sha256", "name", "links__part", "links__pages"))
    return {"entry": entry, "evidence": [list(found) for found in proofs]}


def send(*, worksheet: Worksheet, due: datetime, at: datetime) -> list[Repair]:
    """Hand the noted rows to the kecamatan; part of the step that asks them back."""
    repairs = list(open_repairs(worksheet).values())
    for repair in repairs:
        repair.sent_at, repair.due_at = at, due
        repair.before = claim_of(worksheet, repair.code)
        repair.save(update_fields=["sent_at", "due_at", "before"])
    return repairs


def unchanged(worksheet: Worksheet) -> list[str]:
    """Codes of the rows that are asked back and stand as they stood."""
    return [
        code
        for code, it in open_repairs(worksheet).items()
        if meaning(claim_of(worksheet, code)) == meaning(it.before)
    ]


def meaning(claim: dict[str, Any] | None) -> Any:
    """A claim without its version: saved and saved back is no change."""
    entry = (claim or {}).get("entry")
    return (
        {name: value for name, value in entry.items() if name != "version"} if entry else None,
        (claim or {}).get("evidence"),
    )


def close(*, worksheet: Worksheet, at: datetime) -> None:
    """The rows came back; part of the step that sends the worksheet again. What was judged of them before
    stands in the history: new evidence alone asks for a new look too."""
    for repair in worksheet.repairs.filter(closed_at=None):
        worksheet.judgements.filter(code=repair.code, layer=repair.layer).delete()
        repair.closed_at = at
        repair.save(update_fields=["closed_at"])
