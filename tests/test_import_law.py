"""The import law: a lower room never imports a higher one, and a pure room touches nothing but its arguments.

Every import counts, those inside functions and those for type checkers too.
"""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from tests.floors import PURE, ROOMS, TOPS, app_of, floor_of, higher_inside, is_under, room_of

from .modules import Module, imports, read_module, read_modules

ROOT = Path(__file__).parent.parent
# What a pure room may use of the standard library: nothing with a clock, chance, files or the net.
PURE_LIBRARY = {
    *("__future__", "abc", "bisect", "collections", "dataclasses", "datetime", "decimal", "enum"),
    *(
        "fractions",
        "functools",
        "hashlib",
        "html",
        "itertools",
        "json",
        "math",
        "operator",
        "re",
        "statistics",
    ),
    *("string", "types", "typing", "unicodedata", "zoneinfo"),
}
IMPURE_CALLS = {"open", "input", "print", "exec", "eval", "__import__"}
CLOCK = {"now", "today", "utcnow"}
HIDERS = ("importlib", "django.utils.module_loading")


def law_broken_by(module: Module, target: str, known: dict[str, Module]) -> str:
    """What the law says against this import; empty where it is allowed."""
    if any(is_under(target, hider) for hider in HIDERS):
        return "which hides what it imports"
    if module.is_under(*PURE) and not any(is_under(target, room) for room in PURE):
        return "" if target.split(".")[0] in PURE_LIBRARY else "which is not pure"
    if target not in known:
        return ""
    if room_of(target) > room_of(module.name):
        return "a higher room"
    app = app_of(module.name)
    if app and app == app_of(target):
        return higher_inside(module.name, target)
    return ""


