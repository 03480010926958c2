"""What mypy is told to judge, and what it is told to overlook."""

import ast
import re
import tokenize
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatchcase
from io import StringIO
from typing import Any

from .sources import Checkout, Figure, Module, percent

IGNORE = re.compile(r"#\s*type:\s*ignore(?P<code>\[[^\]]+\])?\s*(?P<rest>.*)")
# A setting that takes a check of --strict back when it is false; these two when they are true.
CHECKS = ("disallow_", "check_", "warn_", "strict", "no_implicit", "extra_checks")
OVERLOOKS = ("ignore_errors", "allow_")


def settings(checkout: Checkout) -> dict[str, Any]:
    parsed: dict[str, Any] = tomllib.loads((checkout.root / "pyproject.toml").read_text(encoding="utf-8"))
    section: dict[str, Any] = parsed.get("tool", {}).get("mypy", {})
    return section


def as_list(value: str | list[str] | None) -> list[str]:
    if isinstance(value, str):
        return [part.strip() for part in value.split(",")]
    return value or []


def relaxing(section: dict[str, Any]) -> list[str]:
    """The settings of a section with which mypy overlooks what --strict would judge."""
    return [
        f"{name} = {str(value).lower()}"
        for name, value in section.items()
        if (value is False and name.startswith(CHECKS)) or (value is True and name.startswith(OVERLOOKS))
    ]


def is_listed(module: Module, mypy: dict[str, Any]) -> bool:
    path = str(module.path)
    if any(re.search(pattern, path) for pattern in as_list(mypy.get("exclude"))):
        return False
    entries = [entry.removeprefix("./").rstrip("/") for entry in as_list(mypy.get("files"))]
    return any(
        entry == "." or path == entry or path.startswith(f"{entry}/") or fnmatchcase(path, entry)
        for entry in entries
    )


def relaxed_by(module: Module, mypy: dict[str, Any]) -> list[str]:
    return [
        setting
        for override in mypy.get("overrides", [])
        if any(covers(pattern, module.dotted) for pattern in as_list(override.get("module")))
        for setting in relaxing(override)
    ]


def relaxes_itself(module: Module) -> bool:
    """Whether a comment at its top takes checks back."""
    return re.search(r"^# mypy: ", module.text, re.MULTILINE) is not None


def covers(pattern: str, dotted: str) -> bool:
    return fnmatchcase(dotted, pattern) or (pattern.endswith(".*") and dotted == pattern[:-2])


def strict_figures(checkout: Checkout) -> Iterator[Figure]:
    mypy = settings(checkout)
    listed = [module for module in checkout.product if mypy.get("strict") is True and is_listed(module, mypy)]
    judged = [module for module in listed if not relaxed_by(module, mypy) and not relaxes_itself(module)]
    lines, total = (sum(module.lines for module in modules) for modules in (judged, checkout.product))
    others = tuple(str(module.path) for module in checkout.product if module not in judged)
    details = (f"{lines} of {total} lines; {len(others)} modules are not judged",)
    yield Figure("strict", "lines under mypy --strict", percent(lines, total), None, True, details, others)
    taken_back = relaxing(mypy) + [
        f"{', '.join(as_list(override.get('module')))}: {setting}"
        for override in mypy.get("overrides", [])
        for setting in relaxing(override)
    ]
    words = "checks that mypy's settings take back"
    yield Figure("relaxed", words, len(taken_back), places=tuple(taken_back))


def ignores(module: Module) -> Iterator[tuple[int, re.Match[str]]]:
    """The comments, not what a string says."""
    for token in tokenize.generate_tokens(StringIO(module.text).readline):
        if token.type == tokenize.COMMENT and (match := IGNORE.search(token.string)):
            yield token.start[0], match


def ignore_figures(checkout: Checkout) -> Iterator[Figure]:
    every = [(module, *pair) for module in checkout.product for pair in ignores(module)]
    places = tuple(f"{module.path}:{no} {match[0]}" for module, no, match in every)
    yield Figure("ignores", "# type: ignore", len(every), places=places)
    codeless = [entry for entry in every if not entry[2]["code"]]
    unexplained = [entry for entry in every if not entry[2]["rest"].lstrip("# ")]
    bare = tuple(
        f"{module.path}:{no} {match[0]}"
        for module, no, match in every
        if not match["code"] or not match["rest"].lstrip("# ")
    )
    details = (f"{len(codeless)} without a code, {len(unexplained)} without a reason",)
    yield Figure("ignores-bare", "of them without code or reason", len(bare), details=details, places=bare)


def name_figures(checkout: Checkout) -> Iterator[Figure]:
    nodes = [(module, node) for module in checkout.product for node in ast.walk(module.tree)]
    anything = tuple(module.place(node) for module, node in nodes if is_any(node))
    casts = tuple(module.place(node) for module, node in nodes if is_cast(node))
    yield Figure("any", "uses of Any", len(anything), places=anything)
    yield Figure("cast", "calls of cast", len(casts), places=casts)


def is_any(node: ast.AST) -> bool:
    return (isinstance(node, ast.Name) and node.id == "Any") or (
        isinstance(node, ast.Attribute) and node.attr == "Any" and ast.unparse(node.value) in ("typing", "t")
    )


def is_cast(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func) in ("cast", "typing.cast", "t.cast")


def size_figures(checkout: Checkout) -> Iterator[Figure]:
    product, tests = (
        sum(module.lines for module in modules) for modules in (checkout.product, checkout.tests)
    )
    yield Figure("product", "lines of the product", product, details=(f"in {len(checkout.product)} modules",))
    ratio = tests / product if product else 0
    yield Figure("tests", "lines of tests", tests, details=(f"{ratio:.2f} for each line of the product",))


def figures(checkout: Checkout) -> Iterator[Figure]:
    yield from strict_figures(checkout)
    yield from ignore_figures(checkout)
    yield from name_figures(checkout)
    yield from size_figures(checkout)
