"""The ranking as page and paper show it. A filter hides lines and never ranks again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from assessments.models import Period
from assessments.ranking.columns import (
    MORE,
    AspectColumn,
    Output,
    RankColumn,
    aspect_columns,
    columns_of_table,
)
from assessments.ranking.rank_rows import DECIDED, MOVED, PROVISIONAL, RankRow, Value
from assessments.ranking.services.decision_comparison import DecidedPlaces
from assessments.ranking.services.rank_changes import REPLAYED
from assessments.scores.rank_table import BASIS_LABELS, RankLine, RankTable
from indicators.scoring.rounding import decimal_text
from kinerja.numbers import format_datetime, format_short_datetime


class Filter(NamedTuple):
    """Which lines to show: those of a kabupaten by its code, and those whose name has this text in it."""

    regency: str = ""
    text: str = ""

    def shows(self, line: RankLine) -> bool:
        district = line.worksheet.district
        return (
            self.regency in ("", district.regency.code) and self.text.casefold() in district.name.casefold()
        )


class RankHead(NamedTuple):
    """The head of a column in an output."""

    column: RankColumn
    output: Output

    @property
    def text(self) -> str:
        return self.column.heading_in(self.output)

    @property
    def parts(self) -> list[str]:
        """Between which a line may break."""
        return self.text.split("/")

    @property
    def title(self) -> SafeString:
        """Its parts, which may stand on lines of their own."""
        return format_html_join(mark_safe("/<wbr>"), "{}", ((part,) for part in self.parts))

    @property
    def weight(self) -> str:
        """Of an aspect; empty for other columns."""
        return self.column.weight if isinstance(self.column, AspectColumn) else ""

    @property
    def css(self) -> str:
        css_classes = ["num" if self.column.figure else "", "rank-keep" if self.column.keeps_heading else ""]
        css_classes.append(self.column.css if isinstance(self.column, AspectColumn) else "")
        return " ".join(filter(None, css_classes))


class RankCell(NamedTuple):
    """What a column shows of a row."""

    column: RankColumn
    value: Value

    @property
    def text(self) -> str:
        return self.column.text(self.value)

    @property
    def css(self) -> str:
        return " ".join(filter(None, (self.column.css, self.column.mark(self.value))))

    @property
    def label(self) -> str:
        """What stands before it on a phone, where the cards have no place of their own for it."""
        return self.column.heading_in(Output.PAGE) if self.column.css == MORE else ""

    @property
    def paper_css(self) -> str:
        css_classes = ("figure" if self.column.figure else "", "strong" if self.column.strong else "")
        return " ".join(filter(None, css_classes))

    @property
    def bar(self) -> str:
        """How long the bar below a score is, of `column.most`; empty without a bar."""
        if not isinstance(self.column, AspectColumn):
            return ""
        return decimal_text(self.value if isinstance(self.value, Decimal) else Decimal(0))


@dataclass(frozen=True)
class ShownRow:
    """A row with its cells, each output's in the order of its columns."""

    words: RankRow
    page_columns: Sequence[RankColumn]
    paper_columns: Sequence[RankColumn]

    @property
    def line(self) -> RankLine:
        return self.words.line

    @property
    def page_cells(self) -> list[RankCell]:
        return [RankCell(column, column.value(self.words)) for column in self.page_columns]

    @property
    def paper_cells(self) -> list[RankCell]:
        return [RankCell(column, column.value(self.words)) for column in self.paper_columns]


