"""Where worksheet states are named: which states belong together is the workflow's to say."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from .sources import Checkout, Figure, Module

ROOM = ("assessments", "workflow")
LOOKUPS = ("state__in", "status__in")
BUILDERS = {"set", "list", "tuple", "frozenset", "sorted"}
Sequence = ast.Tuple | ast.List | ast.Set


def in_room(path: PurePosixPath) -> bool:
    """Whether a module is the workflow: one file today, a folder when it has grown."""
    return path.with_suffix("").parts[:2] == ROOM


@dataclass(frozen=True)
class Names:
    """Who is meant by a name: several classes of the product are called State."""

    modules: dict[str, Module]

    @cached_property
    def values(self) -> frozenset[str]:
        """The worksheet's states as the database knows them."""
        classes = (node for room in self.modules.values() if in_room(room.path) for node in room.classes)
        lines = (line for node in classes if node.name == "State" for line in node.body)
        return frozenset(
            line.value.value
            for line in lines
            if isinstance(line, ast.Assign)
            and isinstance(line.value, ast.Constant)
            and isinstance(line.value.value, str)
        )

    def home(self, dotted: str, name: str, depth: int = 0) -> Module | None:
        """The module that defines `name`, through those that only hand it on."""
        module = self.modules.get(dotted)
        if module is None or any(node.name == name for node in module.classes) or depth > 5:
            return module
        for source, alias in imports(module):
            if (alias.asname or alias.name) == name:
                return self.home(source, alias.name, depth + 1)
        return module

    def worksheet_states(self, module: Module) -> set[str]:
        """How `module` calls the worksheet's State, dotted where it goes through a module or a model."""
        called = {"Worksheet.State"}
        for source, alias in imports(module):
            as_name = alias.asname or alias.name
            inner = self.modules.get(f"{source}.{alias.name}")
            if inner is not None and in_room(inner.path):
                called.add(f"{as_name}.State")
            elif alias.name == "State":
                home = self.home(source, "State")
                called |= {as_name} if home and in_room(home.path) else set()
        return called


def imports(module: Module) -> Iterator[tuple[str, ast.alias]]:
    """What a module takes from others: the module's full name, and the name in it."""
    package = module.dotted.split(".")
    package = package if module.path.name == "__init__.py" else package[:-1]
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            source = ".".join([*base, *(node.module.split(".") if node.module else [])])
            yield from ((source, alias) for alias in node.names)


@dataclass(frozen=True)
class Reading:
    """One module read for its states."""

    module: Module
    called: set[str]
    values: frozenset[str]

    def is_class(self, node: ast.AST) -> bool:
        return isinstance(node, ast.Name | ast.Attribute) and ast.unparse(node) in self.called

    def is_state(self, node: ast.AST | None) -> bool:
        return isinstance(node, ast.Attribute) and node.attr.isupper() and self.is_class(node.value)

    def holds(self, node: ast.AST | None) -> bool:
        """A state, or a pair that one state leads."""
        if isinstance(node, ast.Tuple):
            return sum(map(self.is_state, node.elts)) == 1
        return self.is_state(node)

    @property
    def singles(self) -> list[ast.AST]:
        return [node for node in ast.walk(self.module.tree) if self.is_state(node)]

    @property
    def collections(self) -> list[ast.AST]:
        tree = self.module.tree
        compared = {id(side) for node in ast.walk(tree) for side in membership(node)}
        sought = {id(value) for node in ast.walk(tree) for value in looked_up(node)}
        return [
            node
            for node in ast.walk(tree)
            if self.collects(node, id(node) in compared) or (id(node) in sought and self.spells(node))
        ]

    def collects(self, node: ast.AST, compared: bool) -> bool:
        match node:
            case ast.Dict(keys=keys, values=values):
                return any(sum(map(self.holds, side)) > 1 for side in (keys, values))
            case ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Set(elts=parts):
                states = sum(map(self.holds, parts))
                wider = len(parts) > 1 and (compared or any(isinstance(part, ast.Starred) for part in parts))
                return states > 1 or (states == 1 and wider and any(map(self.is_state, parts)))
            case ast.Call(func=ast.Name(id=name), args=[first]) if name in BUILDERS:
                return self.is_class(first)
            case ast.Call(func=ast.Name(id="dict"), keywords=keywords):
                return sum(self.holds(keyword.value) for keyword in keywords) > 1
        return False

    def spells(self, node: ast.AST) -> bool:
        """Two states by their values, in text."""
        parts = node.elts if isinstance(node, Sequence) else []
        return sum(isinstance(part, ast.Constant) and part.value in self.values for part in parts) > 1


def membership(node: ast.AST) -> Iterator[ast.expr]:
    if isinstance(node, ast.Compare) and any(isinstance(sign, ast.In | ast.NotIn) for sign in node.ops):
        yield from node.comparators


def looked_up(node: ast.AST) -> Iterator[ast.AST]:
    """What a query compares a state with, and what `x.state in …` does."""
    if isinstance(node, ast.keyword) and (node.arg or "").endswith(LOOKUPS):
        yield from ast.walk(node.value)
    elif isinstance(node, ast.Compare) and ast.unparse(node.left).endswith("state"):
        yield from membership(node)


def figures(checkout: Checkout) -> Iterator[Figure]:
    names = Names({module.dotted: module for module in checkout.product})
    outside = [module for module in checkout.product if not in_room(module.path)]
    readings = [Reading(module, names.worksheet_states(module), names.values) for module in outside]
    groups = tuple(
        text.module.place(node, one_line(node)) for text in readings for node in in_order(text.collections)
    )
    singles = tuple(
        text.module.place(node, ast.unparse(node)) for text in readings for node in in_order(text.singles)
    )
    modules = len({place.split(":")[0] for place in groups})
    words = "collections of worksheet states outside the workflow"
    yield Figure("states", words, len(groups), 0, details=(f"in {modules} modules",), places=groups)
    naming = len({place.split(":")[0] for place in singles})
    details = (f"in {naming} modules",)
    words = "places there that name a state"
    yield Figure("state-names", words, len(singles), details=details, places=singles)


def in_order(nodes: list[ast.AST]) -> list[ast.AST]:
    return sorted(nodes, key=lambda node: (getattr(node, "lineno", 0), getattr(node, "col_offset", 0)))


def one_line(node: ast.AST) -> str:
    text = ast.unparse(node)
    return text if len(text) <= 90 else f"{text[:87]}..."
