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

import pytest

from tests.floors import TOPS, app_of, higher_inside, room_of

ROOT = Path(__file__).parent.parent
GROUND = "kinerja.templatetags"
# Tables that say of each of their rows which template shows it; a higher district takes it from there.
DECLARATIONS = {"assessments/workflow/papers.py"}
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
KINDS = {"extends": "extends", "include": "includes", "static": "links"}
NAME = re.compile(r"""^["']([^"']+)["']""")


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
    """What a template names; what it has in a variable is named by a module. A tag may take several lines."""
    for link in LINK.finditer(text):
        yield Use(line_of(text, link), "links", link[1])
    for tag in TAG.finditer(text):
        if tag[1] == "load":
            yield from (Use(line_of(text, tag), "loads", name) for name in tag[2].split())
        elif name := NAME.match(tag[2]):
            yield Use(line_of(text, tag), KINDS[tag[1]], name[1])


def line_of(text: str, found: re.Match[str]) -> int:
    return text.count("\n", 0, found.start()) + 1


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
    paths = [str(path.relative_to(ROOT)) for top in TOPS for path in (ROOT / top).rglob("*.py")]
    modules = {place: (ROOT / place).read_text(encoding="utf-8") for place in set(paths) - DECLARATIONS}

    breaches = [it for place, text in modules.items() for it in breaches_of_module(place, text, templates)]
    assert breaches == []


def folders_of(top: str) -> set[str]:
    base = ROOT / top
    return {str(path.relative_to(base)) for path in base.rglob("*") if path.is_dir()}


def test_every_folder_is_of_a_room_that_exists() -> None:
    folders = folders_of("templates") | folders_of("static/css") | folders_of("static/js")
    rooms = {folder: ROOT / owner_of(folder).replace(".", "/") for folder in folders}

    assert [folder for folder, room in rooms.items() if not room.is_dir()] == []


TEMPLATE_BREACHES = {
    "extends a higher district": (
        "entry/aspect.html",
        '{% extends "review/page.html" %}',
        "extends review/page.html, a higher floor",
    ),
    "includes a higher district": (
        "entry/row.html",
        '<p>{% include "evidence/proof.html" with row=row %}</p>',
        "includes evidence/proof.html, a higher floor",
    ),
    "includes a district beside": (
        "dashboard/page.html",
        '{% include "comparison/lines.html" %}',
        "includes comparison/lines.html, a district beside",
    ),
    "ground that includes a district": (
        "includes/pager.html",
        '{% include "home/steps.html" %}',
        "includes home/steps.html, a higher room",
    ),
    "a lower app that includes a higher one": (
        "accounts/sign_in.html",
        '{% include "home/schedule.html" %}',
        "includes home/schedule.html, a higher room",
    ),
    "several lines in one tag": (
        "entry/row.html",
        '{%\n  include "review/row.html"\n  with row=row\n%}',
        "includes review/row.html, a higher floor",
    ),
    "loads the tags of a higher app": ("entry/row.html", "{% load static iku %}", "loads iku, a higher room"),
    "wears the style of a higher district": (
        "workbook/upload.html",
        '<link rel="stylesheet" href="{% static "css/sending/sending.css" %}">',
        "links css/sending/sending.css, a higher floor",
    ),
    "runs the script of a higher district": (
        "entry/aspect.html",
        "<script src=\"{% static 'js/review/review.js' %}\"></script>",
        "links js/review/review.js, a higher floor",
    ),
    "a paper in the style of a higher district": (
        "home/print/worksheet.html",
        '<link rel="stylesheet" href="css/sending/print-receipt.css">',
        "links css/sending/print-receipt.css, a higher floor",
    ),
}


@pytest.mark.parametrize(("place", "line", "finding"), TEMPLATE_BREACHES.values(), ids=TEMPLATE_BREACHES)
def test_a_planted_breach_in_a_template_is_found(place: str, line: str, finding: str) -> None:
    found = breaches_of_template(place, f"<p>\n{line}\n</p>", {"iku": "assessments.iku", "menu": GROUND})

    assert found == [f"templates/{place}:2 {finding}"]


@pytest.mark.parametrize(
    "line",
    [
        '{% extends "base.html" %}{% load static menu crispy_forms_filters %}',
        '{% include "includes/tag.html" with tint="ok" word="Ya" %}',
        '{% include "entry/cell.html" %}{% static "css/entry/entry.css" %}{% static "js/app.js" %}',
        '{% static "img/mark.svg" %}{% static "bootstrap/css/bootstrap.min.css" %}',
        "{% include row.beside.template with slot=row.beside.content only %}",  # named by a module
        '<a href="{% url "review" worksheet.pk %}">a link is no dependency</a>',
    ],
)
def test_what_is_ground_lower_or_one_s_own_is_allowed(line: str) -> None:
    assert breaches_of_template("iku/row.html", line, {"menu": GROUND}) == []


MODULE_BREACHES = {
    "a page of a higher district": (
        "assessments/entry/views/rows.py",
        'render(request, "sending/check.html")',
        "assessments/entry/views/rows.py:1 names sending/check.html, a higher floor",
    ),
    "a page of a higher app": (
        "kinerja/accounts/views.py",
        'Filling("home/schedule.html", None)',
        "kinerja/accounts/views.py:1 names home/schedule.html, a higher room",
    ),
}


@pytest.mark.parametrize(("place", "line", "finding"), MODULE_BREACHES.values(), ids=MODULE_BREACHES)
def test_a_module_that_shows_a_higher_template_is_found(place: str, line: str, finding: str) -> None:
    assert breaches_of_module(place, line, {"sending/check.html", "home/schedule.html"}) == [finding]
