"""What can happen to a worksheet, as its history keeps it. PURE."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class EventGroup(StrEnum):
    """What an event is about."""

    STEP = "step"  # it moved the worksheet from state to state
    ENTRY = "entry"
    PROFILE = "profile"
    EVIDENCE = "evidence"
    JUDGING = "judging"
    OBJECTION = "objection"
    STAGE = "stage"
    REVISION = "revision"
    LETTER = "letter"


class EventSubject(StrEnum):
    """What the subject of an event names."""

    WORKSHEET = "worksheet"  # the worksheet itself: the subject is empty
    ROW = "row"  # the code of an indicator
    LAYER_ROW = "layer_row"  # a layer, a colon, and the code
    PROFILE = "profile"
    EVIDENCE = "evidence"  # nothing, or the code of the indicator that a file is linked to
    STAGE = "stage"  # the name of a stage
    EVENT = "event"  # the key of the event that was told


class EventAction(StrEnum):
    """What happened."""

    OPENED = "opened"
    ROW_SAVED = "row_saved"
    WORKBOOK_APPLIED = "workbook_applied"
    PROFILE_SAVED = "profile_saved"
    PROFILE_CONFIRMED = "profile_confirmed"
    PROFILE_UNLOCKED = "profile_unlocked"
    EVIDENCE_ADDED = "evidence_added"
    EVIDENCE_LINKED = "evidence_linked"
    EVIDENCE_UNLINKED = "evidence_unlinked"
    EVIDENCE_REMOVED = "evidence_removed"
    SIGNOFF_REQUESTED = "signoff_requested"
    WITHDRAWN = "withdrawn"
    RETURNED = "returned"
    SUBMITTED = "submitted"
    DECLINED = "declined"
    REJOINED = "rejoined"
    REGENCY_BEGUN = "regency_begun"
    REGENCY_FINISHED = "regency_finished"
    REGENCY_REOPENED = "regency_reopened"
    DESK_BEGUN = "desk_begun"
    REPAIR_NOTED = "repair_noted"
    REPAIR_REQUESTED = "repair_requested"
    RESUBMITTED = "resubmitted"
    VERIFIED = "verified"
    REOPENED = "reopened"
    ANNOUNCED = "announced"
    OBJECTED = "objected"
    OBJECTION_ANSWERED = "objection_answered"
    FINALISED = "finalised"
    JUDGED = "judged"
    NOMINATED = "nominated"
    NOMINATION_WITHDRAWN = "nomination_off"
    BALLOT_GIVEN = "ballot_given"
    BALLOT_RETURNED = "ballot_returned"
    REVISED = "revised"
    ANSWER_CUT = "answer_cut"
    REVISION_TOLD = "revision_told"
    REMINDED = "reminded"

    @property
    def row(self) -> "EventRow":
        return EVENTS[self]

    @property
    def label(self) -> str:
        return self.row.label


@dataclass(frozen=True, kw_only=True)
class EventRow:
    """Everything that is said about an event."""

    label: str
    group: EventGroup
    subject: EventSubject = EventSubject.WORKSHEET
    for_judges: bool = False  # not for the kecamatan: what a judge notes is told when it is asked for
    note_for_judges: bool = False  # its note may name what was decided


EVENTS: Mapping[EventAction, EventRow] = {
    EventAction.OPENED: EventRow(label="Kertas kerja dibuka", group=EventGroup.ENTRY),
    EventAction.ROW_SAVED: EventRow(label="Baris disimpan", group=EventGroup.ENTRY, subject=EventSubject.ROW),
    EventAction.WORKBOOK_APPLIED: EventRow(label="Buku kerja diterapkan", group=EventGroup.ENTRY),
    EventAction.PROFILE_SAVED: EventRow(
        label="Profil disimpan", group=EventGroup.PROFILE, subject=EventSubject.PROFILE
    ),
    EventAction.PROFILE_CONFIRMED: EventRow(
        label="Profil dipastikan benar", group=EventGroup.PROFILE, subject=EventSubject.PROFILE
    ),
    EventAction.PROFILE_UNLOCKED: EventRow(
        label="Profil dibuka kembali", group=EventGroup.PROFILE, subject=EventSubject.PROFILE
    ),
    EventAction.EVIDENCE_ADDED: EventRow(
        label="Bukti ditambahkan", group=EventGroup.EVIDENCE, subject=EventSubject.EVIDENCE
    ),
    EventAction.EVIDENCE_LINKED: EventRow(
        label="Bukti ditautkan", group=EventGroup.EVIDENCE, subject=EventSubject.EVIDENCE
    ),
    EventAction.EVIDENCE_UNLINKED: EventRow(
        label="Tautan bukti dilepas", group=EventGroup.EVIDENCE, subject=EventSubject.EVIDENCE
    ),
    EventAction.EVIDENCE_REMOVED: EventRow(
        label="Bukti dihapus", group=EventGroup.EVIDENCE, subject=EventSubject.EVIDENCE
    ),
    EventAction.SIGNOFF_REQUESTED: EventRow(label="Diajukan ke camat", group=EventGroup.STEP),
    EventAction.WITHDRAWN: EventRow(label="Ditarik kembali oleh operator", group=EventGroup.STEP),
    EventAction.RETURNED: EventRow(label="Dikembalikan oleh camat", group=EventGroup.STEP),
    EventAction.SUBMITTED: EventRow(label="Disetujui dan dikirim", group=EventGroup.STEP),
    EventAction.DECLINED: EventRow(label="Dinyatakan tidak mengikuti", group=EventGroup.STEP),
    EventAction.REJOINED: EventRow(label="Mengikuti kembali", group=EventGroup.STEP),
    EventAction.REGENCY_BEGUN: EventRow(label="Verifikasi kabupaten/kota dimulai", group=EventGroup.STEP),
    EventAction.REGENCY_FINISHED: EventRow(label="Verifikasi kabupaten/kota selesai", group=EventGroup.STEP),
    EventAction.REGENCY_REOPENED: EventRow(
        label="Verifikasi kabupaten/kota dibuka kembali", group=EventGroup.STEP, note_for_judges=True
    ),
    EventAction.DESK_BEGUN: EventRow(label="Penelaahan dimulai", group=EventGroup.STEP),
    EventAction.REPAIR_NOTED: EventRow(
        label="Baris dicatat untuk diperbaiki",
        group=EventGroup.JUDGING,
        subject=EventSubject.LAYER_ROW,
        for_judges=True,
    ),
    EventAction.REPAIR_REQUESTED: EventRow(label="Dikembalikan untuk perbaikan", group=EventGroup.STEP),
    EventAction.RESUBMITTED: EventRow(label="Dikirim ulang", group=EventGroup.STEP),
    EventAction.VERIFIED: EventRow(label="Diverifikasi", group=EventGroup.STEP),
    EventAction.REOPENED: EventRow(
        label="Penilaian dibuka kembali", group=EventGroup.STEP, note_for_judges=True
    ),
    EventAction.ANNOUNCED: EventRow(label="Hasil sementara diumumkan", group=EventGroup.STEP),
    EventAction.OBJECTED: EventRow(
        label="Sanggahan diajukan", group=EventGroup.OBJECTION, subject=EventSubject.ROW
    ),
    EventAction.OBJECTION_ANSWERED: EventRow(
        label="Sanggahan dijawab", group=EventGroup.OBJECTION, subject=EventSubject.ROW
    ),
    EventAction.FINALISED: EventRow(label="Hasil ditetapkan", group=EventGroup.STEP),
    EventAction.JUDGED: EventRow(
        label="Baris dinilai",
        group=EventGroup.JUDGING,
        subject=EventSubject.LAYER_ROW,
        for_judges=True,
    ),
    EventAction.NOMINATED: EventRow(
        label="Masuk tahap berikutnya", group=EventGroup.STAGE, subject=EventSubject.STAGE
    ),
    EventAction.NOMINATION_WITHDRAWN: EventRow(
        label="Keikutsertaan dalam tahap ditarik", group=EventGroup.STAGE, subject=EventSubject.STAGE
    ),
    EventAction.BALLOT_GIVEN: EventRow(
        label="Nilai juri diserahkan",
        group=EventGroup.STAGE,
        subject=EventSubject.STAGE,
        for_judges=True,
    ),
    EventAction.BALLOT_RETURNED: EventRow(
        label="Nilai juri dikembalikan",
        group=EventGroup.STAGE,
        subject=EventSubject.STAGE,
        for_judges=True,
    ),
    EventAction.REVISED: EventRow(label="Instrumen direvisi", group=EventGroup.REVISION),
    EventAction.ANSWER_CUT: EventRow(
        label="Isian tidak cocok lagi dengan aturan",
        group=EventGroup.REVISION,
        subject=EventSubject.ROW,
    ),
    EventAction.REVISION_TOLD: EventRow(
        label="Pemberitahuan revisi dikirim lewat surel",
        group=EventGroup.LETTER,
        subject=EventSubject.EVENT,
    ),
    EventAction.REMINDED: EventRow(label="Pengingat dikirim lewat surel", group=EventGroup.LETTER),
}
EVENT_CHOICES = [(action.value, action.label) for action in EventAction]

STEPS = frozenset(action for action in EventAction if action.row.group is EventGroup.STEP)
FOR_JUDGES = frozenset(action for action in EventAction if action.row.for_judges)
