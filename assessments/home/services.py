"""Tidak mengikuti: the acts by which a kecamatan steps aside and comes back."""

from typing import Unpack

from assessments.models import Worksheet
from assessments.transitions.transition import Given, transition
from assessments.workflow import Action


def decline(**given: Unpack[Given]) -> Worksheet:
    """The kabupaten says that the kecamatan does not take part, and why."""
    return transition(action=Action.DECLINE, **given)


def rejoin(**given: Unpack[Given]) -> Worksheet:
    """The kabupaten says that it takes part after all, and why."""
    return transition(action=Action.REJOIN, **given)


ACTS = {Action.DECLINE: decline, Action.REJOIN: rejoin}
