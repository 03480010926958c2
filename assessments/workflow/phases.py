"""How far a kecamatan is: with sending its worksheet, and after that with being judged. PURE."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Sending(StrEnum):
    """How far it is with sending, in the order in which those who need a word come first."""

    NOT_STARTED = "belum"
    FILLING = "diisi"
    AWAITING_HEAD = "menunggu"
    SENT = "terkirim"
    NOT_PARTICIPATING = "tidak-mengikuti"

    @property
    def row(self) -> "SendingRow":
        return SENDINGS[self]

    @property
    def label(self) -> str:
        return self.row.label


class Phase(StrEnum):
    """How far it is on the whole, the furthest first; who does not take part comes last."""

    VERIFIED = "verified"
    JUDGED = "judged"
    SENT = "sent"
    REPAIR = "repair"
    AWAITING_HEAD = "awaiting"
    FILLING = "filling"
    UNTOUCHED = "untouched"
    NOT_PARTICIPATING = "not_participating"

    @property
    def row(self) -> "PhaseRow":
        return PHASES[self]

    @property
    def label(self) -> str:
        return self.row.label

    @property
    def sending(self) -> Sending:
        return self.row.sending

    @property
    def is_sent(self) -> bool:
        """Whether the worksheet was handed in, wherever it stands since."""
        return self.sending is Sending.SENT


@dataclass(frozen=True, kw_only=True)
class SendingRow:
    """Its heading, and how a message to several kecamatan goes on; none for those who are left alone."""

    label: str
    message: str


@dataclass(frozen=True, kw_only=True)
class PhaseRow:
    """Its word in a legend, and how far that is with sending."""

    label: str
    sending: Sending


SENDINGS: Mapping[Sending, SendingRow] = {
    Sending.NOT_STARTED: SendingRow(label="Belum mulai", message="belum mulai diisi"),
    Sending.FILLING: SendingRow(label="Sedang diisi", message="sedang diisi dan belum diajukan ke camat"),
    Sending.AWAITING_HEAD: SendingRow(
        label="Menunggu camat", message="sudah diajukan dan menunggu persetujuan camat"
    ),
    Sending.SENT: SendingRow(label="Terkirim", message="sudah terkirim, terima kasih"),
    Sending.NOT_PARTICIPATING: SendingRow(label="Tidak mengikuti", message=""),
}
PHASES: Mapping[Phase, PhaseRow] = {
    Phase.VERIFIED: PhaseRow(label="Terverifikasi", sending=Sending.SENT),
    Phase.JUDGED: PhaseRow(label="Sedang dinilai", sending=Sending.SENT),
    Phase.SENT: PhaseRow(label="Terkirim, belum dinilai", sending=Sending.SENT),
    Phase.REPAIR: PhaseRow(label="Perlu perbaikan", sending=Sending.SENT),
    Phase.AWAITING_HEAD: PhaseRow(label="Menunggu camat", sending=Sending.AWAITING_HEAD),
    Phase.FILLING: PhaseRow(label="Sedang diisi", sending=Sending.FILLING),
    Phase.UNTOUCHED: PhaseRow(label="Belum mulai", sending=Sending.NOT_STARTED),
    Phase.NOT_PARTICIPATING: PhaseRow(label="Tidak mengikuti", sending=Sending.NOT_PARTICIPATING),
}
