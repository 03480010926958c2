"""What leads from one state to the next: who may do it, and what must hold. PURE."""

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import NamedTuple

from .actions import Action
from .states import State


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


def actors_of(action: Action) -> frozenset[Actor]:
    """Everybody who takes this step from some state."""
    return frozenset(step.actor for (_, taken), step in TABLE.items() if taken is action)


def sources_of(action: Action) -> frozenset[State]:
    """The states from which the action starts."""
    return frozenset(state for state, taken in TABLE if taken is action)


def targets_of(action: Action) -> frozenset[State]:
    """The states to which the action leads."""
    return frozenset(step.target for (_, taken), step in TABLE.items() if taken is action)


def states_after(state: State) -> frozenset[State]:
    """Where one step leads from a state."""
    return frozenset(step.target for (source, _), step in TABLE.items() if source is state)


def asks_note(action: Action) -> bool:
    """Whether it is not done without saying why."""
    return all(Condition.NOTED in step.needs for (_, taken), step in TABLE.items() if taken is action)


def sending_from(state: State) -> Action | None:
    """By which action the worksheet is handed in from here; None where it cannot be."""
    return next((action for source, action in TABLE if source is state and action.sends), None)


def judge(
    state: State, action: Action, *, roles: Collection[str], lacking: Mapping[Condition, str]
) -> Verdict:
    """Whether somebody with `roles` may do `action` now; `lacking` says of each unmet condition why."""
    if not actors_of(action) & set(roles):
        return Verdict(False, action.only_by)
    step = TABLE.get((state, action))
    if step is None:
        return Verdict(False, state.not_from)
    if step.actor not in roles:
        return Verdict(False, action.only_by)
    reasons = [lacking[condition] for condition in step.needs if condition in lacking]
    return Verdict(not reasons, " ".join(reasons))
