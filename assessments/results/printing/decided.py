"""A decision as people read it: on the page, as PDF and as workbook, all from its frozen document."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from io import BytesIO
from typing import Any

import xlsxwriter

from assessments.models import Decision, Period
from assessments.papers.pdf import render_pdf
from assessments.papers.seal import Seal, seal_of
from indicators.scoring.documents.document import loads
from kinerja.numbers import day_of, format_date, format_datetime, format_number

PLACES = 2
EPOCH = datetime(2000, 1, 1)


@dataclass(frozen=True)
class Decided:
    """A decision with its document parsed once; figures and moments in words."""

    decision: Decision

    @cached_property
    def document(self) -> dict[str, Any]:
        return loads(self.decision.document)

    @property
    def code(self) -> str:
        return self.decision.code

    @property
    def seal(self) -> Seal:
        return seal_of(self.decision)

    @property
    def zone(self) -> str:
        return str(self.document["period"]["time_zone"])

    @property
    def proposed_at(self) -> str:
        return format_datetime(self.decision.proposed_at, self.zone)

    @property
    def approved_at(self) -> str:
        at = self.decision.approved_at
        return format_datetime(at, self.zone) if at else ""

    @property
    def approved_on(self) -> str:
        """The day alone."""
        at = self.decision.approved_at
        return format_date(day_of(at, self.zone)) if at else ""

    @property
    def embargo_until(self) -> str:
        until = self.decision.embargo_until
        return format_datetime(until, self.zone) if until else ""

    @property
    def with_aspects(self) -> bool:
        return self.decision.period.visibility == Period.Visibility.ASPECTS

    @property
    def titles(self) -> list[dict[str, str]]:
        return list(self.document["titles"])

    @property
    def columns(self) -> list[dict[str, Any]]:
        """Aspects, or the stages of a final score; decisions of before stages named aspects by number."""
        found = self.document["aspects"] if self.with_aspects else []
        return [{"label": f"Aspek {it['no']}", **it} for it in found]

    @cached_property
    def places(self) -> list[dict[str, Any]]:
        """Every place with its figures in words; the differences are those of the exact totals."""
        return [
            place
            | {
                "total_text": number(place["total"]),
                "behind_text": gap(place["behind"]),
                "scores": [
                    {"label": it["label"], "text": number(place["aspects"][it["code"]])}
                    for it in self.columns
                ],
            }
            for place in self.document["places"]
        ]

    @property
    def unfinished(self) -> list[dict[str, Any]]:
        return list(self.document["unfinished"])


def number(text: str | None) -> str:
    return "–" if text is None else format_number(Decimal(text), places=PLACES)


def gap(text: str | None) -> str:
    """How far it is behind the rank above: "sama", or "< 0,01" where two decimals would hide it."""
    if text is None:
        return "–"
    value = Decimal(text)
    if not value:
        return "sama"
    return "< 0,01" if value < Decimal("0.005") else number(text)


def decided_pdf(decided: Decided) -> bytes:
    """The lampiran penetapan on F4."""
    return render_pdf("results/print/decided.html", {"decided": decided})


def decided_xlsx(decided: Decided) -> bytes:
    """The same table as a workbook; the same decision gives the same bytes."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"title": f"Penetapan {decided.code}", "created": EPOCH})
    page = book.add_worksheet("Peringkat")
    bold, figure = book.add_format({"bold": True}), book.add_format({"num_format": "0.00"})
    heads = ["Peringkat", "Kode", "Kecamatan", "Kabupaten/kota", "Nilai", "Penentu", "Predikat"]
    page.write_row(0, 0, [*heads, *(f"{it['label']}. {it['name']}" for it in decided.columns)], bold)
    for line, place in enumerate(decided.places, start=1):
        page.write_number(line, 0, place["rank"])
        names = (place["district"]["code"], place["district"]["name"], place["regency"]["name"])
        page.write_row(line, 1, names)
        page.write(line, 4, Decimal(place["total"]), figure)
        page.write_row(line, 5, (place["decided_by"] or "", place["grade"]))
        for column, it in enumerate(decided.columns, start=7):
            page.write(line, column, Decimal(place["aspects"][it["code"]] or 0), figure)
    page.set_column(2, 3, 26)
    page.freeze_panes(1, 3)
    page.set_footer(f"&L&8Kode {decided.code}, sidik {decided.seal.fingerprint}&R&8Halaman &P dari &N")
    write_seal(book, decided.seal)
    book.close()
    return buffer.getvalue()


def write_seal(book: Any, seal: Seal) -> None:
    """A page of its own on how to check the figures; a QR where it has somewhere to lead to."""
    page = book.add_worksheet("Keaslian")
    lines = (("Kode", seal.code), ("Sidik", seal.fingerprint), ("Periksa di", seal.address))
    for line, pair in enumerate(lines):
        page.write_row(line, 0, pair)
    page.set_column(0, 0, 14)
    page.set_column(1, 1, 60)
    if seal.qr:
        page.insert_image(4, 1, "qr.png", {"image_data": BytesIO(seal.picture), "description": "QR keaslian"})
