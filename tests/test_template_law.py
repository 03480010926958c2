"""The law for what is no Python: a template extends, includes, loads and links nothing higher than itself.

A template, a style sheet and a script belong to the district whose folder they lie in; those in no folder,
and `includes`, are everybody's ground. A module may name templates of its own district and of lower ones.
What a higher district shows inside a lower page is named by a slot, in the higher district's own Python.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.floors import TOPS, app_of, higher_inside, room_of

ROOT = Path(__file__).parent.parent
GROUND = "kinerja.templatetags"
# Folders whose name is not that of a district of assessments.
FOLDERS = {
    "": GROUND,
    "includes": GROUND,
    "admin": GROUND,  # what Django's admin wears
    "pages": "kinerja",
    "accounts": "kinerja.accounts",
    "indicators": "indicators",
    "admin/accounts": "kinerja.accounts",
    "admin/indicators": "indicators",
}
TAG = re.compile(r"{%-?\s*(extends|include|load|static)\s+([^%]*?)\s*-?%}")
LINK = re.compile(r'href="((?:css|js)/[^"]+)"')  # print templates name their style sheets so
NAME = re.compile(r'^"([^"]+)"')
FILE = re.compile(r"^[\w/.-]+\.(html|txt)$")


@dataclass(frozen=True)
class Use:
    """One place that names a template, a tag library, a style sheet or a script."""

    line: int
    kind: str
    name: str


def owner_of(folder: str) -> str:
    """The room of a folder below templates, static/css or static/js, as a dotted name."""
    parts = folder.split("/")
    known = ("/".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((FOLDERS[it] for it in known if it in FOLDERS), f"assessments.{parts[0]}")


def folder_of(name: str) -> str:
    return name.rpartition("/")[0]


def libraries(root: Path) -> dict[str, str]:
    """The room of each tag library of ours by the library's name."""
    found = [path.relative_to(root) for top in TOPS for path in (root / top).rglob("templatetags/*.py")]
    return {path.stem: room_of_library(path) for path in found if path.stem != "__init__"}


def room_of_library(path: Path) -> str:
    app = ".".join(path.parent.parent.parts)
    return GROUND if app == "kinerja" else app


def uses_in(text: str) -> Iterator[Use]:
    """What a template names; what it has in a variable is named by a module."""
    for number, line in enumerate(text.splitlines(), start=1):
        yield from (Use(number, "links", name) for name in LINK.findall(line))
        for tag, rest in TAG.findall(line):
            if tag == "load":
                yield from (Use(number, "loads", name) for name in rest.split())
            elif found := NAME.match(rest):
                yield Use(number, {"static": "links"}.get(tag, f"{tag}s"), found[1])


def target_of(use: Use, own: dict[str, str]) -> str:
    """The room of what is named; empty for what is none of ours."""
    if use.kind == "loads":
        return own.get(use.name, "")
    if use.kind != "links":
        return owner_of(folder_of(use.name))
    top, _, rest = use.name.partition("/")
    return owner_of(folder_of(rest)) if top in {"css", "js"} else ""


def law_broken_by(name: str, target: str) -> str:
    """What the law says against a room that names something of another; empty where it is allowed."""
    if room_of(target) > room_of(name):
        return "a higher room"
    return higher_inside(name, target) if app_of(name) == app_of(target) == "assessments" else ""


def breaches_of_template(place: str, text: str, own: dict[str, str]) -> list[str]:
    """Every breach in a template at this place below templates/, as "file:line says what"."""
    room = owner_of(folder_of(place))
    found = [(use, law_broken_by(room, target)) for use in uses_in(text) if (target := target_of(use, own))]
    return [f"templates/{place}:{use.line} {use.kind} {use.name}, {why}" for use, why in found if why]


def breaches_of_module(place: str, text: str, templates: set[str]) -> list[str]:
    """The templates of higher districts that a module names."""
    name = place.removesuffix(".py").replace("/", ".").removesuffix(".__init__")
    strings = [it for it in ast.walk(ast.parse(text)) if isinstance(it, ast.Constant)]
    named = [(it.lineno, it.value) for it in strings if it.value in templates]
    found = [(line, file, law_broken_by(room_named(name), owner_of(folder_of(file)))) for line, file in named]
    return [f"{place}:{line} names {file}, {why}" for line, file, why in found if why]


def room_named(name: str) -> str:
    """A module of a district speaks for its district, whatever its layer."""
    app = app_of(name)
    return ".".join(name.split(".")[: len(app.split(".")) + 1]) if app == "assessments" else name


def template_files() -> dict[str, str]:
    files = [path for path in (ROOT / "templates").rglob("*") if path.is_file()]
    return {str(path.relative_to(ROOT / "templates")): path.read_text(encoding="utf-8") for path in files}


def test_no_template_leans_on_a_higher_one() -> None:
    own = libraries(ROOT)

    assert [
        it for place, text in template_files().items() for it in breaches_of_template(place, text, own)
    ] == []


def test_no_module_shows_a_higher_template() -> None:
    templates = set(template_files())
    modules = [path for top in TOPS for path in (ROOT / top).rglob("*.py")]

    assert [
        breach
        for path in modules
        for breach in breaches_of_module(
            str(path.relative_to(ROOT)), path.read_text(encoding="utf-8"), templates
        )
    ] == []
