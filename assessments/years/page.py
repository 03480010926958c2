"""What the pages over the years show: every figure as text, rounded half-up here and nowhere before."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from assessments.papers.figures import NOTHING
from assessments.results.printing.feedback import signed_points
from assessments.scores.rank_table import BASIS_LABELS, Basis
from assessments.years.services.history import YearResult
from assessments.years.services.improvements import Improvement
from indicators.editions.sheets import sheet_of
from indicators.scoring.bridge import Bridge, BridgeRow
from indicators.scoring.tie_keys import aspect_score
from kinerja.numbers import Exact, format_number

PLACES = 2


def score_text(score: Exact | None) -> str:
    return NOTHING if score is None else format_number(score, places=PLACES)


@dataclass(frozen=True)
class YearLine:
    """One year of a kecamatan as text."""

    result: YearResult
    current: bool

    @property
    def period(self) -> str:
        return str(self.result.worksheet.stage.period)

    @property
    def claim(self) -> str:
        return score_text(self.result.claim)

    @property
    def decided(self) -> str:
        return score_text(self.result.decided.total if self.result.decided else None)

    @property
    def rank(self) -> str:
        award = self.result.award
        return f"{award.rank} dari {award.among}" if award else NOTHING

    @property
    def titles(self) -> str:
        return ", ".join(self.result.award.titles if self.result.award else ()) or NOTHING


class AspectLine(NamedTuple):
    """An aspect with its score in every year, each beside the name of its period."""

    name: str
    scores: list[tuple[str, str]]


def aspect_lines(years: list[YearResult]) -> list[AspectLine]:
    """The aspects of all editions in use, as the newest that has them calls them."""
    names: dict[str, str] = {}
    for result in years:
        for aspect in sheet_of(result.worksheet.revision_id).aspects:
            names.setdefault(aspect.code, aspect.name)
    return [AspectLine(name, [aspect_cell(result, code) for result in years]) for code, name in names.items()]


def aspect_cell(result: YearResult, code: str) -> tuple[str, str]:
    score = aspect_score(result.aspect_totals, code) if result.worksheet.filled else None
    return str(result.worksheet.stage.period), score_text(score)


class PartLine(NamedTuple):
    """A part of the bridge: what it is called, what it means, and its points."""

    label: str
    meaning: str
    points: str


@dataclass(frozen=True)
class BridgeLine:
    """An indicator whose score moved."""

    row: BridgeRow

    @property
    def name(self) -> str:
        spec = self.row.indicator or self.row.earlier
        return f"{spec.no}. {spec.text}" if spec else ""

    @property
    def before(self) -> str:
        return score_text(self.row.before)

    @property
    def after(self) -> str:
        return score_text(self.row.after)

    @property
    def performance(self) -> str:
        return signed_points(self.row.performance)

    @property
    def rule_change(self) -> str:
        return signed_points(self.row.rule_change)

    @property
    def without_counterpart(self) -> str:
        return signed_points(self.row.without_counterpart)

    @property
    def note(self) -> str:
        return self.row.unmatched.sentence if self.row.unmatched else ""


@dataclass(frozen=True)
class BridgeText:
    """The bridge from the year before, in words and figures."""

    bridge: Bridge
    basis: Basis
    earlier: str

    @property
    def basis_label(self) -> str:
        return BASIS_LABELS[self.basis].lower()

    @property
    def parts(self) -> list[PartLine]:
        bridge = self.bridge
        return [
            PartLine(
                "Kinerja",
                "isian tahun ini menurut aturan dan bobot tahun lalu, dibanding isian tahun lalu",
                signed_points(bridge.performance),
            ),
            PartLine(
                "Perubahan aturan",
                "isian yang sama menurut aturan dan bobot tahun ini",
                signed_points(bridge.rule_change),
            ),
            PartLine(
                "Tanpa padanan",
                "indikator yang hanya dapat dinilai di salah satu tahun",
                signed_points(bridge.without_counterpart),
            ),
        ]

    @property
    def sum_sentence(self) -> str:
        """ "Kinerja +3,75, perubahan aturan −1,25, tanpa padanan 0,00: jumlahnya +2,50, dari 51,25 menjadi
        53,75."."""
        summed = ", ".join(f"{part.label} {part.points}" for part in self.parts).lower().capitalize()
        ends = f"dari {score_text(self.bridge.before)} menjadi {score_text(self.bridge.after)}"
        return f"{summed}: jumlahnya {signed_points(self.bridge.difference)}, {ends}."

    @property
    def lines(self) -> list[BridgeLine]:
        return [BridgeLine(row) for row in self.bridge.rows if has_moved(row)]

    @property
    def unmoved(self) -> int:
        return len(self.bridge.rows) - len(self.lines)


def has_moved(row: BridgeRow) -> bool:
    return any((row.performance, row.rule_change, row.without_counterpart))


@dataclass(frozen=True)
class ImprovementLine:
    """A kecamatan of a province's table."""

    no: str
    improvement: Improvement

    @property
    def basis(self) -> str:
        return BASIS_LABELS[self.improvement.basis]

    @property
    def last(self) -> str:
        return score_text(self.improvement.last)

    @property
    def this(self) -> str:
        return score_text(self.improvement.this)

    @property
    def difference(self) -> str:
        difference = self.improvement.difference
        return NOTHING if difference is None else signed_points(Fraction(difference))


def improvement_lines(improvements: Iterable[Improvement]) -> list[ImprovementLine]:
    """Numbered as far as they can be compared."""
    return [
        ImprovementLine(str(no) if it.difference is not None else NOTHING, it)
        for no, it in enumerate(improvements, start=1)
    ]
