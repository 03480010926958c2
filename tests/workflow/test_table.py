"""The workflow's table as a whole: every state, action, role and condition."""

from itertools import chain, combinations, product

import pytest

from assessments.workflow import EDITABLE, TABLE, Action, Actor, Condition, State, judge
from kinerja.accounts.models import Role

# Written from the rules: from, action, by whom, what must hold, to.
EXPECTED = {
    ("draft", "request_signoff", "operator", "open complete clear", "awaiting_head"),
    ("awaiting_head", "withdraw", "operator", "open", "draft"),
    ("awaiting_head", "return_to_operator", "head", "open noted", "draft"),
    ("awaiting_head", "submit", "head", "open complete clear", "submitted"),
    ("draft", "decline", "regency_verifier", "noted", "not_participating"),
    ("not_participating", "rejoin", "regency_verifier", "noted", "draft"),
    ("submitted", "begin_regency", "regency_verifier", "scheduled turn mine", "regency_review"),
    ("resubmitted", "begin_regency", "regency_verifier", "scheduled turn mine", "regency_review"),
    ("regency_review", "request_repair", "regency_verifier", "scheduled mine asked", "repair"),
    ("regency_review", "finish_regency", "regency_verifier", "scheduled mine judged", "regency_verified"),
    ("regency_verified", "reopen_regency", "regency_verifier", "scheduled mine noted", "regency_review"),
    ("submitted", "begin_desk", "assessor", "scheduled turn mine", "under_review"),
    ("regency_verified", "begin_desk", "assessor", "scheduled turn mine", "under_review"),
    ("resubmitted", "begin_desk", "assessor", "scheduled turn mine", "under_review"),
    ("under_review", "request_repair", "assessor", "scheduled mine asked", "repair"),
    ("repair", "resubmit", "head", "open complete clear changed", "resubmitted"),
    ("under_review", "verify", "assessor", "scheduled mine judged", "verified"),
    ("verified", "reopen", "chair", "noted", "under_review"),
    ("provisional", "reopen", "chair", "noted", "under_review"),
    ("final", "reopen", "chair", "noted", "under_review"),
    ("verified", "announce", "chair", "", "provisional"),
    ("provisional", "finalise", "leadership", "proposed answered", "final"),
}
WHY = {condition: f"tanpa {condition}" for condition in Condition}


def test_the_table_is_the_rules() -> None:
    written = {
        (str(state), str(action), str(step.actor), " ".join(step.needs), str(step.target))
        for (state, action), step in TABLE.items()
    }

    assert written == EXPECTED


def test_its_roles_are_those_of_the_accounts() -> None:
    assert {it.value for it in Actor} - {role.value for role in Role} == {"chair"}


def subsets() -> list[tuple[Condition, ...]]:
    """None, one or two unmet conditions, and all of them."""
    few = chain.from_iterable(combinations(Condition, size) for size in range(3))
    return [*few, tuple(Condition)]


@pytest.mark.parametrize("state", State)
def test_every_pair_role_and_condition_is_judged_by_the_table(state: State) -> None:
    rules = {(source, action): (by, needs) for source, action, by, needs, _ in EXPECTED}
    for action, actor, unmet in product(Action, Actor, subsets()):
        by, needs = rules.get((str(state), str(action)), ("nobody", ""))
        missing = [str(it) for it in unmet if str(it) in needs.split()]

        verdict = judge(state, action, roles={actor.value}, lacking={it: WHY[it] for it in unmet})

        assert verdict.allowed == (actor.value == by and not missing), (action, actor, unmet)
        assert bool(verdict.reason) != verdict.allowed


def test_a_role_is_asked_before_the_state_and_reasons_are_all_told() -> None:
    lacking = {Condition.OPEN: "Lewat.", Condition.COMPLETE: "Kosong.", Condition.NOTED: "Tulis."}

    assert "operator" in judge(State.SUBMITTED, Action.WITHDRAW, roles={"head"}, lacking={}).reason
    assert judge(State.SUBMITTED, Action.WITHDRAW, roles={"operator"}, lacking={}).reason == (
        "Kertas kerja ini sudah dikirim dan tidak dapat diubah."
    )
    assert (
        judge(State.AWAITING_HEAD, Action.SUBMIT, roles={"head"}, lacking=lacking).reason == "Lewat. Kosong."
    )


def test_only_a_draft_is_edited_and_every_state_has_its_words() -> None:
    assert {State.DRAFT} == EDITABLE
    assert all(state.label and state.not_from for state in State)
