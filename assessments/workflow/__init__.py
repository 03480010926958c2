"""The states of a worksheet and what leads from one to the next. PURE: a table, no Django, no clock."""

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import NamedTuple


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


class Actor(StrEnum):
    """The roles of the table; their values are those of the accounts, but for the chair, who is an assessor
    that leads the province's team."""

    OPERATOR = "operator"
    HEAD = "head"
    REGENCY_VERIFIER = "regency_verifier"
    ASSESSOR = "assessor"
    CHAIR = "chair"
    LEADERSHIP = "leadership"


class Condition(StrEnum):
    """What must hold beside state and role."""

    OPEN = "open"  # inside the window: approval is the act that meets the deadline
    COMPLETE = "complete"
    CLEAR = "clear"  # no finding that blocks
    NOTED = "noted"
    SCHEDULED = "scheduled"  # the stage exists and its window is open
    TURN = "turn"  # nobody else is to act before
    MINE = "mine"  # assigned, and no conflict of interest
    JUDGED = "judged"  # every row that counts has a judgement of the claim as it stands
    ASKED = "asked"  # at least one row is asked back, and there is a day to answer by
    CHANGED = "changed"  # every row asked back was changed
    ANSWERED = "answered"  # the time for objections is over, and each has its answer
    PROPOSED = "proposed"  # the chair has proposed the result, and nothing has moved since


class Step(NamedTuple):
    """One line of the table: who may do it, what must hold, and where it leads."""

    target: State
    actor: Actor
    needs: tuple[Condition, ...]


class Verdict(NamedTuple):
    """Whether something is allowed; the reason, for the user, where it is not."""

    allowed: bool
    reason: str = ""


LABELS = {
    State.DRAFT: "Sedang diisi",
    State.AWAITING_HEAD: "Menunggu camat",
    State.SUBMITTED: "Terkirim",
    State.REGENCY_REVIEW: "Verifikasi kabupaten/kota",
    State.REGENCY_VERIFIED: "Diverifikasi kabupaten/kota",
    State.UNDER_REVIEW: "Ditelaah",
    State.REPAIR: "Perlu perbaikan",
    State.RESUBMITTED: "Dikirim ulang",
    State.VERIFIED: "Terverifikasi",
    State.PROVISIONAL: "Hasil sementara",
    State.FINAL: "Ditetapkan",
    State.NOT_PARTICIPATING: "Tidak mengikuti",
}
EDITABLE = frozenset({State.DRAFT})
UNSENT = frozenset({State.DRAFT, State.AWAITING_HEAD, State.NOT_PARTICIPATING})
READY = (Condition.OPEN, Condition.COMPLETE, Condition.CLEAR)
_VERIFIER, _ASSESSOR, _CHAIR = Actor.REGENCY_VERIFIER, Actor.ASSESSOR, Actor.CHAIR
_BEGIN = (Condition.SCHEDULED, Condition.TURN, Condition.MINE)
_ASK = (Condition.SCHEDULED, Condition.MINE, Condition.ASKED)
_FINISH = (Condition.SCHEDULED, Condition.MINE, Condition.JUDGED)
TABLE: Mapping[tuple[State, Action], Step] = {
    (State.DRAFT, Action.REQUEST_SIGNOFF): Step(State.AWAITING_HEAD, Actor.OPERATOR, READY),
    (State.AWAITING_HEAD, Action.WITHDRAW): Step(State.DRAFT, Actor.OPERATOR, (Condition.OPEN,)),
    (State.AWAITING_HEAD, Action.RETURN): Step(State.DRAFT, Actor.HEAD, (Condition.OPEN, Condition.NOTED)),
    (State.AWAITING_HEAD, Action.SUBMIT): Step(State.SUBMITTED, Actor.HEAD, READY),
    (State.DRAFT, Action.DECLINE): Step(State.NOT_PARTICIPATING, _VERIFIER, (Condition.NOTED,)),
    (State.NOT_PARTICIPATING, Action.REJOIN): Step(State.DRAFT, _VERIFIER, (Condition.NOTED,)),
    (State.SUBMITTED, Action.BEGIN_REGENCY): Step(State.REGENCY_REVIEW, _VERIFIER, _BEGIN),
    (State.RESUBMITTED, Action.BEGIN_REGENCY): Step(State.REGENCY_REVIEW, _VERIFIER, _BEGIN),
    (State.REGENCY_REVIEW, Action.REQUEST_REPAIR): Step(State.REPAIR, _VERIFIER, _ASK),
    (State.REGENCY_REVIEW, Action.FINISH_REGENCY): Step(State.REGENCY_VERIFIED, _VERIFIER, _FINISH),
    (State.REGENCY_VERIFIED, Action.REOPEN_REGENCY): Step(
        State.REGENCY_REVIEW, _VERIFIER, (Condition.SCHEDULED, Condition.MINE, Condition.NOTED)
    ),
    (State.SUBMITTED, Action.BEGIN_DESK): Step(State.UNDER_REVIEW, _ASSESSOR, _BEGIN),
    (State.REGENCY_VERIFIED, Action.BEGIN_DESK): Step(State.UNDER_REVIEW, _ASSESSOR, _BEGIN),
    (State.RESUBMITTED, Action.BEGIN_DESK): Step(State.UNDER_REVIEW, _ASSESSOR, _BEGIN),
    (State.UNDER_REVIEW, Action.REQUEST_REPAIR): Step(State.REPAIR, _ASSESSOR, _ASK),
    (State.REPAIR, Action.RESUBMIT): Step(State.RESUBMITTED, Actor.HEAD, (*READY, Condition.CHANGED)),
    (State.UNDER_REVIEW, Action.VERIFY): Step(State.VERIFIED, _ASSESSOR, _FINISH),
    (State.VERIFIED, Action.REOPEN): Step(State.UNDER_REVIEW, _CHAIR, (Condition.NOTED,)),
    (State.PROVISIONAL, Action.REOPEN): Step(State.UNDER_REVIEW, _CHAIR, (Condition.NOTED,)),
    (State.FINAL, Action.REOPEN): Step(State.UNDER_REVIEW, _CHAIR, (Condition.NOTED,)),
    (State.VERIFIED, Action.ANNOUNCE): Step(State.PROVISIONAL, _CHAIR, ()),
    (State.PROVISIONAL, Action.FINALISE): Step(
        State.FINAL, Actor.LEADERSHIP, (Condition.PROPOSED, Condition.ANSWERED)
    ),
}