def impurities(module: Module) -> Iterator[tuple[int, str]]:
    """Clock, files and inexact numbers, which need no import."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in IMPURE_CALLS:
            yield node.lineno, f"calls {node.func.id}"
        elif isinstance(node, ast.Attribute) and node.attr in CLOCK:
            yield node.lineno, f"reads the clock by {node.attr}"
        elif isinstance(node, ast.Constant) and isinstance(node.value, float):
            yield node.lineno, f"holds the float {node.value}"


def violations(known: dict[str, Module]) -> list[str]:
    """Every break of the law in these modules, as "file:line says what"."""
    return [line for module in known.values() for line in violations_in(module, known)]


def violations_in(module: Module, known: dict[str, Module]) -> Iterator[str]:
    """Those of one module among the known ones."""
    if app_of(module.name) and floor_of(module.name) is None:
        yield f"{module.place} has no floor in its app"
    for line, target in imports(module, known):
        if why := law_broken_by(module, target, known):
            yield f"{module.place}:{line} imports {target}, {why}"
    if module.is_under(*PURE):
        for line, what in impurities(module):
            yield f"{module.place}:{line} {what}"


@pytest.fixture(scope="module")
def product() -> dict[str, Module]:
    return read_modules(ROOT)


def test_nothing_breaks_the_law(product: dict[str, Module]) -> None:
    assert violations(product) == []


def test_models_ask_no_services(product: dict[str, Module]) -> None:
    """What a model imports are models, pure rooms and what stands beneath every app."""
    allowed = (*PURE, *ROOMS[len(PURE)])
    asked = [
        f"{module.place}:{line} imports {target}"
        for module in product.values()
        if "models" in module.name.split(".")
        for line, target in imports(module, product)
        if target in product and "models" not in target.split(".") and not is_under_any(target, allowed)
    ]

    assert asked == []


def is_under_any(name: str, parents: Iterable[str]) -> bool:
    return any(is_under(name, parent) for parent in parents)


def test_every_room_of_the_law_exists(product: dict[str, Module]) -> None:
    assert [name for names in ROOMS for name in names if name not in product] == []


BREACHES = {
    "a higher room": (
        "kinerja/regions/models.py",
        "from kinerja.accounts.models import User",
        "imports kinerja.accounts.models, a higher room",
    ),
    "a higher room by a package": (
        "kinerja/accounts/services.py",
        "from assessments.access import queries",
        "imports assessments.access.queries, a higher room",
    ),
    "a higher room for type checkers": (
        "indicators/models/instrument.py",
        "if TYPE_CHECKING:\n    from assessments.models import Period",
        "imports assessments.models, a higher room",
    ),
    "what only the project package may hold": (
        "assessments/entry/services/saving.py",
        "from kinerja import settings",
        "imports kinerja.settings, a higher room",
    ),
    "a higher floor inside a function": (
        "assessments/entry/services/saving.py",
        "def late():\n    from assessments.evidence import forms",
        "imports assessments.evidence.forms, a higher floor",
    ),
    "a higher floor by a relative import": (
        "assessments/models/entry.py",
        "from ..scores.totals import refresh",
        "imports assessments.scores.totals, a higher floor",
    ),
    "a district beside": (
        "assessments/dashboard/services/counts.py",
        "from assessments.comparison import services",
        "imports assessments.comparison.services, a district beside",
    ),
    "a service that knows what a page shows": (
        "assessments/entry/services/saving.py",
        "from assessments.entry.page import rows",
        "imports assessments.entry.page.rows, a higher layer",
    ),
    "a service that knows a form of a lower district": (
        "assessments/evidence/services.py",
        "from assessments.entry.forms import row",
        "imports assessments.entry.forms.row, a higher layer",
    ),
    "a paper that knows a view": (
        "assessments/home/paper.py",
        "from assessments.entry.views import rows",
        "imports assessments.entry.views.rows, a higher layer",
    ),
    "a pure room that imports Django": (
        "indicators/scoring/rounding.py",
        "from django.utils import timezone",
        "imports django.utils, which is not pure",
    ),
    "a pure room that imports its app": (
        "indicators/scoring/rounding.py",
        "from indicators.models import Instrument",
        "imports indicators.models, which is not pure",
    ),
    "a pure room that imports a higher pure room": (
        "kinerja/numbers.py",
        "from indicators.scoring.rounding import decimal_text",
        "imports indicators.scoring.rounding, a higher room",
    ),
    "chance in a pure room": (
        "assessments/workflow/__init__.py",
        "import random",
        "imports random, which is not pure",
    ),
    "a clock in a pure room": ("kinerja/numbers.py", "SINCE = datetime.now()", "reads the clock by now"),
    "a file in a pure room": ("indicators/scoring/rounding.py", 'TEXT = open("x").read()', "calls open"),
    "a float in a pure room": ("indicators/scoring/rounding.py", "HALF = 0.5", "holds the float 0.5"),
    "an import that hides": (
        "assessments/entry/services/saving.py",
        "from importlib import import_module",
        "imports importlib, which hides what it imports",
    ),
}


@pytest.mark.parametrize(("file", "line", "finding"), BREACHES.values(), ids=BREACHES)
def test_a_planted_breach_is_found(
    product: dict[str, Module], tmp_path: Path, file: str, line: str, finding: str
) -> None:
    text = f"{(ROOT / file).read_text(encoding='utf-8')}\n{line}\n"
    planted = plant(tmp_path, file, text)

    assert [*violations_in(planted, product)] == [f"{file}:{len(text.splitlines())} {finding}"]


def test_a_module_without_a_floor_is_found(product: dict[str, Module], tmp_path: Path) -> None:
    planted = plant(tmp_path, "assessments/common.py", "")

    assert [*violations_in(planted, product)] == ["assessments/common.py has no floor in its app"]


def test_the_law_is_read_from_every_file(tmp_path: Path) -> None:
    for number, top in enumerate(TOPS):
        plant(tmp_path, f"{top}/deep/down/module_{number}.py", "")
        plant(tmp_path, f"{top}/migrations/0001_initial.py", "")

    assert sorted(read_modules(tmp_path)) == [
        "assessments.deep.down.module_2",
        "indicators.deep.down.module_1",
        "kinerja.deep.down.module_0",
    ]


def plant(root: Path, file: str, text: str) -> Module:
    path = root / file
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return read_module(root, Path(file))
