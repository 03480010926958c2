"""What people do with a worksheet as a whole, with everything that is said about it. PURE."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from .events import EventAction


class Action(StrEnum):
    """What a person does with a worksheet as a whole."""

    REQUEST_SIGNOFF = "request_signoff"
    WITHDRAW = "withdraw"
    RETURN = "return_to_operator"
    SUBMIT = "submit"
    DECLINE = "decline"
    REJOIN = "rejoin"
    BEGIN_REGENCY = "begin_regency"
    FINISH_REGENCY = "finish_regency"
    REOPEN_REGENCY = "reopen_regency"
    BEGIN_DESK = "begin_desk"
    REQUEST_REPAIR = "request_repair"
    RESUBMIT = "resubmit"
    VERIFY = "verify"
    REOPEN = "reopen"
    ANNOUNCE = "announce"
    FINALISE = "finalise"

    @property
    def row(self) -> "ActionRow":
        return ACTIONS[self]

    @property
    def label(self) -> str:
        """What its button says."""
        return self.row.button

    @property
    def event(self) -> EventAction:
        """What the history keeps of it."""
        return self.row.event

    @property
    def only_by(self) -> str:
        """Who does it, told to anybody else."""
        return self.row.only_by

    @property
    def sends(self) -> bool:
        """Whether the kecamatan hands its worksheet in by it, and the copy is frozen."""
        return self.row.sends


@dataclass(frozen=True, kw_only=True)
class ActionRow:
    """Everything that is said about an action."""

    button: str
    only_by: str
    event: EventAction
    done: str = ""  # what is said when it is done; empty where the next page says it itself
    meaning: str = ""  # what it leads to, for those who are about to do it
    sends: bool = False
    undone_by: Action | None = None  # what leads back to where it started; what is sent stays sent


_BY_VERIFIER = "Hanya verifikator kabupaten/kota ini yang melakukannya."
_BY_ASSESSOR = "Hanya penilai provinsi ini yang melakukannya."
_BY_CHAIR = "Hanya ketua tim penilai provinsi ini yang melakukannya."
ACTIONS: Mapping[Action, ActionRow] = {
    Action.REQUEST_SIGNOFF: ActionRow(
        button="Ajukan ke camat",
        only_by="Hanya operator kecamatan ini yang mengajukan kertas kerja ke camat.",
        event=EventAction.SIGNOFF_REQUESTED,
        done="Diajukan ke camat. Kertas kerja terkirim setelah camat menyetujuinya.",
        undone_by=Action.WITHDRAW,
    ),
    Action.WITHDRAW: ActionRow(
        button="Tarik kembali",
        only_by="Hanya operator kecamatan ini yang menarik kembali pengajuan.",
        event=EventAction.WITHDRAWN,
        done="Ditarik kembali. Isian terbuka lagi.",
        undone_by=Action.REQUEST_SIGNOFF,
    ),
    Action.RETURN: ActionRow(
        button="Kembalikan",
        only_by="Hanya camat kecamatan ini yang mengembalikan kertas kerja.",
        event=EventAction.RETURNED,
        done="Dikembalikan ke operator dengan catatan Anda.",
        undone_by=Action.REQUEST_SIGNOFF,
    ),
    Action.SUBMIT: ActionRow(
        button="Setujui dan kirim",
        only_by="Hanya camat kecamatan ini yang menyetujui dan mengirim kertas kerja.",
        event=EventAction.SUBMITTED,
        sends=True,
    ),
    Action.DECLINE: ActionRow(
        button="Tandai tidak mengikuti",
        only_by=_BY_VERIFIER,
        event=EventAction.DECLINED,
        done="Ditandai tidak mengikuti penilaian.",
        meaning="Isian terkunci, kecamatan ini tidak diingatkan lagi, dan isiannya tetap tersimpan.",
        undone_by=Action.REJOIN,
    ),
    Action.REJOIN: ActionRow(
        button="Ikutkan kembali",
        only_by=_BY_VERIFIER,
        event=EventAction.REJOINED,
        done="Kecamatan ini mengikuti penilaian kembali.",
        meaning="Isian terbuka lagi seperti sebelum ditandai tidak mengikuti.",
        undone_by=Action.DECLINE,
    ),
    Action.BEGIN_REGENCY: ActionRow(
        button="Mulai verifikasi",
        only_by=_BY_VERIFIER,
        event=EventAction.REGENCY_BEGUN,
        done="Verifikasi dimulai.",
    ),
    Action.FINISH_REGENCY: ActionRow(
        button="Selesai verifikasi",
        only_by=_BY_VERIFIER,
        event=EventAction.REGENCY_FINISHED,
        done="Verifikasi kabupaten/kota selesai.",
        undone_by=Action.REOPEN_REGENCY,
    ),
    Action.REOPEN_REGENCY: ActionRow(
        button="Buka kembali",
        only_by=_BY_VERIFIER,
        event=EventAction.REGENCY_REOPENED,
        done="Dibuka kembali.",
        undone_by=Action.FINISH_REGENCY,
    ),
    Action.BEGIN_DESK: ActionRow(
        button="Mulai menelaah",
        only_by=_BY_ASSESSOR,
        event=EventAction.DESK_BEGUN,
        done="Penelaahan dimulai.",
    ),
    Action.REQUEST_REPAIR: ActionRow(
        button="Minta perbaikan",
        only_by="Hanya tim yang sedang menilai kertas kerja ini yang meminta perbaikan.",
        event=EventAction.REPAIR_REQUESTED,
        done="Permintaan perbaikan dikirim ke kecamatan.",
    ),
    Action.RESUBMIT: ActionRow(
        button="Setujui dan kirim ulang",
        only_by="Hanya camat kecamatan ini yang mengirim ulang kertas kerja.",
        event=EventAction.RESUBMITTED,
        sends=True,
    ),
    Action.VERIFY: ActionRow(
        button="Verifikasi",
        only_by=_BY_ASSESSOR,
        event=EventAction.VERIFIED,
        done="Kertas kerja terverifikasi.",
        undone_by=Action.REOPEN,
    ),
    Action.REOPEN: ActionRow(
        button="Buka kembali",
        only_by=_BY_CHAIR,
        event=EventAction.REOPENED,
        done="Dibuka kembali.",
        undone_by=Action.VERIFY,
    ),
    Action.ANNOUNCE: ActionRow(
        button="Umumkan hasil sementara",
        only_by=_BY_CHAIR,
        event=EventAction.ANNOUNCED,
    ),
    Action.FINALISE: ActionRow(
        button="Tetapkan",
        only_by="Hanya pimpinan provinsi ini yang menetapkan hasil.",
        event=EventAction.FINALISED,
    ),
}
