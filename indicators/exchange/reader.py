"""Read an instrument's workbook into its document. It trusts no position: sheets by their titles, columns by
their headings, rows of the first sheet by their keys."""

import re
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from typing import IO, Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter, range_boundaries

from indicators.rows.cells import Wrong, read_cell
from indicators.rows.layout import (
    ASPECTS,
    INDICATORS,
    INPUTS,
    INSTRUMENT,
    KEY,
    LEVELS,
    POLICIES,
    REPEATED,
    SUB_ASPECTS,
    TABLES,
    VALUE,
    Column,
    Table,
    part_of,
)
from indicators.rows.problems import Problem, TableRefused
from indicators.scoring.documents.content import Document
from indicators.scoring.documents.document import FORMAT
from kinerja.workbook.cells import Unreadable, typed_cell
from kinerja.workbook.guard import broken_if_unreadable, examine_workbook
from kinerja.workbook.parts import Part

from .sheet_rows import SheetRow, sheet_row_problems, table_problems

HEAD_ROW = 1
WIDEST = 40  # columns of a sheet that are looked at
ESCAPED = re.compile(r"_x(00[01][0-9A-Fa-f])_")  # how a workbook writes a character that XML cannot hold


@dataclass
class Reading:
    """What was read so far: rows by the title of their sheet, and the problems that turned up."""

    rows: dict[str, list[SheetRow]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def complain(self, table: Table, row: int, column: str, reason: str) -> None:
        self.problems.append(Problem(reason, table.title, row, column))

    def stop_at_problems(self) -> None:
        if self.problems:
            raise TableRefused(self.problems)

    def row_of(self, table: Table, **values: str) -> SheetRow | None:
        """The first row that holds these values."""
        rows = (row for row in self.rows[table.title] if values.items() <= row.values.items())
        return next(rows, None)


def read_book(name: str, file: IO[bytes]) -> tuple[Document, Reading]:
    """The document, of the right form but not yet checked for its meaning. Raise BadWorkbook or
    TableRefused."""
    parts = examine_workbook(name, file)
    reading = Reading()
    with broken_if_unreadable():
        book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
    with closing(book):
        for table in (INSTRUMENT, *TABLES):
            read_table_sheet(reading, book, parts, table)
    reading.stop_at_problems()
    for table in TABLES:
        reading.problems += table_problems(table, reading.rows)
    reading.stop_at_problems()
    return document_from_rows(reading), reading


def read_table_sheet(reading: Reading, book: Any, parts: Mapping[str, Part], table: Table) -> None:
    titles_found = {title.casefold().strip(): title for title in book.sheetnames}
    reading.rows[table.title] = []
    if table.title.casefold() not in titles_found:
        reading.problems.append(Problem("Lembar ini tidak ada.", table.title))
        return
    page = book[titles_found[table.title.casefold()]]
    part = parts.get(page._worksheet_path, Part())  # the only place where openpyxl keeps it
    with broken_if_unreadable():
        page.reset_dimensions()  # what a sheet says of its own size is not believed
        cells = list(page.iter_rows(max_col=WIDEST))
        merged_ranges = [range_boundaries(reference) for reference in part.merged]
    for column, row, *_ in merged_ranges:
        reading.complain(table, row or 1, get_column_letter(column or 1), "Pisahkan sel yang digabung.")
    sheet = TableSheet(reading, table, part, cells)
    sheet.read_keys() if table is INSTRUMENT else sheet.read_rows()


class TableSheet:
    """One sheet's cells while they are read."""

    def __init__(self, reading: Reading, table: Table, part: Part, cells: list[tuple[Any, ...]]) -> None:
        self.reading, self.table, self.part, self.cells = reading, table, part, cells

    def text(self, row: int, place: int, heading: str) -> tuple[str, bool]:
        """What was typed at this place, and whether it is a number; a problem where it cannot be read."""
        row_cells = self.cells[row - 1]
        if place >= len(row_cells):
            return "", False
        cell = row_cells[place]
        try:
            typed_value = typed_cell(cell, row, uncalculated=(row, place + 1) in self.part.uncalculated)
        except Unreadable as unreadable:
            self.reading.complain(self.table, row, named_column(place, heading), str(unreadable))
            return "", False
        if isinstance(cell.value, str):
            return unescaped(cell.value), False
        return typed_value.text, not isinstance(cell.value, bool)

    def value(self, row: int, place: int, column: Column, name: str) -> Any:
        """The column's value; None where there is a problem, which is told once."""
        problems_before = len(self.reading.problems)
        text, is_numeric = self.text(row, place, name)
        if len(self.reading.problems) == problems_before:
            try:
                return read_cell(column, text, numeric=is_numeric)
            except Wrong as wrong:
                self.reading.complain(self.table, row, named_column(place, name), str(wrong))
        return None

    def places(self, wanted: tuple[str, ...]) -> dict[str, int]:
        """Where each heading stands, counted from 0; a problem for each that is missing, twice or unknown."""
        places: dict[str, int] = {}
        column_count = len(self.cells[0]) if self.cells else 0
        known_headings = {heading.casefold(): heading for heading in wanted}
        for place in range(column_count):
            heading_text = " ".join(self.text(HEAD_ROW, place, "")[0].split())
            heading = known_headings.get(heading_text.casefold())
            if heading is None and heading_text:
                reason = f"Judul kolom “{heading_text[:40]}” tidak dikenal."
                self.reading.complain(self.table, HEAD_ROW, get_column_letter(place + 1), reason)
            elif heading in places:
                reason = f"Judul kolom “{heading}” ditulis dua kali."
                self.reading.complain(self.table, HEAD_ROW, get_column_letter(place + 1), reason)
            elif heading:
                places[heading] = place
        for heading in wanted:
            if heading not in places:
                self.reading.complain(self.table, HEAD_ROW, heading, "Kolom ini tidak ada.")
        return places

    def filled_rows(self) -> Iterator[int]:
        """The rows below the headings in which anything stands."""
        for row, line in enumerate(self.cells[HEAD_ROW:], start=HEAD_ROW + 1):
            if any(cell.value is not None and str(cell.value).strip() for cell in line):
                yield row

    def read_rows(self) -> None:
        places = self.places(tuple(column.heading for column in self.table.columns))
        if len(places) < len(self.table.columns):
            return
        column_names = {heading: named_column(place, heading) for heading, place in places.items()}
        for number in self.filled_rows():
            problems_before = len(self.reading.problems)
            values = {
                column.path: self.value(number, places[column.heading], column, column.heading)
                for column in self.table.columns
            }
            row = SheetRow(number, values, column_names)
            self.reading.rows[self.table.title].append(row)
            if len(self.reading.problems) == problems_before:
                self.reading.problems += sheet_row_problems(self.table, row)

    def read_keys(self) -> None:
        """Key and value: every key once, those of REPEATED as often as there are texts."""
        places = self.places((KEY, VALUE))
        if len(places) < 2:
            return
        column_by_heading = {column.heading.casefold(): column for column in self.table.columns}
        values: dict[str, Any] = {path: [] for path in REPEATED}
        row_numbers: dict[str, int] = {}
        problems_before = len(self.reading.problems)
        for number in self.filled_rows():
            row_key = " ".join(self.text(number, places[KEY], KEY)[0].split())
            column = column_by_heading.get(row_key.casefold())
            if column is None or (column.path in values and column.path not in REPEATED):
                reason = f"“{row_key[:40]}” {'tidak dikenal' if column is None else 'ditulis dua kali'}."
                self.reading.complain(self.table, number, named_column(places[KEY], KEY), reason)
                continue
            value = self.value(number, places[VALUE], column, column.heading)
            row_numbers.setdefault(column.heading, number)
            if column.path in REPEATED:
                values[column.path].append(value)
            else:
                values[column.path] = value
        for column in self.table.columns:
            if column.path not in values and column.required:
                self.reading.complain(self.table, HEAD_ROW, KEY, f"Baris “{column.heading}” tidak ada.")
            values.setdefault(column.path, column.empty)
        column_names = {heading: named_column(places[VALUE], heading) for heading in row_numbers}
        row = SheetRow(HEAD_ROW, values, column_names, row_numbers)
        self.reading.rows[self.table.title].append(row)
        if len(self.reading.problems) == problems_before:
            self.reading.problems += sheet_row_problems(self.table, row)


def named_column(place: int, heading: str) -> str:
    """A column as people find it: its letter with its heading."""
    return f"{get_column_letter(place + 1)} ({heading})"


def unescaped(text: str) -> str:
    return ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


def document_from_rows(reading: Reading) -> Document:
    """The rows as one document; everything that a row names is there."""
    (instrument_row,) = reading.rows[INSTRUMENT.title]
    policies = reading.rows[POLICIES.title]
    levels = parts_by_parent(reading, LEVELS, "indicator")
    inputs = parts_by_parent(reading, INPUTS, "indicator")
    indicators = parts_by_parent(reading, INDICATORS, "sub_aspect")
    sub_aspects = parts_by_parent(reading, SUB_ASPECTS, "aspect")
    for rows in indicators.values():
        for part in rows:
            part |= {"inputs": inputs.get(part["code"], []), "levels": levels.get(part["code"], [])}
    for rows in sub_aspects.values():
        for part in rows:
            part["indicators"] = indicators.get(part["code"], [])
    return part_of(instrument_row.values) | {
        "format": FORMAT,
        "policies": {row.values["outcome"]: row.values["action"] for row in policies},
        "assumptions": [row.values["outcome"] for row in policies if row.values["assumed"]],
        "aspects": [
            part_of(row.values) | {"sub_aspects": sub_aspects.get(row.values["code"], [])}
            for row in reading.rows[ASPECTS.title]
        ],
    }


def parts_by_parent(reading: Reading, table: Table, parent: str) -> dict[str, list[Document]]:
    """A sheet's rows as parts of the document, by the code of what they belong to."""
    parts: dict[str, list[Document]] = {}
    for row in reading.rows[table.title]:
        document_part = part_of(row.values)
        parts.setdefault(document_part.pop(parent), []).append(document_part)
    return parts
