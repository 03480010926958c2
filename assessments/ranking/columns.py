"""The columns of a ranking, each declared once.

Page, phone, PDF, workbook, CSV, `manage.py rank`, a decision's document and what is published of it iterate
COLUMNS: a new column is one entry there, and stands in all of them unless it says otherwise.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum, auto
from fractions import Fraction
from typing import Any

from assessments.papers.figures import NOTHING
from assessments.scores.rank_table import RankTable
from assessments.scores.stage_scores import StageColumn
from indicators.scoring.ranking import TOTAL
from indicators.scoring.rounding import decimal_text
from indicators.scoring.tie_keys import SENDING_TIME, TieKey
from kinerja.numbers import format_number

from .rank_rows import RankRow, Value, distance_words, shown_rank_value


class Output(Enum):
    """Where a ranking is shown or kept."""

    PAGE = auto()  # with the cards of a phone
    PAPER = auto()
    BOOK = auto()
    CSV = auto()
    COMMAND = auto()  # json and csv of `manage.py rank`
    TERMINAL = auto()  # its table
    DOCUMENT = auto()  # a decision, in which it is frozen
    PUBLISHED_PAGE = auto()
    PUBLISHED_PAPER = auto()
    PUBLISHED_BOOK = auto()


MORE = "rank-more"  # of a cell that has no place of its own on a phone's cards
EVERYWHERE = frozenset(Output)
LIVE = frozenset({Output.PAGE, Output.PAPER})
WITHOUT_ASPECTS = frozenset({Output.TERMINAL, Output.DOCUMENT})  # a decision keeps them in a place of its own
ASPECTS_LAST = frozenset({Output.COMMAND, Output.PUBLISHED_BOOK})
AFTER_ASPECTS = "total"  # elsewhere they stand before it


@dataclass(frozen=True, kw_only=True)
class RankColumn:
    """Everything that is said about a column; `value` is None where a row has none."""

    key: str  # its name in files that machines read, and in a decision
    heading: str
    value: Callable[[RankRow], Value]
    outputs: frozenset[Output] = EVERYWHERE
    headings: Mapping[Output, str] = field(default_factory=dict)  # where it is headed otherwise
    text: Callable[[Value], str] = shown_rank_value  # as people read it
    figure: bool = False  # set right
    exact: bool = False  # a Decimal, which a decision keeps as text
    strong: bool = False
    frozen: Callable[[Mapping[str, Any]], Any] | None = None  # its place in a decision, if not its key
    short: str = ""  # its heading on a phone, where it stays above the cards
    keeps_heading: bool = False  # whether its heading stays there
    css: str = MORE  # of its cell on the page
    mark: Callable[[Value], str] = lambda value: ""  # the same, by the value
    paper_width: int | None = 22  # mm; None for what is left over
    book_width: int = 15  # characters
    blank: str = NOTHING  # a workbook's cell where there is no value
    terminal: str = "  {}"  # how it stands in a line of text

    def heading_in(self, output: Output) -> str:
        return self.headings.get(output, self.heading)

    def decided(self, place: Mapping[str, Any]) -> Value:
        """What a decision says of it; None in decisions from before there was this column."""
        frozen_value: Value = self.frozen(place) if self.frozen else place.get(self.key)
        return Decimal(frozen_value) if self.exact and isinstance(frozen_value, str) else frozen_value


@dataclass(frozen=True, kw_only=True)
class AspectColumn(RankColumn):
    """The score in an aspect, or in a stage of a final ranking; `chosen` is what is ranked by."""

    spec: StageColumn
    chosen: bool = False
    figure: bool = True
    exact: bool = True
    css: str = "rank-aspect"
    paper_width: int | None = 15

    @property
    def weight(self) -> str:
        return format_number(self.spec.weight, min_places=1)

    @property
    def most(self) -> str:
        """What fills its bar."""
        return decimal_text(Decimal(self.spec.weight.numerator) / self.spec.weight.denominator)


def columns_of_table(output: Output, table: RankTable) -> list[RankColumn]:
    """What an output shows of a ranking as it stands. A workbook, whose formulas rank anew, has a column for
    every tie key too."""
    aspects = [] if output in WITHOUT_ASPECTS else aspect_columns(table)
    columns = with_aspects(output, aspects)
    return [*columns, *key_columns(table, columns)] if output is Output.BOOK else columns


def columns_of_decision(output: Output, aspects: Iterable[Mapping[str, Any]]) -> list[RankColumn]:
    """What an output shows of a decision whose document has these aspects."""
    return with_aspects(output, [decided_aspect_column(aspect) for aspect in aspects])


def with_aspects(output: Output, aspects: Sequence[RankColumn]) -> list[RankColumn]:
    columns = [column for column in COLUMNS if output in column.outputs]
    keys = [column.key for column in columns]
    position = len(keys) if output in ASPECTS_LAST else keys.index(AFTER_ASPECTS) if aspects else 0
    return [*columns[:position], *aspects, *columns[position:]]


def aspect_columns(table: RankTable) -> list[AspectColumn]:
    return [aspect_column(spec, chosen=spec is table.aspect) for spec in table.aspects]


def aspect_column(spec: StageColumn, *, chosen: bool) -> AspectColumn:
    return AspectColumn(
        key=f"aspect:{spec.code}",
        heading=spec.label,
        headings={Output.BOOK: f"{spec.label}. {spec.name}"},
        value=lambda row: row.line.score_of_aspect(spec.code),
        text=one_decimal,
        spec=spec,
        chosen=chosen,
        css="rank-aspect rank-chosen" if chosen else "rank-aspect",
    )


def decided_aspect_column(aspect: Mapping[str, Any]) -> AspectColumn:
    """Decisions from before stages counted named aspects by their numbers."""
    code, no, name = aspect["code"], aspect["no"], aspect["name"]
    aspect_label = aspect.get("label", f"Aspek {no}")
    return AspectColumn(
        key=f"aspect:{code}",
        heading=aspect_label,
        headings={Output.PUBLISHED_BOOK: f"{aspect_label}. {name}"},
        value=lambda row: row.line.score_of_aspect(code),
        frozen=lambda place: place["aspects"][code],
        spec=StageColumn(code, no, name, Fraction(aspect["weight"]), aspect_label),
    )


def key_columns(table: RankTable, columns: Iterable[RankColumn]) -> list[RankColumn]:
    """For the keys that no other column shows."""
    known_keys = {column.key for column in columns}
    deciding_keys = (*table.ranking.ahead, *table.ranking.keys)
    return [
        key_column(key) for key in deciding_keys if isinstance(key, TieKey) and key.name not in known_keys
    ]


def key_column(key: TieKey) -> RankColumn:
    return RankColumn(
        key=key.name,
        heading=key.label,
        value=lambda row: row.local(key.value(row.line.score.standing)),
        exact=True,
    )


def one_decimal(value: Value) -> str:
    return format_number(value, places=1) if isinstance(value, Decimal) else shown_rank_value(value)


def machine_cells(columns: Iterable[RankColumn], row: RankRow) -> dict[str, Value]:
    """A row for machines, by the names of the columns; what is exact as text."""
    value_by_column = {column.key: column.value(row) for column in columns}
    return {key: format(it, "f") if isinstance(it, Decimal) else it for key, it in value_by_column.items()}


def rank_of(row: RankRow) -> Value:
    return row.line.place.rank if row.line.place else None


def deciding_key(row: RankRow) -> Value:
    """The words of what put it below the one above."""
    ranked_place = row.line.place
    return ranked_place.decided_by.label if ranked_place and ranked_place.decided_by else None


COLUMNS: tuple[RankColumn, ...] = (
    RankColumn(
        key="computed",  # by a formula of the workbook
        heading="Peringkat (rumus)",
        value=lambda row: rank_of(row) or row.completeness,
        outputs=frozenset({Output.BOOK}),
    ),
    RankColumn(
        key="rank",
        heading="Peringkat",
        value=rank_of,
        outputs=EVERYWHERE - {Output.BOOK},
        short="No.",
        keeps_heading=True,
        figure=True,
        strong=True,
        css="rank-no",
        paper_width=19,
        terminal="{:>5}",
    ),
    RankColumn(
        key="stored",
        heading="Peringkat tersimpan",
        value=lambda row: rank_of(row) or row.completeness,
        outputs=frozenset({Output.BOOK}),
    ),
    RankColumn(
        key="check",  # a formula too
        heading="Pemeriksaan",
        value=lambda row: "sesuai",
        outputs=frozenset({Output.BOOK}),
    ),
    RankColumn(
        key="district",
        heading="Kode",
        value=lambda row: row.line.worksheet.district.code,
        outputs=frozenset({Output.BOOK, Output.CSV, Output.COMMAND, Output.TERMINAL, Output.PUBLISHED_BOOK}),
        frozen=lambda place: place["district"]["code"],
    ),
    RankColumn(
        key="figure",
        heading="Nilai",
        value=lambda row: format(row.line.ranked, "f"),
        outputs=frozenset({Output.TERMINAL}),
        terminal="  {:>16}",
    ),
    RankColumn(
        key="name",
        heading="Kecamatan",
        value=lambda row: row.line.worksheet.district.name,
        outputs=EVERYWHERE - {Output.DOCUMENT},
        frozen=lambda place: place["district"]["name"],
        keeps_heading=True,
        css="rank-name",
        paper_width=None,
        book_width=24,
    ),
    RankColumn(
        key="regency",
        heading="Kabupaten/kota",
        value=lambda row: str(row.line.worksheet.district.regency),
        outputs=EVERYWHERE - {Output.DOCUMENT},
        frozen=lambda place: place["regency"]["name"],
        css="rank-place",
        paper_width=50,
        book_width=26,
        terminal=", {}",
    ),
    RankColumn(
        key="completeness",
        heading="Kelengkapan",
        value=lambda row: row.completeness,
        outputs=frozenset({Output.BOOK}),
        book_width=14,
    ),
    RankColumn(
        key="submitted_at",
        heading="Waktu kirim",
        value=lambda row: row.local(SENDING_TIME.value(row.line.score.standing, "")),
        outputs=frozenset({Output.BOOK}),
        book_width=26,
    ),
    RankColumn(
        key="total",
        heading="Nilai",
        headings=dict.fromkeys(LIVE, "Total"),
        value=lambda row: row.line.score.total,
        outputs=EVERYWHERE - {Output.TERMINAL},
        keeps_heading=True,
        figure=True,
        exact=True,
        strong=True,
        css="rank-total",
        paper_width=17,
    ),
    RankColumn(
        key="ranked",
        heading="Nilai yang diperingkat",
        value=lambda row: row.line.ranked if row.line.place else None,
        outputs=frozenset({Output.COMMAND}),
    ),
    RankColumn(
        key="shared",
        heading="Peringkat sama",
        value=lambda row: row.line.place.shared if row.line.place else None,
        outputs=frozenset({Output.COMMAND, Output.DOCUMENT}),
    ),
    RankColumn(
        key="decided_by",
        heading="Penentu",
        value=deciding_key,
        outputs=frozenset({Output.COMMAND, Output.DOCUMENT, Output.PUBLISHED_BOOK}),
    ),
    RankColumn(
        key="tie",
        heading="Penentu",
        value=lambda row: None if deciding_key(row) == TOTAL.label else deciding_key(row),
        outputs=frozenset({Output.TERMINAL}),
        blank="",
        terminal="  ({})",
    ),
    RankColumn(
        key="lead",
        heading="Selisih ke bawah",
        value=lambda row: row.line.place.lead if row.line.place else None,
        outputs=frozenset({Output.COMMAND, Output.DOCUMENT}),
        exact=True,
    ),
    RankColumn(
        key="behind",
        heading="Selisih ke atas",
        value=lambda row: row.line.place.behind if row.line.place else None,
        outputs=EVERYWHERE - {Output.TERMINAL, Output.PUBLISHED_PAPER, Output.PUBLISHED_BOOK},
        text=distance_words,
        figure=True,
        exact=True,
        css="rank-gap",
        mark=lambda value: "rank-first" if value is None else "" if value else "rank-same",
        paper_width=19,
    ),
    RankColumn(
        key="grade",
        heading="Predikat",
        value=lambda row: row.line.grade if row.line.place else None,
        outputs=EVERYWHERE - {Output.TERMINAL},
        css="rank-grade",
        paper_width=26,
        blank="",
    ),
    RankColumn(
        key="missing",
        heading="Kekurangan",
        value=lambda row: None if row.line.place else row.line.score.missing,
        outputs=frozenset({Output.COMMAND}),
    ),
    RankColumn(
        key="explanation",
        heading="Keterangan",
        value=lambda row: row.explanation,
        outputs=frozenset({Output.CSV}),
    ),
    RankColumn(
        key="remark",
        heading="Catatan",
        value=lambda row: row.remark,
        outputs=frozenset({Output.BOOK}),
        book_width=60,
    ),
    RankColumn(
        key="state",
        heading="Keadaan",
        value=lambda row: row.state,
        outputs=frozenset({Output.CSV}),
    ),
)
