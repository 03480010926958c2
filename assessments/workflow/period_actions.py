"""What moves a period from state to state, each act with all that is said of it. PURE."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from .period_states import PeriodState


class PeriodAction(StrEnum):
    """In the order in which they are done."""

    START = "start"
    FINISH = "finish"
    REOPEN = "reopen"

    @property
    def row(self) -> "PeriodActionRow":
        return PERIOD_ACTIONS[self]

    @property
    def label(self) -> str:
        return self.row.label


@dataclass(frozen=True, kw_only=True)
class PeriodActionRow:
    """Everything that is said about an act."""

    label: str
    done: str  # what the history says
    source: PeriodState
    target: PeriodState
    meaning: str  # what follows from it, before it is done
    asks_reason: bool


PERIOD_ACTIONS: Mapping[PeriodAction, PeriodActionRow] = {
    PeriodAction.START: PeriodActionRow(
        label="Mulai periode",
        done="Periode dimulai",
        source=PeriodState.PREPARATION,
        target=PeriodState.RUNNING,
        meaning="Kecamatan, kabupaten/kota, dan tim penilai melihat periode ini. Pengisian terbuka menurut"
        " jadwalnya. Periode yang sudah dimulai tidak kembali ke persiapan.",
        asks_reason=False,
    ),
    PeriodAction.FINISH: PeriodActionRow(
        label="Selesaikan periode",
        done="Periode diselesaikan",
        source=PeriodState.RUNNING,
        target=PeriodState.FINISHED,
        meaning="Semua isi periode ini tetap dapat dibaca dan dicetak, tetapi tidak dapat diubah lagi.",
        asks_reason=False,
    ),
    PeriodAction.REOPEN: PeriodActionRow(
        label="Buka kembali periode",
        done="Periode dibuka kembali",
        source=PeriodState.FINISHED,
        target=PeriodState.RUNNING,
        meaning="Periode ini berjalan lagi untuk ralat. Alasannya tercatat. Selesaikan lagi sesudah ralat.",
        asks_reason=True,
    ),
}
PERIOD_ACTION_CHOICES = [(action.value, action.row.done) for action in PeriodAction]
