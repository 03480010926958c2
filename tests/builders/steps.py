"""Every act by the action that it takes, for tests that try several."""

from collections.abc import Callable, Mapping
from typing import Any

from assessments.home.services import ACTS as PARTICIPATION
from assessments.models import Worksheet
from assessments.review.services.steps import ACTS as JUDGING
from assessments.review.services.steps import request_repair
from assessments.sending.services import ACTS as SENDING
from assessments.transitions.transition import transition
from assessments.workflow import Action

ACTS: Mapping[Action, Callable[..., Worksheet]] = {
    **SENDING,
    **JUDGING,
    **PARTICIPATION,
    Action.REQUEST_REPAIR: request_repair,
}


def take(*, action: Action, **given: Any) -> Worksheet:
    """Do what `action` names; what is done for a whole period at once goes through the gate as it is."""
    act = ACTS.get(action)
    return act(**given) if act else transition(action=action, **given)
