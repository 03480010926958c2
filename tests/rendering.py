"""No template asks the database, nor places a name that nobody gave: a page shows what its view has read."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from django.db import connections
from django.template import Context, Origin, Template, VariableDoesNotExist
from django.template.base import Variable, VariableNode
from django.template.defaultfilters import default

OURS = Path(__file__).parent.parent / "templates"


class QueryInTemplate(AssertionError):
    """A query was run while one of our templates was rendered."""


def refuse(execute: Any, sql: str, params: Any, many: bool, context: dict[str, Any]) -> None:
    raise QueryInTemplate(sql)


class NameWithoutValue(AssertionError):
    """One of our templates places a name that its view does not give; Django would show nothing."""


def is_ours(origin: Origin) -> bool:
    """Not what only adds to a list or a form of Django's admin, whose own template reads the rows."""
    place = Path(origin.name)
    return place.is_relative_to(OURS) and not place.name.startswith(("change_form", "change_list"))


@contextmanager
def no_query_in_templates() -> Iterator[None]:
    """Raise QueryInTemplate where a template of the product runs a query."""
    render: Callable[[Template, Context], str] = Template._render  # type: ignore[attr-defined]  # no stub knows it

    def guarded(template: Template, context: Context) -> str:
        with ExitStack() as stack:
            for connection in connections.all(initialized_only=True) if is_ours(template.origin) else ():
                stack.enter_context(connection.execute_wrapper(refuse))
            return render(template, context)

    with patch.object(Template, "_render", guarded):
        yield


@contextmanager
def every_placed_name_has_a_value() -> Iterator[None]:
    """Raise NameWithoutValue where a template of the product has a {{ name }} without value or default."""
    render = VariableNode.render

    def guarded(node: VariableNode, context: Context) -> Any:
        placed, filters = node.filter_expression.var, [it[0] for it in node.filter_expression.filters]
        if isinstance(placed, Variable) and is_ours(node.origin) and default not in filters:
            try:
                placed.resolve(context)
            except VariableDoesNotExist as missing:
                raise NameWithoutValue(f"{node.origin.name}: {placed.var}") from missing
        return render(node, context)

    with patch.object(VariableNode, "render", guarded):
        yield
