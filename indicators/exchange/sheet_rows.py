"""Rows of a workbook that were read cell by cell: what is wrong with them as rows, and among each other."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from indicators.rows.layout import (
    INSTRUMENT,
    OUTCOME,
    PAIRS,
    POLICIES,
    SOURCES,
    TABLES,
    Cells,
    Column,
    Table,
    part_of,
)
from indicators.rows.problems import Problem
from indicators.rows.tidy import UNSTORABLE, column_misfit, is_storable


@dataclass(frozen=True)
class SheetRow:
    """Its number, its values by path, and the names of its columns by heading.

    Keys and values are one row to the document, so `numbers` says where each heading stands of its own.
    """

    number: int
    values: Cells
    names: Mapping[str, str]
    numbers: Mapping[str, int] = field(default_factory=dict)

    def problem(self, table: Table, column: Column, reason: str) -> Problem:
        heading = column.heading
        number = self.numbers.get(heading, self.number)
        return Problem(reason, table.title, number, self.names.get(heading, heading))


def sheet_row_problems(table: Table, row: SheetRow) -> Iterator[Problem]:
    """What a row holds that goes not together, is not of the document's form, or finds no room."""
    form_problems = [*_unstorable(table, row), *_half_filled(table, row)]
    yield from form_problems
    if form_problems:
        return
    part = part_of(row.values)
    for column in table.columns:
        if column.key not in part:
            continue
        value, errors = part.pop(column.key), list[str]()
        if column.key in table.checks:
            table.checks[column.key](value, column.heading, errors)
        if not errors and (reason := column_misfit(table.model, column.key, value)):
            errors.append(reason)
        if errors:
            yield row.problem(table, column, errors[0])


def _unstorable(table: Table, row: SheetRow) -> Iterator[Problem]:
    for column in table.columns:
        if not is_storable(row.values[column.path]):
            yield row.problem(table, column, UNSTORABLE)


def _half_filled(table: Table, row: SheetRow) -> Iterator[Problem]:
    """A pair is filled wholly or not at all, and of several sources one at most."""
    paths = {column.path for column in table.columns}
    for pair in PAIRS:
        empty_paths = [path for path in pair if path in paths and row.values[path] is None]
        if len(empty_paths) == 1:
            other_heading = table.column(next(path for path in pair if path != empty_paths[0])).heading
            reason = f"Isi juga sel ini, atau kosongkan “{other_heading}”."
            yield row.problem(table, table.column(empty_paths[0]), reason)
    given_sources = [path for path in SOURCES if path in paths and row.values[path] is not None]
    for path in given_sources[1:]:
        first_heading = table.column(given_sources[0]).heading
        yield row.problem(table, table.column(path), f"“{first_heading}” sudah terisi. Isi satu sumber saja.")


def table_problems(table: Table, rows: Mapping[str, list[SheetRow]]) -> Iterator[Problem]:
    """What the rows of a sheet say twice, and what they name that is not there."""
    codes_by_table = {
        it.title: {row.values["code"] for row in rows[it.title]}
        for it in (INSTRUMENT, *TABLES)
        if it is not POLICIES
    }
    for row in rows[table.title]:
        for column in table.columns:
            code = row.values[column.path]
            if column.codes_of and code not in codes_by_table[column.codes_of]:
                reason = f"Kode “{str(code)[:40]}” tidak ada pada lembar {column.codes_of}."
                yield row.problem(table, column, reason)
    for paths in table.once:
        yield from _repeated_rows(table, rows[table.title], paths)
    if table is POLICIES:
        yield from _missing_policies(rows[table.title])


def _repeated_rows(table: Table, rows: list[SheetRow], paths: tuple[str, ...]) -> Iterator[Problem]:
    first_rows: dict[tuple[Any, ...], int] = {}
    for row in rows:
        values = tuple(row.values[path] for path in paths)
        if None in values or "" in values:
            continue
        if values in first_rows:
            yield row.problem(table, table.column(paths[-1]), f"Sama dengan baris {first_rows[values]}.")
        first_rows.setdefault(values, row.number)


def _missing_policies(rows: list[SheetRow]) -> Iterator[Problem]:
    given_outcomes = {row.values["outcome"] for row in rows}
    for name, word in OUTCOME.items():
        if name not in given_outcomes:
            heading = POLICIES.column("outcome").heading
            yield Problem(f"Baris “{word}” tidak ada.", POLICIES.title, 1, heading)
