"""Copy every worksheet of a decision: what was claimed, what was judged, the scores, and the rank."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from assessments.models import Ballot, Decision, Entry, Judgement, JuryScore, Layer, Snapshot, Worksheet
from assessments.records.snapshots import exact_text, frozen_figures, new_code, setting_copy
from assessments.scores.bulk_results import results_of
from assessments.scores.layers import LayerWord, layered_result
from indicators.scoring.documents.document import canonical_text, read_document
from indicators.scoring.engine import Result
from indicators.scoring.rounding import decimal_text

from .medians import decided_medians

FORMAT = "kinerja.decided/1"
WORD = ("code", "layer", "verdict", "status", "values", "proven", "reason", "entry_version")


def freeze_decided(*, decision: Decision, worksheets: Sequence[Worksheet], at: datetime) -> None:
    """One snapshot a worksheet, with a code of its own; a constant number of reads a stage of entry."""
    places = {it["worksheet"]: it for it in read_document(decision.document)["places"]}
    entries = by_worksheet(Entry.objects.filter(worksheet__in=worksheets))
    judgements = by_worksheet(Judgement.objects.filter(worksheet__in=worksheets))
    juries_by_worksheet = juries_of(worksheets)
    medians_by_stage = {stage: medians_copy(stage) for stage in {it.stage_id for it in worksheets}}
    decision_copies = []
    for worksheet, claim in results_of(worksheets):
        its_entries, its_judgements = entries.get(worksheet.pk, []), judgements.get(worksheet.pk, [])
        document = {
            "format": FORMAT,
            "decision": decision.code,
            "decided_at": at.isoformat(),
            "place": places.get(str(worksheet.pk)),
            **setting_copy(worksheet),
            "claim": frozen_figures(claim, {entry.code: entry for entry in its_entries}),
            "judgements": [{name: getattr(word, name) for name in WORD} for word in its_judgements],
            "decided": frozen_figures(decided_entry(worksheet, its_judgements, its_entries), {}),
            "juries": juries_by_worksheet.get(worksheet.pk, []),
            "medians": medians_by_stage[worksheet.stage_id],
        }
        decision_copies.append(worksheet_copy_of(worksheet, document, at))
    Snapshot.objects.bulk_create(decision_copies)


def juries_of(worksheets: Sequence[Worksheet]) -> dict[UUID, list[dict[str, Any]]]:
    """What every jury came to, with its ballots; two queries."""
    ballots_by_jury: dict[tuple[UUID, UUID], list[dict[str, Any]]] = {}
    ballots = Ballot.objects.filter(worksheet__in=worksheets, given_at__isnull=False)
    for ballot in ballots.select_related("judge", "revision").order_by("given_at"):
        ballot_copy = {
            "judge": ballot.judge.name,
            "edition": ballot.revision.sha256,
            "values": ballot.values,
            "notes": ballot.notes,
        }
        ballots_by_jury.setdefault((ballot.stage_id, ballot.worksheet_id), []).append(ballot_copy)
    juries_by_worksheet: dict[UUID, list[dict[str, Any]]] = {}
    for score in JuryScore.objects.filter(worksheet__in=worksheets).select_related("stage"):
        stage = score.stage
        juries_by_worksheet.setdefault(score.worksheet_id, []).append(
            {
                "stage": {
                    "no": stage.no,
                    "name": stage.name,
                    "weight": decimal_text(stage.weight or Decimal(0)),
                },
                "aggregate": stage.aggregate,
                "total": decimal_text(score.total),
                "ballots": ballots_by_jury.get((stage.pk, score.worksheet_id), []),
            }
        )
    return {pk: sorted(some, key=lambda it: it["stage"]["no"]) for pk, some in juries_by_worksheet.items()}


def medians_copy(stage_id: UUID) -> dict[str, Any]:
    """What the kecamatan of a stage got row by row, as it is frozen."""
    medians = decided_medians(stage_id).items()
    return {code: {"score": exact_text(it.score), "among": it.among} for code, it in medians}


def by_worksheet(rows: Iterable[Any]) -> dict[UUID, list[Any]]:
    rows_by_worksheet: dict[UUID, list[Any]] = {}
    for row in rows:
        rows_by_worksheet.setdefault(row.worksheet_id, []).append(row)
    return rows_by_worksheet


def decided_entry(worksheet: Worksheet, judgements: Iterable[Judgement], entries: Iterable[Entry]) -> Result:
    layer_words = [LayerWord(*(getattr(it, name) for name in LayerWord._fields)) for it in judgements]
    return layered_result(worksheet, Layer.DESK, layer_words, {it.code: it.version for it in entries}).result


def worksheet_copy_of(worksheet: Worksheet, document: dict[str, Any], at: datetime) -> Snapshot:
    code = new_code()
    text = canonical_text(document | {"code": code})
    return Snapshot(
        worksheet=worksheet,
        kind=Snapshot.Kind.DECISION,
        code=code,
        document=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        created_at=at,
    )
