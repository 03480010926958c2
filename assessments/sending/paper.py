"""The receipt of a sent worksheet: read from its frozen copy and from nothing else."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Self

from assessments.models import Snapshot
from assessments.papers.pdf import render_pdf
from assessments.papers.seal import Seal, seal_of
from indicators.scoring.documents.document import loads
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
        return cls(loads(snapshot.document), snapshot.code, seal_of(snapshot))

    @property
    def submitted_at(self) -> str:
        return format_datetime(
            datetime.fromisoformat(self.document["submitted_at"]), self.document["time_zone"]
        )

    @property
    def total(self) -> str:
        return number(self.document["total"])

    @property
    def weight(self) -> str:
        return number(self.document["weight"])

    @property
    def aspects(self) -> list[dict[str, Any]]:
        return [
            aspect | {"score": number(aspect["score"]), "weight": number(aspect["weight"])}
            for aspect in self.document["aspects"]
        ]

    @property
    def nip(self) -> str:
        return format_nip(self.document["profile"]["head_nip"])

    @property
    def signatory(self) -> str:
        """Who heads the kecamatan by its profile, else who approved."""
        name = self.document["profile"]["head_name"] or self.document["submitted_by"]["name"]
        return str(name)


def number(text: str) -> str:
    return format_number(Decimal(text), places=PLACES)


def receipt_pdf(snapshot: Snapshot) -> bytes:
    """The receipt on A4."""
    return render_pdf("sending/print/receipt.html", {"receipt": Receipt.of(snapshot)})
