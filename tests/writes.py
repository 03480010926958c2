"""Notes what is written: a cheap way to see that a request changed nothing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from tests.town import state

WRITING = ("INSERT", "UPDATE", "DELETE")
BESIDE = ("django_session",)


@contextmanager
def noted_writes() -> Iterator[list[str]]:
    """Every statement that writes a row while it is open, sessions apart; what is taken back is noted too:
    none means that nothing changed, some that it has to be looked at."""
    written: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        statement = sql.lstrip().upper()
        if statement.startswith(WRITING) and not any(f'"{table}"' in sql for table in BESIDE):
            written.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield written


@contextmanager
def watched(before: Any) -> Iterator[Callable[[], bool]]:
    """Asked inside it: whether rows are other than `before`; they are compared where one was written."""
    with noted_writes() as written:
        yield lambda: bool(written) and state() != before
