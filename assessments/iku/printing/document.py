"""The IKU document on F4: the layout in which the kabupaten publish it, with what else the document holds."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from assessments.iku.models import IkuDocument
from assessments.models import PrintedCopy
from assessments.papers.pdf import paper_pdf
from assessments.papers.seal import Seal, seal_of
from assessments.workflow import Paper
from indicators.iku.document import Definition, KeyIndicator
from kinerja.numbers import format_date, format_nip, format_number, format_short_datetime

from .words import NOTHING, measured_text

MOST_COLUMNS = 6  # years


@dataclass(frozen=True)
class DocumentPaper:
    """All that the paper says. A draft has no copy, and says that it is one."""

    document: IkuDocument
    copy: PrintedCopy | None
    at: datetime

    @property
    def definition(self) -> Definition:
        return self.document.definition

    @property
    def seal(self) -> Seal | None:
        return seal_of(self.copy) if self.copy else None

    @property
    def zone(self) -> str:
        return str(self.document.district.regency.province.time_zone)

    @property
    def regency(self) -> str:
        return str(self.document.district.regency)

    @property
    def nip(self) -> str:
        return format_nip(self.definition.signature.nip)

    @property
    def standing(self) -> str:
        """Whether it is in force, and since when."""
        document = self.document
        if document.is_draft or document.signed_at is None:
            return f"RANCANGAN, dicetak {format_short_datetime(self.at, self.zone)}"
        return f"Versi {document.no}, ditandatangani {format_short_datetime(document.signed_at, self.zone)}"

    @property
    def replaced(self) -> bool:
        return bool(self.document.state == IkuDocument.State.REPLACED)

    @property
    def validity(self) -> str:
        years = self.definition.years
        return f"Tahun {years[0]}–{years[-1]}" if years else ""

    @property
    def legal_basis(self) -> list[str]:
        sentences = []
        for basis in self.definition.legal_basis:
            date_words = f" tanggal {format_date(basis.date)}" if basis.date else ""
            sentences.append(f"{basis.number}{date_words}{f' tentang {basis.about}' if basis.about else ''}")
        return sentences

    @property
    def years(self) -> list[int]:
        """The years of the targets, for a table of their own; none where no IKU has any."""
        return sorted({year for one in self.definition.indicators for year in one.targets})

    @property
    def columns(self) -> list[int]:
        """The years that have a column of their own: none where there are too many for the page."""
        return self.years if len(self.years) <= MOST_COLUMNS else []

    @property
    def plans(self) -> list[dict[str, Any]]:
        """Each IKU with reason, baseline and yearly targets."""
        return [
            {
                "no": one.no,
                "name": one.name,
                "unit": one.unit,
                "reason": one.reason,
                "baseline": NOTHING if one.baseline is None else format_number(one.baseline),
                "targets": [self.target(one, year) for year in self.columns],
                "all_targets": "; ".join(f"{year}: {self.target(one, year)}" for year in one.targets),
            }
            for one in self.definition.indicators
        ]

    @property
    def has_plans(self) -> bool:
        return bool(self.years) or any(
            one.reason or one.baseline is not None for one in self.definition.indicators
        )

    @staticmethod
    def target(indicator: KeyIndicator, year: int) -> str:
        return measured_text(indicator.targets[year], "") if year in indicator.targets else NOTHING


def document_pdf(paper: DocumentPaper) -> bytes:
    """The document as PDF, F4 portrait."""
    return paper_pdf(Paper.IKU_DOCUMENT, {"it": paper, "definition": paper.definition})
