"""The files of a checkout, wherever its folders put them, and a figure with the places behind it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath

PRODUCT = ("kinerja", "indicators", "assessments")
APPS_INSIDE = ("assessments/iku",)  # of its own: it shares no names with the room around it
FOREIGN = {"node_modules", "var", "__pycache__", "vendor"}
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Figure:
    """One line of the table. Without a goal it only reports; `share` is in per cent."""

    name: str
    words: str
    value: float | int
    goal: float | None = None
    share: bool = False
    details: tuple[str, ...] = ()
    places: tuple[str, ...] = field(default=(), repr=False)

    @property
    def reached(self) -> bool | None:
        return None if self.goal is None else self.value <= self.goal


@dataclass(frozen=True)
class Module:
    """A Python file by its path below the checkout."""

    path: PurePosixPath
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, str(self.path))

    @property
    def lines(self) -> int:
        return self.text.count("\n")

    @property
    def dotted(self) -> str:
        """As it is imported."""
        parts = self.path.with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def stem(self) -> str:
        return self.dotted.rsplit(".", 1)[-1]

    @property
    def app(self) -> str:
        inside = (name for name in APPS_INSIDE if str(self.path).startswith(f"{name}/"))
        return next(inside, self.path.parts[0])

    @property
    def is_view(self) -> bool:
        named = self.stem == "views" or self.stem.endswith("_views")
        return named or "views" in self.path.parts[:-1]

    @property
    def is_command(self) -> bool:
        return self.path.parts[-3:-1] == ("management", "commands")

    @cached_property
    def functions(self) -> list[Function]:
        """Those of the module itself."""
        return [node for node in self.tree.body if isinstance(node, Function)]

    @cached_property
    def classes(self) -> list[ast.ClassDef]:
        return [node for node in self.tree.body if isinstance(node, ast.ClassDef)]

    def place(self, node: ast.AST, words: str = "") -> str:
        return f"{self.path}:{getattr(node, 'lineno', 1)} {words}".rstrip()


@dataclass(frozen=True)
class Checkout:
    root: Path

    def files(self, suffixes: tuple[str, ...], *tops: str) -> Iterator[PurePosixPath]:
        """In order; nothing of others, and nothing that is made."""
        starts = [self.root / top for top in tops] if tops else [self.root]
        for path in sorted(path for start in starts for path in start.rglob("*") if path.suffix in suffixes):
            relative = PurePosixPath(path.relative_to(self.root).as_posix())
            hidden = any(part.startswith(".") or part in FOREIGN for part in relative.parts)
            if not hidden and path.is_file():
                yield relative

    def read(self, path: PurePosixPath) -> str:
        return (self.root / path).read_text(encoding="utf-8")

    @cached_property
    def product(self) -> list[Module]:
        apart = {"migrations", "tests"}
        paths = (path for path in self.files((".py",), *PRODUCT) if not apart & set(path.parts))
        return [Module(path, self.read(path)) for path in paths]

    @cached_property
    def tests(self) -> list[Module]:
        """Below tests/, and beside the product where a district keeps its own."""
        paths = (path for path in self.files((".py",), "tests", *PRODUCT) if "tests" in path.parts)
        return [Module(path, self.read(path)) for path in paths]

    @cached_property
    def templates(self) -> dict[PurePosixPath, str]:
        paths = self.files((".html", ".txt", ".svg", ".xml"), *self.tops)
        return {path: self.read(path) for path in paths if "templates" in path.parts[:-1]}

    @cached_property
    def tops(self) -> list[str]:
        """The folders that can hold templates and styles."""
        return [name for name in ("templates", "static", *PRODUCT) if (self.root / name).is_dir()]

    def styles(self, suffix: str) -> dict[PurePosixPath, str]:
        return {path: self.read(path) for path in self.files((suffix,), *self.tops)}


def percent(part: float, whole: float) -> float:
    return round(100 * part / whole, 1) if whole else 0.0
