"""Rows of one model made to hold what is wanted, with a line of history for each that changes."""

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from typing import Any, TypeVar

from django.db import models
from django.utils import timezone
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from kinerja.accounts.models import User

Row = TypeVar("Row", bound=models.Model)
Key = TypeVar("Key", bound=Hashable)
Values = Mapping[str, Any]
LARGEST = 32767  # of a PositiveSmallIntegerField


@dataclass(frozen=True)
class Writing:
    """One change of many rows: who makes it, why, and the one moment that it has in their history."""

    by: User | None = None
    reason: str = ""
    at: datetime = field(default_factory=timezone.now)

    @property
    def stamp(self) -> dict[str, Any]:
        return {"default_user": self.by, "default_change_reason": self.reason, "default_date": self.at}


def merge_rows(
    writing: Writing, model: type[Row], rows: Mapping[Key, Row], wanted: Mapping[Key, Values]
) -> dict[Key, Row]:
    """The rows of the wanted keys, kept, changed or added so that they hold the values; others stay."""
    row_by_key = {key: rows[key] if key in rows else model(**values) for key, values in wanted.items()}
    changed_keys = [key for key in wanted if key in rows and row_differs(rows[key], wanted[key])]
    make_way([rows[key] for key in changed_keys], rows.values(), [wanted[key] for key in changed_keys])
    for key in changed_keys:
        for name, value in wanted[key].items():
            setattr(rows[key], name, value)
    update_rows(
        writing, model, [rows[key] for key in changed_keys], wanted[changed_keys[0]] if changed_keys else ()
    )
    bulk_create_with_history([row_by_key[key] for key in wanted if key not in rows], model, **writing.stamp)
    return row_by_key


def update_rows(writing: Writing, model: type[Row], rows: Iterable[Row], fields: Iterable[str]) -> None:
    """Write these fields of the rows, each with its line of history."""
    rows = list(rows)
    if rows:
        bulk_update_with_history(rows, model, list(fields), **writing.stamp)


def remove_rows(writing: Writing, rows: Iterable[models.Model]) -> None:
    """Delete rows one by one, so that each has its last line of history; what hangs on them goes too."""
    for row in rows:
        row._history_user, row._change_reason, row._history_date = writing.by, writing.reason, writing.at  # type: ignore[attr-defined]  # simple_history reads them
        row.delete()


def row_differs(row: models.Model, values: Values) -> bool:
    """Whether the row holds other values in these fields."""
    field = row._meta.get_field
    return any(getattr(row, name) != field(name).to_python(value) for name, value in values.items())  # type: ignore[union-attr]  # only columns are compared


def make_way(
    changed: Collection[models.Model], all_rows: Iterable[models.Model], wanted: Iterable[Values]
) -> None:
    """Empty what must be unique in the rows that are about to change: two of them may change places."""
    if not changed:
        return
    model = type(next(iter(changed)))
    names = {it.name for it in model._meta.get_fields()}
    if "no" in names:
        numbers_used = {it.no for it in chain(all_rows, changed)} | {values["no"] for values in wanted}  # type: ignore[attr-defined]  # this model has the column
        free_numbers = (no for no in range(LARGEST, 0, -1) if no not in numbers_used)
        for row in changed:
            row.no = next(free_numbers)  # type: ignore[attr-defined]  # this model has the column
        model._default_manager.bulk_update(changed, ["no"])
    if "lower" in names:
        model._default_manager.filter(pk__in=[row.pk for row in changed]).update(lower=None, code="")
