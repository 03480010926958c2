"""The modules of the product, parsed, and what each imports."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import resolve_name
from pathlib import Path

from .floors import TOPS, is_under


@dataclass(frozen=True)
class Module:
    """A parsed file; `place` is its path from the root of the product."""

    name: str
    place: str
    tree: ast.Module

    @property
    def package(self) -> str:
        return self.name if self.place.endswith("__init__.py") else self.name.rpartition(".")[0]

    def is_under(self, *names: str) -> bool:
        return any(is_under(self.name, name) for name in names)


def read_modules(root: Path) -> dict[str, Module]:
    """Every module of the product by its dotted name; migrations are written by Django."""
    paths = [path.relative_to(root) for top in TOPS for path in sorted((root / top).rglob("*.py"))]
    modules = [read_module(root, path) for path in paths if "migrations" not in path.parts]
    return {module.name: module for module in modules}


def read_module(root: Path, path: Path) -> Module:
    name = ".".join(path.with_suffix("").parts).removesuffix(".__init__")
    return Module(name, str(path), ast.parse((root / path).read_text(encoding="utf-8")))


def imports(module: Module, known: dict[str, Module]) -> Iterator[tuple[int, str]]:
    """Line and dotted name of all that a module imports; `from package import module` names the module."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = resolve_name("." * node.level + (node.module or ""), module.package)
            names = (f"{base}.{alias.name}" for alias in node.names)
            yield from ((node.lineno, name if name in known else base) for name in names)
