"""The comparison of policies in words: what page, workbook and CSV show of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from assessments.comparison.services import TOGETHER, Comparison, PolicyColumn, PolicyEffect
from assessments.models import Period, Worksheet
from assessments.papers.policies import GIVES, outcome_names
from assessments.ranking.rank_rows import exact_words
from assessments.scores.rank_table import BASIS_LABELS
from assessments.scores.ranking import Score, takes_part
from indicators.scoring.sheet import BY_POLICY, Outcome
from indicators.scoring.variants import ROUNDINGS, SINGLE, Rounding
from kinerja.numbers import format_short_datetime

ROWS = "Nilai baris"


@dataclass(frozen=True)
class PolicyChoice:
    """One variant as a line of the summary and as a head of the table."""

    key: str
    group: str
    label: str
    effect: PolicyEffect
    in_force: bool
    chosen: bool

    @property
    def title(self) -> str:
        return f"{self.group}: {self.label}"


@dataclass(frozen=True)
class ComparisonCell:
    """A worksheet under one variant."""

    choice: PolicyChoice
    rank: int | None
    move: int
    total: str

    @property
    def moved(self) -> str:
        """In words, so that no sign and no colour has to be known."""
        if self.rank is None:
            return ""
        if not self.move:
            return "tetap"
        return f"naik {self.move}" if self.move > 0 else f"turun {-self.move}"


@dataclass(frozen=True)
class ComparisonLine:
    """A worksheet with its exact place, and its places under what was chosen."""

    score: Score
    rank: int | None
    cells: Sequence[ComparisonCell]

    @property
    def worksheet(self) -> Worksheet:
        return self.score.worksheet

    @property
    def total(self) -> str:
        return exact_words(self.score.total)

    @property
    def widest_move(self) -> int:
        return max((abs(cell.move) for cell in self.cells), default=0)

    @property
    def note(self) -> str:
        if not takes_part(self.worksheet):
            return "Tidak mengikuti"
        return "" if self.score.complete else f"Belum lengkap: {self.score.missing}"


@dataclass(frozen=True)
class ComparisonView:
    """A comparison with what is shown of it, and in which order, as of `at`."""

    comparison: Comparison
    chosen: Sequence[str]
    order: str
    at: datetime

    @property
    def period(self) -> Period:
        return self.comparison.period

    @property
    def zone(self) -> str:
        return str(self.period.owner.time_zone)

    @property
    def title(self) -> str:
        return f"Pembanding kebijakan {self.comparison.instrument}"

    @cached_property
    def names(self) -> dict[Outcome, str]:
        sheet = self.comparison.sheet
        return outcome_names(sheet) if sheet else {outcome: outcome.row.name for outcome in BY_POLICY}

    @cached_property
    def groups(self) -> list[tuple[str, list[PolicyChoice]]]:
        """The summary: a group for each outcome, and one for the rounding of rows."""
        policies = [(self.names[it], self.choices(f"{it}.")) for it in BY_POLICY]
        return [*policies, (ROWS, self.choices("baris."))]

    def choices(self, key_start: str) -> list[PolicyChoice]:
        return [self.choice(key) for key in SINGLE if key.startswith(key_start)]

    def choice(self, key: str) -> PolicyChoice:
        group, words = self.group_and_label(self.comparison.columns[key])
        effect = self.comparison.effects[key]
        return PolicyChoice(key, group, words, effect, self.comparison.in_force(key), key in self.chosen)

    def group_and_label(self, column: PolicyColumn) -> tuple[str, str]:
        if column.key == TOGETHER:
            return "Bersama", "semua yang dipilih"
        (policy_outcome, action), *_ = column.variant.policies.items() or [(None, None)]
        if policy_outcome and action:
            return self.names[policy_outcome], GIVES[action]
        return ROWS, rounding_words(column.variant.rounding or ROUNDINGS[0])

    @cached_property
    def table_choices(self) -> list[PolicyChoice]:
        """The variants in the table."""
        together_keys = [TOGETHER] if TOGETHER in self.comparison.columns else []
        return [self.choice(key) for key in (*self.chosen, *together_keys)]

    @cached_property
    def lines(self) -> list[ComparisonLine]:
        """All worksheets in the order that was asked for; by rank, then those without one."""
        ranks = self.comparison.exact.ranks
        by_rank = sorted(
            self.comparison.scores, key=lambda it: (it.worksheet.pk not in ranks, ranks.get(it.worksheet.pk))
        )
        lines = [self.line(score) for score in by_rank]
        choice_keys = [choice.key for choice in self.table_choices]
        if self.order in choice_keys:
            position = choice_keys.index(self.order)
            lines.sort(key=lambda line: -abs(line.cells[position].move))
        elif self.order:
            lines.sort(key=lambda line: -line.widest_move)
        return lines

    def line(self, score: Score) -> ComparisonLine:
        pk = score.worksheet.pk
        columns = [(choice, self.comparison.columns[choice.key]) for choice in self.table_choices]
        cells = [
            ComparisonCell(choice, it.ranks.get(pk), self.comparison.move(it, pk), exact_words(it.totals[pk]))
            for choice, it in columns
        ]
        return ComparisonLine(score, self.comparison.exact.ranks.get(pk), cells)

    @property
    def moving_lines(self) -> list[ComparisonLine]:
        return [line for line in self.lines if line.widest_move]

    @property
    def basis(self) -> str:
        """Whose figures: "isian kecamatan" """
        return BASIS_LABELS[self.comparison.basis]

    @property
    def counts(self) -> str:
        """ "666 kertas kerja, 610 berperingkat" """
        scores, ranks = self.comparison.scores, self.comparison.exact.ranks
        return f"{len(scores)} kertas kerja, {len(ranks)} berperingkat"

    @property
    def computed_at_text(self) -> str:
        return format_short_datetime(self.at, self.zone)


def rounding_words(rounding: Rounding) -> str:
    return f"{'dipotong' if rounding.cut else 'dibulatkan'} {rounding.places} desimal"


def widest_movers(comparison: Comparison, count: int) -> list[str]:
    """The variants that move the most ranks, in the order of the list; none that moves nothing."""
    moving_keys = [key for key in SINGLE if comparison.effects[key].ranks]
    top_movers = sorted(moving_keys, key=lambda key: -comparison.effects[key].ranks)[:count]
    return [key for key in moving_keys if key in top_movers]
