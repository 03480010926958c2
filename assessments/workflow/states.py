"""Where a worksheet stands, with everything that is said about it. PURE.

A state says two things at once, which are named apart in its row (decision 34): how far the kecamatan
itself is with its worksheet, and how far a stage that judges it is. What is asked of a state is answered from
these two, so that no other room lists states.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from .phases import Phase
from .stage_kinds import StageKind


class OwnState(StrEnum):
    """How far the worksheet itself is, whatever stages judge it, in whatever order."""

    DRAFT = "draft"
    AWAITING_HEAD = "awaiting_head"
    SENT = "sent"
    REPAIR = "repair"  # some rows are open again
    DECIDED = "decided"  # a decision of the period holds it
    NOT_PARTICIPATING = "not_participating"


class StageStanding(StrEnum):
    """How far one stage is with a worksheet."""

    AT_WORK = "at_work"
    ASKED_BACK = "asked_back"  # it sent rows back to be mended
    CAME_BACK = "came_back"  # they were mended, and it has not looked yet
    FINISHED = "finished"
    ANNOUNCED = "announced"


class State(StrEnum):
    """Where a worksheet stands."""

    DRAFT = "draft"
    AWAITING_HEAD = "awaiting_head"
    SUBMITTED = "submitted"
    REGENCY_REVIEW = "regency_review"
    REGENCY_VERIFIED = "regency_verified"
    UNDER_REVIEW = "under_review"
    REPAIR = "repair"
    RESUBMITTED = "resubmitted"
    VERIFIED = "verified"
    PROVISIONAL = "provisional"
    FINAL = "final"
    NOT_PARTICIPATING = "not_participating"

    @property
    def row(self) -> "StateRow":
        return STATES[self]

    @property
    def label(self) -> str:
        return self.row.label

    @property
    def locked(self) -> str:
        """Why rows and profile are closed; empty where they are open."""
        return self.row.locked

    @property
    def not_from(self) -> str:
        """Why a step does not start here."""
        return self.row.not_from or self.row.locked

    @property
    def notice(self) -> str:
        """What the worksheet's page says of it; empty where there is nothing to say."""
        return self.row.notice or self.row.locked

    @property
    def editable(self) -> bool:
        """Whether every row is open to the kecamatan."""
        return self.row.own is OwnState.DRAFT

    @property
    def awaits_head(self) -> bool:
        """Whether the camat is to approve or return it."""
        return self.row.own is OwnState.AWAITING_HEAD

    @property
    def in_repair(self) -> bool:
        """Whether rows were asked back, which alone are open."""
        return self.row.own is OwnState.REPAIR

    @property
    def takes_part(self) -> bool:
        return self.row.own is not OwnState.NOT_PARTICIPATING

    @property
    def is_due(self) -> bool:
        """Whether it still has to be sent."""
        return bool(self.row.unsent)

    @property
    def is_sent(self) -> bool:
        """Whether it was sent and counts as sent since."""
        return self.takes_part and not self.is_due

    @property
    def is_untouched(self) -> bool:
        """Whether it was sent and no stage has taken it up."""
        return self.row.own is OwnState.SENT and self.row.standing is None

    @property
    def belongs_to_asker(self) -> bool:
        """Whether it lies with whoever asked rows back, or will when they come back."""
        return self.row.standing in (StageStanding.ASKED_BACK, StageStanding.CAME_BACK)

    @property
    def came_back(self) -> bool:
        """Whether mended rows wait for whoever asked for them."""
        return self.row.standing is StageStanding.CAME_BACK

    @property
    def is_verified(self) -> bool:
        """Whether the desk has finished and nothing is announced yet: the time of the juries."""
        return self.row.stage is StageKind.DESK and self.row.standing is StageStanding.FINISHED

    @property
    def is_provisional(self) -> bool:
        """Whether a result is announced and not decided yet: the time of objections."""
        return self.row.standing is StageStanding.ANNOUNCED

    @property
    def is_decided(self) -> bool:
        """Whether a decision holds it."""
        return self.row.own is OwnState.DECIDED

    @property
    def is_announced(self) -> bool:
        """Whether the kecamatan has seen its result."""
        return self.is_provisional or self.is_decided


@dataclass(frozen=True, kw_only=True)
class StateRow:
    """Everything that is said about a state.

    `stage` is the one whose standing the state tells; None where it tells none, or where only the rows that
    were asked back know whose turn it is.
    """

    label: str
    tint: str
    icon: str
    phase: Phase
    own: OwnState
    stage: StageKind | None = None
    standing: StageStanding | None = None
    locked: str = ""  # why rows and profile are closed
    not_from: str = ""  # why a step does not start here, where that is not why it is locked
    notice: str = ""  # what the worksheet's page says, where that is not why it is locked
    unsent: str = ""  # how the worksheet is told that it is not sent, where it still has to be


