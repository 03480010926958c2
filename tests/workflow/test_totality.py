"""Every member of the workflow's tables has all that is said about it, and no other room lists states."""

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest

from assessments.workflow import (
    ACTIONS,
    EVENTS,
    LAYERS,
    PERIOD_ACTIONS,
    PERIOD_STATES,
    PHASES,
    SENDINGS,
    STAGE_KINDS,
    STATES,
    STEPS,
    TABLE,
    Action,
    EventAction,
    EventGroup,
    Layer,
    OwnState,
    PeriodAction,
    PeriodState,
    Phase,
    Sending,
    StageKind,
    State,
    sources_of,
    targets_of,
)
from bench.house.sources import Checkout
from bench.house.states import figures
from kinerja.accounts.models import Role

ROOT = Path(__file__).parents[2]

TABLES: dict[type[StrEnum], Mapping[Any, Any]] = {
    State: STATES,
    Action: ACTIONS,
    Layer: LAYERS,
    StageKind: STAGE_KINDS,
    PeriodState: PERIOD_STATES,
    PeriodAction: PERIOD_ACTIONS,
    Phase: PHASES,
    Sending: SENDINGS,
    EventAction: EVENTS,
}
# What may be left unsaid, because not every member has it; each has a test of its own below.
OPTIONAL = {
    *("own", "stage", "standing", "locked", "not_from", "notice", "unsent"),
    *("done", "meaning", "undone_by"),
    *("slug", "total", "begins", "steps", "speakers", "unjudged"),
    "message",
    *("closed", "settled"),
}


def unsaid(members: Iterable[StrEnum], rows: Mapping[Any, Any]) -> list[str]:
    """What lacks, by the name of member and field."""
    lacking = []
    for member in members:
        row = rows.get(member)
        if row is None:
            lacking.append(f"{member.name} has no row")
            continue
        names = [field.name for field in fields(row) if field.name not in OPTIONAL]
        lacking += [f"{member.name} has no {name}" for name in names if getattr(row, name) in ("", None)]
    return lacking


@pytest.mark.parametrize("members", TABLES, ids=lambda it: it.__name__)
def test_everything_is_said_about_every_member(members: type[StrEnum]) -> None:
    assert unsaid(members, TABLES[members]) == []
    assert list(TABLES[members]) == list(members)


class Planted(StrEnum):
    """The states of somebody who added one and forgot its row."""

    DRAFT = State.DRAFT.value
    ARCHIVED = "archived"


def test_a_member_without_its_row_is_found_by_name() -> None:
    assert unsaid(Planted, STATES) == ["ARCHIVED has no row"]


@pytest.mark.parametrize(
    ("member", "field"),
    [
        (State.DRAFT, "label"),
        (State.DRAFT, "icon"),
        (State.DRAFT, "phase"),
        (Action.SUBMIT, "only_by"),
        (Action.SUBMIT, "event"),
        (Layer.DESK, "team"),
        (EventAction.JUDGED, "group"),
    ],
)
def test_a_member_without_a_field_is_found_by_name(member: StrEnum, field: str) -> None:
    rows = TABLES[type(member)]
    planted = {**rows, member: replace(rows[member], **{field: None})}

    assert unsaid(type(member), planted) == [f"{member.name} has no {field}"]


@pytest.mark.parametrize("state", State)
def test_a_state_that_is_closed_says_why(state: State) -> None:
    assert bool(state.locked) != state.editable
    assert state.not_from


@pytest.mark.parametrize("state", State)
def test_a_state_is_made_of_its_own_part_and_that_of_a_stage(state: State) -> None:
    row = state.row

    assert row.own in OwnState
    assert row.stage is None or row.standing is not None
    assert state.is_due == (row.own in (OwnState.DRAFT, OwnState.AWAITING_HEAD))
    assert (row.standing is None) or state.is_sent


def test_no_two_states_are_made_of_the_same_parts() -> None:
    parts = [(state.row.own, state.row.stage, state.row.standing) for state in State]

    assert len(set(parts)) == len(State)


def test_every_state_is_reached_and_left() -> None:
    reached = {step.target for step in TABLE.values()} | {State.DRAFT}

    assert reached == {state for state, _ in TABLE} == set(State)


def test_every_action_has_an_event_of_its_own_and_every_step_an_action() -> None:
    assert {action.event for action in Action} == STEPS
    assert len(STEPS) == len(Action)
    assert all(action.event.row.group is EventGroup.STEP for action in Action)


@pytest.mark.parametrize("action", Action)
def test_what_undoes_an_action_starts_where_it_leads(action: Action) -> None:
    undone_by = action.row.undone_by

    assert undone_by is None or targets_of(action) & sources_of(undone_by)
    assert not (action.sends and undone_by)


@pytest.mark.parametrize("layer", Layer)
def test_a_layer_is_judged_by_a_role_of_the_accounts_in_a_stage_that_judges(layer: Layer) -> None:
    assert layer.row.actor in {role.value for role in Role}
    assert layer.stage_kind.row.judges
    assert bool(layer.row.steps) == bool(layer.row.slug)
    assert bool(layer.row.speakers) == bool(layer.row.unjudged)
    assert bool(layer.row.begins) == (layer in layer.row.speakers)
    assert layer.row.begins is None or targets_of(layer.row.begins) == {layer.judged_in}


def test_whoever_is_left_alone_gets_no_message() -> None:
    assert [sending for sending in Sending if not sending.row.message] == [Sending.NOT_PARTICIPATING]


def lists_of_states(root: Path) -> tuple[str, ...]:
    """Where rooms outside the workflow hold two states or more, as file, line and text."""
    return next(figure.places for figure in figures(Checkout(root)) if figure.name == "states")


def test_no_other_room_lists_states() -> None:
    assert lists_of_states(ROOT) == ()


def test_a_list_of_states_elsewhere_is_found_by_file_and_line(tmp_path: Path) -> None:
    room = tmp_path / "assessments" / "workflow"
    room.mkdir(parents=True)
    (room / "__init__.py").write_text("from .states import State\n")
    (room / "states.py").write_text((ROOT / "assessments/workflow/states.py").read_text())
    for top in ("kinerja", "indicators"):
        (tmp_path / top).mkdir()
    elsewhere = "from assessments.workflow import State\n\nCLOSED = {State.FINAL, State.VERIFIED}\n"
    (tmp_path / "assessments" / "elsewhere.py").write_text(elsewhere)

    assert lists_of_states(tmp_path) == ("assessments/elsewhere.py:3 {State.FINAL, State.VERIFIED}",)
