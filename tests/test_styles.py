"""Style sheets: they parse, say each thing once, and every name in them is somebody's."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import django.contrib.admin
import pytest
import tinycss2

ROOT = Path(__file__).parent.parent
SHEETS = sorted((ROOT / "static/css").rglob("*.css"))
SOURCES = ("templates", "static/js", "assessments", "indicators", "kinerja")
ADMIN = Path(django.contrib.admin.__file__).parent / "static/admin/css"
BOOTSTRAP = "--bs-"  # what Bootstrap's sheets read is declared here
# Classes that other people's templates write.
FOREIGN = frozenset(
    {"alert-danger", "asteriskField"}  # crispy forms
    | {"change-form", "field-exceptions", "object-tools"}  # Django's admin
)
CLASS = re.compile(r"\.([A-Za-z][\w-]*)")
DECLARED = re.compile(r"(--[\w-]+):")
VARIABLE = re.compile(r"var\((--[\w-]+)")
CLASS_ATTRIBUTE = re.compile(r'\bclass="((?:\{%.*?%\}|\{\{.*?\}\}|[^"])*)"', re.DOTALL)
CLASS_BLOCK = re.compile(r"\{% block main_class %\}(.*?)\{% endblock")
TEMPLATE_TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
QUOTED = re.compile(r"[\"'`]([^\"'`\n]*)[\"'`]")
WORD = re.compile(r"[A-Za-z][\w-]*")


class Rule(NamedTuple):
    """A rule with the conditions under which it holds."""

    conditions: tuple[str, ...]
    selector: str
    declarations: list[Any]


def rules_of(nodes: list[Any], conditions: tuple[str, ...] = ()) -> Iterator[Rule]:
    for node in nodes:
        if node.type == "qualified-rule":
            yield Rule(conditions, tinycss2.serialize(node.prelude).strip(), blocks_in(node))
        elif node.type == "at-rule" and node.content is not None:
            name = f"@{node.lower_at_keyword} {tinycss2.serialize(node.prelude).strip()}"
            if node.lower_at_keyword in {"media", "supports"}:
                yield from rules_of(blocks_in(node), (*conditions, name))
            else:
                yield Rule(conditions, name, blocks_in(node))


def blocks_in(node: Any) -> list[Any]:
    parsed: list[Any] = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
    return parsed


def parsed(sheet: Path) -> list[Any]:
    nodes: list[Any] = tinycss2.parse_stylesheet(
        sheet.read_text("utf-8"), skip_comments=True, skip_whitespace=True
    )
    return nodes


def all_rules() -> Iterator[Rule]:
    for sheet in SHEETS:
        yield from rules_of(parsed(sheet))


def errors_in(nodes: list[Any]) -> Iterator[str]:
    for node in nodes:
        if node.type == "error":
            yield f"{node.source_line}: {node.message}"
        elif node.type in {"qualified-rule", "at-rule"} and node.content is not None:
            yield from errors_in(blocks_in(node))


def sources(suffix: str) -> Iterator[str]:
    for folder in SOURCES:
        for path in (ROOT / folder).rglob(f"*{suffix}"):
            yield path.read_text("utf-8")


def written_classes() -> tuple[set[str], set[str]]:
    """Classes as templates and code write them, and the beginnings that a value goes on from: "tag-"."""
    patterns = {".html": (CLASS_ATTRIBUTE, CLASS_BLOCK), ".py": (QUOTED,), ".js": (QUOTED,)}
    texts = [
        text
        for suffix, wanted in patterns.items()
        for source in sources(suffix)
        for pattern in wanted
        for text in pattern.findall(source)
    ]
    whole = {word for text in texts for word in WORD.findall(TEMPLATE_TAG.sub(" ", text))}
    return whole, {word for word in whole if word.endswith("-")}


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda it: str(it.relative_to(ROOT)))
def test_a_sheet_parses(sheet: Path) -> None:
    assert list(errors_in(parsed(sheet))) == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda it: str(it.relative_to(ROOT)))
def test_a_selector_stands_once(sheet: Path) -> None:
    named = Counter(
        (it.conditions, it.selector)
        for it in rules_of(parsed(sheet))
        if it.selector != "@font-face "  # one for each weight
    )

    assert [name for name, count in named.items() if count > 1] == []


def test_every_class_is_written_somewhere() -> None:
    named = {word for rule in all_rules() for word in CLASS.findall(rule.selector)} - FOREIGN
    whole, beginnings = written_classes()

    assert sorted(it for it in named - whole if not any(it.startswith(begin) for begin in beginnings)) == []


def test_every_variable_is_declared_and_used() -> None:
    declarations = [it for rule in all_rules() for it in rule.declarations if it.type == "declaration"]
    declared = {it.name for it in declarations if it.name.startswith("--")}
    used = {name for it in declarations for name in VARIABLE.findall(tinycss2.serialize(it.value))}
    of_admin = {name for sheet in ADMIN.glob("*.css") for name in DECLARED.findall(sheet.read_text("utf-8"))}

    assert sorted(used - declared - of_admin) == []
    assert sorted(name for name in declared - used if not name.startswith(BOOTSTRAP)) == []