STATES: Mapping[State, StateRow] = {
    State.DRAFT: StateRow(
        label="Sedang diisi",
        tint="wait",
        icon="half",
        phase=Phase.FILLING,
        own=OwnState.DRAFT,
        not_from="Kertas kerja ini sedang diisi operator dan belum diajukan ke camat.",
        unsent="Kertas kerja ini belum diajukan dan belum terkirim.",
    ),
    State.AWAITING_HEAD: StateRow(
        label="Menunggu camat",
        tint="wait",
        icon="clock",
        phase=Phase.AWAITING_HEAD,
        own=OwnState.AWAITING_HEAD,
        locked="Kertas kerja ini menunggu persetujuan camat. Tarik kembali untuk mengubahnya.",
        not_from="Kertas kerja ini sudah diajukan dan sedang menunggu camat.",
        notice="Isian terkunci sampai camat menyetujui atau mengembalikannya.",
        unsent="Kertas kerja ini diajukan tetapi belum disetujui camat, jadi belum terkirim.",
    ),
    State.SUBMITTED: StateRow(
        label="Terkirim",
        tint="sent",
        icon="up",
        phase=Phase.SENT,
        own=OwnState.SENT,
        locked="Kertas kerja ini sudah dikirim dan tidak dapat diubah.",
        notice="Kertas kerja ini sudah terkirim. Isiannya terkunci dan hanya dapat dilihat.",
    ),
    State.REGENCY_REVIEW: StateRow(
        label="Verifikasi kabupaten/kota",
        tint="wait",
        icon="eye",
        phase=Phase.JUDGED,
        own=OwnState.SENT,
        stage=StageKind.REGENCY,
        standing=StageStanding.AT_WORK,
        locked="Kertas kerja ini sedang diverifikasi kabupaten/kota dan tidak dapat diubah.",
    ),
    State.REGENCY_VERIFIED: StateRow(
        label="Diverifikasi kabupaten/kota",
        tint="ok",
        icon="check",
        phase=Phase.JUDGED,
        own=OwnState.SENT,
        stage=StageKind.REGENCY,
        standing=StageStanding.FINISHED,
        locked="Kertas kerja ini sudah diverifikasi kabupaten/kota dan tidak dapat diubah.",
    ),
    State.UNDER_REVIEW: StateRow(
        label="Ditelaah",
        tint="wait",
        icon="eye",
        phase=Phase.JUDGED,
        own=OwnState.SENT,
        stage=StageKind.DESK,
        standing=StageStanding.AT_WORK,
        locked="Kertas kerja ini sedang ditelaah provinsi dan tidak dapat diubah.",
    ),
    State.REPAIR: StateRow(
        label="Perlu perbaikan",
        tint="bad",
        icon="triangle",
        phase=Phase.REPAIR,
        own=OwnState.REPAIR,
        standing=StageStanding.ASKED_BACK,
        locked="Hanya baris yang diminta diperbaiki yang terbuka.",
        not_from="Kertas kerja ini sedang diperbaiki kecamatan.",
    ),
    State.RESUBMITTED: StateRow(
        label="Dikirim ulang",
        tint="sent",
        icon="up",
        phase=Phase.JUDGED,
        own=OwnState.SENT,
        standing=StageStanding.CAME_BACK,
        locked="Kertas kerja ini sudah dikirim ulang dan tidak dapat diubah.",
    ),
    State.VERIFIED: StateRow(
        label="Terverifikasi",
        tint="ok",
        icon="check",
        phase=Phase.VERIFIED,
        own=OwnState.SENT,
        stage=StageKind.DESK,
        standing=StageStanding.FINISHED,
        locked="Kertas kerja ini sudah terverifikasi dan tidak dapat diubah.",
    ),
    State.PROVISIONAL: StateRow(
        label="Hasil sementara",
        tint="sent",
        icon="info",
        phase=Phase.VERIFIED,
        own=OwnState.SENT,
        stage=StageKind.DESK,
        standing=StageStanding.ANNOUNCED,
        locked="Hasil sementara kertas kerja ini sudah diumumkan; isiannya tidak dapat diubah.",
    ),
    State.FINAL: StateRow(
        label="Ditetapkan",
        tint="sent",
        icon="lock",
        phase=Phase.VERIFIED,
        own=OwnState.DECIDED,
        locked="Hasil kertas kerja ini sudah ditetapkan dan tidak dapat diubah.",
    ),
    State.NOT_PARTICIPATING: StateRow(
        label="Tidak mengikuti",
        tint="none",
        icon="dash",
        phase=Phase.NOT_PARTICIPATING,
        own=OwnState.NOT_PARTICIPATING,
        locked="Kecamatan ini tidak mengikuti penilaian.",
    ),
}
STATE_CHOICES = [(state.value, state.label) for state in State]

# States that belong together, for queries.
EDITABLE = frozenset(state for state in State if state.editable)
DUE = frozenset(state for state in State if state.is_due)
SENT = frozenset(state for state in State if state.is_sent)
UNSENT = frozenset(State) - SENT
TAKING_PART = frozenset(state for state in State if state.takes_part)
ANNOUNCED = frozenset(state for state in State if state.is_announced)
DECIDED = frozenset(state for state in State if state.is_decided)
UNDECIDED = SENT - DECIDED  # sent, and no decision holds it yet


def phase_of(state: State, *, filled: bool) -> Phase:
    """How far a kecamatan is; a draft is told apart by whether it holds an answer."""
    untouched = state.row.phase is Phase.FILLING and not filled
    return Phase.UNTOUCHED if untouched else state.row.phase
