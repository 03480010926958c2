"""Folders, names, and the length of functions."""

import ast
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import PurePosixPath
from statistics import median, quantiles

from .sources import Checkout, Figure, Function, Module, percent

# Names that somebody else asks for, with the reason: a module cannot choose another.
REGISTRY: dict[str, str] = {
    "_": "singledispatch: the name under which nobody calls it",
}
Pool = list[tuple[Module, Function]]
CLASSES_APART = {"Command", "Meta"}
HOLLOW = frozenset(
    {"it", "found", "told", "kept", "shown", "asked", "said", "one", "thing", "stuff", "data2"}
)


def folder_figure(checkout: Checkout) -> Figure:
    modules = [module.path for module in checkout.product if module.path.name != "__init__.py"]
    sizes = Counter(path.parent for path in modules).most_common()
    ranked = tuple(f"{count} {folder}" for folder, count in sizes)
    most, folder = (sizes[0][1], sizes[0][0]) if sizes else (0, PurePosixPath())
    inside = tuple(str(path) for path in modules if path.parent == folder)
    return Figure(
        "folder", "modules in the largest folder", most, 25, details=ranked[:5], places=ranked + inside
    )


def class_figure(checkout: Checkout) -> Figure:
    """Only classes of a module itself: a nested one is named after what is around it."""
    homes: dict[tuple[str, str], list[str]] = defaultdict(list)
    for module in checkout.product:
        for node in module.classes:
            if node.name not in CLASSES_APART:
                homes[module.app, node.name].append(module.place(node))
    twice = {key: places for key, places in homes.items() if len(places) > 1}
    count, total = (sum(map(len, of.values())) for of in (twice, homes))
    ranked = sorted(twice.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    places = tuple(f"{app} {name}: {', '.join(where)}" for (app, name), where in ranked)
    most = ", ".join(f"{name} ×{len(where)} in {app}" for (app, name), where in ranked[:5])
    words = "classes whose name occurs again in their app"
    details = (f"{count} of {total}, {len(twice)} names", *([most] if most else []))
    return Figure("classes", words, percent(count, total), 1, True, details, places)


def function_figures(checkout: Checkout) -> Iterator[Figure]:
    yield shared("functions", "functions whose name occurs in several modules", pool(checkout, "other"), 12)
    yield shared("functions-views", "the same among views", pool(checkout, "view"))
    yield shared("functions-commands", "the same among commands", pool(checkout, "command"))
    echoes = [
        (module, node) for module in checkout.product for node in module.functions if node.name == module.stem
    ]
    details = (f"{sum(module.is_view for module, _ in echoes)} of them views",)
    places = tuple(module.place(node, node.name) for module, node in echoes)
    yield Figure("echoes", "functions named as their module", len(echoes), details=details, places=places)


def kind_of(module: Module, name: str) -> str:
    if name in REGISTRY:
        return "registry"
    if module.is_view:
        return "view"
    return "command" if module.is_command else "other"


def pool(checkout: Checkout, kind: str) -> Pool:
    return [
        (module, node)
        for module in checkout.product
        for node in module.functions
        if kind_of(module, node.name) == kind
    ]


def shared(name: str, words: str, functions: Pool, goal: float | None = None) -> Figure:
    """Functions of a pool whose name stands in several of its modules."""
    homes: dict[str, dict[PurePosixPath, list[str]]] = defaultdict(lambda: defaultdict(list))
    for module, node in functions:
        homes[node.name][module.path].append(module.place(node))
    several = {title: where for title, where in homes.items() if len(where) > 1}
    count = sum(len(places) for where in several.values() for places in where.values())
    ranked = sorted(several.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    places = tuple(
        f"{title} ×{len(where)}: {', '.join(place for part in where.values() for place in part)}"
        for title, where in ranked
    )
    most = ", ".join(f"{title} ×{len(where)}" for title, where in ranked[:8])
    details = (f"{count} of {len(functions)}, {len(several)} names", *([most] if most else []))
    return Figure(name, words, percent(count, len(functions)), goal, True, details, places)


def hollow_figures(checkout: Checkout) -> Iterator[Figure]:
    bound = [(module, *pair) for module in checkout.product for pair in bindings(module.tree)]
    hollow = [(module, name, node) for module, name, node in bound if name in HOLLOW]
    tally = Counter(name for _, name, _ in hollow)
    details = (
        f"{len(hollow)} of {len(bound)}",
        ", ".join(f"{name} ×{count}" for name, count in tally.most_common()),
    )
    places = tuple(module.place(node, name) for module, name, node in hollow)
    words = "bindings to names without content"
    yield Figure("hollow", words, percent(len(hollow), len(bound)), None, True, details, places)
    named = [
        module.place(node, node.name)
        for module in checkout.product
        for node in ast.walk(module.tree)
        if isinstance(node, Function) and node.name in HOLLOW
    ]
    yield Figure("hollow-defs", "functions with such names", len(named), places=tuple(named))


def bindings(tree: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """Every name that lives longer than a comprehension, and each attribute of self, where it is bound."""
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=targets):
                yield from (pair for target in targets for pair in names_in(target))
            case ast.AnnAssign(target=target) | ast.NamedExpr(target=target):
                yield from names_in(target)
            case ast.For(target=target) | ast.AsyncFor(target=target):
                yield from names_in(target)
            case ast.withitem(optional_vars=ast.expr() as target):
                yield from names_in(target)
            case ast.FunctionDef(args=args) | ast.AsyncFunctionDef(args=args):
                every = [*args.posonlyargs, *args.args, *args.kwonlyargs, args.vararg, args.kwarg]
                yield from ((arg.arg, arg) for arg in every if arg and arg.arg not in ("self", "cls"))
            case ast.ExceptHandler(name=str(name)):
                yield name, node


def names_in(target: ast.expr) -> Iterator[tuple[str, ast.AST]]:
    match target:
        case ast.Name(id=name):
            yield name, target
        case ast.Attribute(value=ast.Name(id="self"), attr=name):
            yield name, target
        case ast.Starred(value=inner):
            yield from names_in(inner)
        case ast.Tuple(elts=parts) | ast.List(elts=parts):
            yield from (pair for part in parts for pair in names_in(part))


def length_figures(checkout: Checkout) -> Iterator[Figure]:
    """Every function and method from its def to its last line."""
    long = sorted(
        ((length_of(node), module.place(node, node.name)) for module, node in every_function(checkout)),
        reverse=True,
    )
    lengths = [length for length, _ in long] or [0]
    tenth = quantiles(lengths, n=10, method="inclusive")[-1] if len(lengths) > 1 else lengths[0]
    places = tuple(f"{length} {place}" for length, place in long)
    details = (f"of {len(long)} functions and methods",)
    yield Figure("length", "lines of the median function", median(lengths), details=details, places=places)
    yield Figure("length-90", "lines of the 90th of 100", round(tenth, 1), places=places)
    yield Figure("length-most", "lines of the longest", lengths[0], details=places[:3], places=places)


def every_function(checkout: Checkout) -> Iterator[tuple[Module, Function]]:
    for module in checkout.product:
        for node in ast.walk(module.tree):
            if isinstance(node, Function):
                yield module, node


def length_of(node: Function) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def figures(checkout: Checkout) -> Iterator[Figure]:
    yield folder_figure(checkout)
    yield class_figure(checkout)
    yield from function_figures(checkout)
    yield from hollow_figures(checkout)
    yield from length_figures(checkout)
