"""The feedback sheet in words: one context for page and paper."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from assessments.models import Worksheet
from assessments.papers.figures import NOTHING
from assessments.papers.pdf import paper_pdf
from assessments.papers.seal import Seal, seal_of
from assessments.results.services.feedback import Feedback, RowComparison
from assessments.results.services.medians import LEAST_AMONG
from assessments.workflow import Paper
from indicators.scoring.next_points import Step, shown_points
from kinerja.numbers import format_number, format_short_datetime

PLACES = 2


@dataclass(frozen=True)
class RowText:
    """One row's figures as text."""

    row: RowComparison

    @property
    def claim(self) -> str:
        return feedback_figure(self.row.claim)

    @property
    def decided(self) -> str:
        return feedback_figure(self.row.decided)

    @property
    def difference(self) -> str:
        return signed_points(self.row.difference)

    @property
    def median(self) -> str:
        """With among how many it was found; none where they are too few to keep each to itself."""
        median = self.row.median
        return f"{feedback_figure(median.score)} ({median.among})" if median else NOTHING


@dataclass(frozen=True)
class FeedbackPaper:
    """The whole sheet as text."""

    worksheet: Worksheet
    feedback: Feedback

    @property
    def claim_total(self) -> str:
        return feedback_figure(self.feedback.claim_total)

    @property
    def decided_total(self) -> str:
        return feedback_figure(self.feedback.decided_total)

    @property
    def difference(self) -> str:
        return signed_points(self.feedback.decided_total - self.feedback.claim_total)

    @property
    def lost(self) -> list[RowText]:
        return [RowText(row) for row in self.feedback.lost]

    @property
    def gained(self) -> list[RowText]:
        return [RowText(row) for row in self.feedback.gained]

    @property
    def steps(self) -> tuple[Step, ...]:
        return self.feedback.steps

    @property
    def judged(self) -> str:
        """How many rows are judged, where some are not; they count as they were claimed."""
        judged_count, count = len(self.feedback.rows), self.feedback.row_count
        return f"{judged_count} dari {count}" if judged_count < count else ""

    @property
    def about_medians(self) -> str:
        return (
            "Median adalah nilai tengah semua kecamatan yang hasilnya sudah diumumkan, dengan"
            f" banyaknya dalam kurung; tidak ditampilkan bila kurang dari {LEAST_AMONG} kecamatan."
        )

    @property
    def about_steps(self) -> str:
        return (
            "Setiap langkah dihitung sendiri-sendiri dari hasil ini, dengan aturan instrumen yang sama;"
            " buktinya tetap diperiksa penilai."
        )

    @property
    def seal(self) -> Seal | None:
        """Of a final result alone: what may still move carries no code."""
        return seal_of(self.feedback.copy) if self.feedback.copy else None


def feedback_figure(value: Fraction | None) -> str:
    return NOTHING if value is None else format_number(value, places=PLACES)


def signed_points(value: Fraction) -> str:
    """ "+0,45", "−0,45" or "0,00"."""
    sign = "−" if value < 0 else "+" if value else ""
    return f"{sign}{shown_points(value)}"


def feedback_pdf(sheet: FeedbackPaper, *, at: datetime) -> bytes:
    """On F4 upright."""
    zone = sheet.worksheet.district.regency.province.time_zone
    printed_at = format_short_datetime(at, zone)
    return paper_pdf(Paper.FEEDBACK, {"it": sheet, "printed_at": printed_at})
