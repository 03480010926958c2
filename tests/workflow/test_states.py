"""What is asked of a state, answered from its parts."""

import pytest

from assessments.workflow import Action, Layer, Phase, Sending, State, layer_of, phase_of, sending_from

# Written from the rules: the states of which each holds.
HOLDS: dict[str, set[str]] = {
    "editable": {"draft"},
    "awaits_head": {"awaiting_head"},
    "in_repair": {"repair"},
    "is_due": {"draft", "awaiting_head"},
    "is_untouched": {"submitted"},
    "belongs_to_asker": {"repair", "resubmitted"},
    "came_back": {"resubmitted"},
    "is_verified": {"verified"},
    "is_provisional": {"provisional"},
    "is_announced": {"provisional", "final"},
    "is_decided": {"final"},
}


@pytest.mark.parametrize("predicate", HOLDS)
def test_what_holds_of_which_states(predicate: str) -> None:
    assert {state.value for state in State if getattr(state, predicate)} == HOLDS[predicate]


def test_what_is_sent_and_who_takes_part() -> None:
    assert {state for state in State if not state.takes_part} == {State.NOT_PARTICIPATING}
    assert {state for state in State if not state.is_sent} == {
        State.DRAFT,
        State.AWAITING_HEAD,
        State.NOT_PARTICIPATING,
    }


@pytest.mark.parametrize("state", State)
def test_how_far_a_kecamatan_is_with_sending(state: State) -> None:
    unsent = {
        State.DRAFT: Sending.FILLING,
        State.AWAITING_HEAD: Sending.AWAITING_HEAD,
        State.NOT_PARTICIPATING: Sending.NOT_PARTICIPATING,
    }

    assert phase_of(state, filled=True).sending is unsent.get(state, Sending.SENT)


def test_a_draft_without_an_answer_has_not_begun() -> None:
    assert phase_of(State.DRAFT, filled=False) is Phase.UNTOUCHED
    assert phase_of(State.DRAFT, filled=False).sending is Sending.NOT_STARTED
    assert phase_of(State.DRAFT, filled=True) is Phase.FILLING
    assert phase_of(State.SUBMITTED, filled=False) is Phase.SENT


def test_where_a_worksheet_waits_for_a_layer() -> None:
    assert Layer.REGENCY.waiting_states == {
        State.SUBMITTED,
        State.RESUBMITTED,
        State.REGENCY_REVIEW,
    }
    assert Layer.DESK.waiting_states == {
        State.SUBMITTED,
        State.REGENCY_VERIFIED,
        State.RESUBMITTED,
        State.UNDER_REVIEW,
    }
    assert Layer.FIELD.waiting_states == {State.UNDER_REVIEW}


def test_where_a_layer_has_done_with_a_worksheet() -> None:
    assert Layer.REGENCY.states_after == {State.REGENCY_VERIFIED, State.REPAIR}
    assert Layer.DESK.states_after == Layer.FIELD.states_after == {State.VERIFIED, State.REPAIR}


def test_whose_words_stand_beside_the_claim() -> None:
    assert Layer.REGENCY.beside == (Layer.REGENCY,)
    assert Layer.FIELD.beside == (Layer.REGENCY, Layer.DESK, Layer.FIELD)
    assert Layer.DESK.deciders == (Layer.OBJECTION, Layer.FIELD, Layer.DESK)
    assert Layer.FIELD.deciders == (Layer.FIELD,)


@pytest.mark.parametrize(
    ("state", "action", "layer"),
    [
        (State.SUBMITTED, Action.BEGIN_REGENCY, Layer.REGENCY),
        (State.RESUBMITTED, Action.BEGIN_DESK, Layer.DESK),
        (State.REGENCY_REVIEW, Action.REQUEST_REPAIR, Layer.REGENCY),
        (State.UNDER_REVIEW, Action.REQUEST_REPAIR, Layer.DESK),
        (State.FINAL, Action.REOPEN, Layer.DESK),
        (State.DRAFT, Action.REQUEST_SIGNOFF, None),
        (State.VERIFIED, Action.ANNOUNCE, None),
    ],
)
def test_the_layer_of_a_step(state: State, action: Action, layer: Layer | None) -> None:
    assert layer_of(state, action) is layer


def test_by_which_action_a_worksheet_is_handed_in() -> None:
    assert sending_from(State.AWAITING_HEAD) is Action.SUBMIT
    assert sending_from(State.REPAIR) is Action.RESUBMIT
    assert sending_from(State.DRAFT) is None
