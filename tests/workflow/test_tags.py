"""The tag of a worksheet: by its state, and by how far it is while it is filled in."""

import pytest

from assessments.workflow import STATES, State, Tag, tag_of


@pytest.mark.parametrize("state", [it for it in State if not it.editable])
def test_a_state_that_is_not_filled_in_says_its_own_word(state: State) -> None:
    row = STATES[state]

    assert tag_of(state, filled=False, complete=True) == Tag(row.label, row.tint, row.icon)


@pytest.mark.parametrize(
    ("filled", "complete", "tag"),
    [
        (False, False, Tag("Belum mulai", "none", "dotted")),
        (True, False, Tag("Sedang diisi", "wait", "half")),
        (True, True, Tag("Lengkap", "ok", "check")),
    ],
)
def test_a_draft_says_how_far_it_is(filled: bool, complete: bool, tag: Tag) -> None:
    assert tag_of(State.DRAFT, filled=filled, complete=complete) == tag
