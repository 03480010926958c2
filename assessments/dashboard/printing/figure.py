"""A figure of the dashboard: a chart in several widths, and the same as a table."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from assessments.papers.charts import Bars, Columns
from kinerja.regions.models import Regency

FIRST = 10  # lines that a chart shows unless all are asked for


@dataclass(frozen=True)
class Head:
    """A column of a table; phones keep those that are not `wide`."""

    title: str
    wide: bool = False
    words: bool = False  # a text, so not aligned as a number


@dataclass(frozen=True)
class ChartFigure:
    """A chart with its legend and its table; the first cell of a row is its name."""

    id: str
    title: str
    what: str
    legend: Sequence[tuple[str, str]]
    heads: Sequence[Head]
    rows: Sequence[Sequence[str]]
    bars: Sequence[Bars] = ()
    columns: Sequence[Columns] = field(default=())
    full_width: bool = False
    rest: int = 0  # lines left out until all are asked for

    @property
    def lines(self) -> list[list[tuple[Head, str]]]:
        return [list(zip(self.heads, row, strict=True)) for row in self.rows]


def short_name(regency: Regency) -> str:
    return regency.name.replace("Kabupaten ", "Kab. ")
