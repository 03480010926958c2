"""The receipt of a sent worksheet: read from its frozen copy and from nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any, Self

from assessments.models import Snapshot
from assessments.papers.figures import weight_text
from assessments.papers.pdf import paper_pdf
from assessments.papers.seal import Seal, seal_of
from assessments.workflow import Paper
from indicators.scoring.documents.document import read_document
from kinerja.numbers import format_datetime, format_nip, format_number

PLACES = 2


@dataclass(frozen=True)
class Receipt:
    """The copy's document with its figures and moments in words."""

    document: dict[str, Any]
    code: str
    seal: Seal

    @classmethod
    def of(cls, snapshot: Snapshot) -> Self:
        return cls(read_document(snapshot.document), snapshot.code, seal_of(snapshot))

    @property
    def submitted_at(self) -> str:
        return format_datetime(
            datetime.fromisoformat(self.document["submitted_at"]), self.document["time_zone"]
        )

    @property
    def total(self) -> str:
        return receipt_score(self.document["total"])

    @property
    def weight(self) -> str:
        return receipt_score(self.document["weight"])

    @property
    def aspects(self) -> list[dict[str, Any]]:
        return [
            aspect | {"score": receipt_score(aspect["score"]), "weight": self.weight_of(aspect)}
            for aspect in self.document["aspects"]
        ]

    def weight_of(self, aspect: Mapping[str, Any]) -> str:
        """As the sheet prints it; as the instrument has it in copies that were frozen without the other."""
        weight = aspect["weight"]
        effective_weight = self.effective_weights.get(aspect["code"], weight)
        return weight_text(Fraction(weight), Fraction(effective_weight), receipt_score(weight))

    @property
    def effective_weights(self) -> dict[str, str]:
        """Of aspects by their codes, after redistribution."""
        weights: dict[str, str] = self.document.get("effective_weights", {})
        return weights

    @property
    def weights_moved(self) -> bool:
        weights = {it["code"]: it["weight"] for it in self.document["aspects"]}
        return any(weights[code] != effective for code, effective in self.effective_weights.items())

    @property
    def nip(self) -> str:
        return format_nip(self.document["profile"]["head_nip"])

    @property
    def signatory(self) -> str:
        """Who heads the kecamatan by its profile, else who approved."""
        name = self.document["profile"]["head_name"] or self.document["submitted_by"]["name"]
        return str(name)


def receipt_score(text: str) -> str:
    return format_number(Decimal(text), places=PLACES)


def receipt_pdf(snapshot: Snapshot) -> bytes:
    """The receipt on A4."""
    return paper_pdf(Paper.RECEIPT, {"receipt": Receipt.of(snapshot)})
