"""A decision as people read it: on the page, as PDF and as workbook, all from its frozen document."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from io import BytesIO
from typing import Any, NamedTuple

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from assessments.models import Decision, Period
from assessments.papers.pdf import paper_pdf
from assessments.papers.seal import Seal, seal_of
from assessments.ranking.columns import Output, RankColumn, columns_of_decision
from assessments.ranking.rank_rows import Value
from assessments.workflow import Paper
from indicators.scoring.documents.document import read_document
from kinerja.numbers import day_of, format_date, format_datetime

EPOCH = datetime(2000, 1, 1)


@dataclass(frozen=True)
class Decided:
    """A decision with its document parsed once; figures and moments in words."""

    decision: Decision

    @cached_property
    def document(self) -> dict[str, Any]:
        return read_document(self.decision.document)

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
        embargo_end = self.decision.embargo_until
        return format_datetime(embargo_end, self.zone) if embargo_end else ""

    @property
    def with_aspects(self) -> bool:
        return self.decision.period.visibility == Period.Visibility.ASPECTS

    @property
    def titles(self) -> list[dict[str, str]]:
        return list(self.document["titles"])

    def columns(self, output: Output) -> list[RankColumn]:
        """With aspects, or the stages of a final score, where the period shows them."""
        return columns_of_decision(output, self.document["aspects"] if self.with_aspects else [])

    @cached_property
    def page_columns(self) -> list[RankColumn]:
        return self.columns(Output.PUBLISHED_PAGE)

    @cached_property
    def paper_columns(self) -> list[RankColumn]:
        return self.columns(Output.PUBLISHED_PAPER)

    @cached_property
    def places(self) -> list["DecidedPlace"]:
        return [DecidedPlace(self, place) for place in self.document["places"]]

    @property
    def unfinished(self) -> list[dict[str, Any]]:
        return list(self.document["unfinished"])


class DecidedCell(NamedTuple):
    """What a column says of a place, in an output of what was decided."""

    column: RankColumn
    heading: str
    value: Value

    @property
    def text(self) -> str:
        return self.column.text(self.value)


@dataclass(frozen=True)
class DecidedPlace:
    """One kecamatan as it was decided; every figure is the document's."""

    decided: Decided
    place: Mapping[str, Any]

    @property
    def page_cells(self) -> list[DecidedCell]:
        return self.cells(Output.PUBLISHED_PAGE, self.decided.page_columns)

    @property
    def paper_cells(self) -> list[DecidedCell]:
        return self.cells(Output.PUBLISHED_PAPER, self.decided.paper_columns)

    def cells(self, output: Output, columns: Iterable[RankColumn]) -> list[DecidedCell]:
        return [DecidedCell(it, it.heading_in(output), it.decided(self.place)) for it in columns]

    @property
    def shared(self) -> bool:
        return bool(self.place["shared"])

    @property
    def tie(self) -> str:
        """What decided against one of the same total; empty where the totals differ, or nothing decided."""
        points_behind = self.place["behind"]
        is_equal = points_behind is not None and not Decimal(points_behind)
        return str(self.place["decided_by"]) if is_equal and not self.shared else ""


def decided_pdf(decided: Decided) -> bytes:
    """The lampiran penetapan on F4."""
    return paper_pdf(Paper.DECISION, {"decided": decided})


def decided_xlsx(decided: Decided) -> bytes:
    """The same table as a workbook; the same decision gives the same bytes."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"title": f"Penetapan {decided.code}", "created": EPOCH})
    page = book.add_worksheet("Peringkat")
    bold_format, figure_format = book.add_format({"bold": True}), book.add_format({"num_format": "0.00"})
    columns = decided.columns(Output.PUBLISHED_BOOK)
    page.write_row(0, 0, [column.heading_in(Output.PUBLISHED_BOOK) for column in columns], bold_format)
    for row, place in enumerate(decided.places, start=1):
        for no, cell in enumerate(place.cells(Output.PUBLISHED_BOOK, columns)):
            write_cell(page, row, no, cell, figure_format)
    name_column = [column.key for column in columns].index("name")
    page.set_column(name_column, name_column + 1, 26)
    page.freeze_panes(1, 3)
    page.set_footer(f"&L&8Kode {decided.code}, sidik {decided.seal.fingerprint}&R&8Halaman &P dari &N")
    write_seal(book, decided.seal)
    book.close()
    return buffer.getvalue()


def write_cell(page: Worksheet, row: int, no: int, cell: DecidedCell, figure: Format) -> None:
    """A stage that a kecamatan did not come into gave it 0."""
    if cell.column.exact:
        page.write(row, no, cell.value or Decimal(0), figure)
    else:
        page.write(row, no, "" if cell.value is None else cell.value)


def write_seal(book: Any, seal: Seal) -> None:
    """A page of its own on how to check the figures; a QR where it has somewhere to lead to."""
    page = book.add_worksheet("Keaslian")
    authenticity_lines = (("Kode", seal.code), ("Sidik", seal.fingerprint), ("Periksa di", seal.address))
    for line, pair in enumerate(authenticity_lines):
        page.write_row(line, 0, pair)
    page.set_column(0, 0, 14)
    page.set_column(1, 1, 60)
    if seal.qr:
        page.insert_image(4, 1, "qr.png", {"image_data": BytesIO(seal.picture), "description": "QR keaslian"})
