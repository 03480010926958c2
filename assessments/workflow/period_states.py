"""Where a period stands, from the first draft of its stages to the archive. PURE."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class PeriodState(StrEnum):
    """In the order in which a period goes through them; a training period never runs."""

    PREPARATION = "preparation"
    TRAINING = "training"
    RUNNING = "running"
    FINISHED = "finished"

    @property
    def row(self) -> "PeriodStateRow":
        return PERIOD_STATES[self]

    @property
    def label(self) -> str:
        return self.row.label


@dataclass(frozen=True, kw_only=True)
class PeriodStateRow:
    """Everything that is said about a state of a period."""

    label: str
    meaning: str
    tint: str
    icon: str
    shown: bool  # whether others than the Sekretariat see the period at all
    closed: str  # why nobody fills, judges or decides in it; empty where they do
    settled: str  # why nothing in it is changed at all, its stages and people neither; empty where they are
    official: bool  # whether it ranks and decides: a training has no result


FINISHED_WORDS = "Periode ini sudah selesai dan hanya dibaca. Ralat dimulai dengan membuka kembali periode."

PERIOD_STATES: Mapping[PeriodState, PeriodStateRow] = {
    PeriodState.PREPARATION: PeriodStateRow(
        label="Persiapan",
        meaning="hanya dilihat Sekretariat Tim Penilai, belum dapat diisi",
        tint="none",
        icon="dotted",
        shown=False,
        closed="Periode ini masih dalam persiapan; belum ada yang dapat diisi.",
        settled="",
        official=True,
    ),
    PeriodState.TRAINING: PeriodStateRow(
        label="Latihan",
        meaning="diisi siapa pun untuk berlatih, dihapus pada akhirnya, tidak pernah menjadi hasil",
        tint="wait",
        icon="half",
        shown=True,
        closed="",
        settled="",
        official=False,
    ),
    PeriodState.RUNNING: PeriodStateRow(
        label="Berjalan",
        meaning="diisi, dinilai, dan ditetapkan",
        tint="sent",
        icon="ring",
        shown=True,
        closed="",
        settled="",
        official=True,
    ),
    PeriodState.FINISHED: PeriodStateRow(
        label="Selesai",
        meaning="hanya dibaca dan dicetak, sampai dibuka kembali untuk ralat",
        tint="ok",
        icon="lock",
        shown=True,
        closed=FINISHED_WORDS,
        settled=FINISHED_WORDS,
        official=True,
    ),
}
PERIOD_STATE_CHOICES = [(state.value, state.label) for state in PeriodState]
SHOWN_PERIODS = tuple(state.value for state in PeriodState if state.row.shown)
OPEN_PERIODS = tuple(state.value for state in PeriodState if not state.row.settled)
