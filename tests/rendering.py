"""No template asks the database: what a page shows is read before it is rendered."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from django.db import connections
from django.template import Context, Template

OURS = Path(__file__).parent.parent / "templates"


class QueryInTemplate(AssertionError):
    """A query was run while one of our templates was rendered."""


def refuse(execute: Any, sql: str, params: Any, many: bool, context: dict[str, Any]) -> None:
    raise QueryInTemplate(sql)


def is_ours(template: Template) -> bool:
    """Not what only adds to a list or a form of Django's admin, whose own template reads the rows."""
    place = Path(template.origin.name)
    return place.is_relative_to(OURS) and not place.name.startswith(("change_form", "change_list"))


@contextmanager
def no_query_in_templates() -> Iterator[None]:
    """Raise QueryInTemplate where a template of the product runs a query."""
    render: Callable[[Template, Context], str] = Template._render  # type: ignore[attr-defined]  # no stub knows it

    def guarded(template: Template, context: Context) -> str:
        with ExitStack() as stack:
            for connection in connections.all(initialized_only=True) if is_ours(template) else ():
                stack.enter_context(connection.execute_wrapper(refuse))
            return render(template, context)

    with patch.object(Template, "_render", guarded):
        yield
