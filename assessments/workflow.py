"""The states of a worksheet and what leads from one to the next. PURE: a table, no Django, no clock."""

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import NamedTuple


class State(StrEnum):
    """Where a worksheet stands."""

    DRAFT = "draft"
    AWAITING_HEAD = "awaiting_head"
    SUBMITTED = "submitted"


class Action(StrEnum):
    """What a person does with a worksheet as a whole."""

    REQUEST_SIGNOFF = "request_signoff"
    WITHDRAW = "withdraw"
    RETURN = "return_to_operator"
    SUBMIT = "submit"


class Actor(StrEnum):
    """The roles of the table; their values are those of the accounts."""

    OPERATOR = "operator"
    HEAD = "head"


class Condition(StrEnum):
    """What must hold beside state and role."""

    OPEN = "open"  # inside the window: approval is the act that meets the deadline
    COMPLETE = "complete"
    CLEAR = "clear"  # no finding that blocks
    NOTED = "noted"


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
}
EDITABLE = frozenset({State.DRAFT})
READY = (Condition.OPEN, Condition.COMPLETE, Condition.CLEAR)
TABLE: Mapping[tuple[State, Action], Step] = {
    (State.DRAFT, Action.REQUEST_SIGNOFF): Step(State.AWAITING_HEAD, Actor.OPERATOR, READY),
    (State.AWAITING_HEAD, Action.WITHDRAW): Step(State.DRAFT, Actor.OPERATOR, (Condition.OPEN,)),
    (State.AWAITING_HEAD, Action.RETURN): Step(State.DRAFT, Actor.HEAD, (Condition.OPEN, Condition.NOTED)),
    (State.AWAITING_HEAD, Action.SUBMIT): Step(State.SUBMITTED, Actor.HEAD, READY),
}
ACTOR_OF = {action: step.actor for (_, action), step in TABLE.items()}

# Why rows and profile are closed in a state, and why an action does not start from it.
LOCKED = {
    State.AWAITING_HEAD: "Kertas kerja ini menunggu persetujuan camat. Tarik kembali untuk mengubahnya.",
    State.SUBMITTED: "Kertas kerja ini sudah dikirim dan tidak dapat diubah.",
}
NOT_FROM = LOCKED | {
    State.DRAFT: "Kertas kerja ini sedang diisi operator dan belum diajukan ke camat.",
    State.AWAITING_HEAD: "Kertas kerja ini sudah diajukan dan sedang menunggu camat.",
}
ONLY_BY = {
    Action.REQUEST_SIGNOFF: "Hanya operator kecamatan ini yang mengajukan kertas kerja ke camat.",
    Action.WITHDRAW: "Hanya operator kecamatan ini yang menarik kembali pengajuan.",
    Action.RETURN: "Hanya camat kecamatan ini yang mengembalikan kertas kerja.",
    Action.SUBMIT: "Hanya camat kecamatan ini yang menyetujui dan mengirim kertas kerja.",
}


def judge(
    state: State, action: Action, *, roles: Collection[str], lacking: Mapping[Condition, str]
) -> Verdict:
    """Whether somebody with `roles` may do `action` now; `lacking` says of each unmet condition why."""
    if ACTOR_OF[action] not in roles:
        return Verdict(False, ONLY_BY[action])
    step = TABLE.get((state, action))
    if step is None:
        return Verdict(False, NOT_FROM[state])
    reasons = [lacking[condition] for condition in step.needs if condition in lacking]
    return Verdict(not reasons, " ".join(reasons))
