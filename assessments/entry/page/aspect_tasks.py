"""An aspect of the task list: how far it is, in words and as a tag."""

from dataclasses import dataclass

from assessments.papers.figures import AspectTotals
from indicators.scoring.sheet import IndicatorSpec

# Tint and icon of each status.
LOOKS = {
    "Belum mulai": ("none", "dotted"),
    "Sedang diisi": ("wait", "half"),
    "Lengkap": ("ok", "check"),
    "Perlu perbaikan": ("bad", "triangle"),
    "Terkirim": ("sent", "up"),
}


@dataclass(frozen=True)
class AspectTask:
    """One line of the task list."""

    aspect: AspectTotals
    gaps: str
    status: str

    @property
    def tint(self) -> str:
        return LOOKS[self.status][0]

    @property
    def icon(self) -> str:
        return LOOKS[self.status][1]


def sent_task(aspect: AspectTotals, asked_back: list[IndicatorSpec]) -> AspectTask:
    """An aspect that was sent, with what was asked back of it."""
    codes = {spec.code for spec in aspect.spec.indicators}
    open_rows = [spec for spec in asked_back if spec.code in codes]
    if open_rows:
        return AspectTask(
            aspect, f"{len(open_rows)} baris dibuka: {row_numbers(open_rows)}", "Perlu perbaikan"
        )
    return AspectTask(aspect, "", "Terkirim")


def row_numbers(indicators: list[IndicatorSpec]) -> str:
    """ "nomor 31, 33 dan 34"."""
    *all_but_last, last_no = [str(it.no) for it in indicators]
    return f"nomor {', '.join(all_but_last)} dan {last_no}" if all_but_last else f"nomor {last_no}"