@dataclass(frozen=True)
class Ranks:
    """The table with its filter, as of `at`."""

    table: RankTable
    filter: Filter
    at: datetime
    decided: DecidedPlaces | None = None

    @property
    def status(self) -> tuple[str, str, str]:
        """Where the ranking stands: the word with its tint and icon."""
        if self.decided is None:
            return PROVISIONAL, "wait", "half"
        if not self.decided.same:
            return "Bukan hasil penetapan", "none", "dash"
        return (MOVED, "wait", "triangle") if self.moved else (DECIDED, "sent", "lock")

    @cached_property
    def moved(self) -> int:
        """How many of the field stand otherwise than was decided."""
        all_lines = [*self.table.places, *self.table.unranked]
        return sum(self.decided.moved(it) for it in all_lines) if self.decided else 0

    @property
    def sentence(self) -> str:
        """The same in a sentence, with the decision's day and code."""
        if self.decided is None:
            return "Hasil sementara, belum ditetapkan."
        decision = self.decided.decision
        at = format_datetime(decision.approved_at, self.zone) if decision.approved_at else ""
        if not self.decided.same:
            basis_words = BASIS_LABELS[self.decided.basis].lower()
            return f"Bukan hasil penetapan: penetapan {decision.code} memakai {basis_words}."
        moved_words = f" {self.moved} kecamatan berbeda dari penetapan." if self.moved else ""
        return f"Ditetapkan {at}, kode {decision.code}.{moved_words}"

    @property
    def period(self) -> Period:
        return self.table.period

    @property
    def replayed(self) -> bool:
        """Whether it is kept what moved these ranks."""
        return self.table.basis in REPLAYED

    @property
    def history_query(self) -> str:
        """By which the page of a rank's moves opens in the same field."""
        regency = {"lingkup": self.table.regency.code} if self.table.regency else {}
        return urlencode({"dasar": self.table.basis.value, **regency})

    @property
    def zone(self) -> str:
        return str(self.period.owner.time_zone)

    @property
    def moment(self) -> str:
        return format_short_datetime(self.at, self.zone)

    @property
    def place(self) -> str:
        return str(self.table.regency or self.period.owner)

    @property
    def title(self) -> str:
        return f"Peringkat kecamatan {self.place} {self.period.year}"

    @property
    def basis(self) -> str:
        """What is ranked: "Isian kecamatan, aspek 5"."""
        aspect = self.table.aspect
        label = self.table.label
        return f"{label}, {aspect.label.lower()}. {aspect.name}" if aspect else label

    @property
    def count(self) -> str:
        """ "666 kecamatan, 38 kabupaten/kota" """
        regency_ids = {score.worksheet.district.regency_id for score in self.table.scores.values()}
        scope_words = "" if self.table.regency else f", {len(regency_ids)} kabupaten/kota"
        return f"{len(self.table.scores)} kecamatan{scope_words}"

    @property
    def instruments(self) -> dict[str, str]:
        """Names of the instruments in use by their codes."""
        instruments = (score.worksheet.revision.instrument for score in self.table.scores.values())
        return dict(sorted({it.code: str(it) for it in instruments}.items()))

    @property
    def filtered(self) -> bool:
        return self.filter != Filter()

    @property
    def field(self) -> str:
        return "seluruh kabupaten/kota ini" if self.table.regency else "seluruh provinsi"

    @cached_property
    def aspects(self) -> list[AspectColumn]:
        return aspect_columns(self.table)

    @cached_property
    def page_columns(self) -> list[RankColumn]:
        return columns_of_table(Output.PAGE, self.table)

    @property
    def heads(self) -> list[RankHead]:
        return [RankHead(column, Output.PAGE) for column in self.page_columns]

    @property
    def paper_heads(self) -> list[RankHead]:
        return [RankHead(column, Output.PAPER) for column in self.paper_columns]

    @cached_property
    def paper_columns(self) -> list[RankColumn]:
        return columns_of_table(Output.PAPER, self.table)

    @cached_property
    def rows(self) -> list[ShownRow]:
        return self.shown_rows(self.table.places)

    @cached_property
    def unfinished(self) -> list[ShownRow]:
        return self.shown_rows(self.table.unfinished)

    @cached_property
    def absent(self) -> list[ShownRow]:
        return self.shown_rows(self.table.absent)

    def shown_rows(self, lines: Iterable[RankLine]) -> list[ShownRow]:
        rows = map(self.row, filter(self.filter.shows, lines))
        return [ShownRow(row, self.page_columns, self.paper_columns) for row in rows]

    def row(self, line: RankLine) -> RankRow:
        return RankRow(line, self.decided, self.zone)

    @property
    def ties(self) -> str:
        """The keys in their order, and what happens where all are equal."""
        key_words = ", ".join(f"{no}) {key.label}" for no, key in enumerate(self.table.ranking.keys, start=1))
        sharing_words = (
            "peringkat dibagi dan nomor berikutnya dilewati. Urutan memakai nilai yang belum dibulatkan."
        )
        return (
            f"{key_words}. Bila semuanya sama, {sharing_words}"
            if key_words
            else f"tidak ada; {sharing_words}"
        )


def ranking_context(ranks: Ranks) -> dict[str, Any]:
    return {"ranks": ranks, "editions": "; ".join(ranks.table.editions)}
