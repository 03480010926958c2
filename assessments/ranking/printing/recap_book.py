"""What the pages of the recap workbook share: whose figures, under which headings, in which cells."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet as Page

from assessments.models import Period, Worksheet
from assessments.papers.figures import NOTHING
from assessments.ranking.rank_rows import Value
from assessments.scores.ranking import claim_score, ranking_of
from indicators.editions.sheets import sheet_of
from indicators.scoring.ranking import Ranking
from indicators.scoring.sheet import AspectSpec, IndicatorSpec
from indicators.scoring.tie_keys import SENDING_TIME, TieKey, tie_keys
from kinerja.numbers import format_short_datetime

BY_ASPECT, BY_INDICATOR = "Kecamatan × aspek", "Kecamatan × indikator"
RANKS, NOTES = "Peringkat", "Keterangan"
PLACES = ("Kode", "Kecamatan", "Kabupaten/kota")
SENT_AT, SUM = "Waktu kirim", "Nilai"
FIRST = 5  # the first line below the headings, counted from 0
WIDTHS = {"Kecamatan": 24, "Kabupaten/kota": 26, "Keadaan": 16, "Kelengkapan": 14, SENT_AT: 26}
HEAD_HEIGHT = 62  # points: four lines
EPOCH, DAY = datetime(1899, 12, 30), timedelta(days=1)  # of Excel's moments
FOLIO = 14  # Excel's number for the paper nearest to F4


@dataclass
class Recap:
    """The worksheets of one stage, by the code of their kecamatan, and what their columns are."""

    worksheets: Sequence[Worksheet]
    at: datetime

    @property
    def period(self) -> Period:
        return self.worksheets[0].stage.period

    @property
    def zone(self) -> str:
        return str(self.worksheets[0].district.regency.province.time_zone)

    @cached_property
    def sheets(self) -> list[Any]:
        """The editions in use, the newest first."""
        revision_numbers = {worksheet.revision_id: worksheet.revision.no for worksheet in self.worksheets}
        return [sheet_of(pk) for pk in sorted(revision_numbers, key=lambda pk: -revision_numbers[pk])]

    @cached_property
    def aspects(self) -> list[AspectSpec]:
        return list({it.code: it for sheet in reversed(self.sheets) for it in sheet.aspects}.values())

    @cached_property
    def indicators(self) -> list[IndicatorSpec]:
        return list({it.code: it for sheet in reversed(self.sheets) for it in sheet.indicators}.values())

    @cached_property
    def keys(self) -> tuple[TieKey, ...]:
        return tie_keys(self.period.tie_keys, self.aspects)

    @cached_property
    def ranking(self) -> Ranking:
        return ranking_of(map(claim_score, self.worksheets), self.keys)

    @cached_property
    def columns(self) -> list[str]:
        """The headings of the first sheet, in which the others look up."""
        aspect_headings = [f"Aspek {it.no}. {it.name}" for it in self.aspects]
        headings = [*PLACES, "Keadaan", "Kelengkapan", SENT_AT, *aspect_headings, "Selisih pembulatan", SUM]
        return headings + [it.label for it in self.keys if heading_of(it) not in headings]

    @cached_property
    def further_keys(self) -> list[TieKey]:
        """Those whose values stand in columns of their own, after the others."""
        return [key for key in self.keys if self.columns.index(heading_of(key)) > self.columns.index(SUM)]

    def cell(self, value: Value) -> Value:
        """A value as a cell shows it: moments by the clocks of the province, for cells know no zones."""
        if isinstance(value, datetime):
            return value.astimezone(ZoneInfo(self.zone)).replace(tzinfo=None)
        return NOTHING if value is None else value

    @property
    def last(self) -> int:
        """The last line of every table, counted from 0."""
        return FIRST + len(self.worksheets) - 1


def heading_of(key: TieKey) -> str:
    """The heading of the first sheet under which a key's values stand."""
    return SENT_AT if key.kind is SENDING_TIME else key.label


class Headed(Protocol):
    """What a page's head is written from."""

    @property
    def period(self) -> Period: ...
    @property
    def at(self) -> datetime: ...
    @property
    def zone(self) -> str: ...


@dataclass
class Writer:
    """One page; `columns` are its headings in order."""

    page: Page
    formats: dict[str, Any]
    columns: list[str] = field(default_factory=list)

    def write(self, row: int, column: int, value: Any, style: str = "text") -> None:
        """A number, a moment or a text; nothing becomes a formula here."""
        if isinstance(value, Decimal | int):
            self.page.write_number(row, column, float(value), self.formats[style])
        elif isinstance(value, datetime):
            self.page.write_datetime(row, column, value, self.formats["moment"])
        else:
            self.page.write_string(row, column, value or "", self.formats["text"])

    def compute(self, row: int, column: int, formula: str, value: Any, style: str = "text") -> None:
        """A formula with the stored value beside it."""
        cell_value = float(value) if isinstance(value, Decimal | int) else value
        if isinstance(value, datetime):
            cell_value = (value - EPOCH) / DAY
        self.page.write_formula(row, column, f"={formula}", self.formats[style], cell_value)

    def head(self, about: Headed, title: str, *, pages: int = 1) -> None:
        """Title lines, and the headings that stay in sight and repeat on every printed page."""
        moment = format_short_datetime(about.at, about.zone)
        for row, text in enumerate((title, about.period.name, f"Diunduh {moment}")):
            self.page.write_string(row, 0, text)
        for column, text in enumerate(self.columns):
            self.page.write_string(FIRST - 1, column, text, self.formats["head"])
            self.page.set_column(column, column, WIDTHS.get(text, 15))
        self.page.set_row(FIRST - 1, HEAD_HEIGHT)
        self.page.freeze_panes(FIRST, 2)
        self.page.repeat_rows(FIRST - 1)
        self.print_on(pages)

    def print_on(self, pages: int) -> None:
        """F4 landscape, so many pages wide."""
        self.page.set_landscape()
        self.page.set_paper(FOLIO)
        self.page.fit_to_pages(pages, 0)
        self.page.set_footer("&LKinerja&RHalaman &P dari &N")


def recap_formats(book: Workbook) -> dict[str, Any]:
    cell_border = {"border": 1, "border_color": "#888888"}
    number_formats = {
        "score": "#,##0.00",
        "exact": "#,##0.00##########",
        "rank": "0",
        "moment": "[$-421]d mmmm yyyy hh.mm.ss",
    }
    formats = {name: book.add_format(cell_border | {"num_format": it}) for name, it in number_formats.items()}
    formats["text"] = book.add_format(cell_border)
    formats["head"] = book.add_format(
        cell_border | {"bold": True, "bg_color": "#E4EAEC", "text_wrap": True, "valign": "vcenter"}
    )
    return formats


def district_places(worksheet: Worksheet) -> tuple[str, ...]:
    return worksheet.district.code, worksheet.district.name, str(worksheet.district.regency)
