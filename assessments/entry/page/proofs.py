"""What a row shows of its evidence: a chip for each file that is linked to it, and what is still to come."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from assessments.models import EvidenceLink
from indicators.scoring.items import Status
from indicators.scoring.proof import ROW, missing_proofs, provable_parts
from indicators.scoring.sheet import IndicatorSpec


@dataclass(frozen=True)
class Chip:
    """One link: the file, on which pages, and for which part of the row."""

    evidence_id: UUID
    name: str
    pages: str
    part: str
    part_label: str


@dataclass(frozen=True)
class RowProof:
    chips: list[Chip]
    missing: str  # "Wajib, belum ada", with the parts where the rule asks for them; empty where nothing is


def row_proof(
    indicator: IndicatorSpec, status: str, values: dict[str, Any], links: Iterable[EvidenceLink]
) -> RowProof:
    """Chips and gaps of a row; TDI and nihil ask for no evidence."""
    labels = dict(provable_parts(indicator))
    links = list(links)
    chips = [
        Chip(link.evidence_id, link.evidence.name, link.pages, link.part, labels.get(link.part, ""))
        for link in links
    ]
    if status != Status.FILLED:
        return RowProof(chips, "")
    unproven_parts = missing_proofs(indicator, values, {link.part for link in links})
    return RowProof(chips, missing_words(unproven_parts, labels))


def missing_words(gaps: tuple[str, ...], labels: dict[str, str]) -> str:
    if not gaps:
        return ""
    unproven_labels = [labels.get(code, code) for code in gaps if code != ROW]
    return f"Wajib, belum ada{': ' if unproven_labels else ''}{'; '.join(unproven_labels)}"