# Why rows and profile are closed in a state, and why an action does not start from it.
LOCKED = {
    State.AWAITING_HEAD: "Kertas kerja ini menunggu persetujuan camat. Tarik kembali untuk mengubahnya.",
    State.SUBMITTED: "Kertas kerja ini sudah dikirim dan tidak dapat diubah.",
    State.REGENCY_REVIEW: "Kertas kerja ini sedang diverifikasi kabupaten/kota dan tidak dapat diubah.",
    State.REGENCY_VERIFIED: "Kertas kerja ini sudah diverifikasi kabupaten/kota dan tidak dapat diubah.",
    State.UNDER_REVIEW: "Kertas kerja ini sedang ditelaah provinsi dan tidak dapat diubah.",
    State.REPAIR: "Hanya baris yang diminta diperbaiki yang terbuka.",
    State.RESUBMITTED: "Kertas kerja ini sudah dikirim ulang dan tidak dapat diubah.",
    State.VERIFIED: "Kertas kerja ini sudah terverifikasi dan tidak dapat diubah.",
    State.PROVISIONAL: "Hasil sementara kertas kerja ini sudah diumumkan; isiannya tidak dapat diubah.",
    State.FINAL: "Hasil kertas kerja ini sudah ditetapkan dan tidak dapat diubah.",
    State.NOT_PARTICIPATING: "Kecamatan ini tidak mengikuti penilaian.",
}
NOT_FROM = LOCKED | {
    State.DRAFT: "Kertas kerja ini sedang diisi operator dan belum diajukan ke camat.",
    State.AWAITING_HEAD: "Kertas kerja ini sudah diajukan dan sedang menunggu camat.",
    State.REPAIR: "Kertas kerja ini sedang diperbaiki kecamatan.",
}
_BY_VERIFIER = "Hanya verifikator kabupaten/kota ini yang melakukannya."
_BY_ASSESSOR = "Hanya penilai provinsi ini yang melakukannya."
_BY_CHAIR = "Hanya ketua tim penilai provinsi ini yang melakukannya."
ONLY_BY = {
    Action.REQUEST_SIGNOFF: "Hanya operator kecamatan ini yang mengajukan kertas kerja ke camat.",
    Action.WITHDRAW: "Hanya operator kecamatan ini yang menarik kembali pengajuan.",
    Action.RETURN: "Hanya camat kecamatan ini yang mengembalikan kertas kerja.",
    Action.SUBMIT: "Hanya camat kecamatan ini yang menyetujui dan mengirim kertas kerja.",
    Action.RESUBMIT: "Hanya camat kecamatan ini yang mengirim ulang kertas kerja.",
    Action.DECLINE: _BY_VERIFIER,
    Action.REJOIN: _BY_VERIFIER,
    Action.BEGIN_REGENCY: _BY_VERIFIER,
    Action.FINISH_REGENCY: _BY_VERIFIER,
    Action.REOPEN_REGENCY: _BY_VERIFIER,
    Action.REQUEST_REPAIR: "Hanya tim yang sedang menilai kertas kerja ini yang meminta perbaikan.",
    Action.BEGIN_DESK: _BY_ASSESSOR,
    Action.VERIFY: _BY_ASSESSOR,
    Action.REOPEN: _BY_CHAIR,
    Action.ANNOUNCE: _BY_CHAIR,
    Action.FINALISE: "Hanya pimpinan provinsi ini yang menetapkan hasil.",
}


def actors_of(action: Action) -> frozenset[Actor]:
    """Everybody who takes this step from some state."""
    return frozenset(step.actor for (_, it), step in TABLE.items() if it is action)


def judge(
    state: State, action: Action, *, roles: Collection[str], lacking: Mapping[Condition, str]
) -> Verdict:
    """Whether somebody with `roles` may do `action` now; `lacking` says of each unmet condition why."""
    if not actors_of(action) & set(roles):
        return Verdict(False, ONLY_BY[action])
    step = TABLE.get((state, action))
    if step is None:
        return Verdict(False, NOT_FROM[state])
    if step.actor not in roles:
        return Verdict(False, ONLY_BY[action])
    reasons = [lacking[condition] for condition in step.needs if condition in lacking]
    return Verdict(not reasons, " ".join(reasons))
