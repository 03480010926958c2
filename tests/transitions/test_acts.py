"""Every step of the table is somebody's named act; the gate that they all go through knows none of them."""

import ast
from pathlib import Path

from assessments.home.services import ACTS as PARTICIPATION
from assessments.review.services.steps import ACTS as JUDGING
from assessments.sending.services import ACTS as SENDING
from assessments.workflow import TABLE, Action, Layer

ROOT = Path(__file__).parent.parent.parent
GATE = "assessments/transitions/transition.py"
BENEATH = {"access", "models", "records", "scores", "workflow"}
# Not by an action alone: with a day to answer by, and for all of a period at once.
OTHERS = {Action.REQUEST_REPAIR, Action.ANNOUNCE, Action.FINALISE}


def test_every_step_of_the_table_has_one_named_act() -> None:
    named = [*SENDING, *JUDGING, *PARTICIPATION, *OTHERS]

    assert sorted(named) == sorted({action for _, action in TABLE}) == sorted(Action)


def test_every_act_of_judges_is_offered_on_the_page_of_a_layer() -> None:
    offered = {action for layer in Layer for action in layer.row.steps}

    assert offered == {*JUDGING, Action.REQUEST_REPAIR}


def test_the_gate_knows_no_district() -> None:
    tree = ast.parse((ROOT / GATE).read_text(encoding="utf-8"))
    modules = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    rooms = {name.split(".")[1] for name in modules if name.startswith("assessments.")}

    assert rooms == BENEATH


def test_nothing_else_moves_a_worksheet() -> None:
    files = sorted((ROOT / "assessments").rglob("*.py"))
    asked = [it for it in files if "migrations" not in it.parts and str(it.relative_to(ROOT)) != GATE]

    assert [f"{it.relative_to(ROOT)}:{line}" for it in asked for line in states_written(it)] == []


def states_written(path: Path) -> list[int]:
    """The lines that give a worksheet another state."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Assign):
            targets = [it for it in node.targets if isinstance(it, ast.Attribute) and it.attr == "state"]
            found += [node.lineno for it in targets if "sheet" in ast.unparse(it.value)]
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("update"):
            of_worksheets = "Worksheet" in ast.unparse(node.func) or "worksheets" in ast.unparse(node.func)
            found += [node.lineno for it in node.keywords if it.arg == "state" and of_worksheets]
    return found
