"""Where every line of the page stands, for the formulas that refer to one another."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

from assessments.workbook.layout import HEAD_ROW, Column, EntryLine, Line
from indicators.scoring.engine import Result, Row
from indicators.scoring.redistribution import Pool, Scope
from indicators.scoring.sheet import IndicatorSpec, Sheet

from .cells import cell_name, column_range
from .tables import Tables


class Helper(IntEnum):
    """Columns right of the key that formulas calculate in; hidden until somebody wants to see them."""

    VALUE = 14
    STATE = 15
    COMPLETE = 16
    RESULT = 17
    PROVEN = 18
    OUTCOME = 19
    ACHIEVEMENT = 20
    WEIGHT = 21
    SCOPE = 22
    LANDED = 23


HELPER_HEADINGS: Mapping[Helper, str] = {
    Helper.VALUE: "Data yang dihitung",
    Helper.STATE: "Keadaan baris",
    Helper.COMPLETE: "Data lengkap",
    Helper.RESULT: "Hasil aturan",
    Helper.PROVEN: "Bukti ada",
    Helper.OUTCOME: "Hasil baris",
    Helper.ACHIEVEMENT: "Capaian dihitung",
    Helper.WEIGHT: "Bobot edisi",
    Helper.SCOPE: "Bobot dilepas",
    Helper.LANDED: "Bobot diterima",
}


@dataclass(frozen=True)
class PagePlan:
    """The page's lines with the result that stands beside their formulas."""

    sheet: Sheet
    result: Result
    lines: tuple[Line, ...]
    tables: Tables

    @cached_property
    def rows(self) -> Mapping[str, Row]:
        return {row.code: row for row in self.result.rows}

    @cached_property
    def entry_lines(self) -> tuple[EntryLine, ...]:
        return tuple(line for line in self.lines if isinstance(line, EntryLine))

    @cached_property
    def heads(self) -> Mapping[str, int]:
        """The row of each indicator's first line."""
        return {line.indicator.code: line.row for line in self.entry_lines if line.head}

    @cached_property
    def inputs(self) -> Mapping[tuple[str, str], tuple[int, int]]:
        """First and last row of each input, by indicator and input code."""
        rows_by_input: dict[tuple[str, str], tuple[int, int]] = {}
        for line in self.entry_lines:
            if line.spec:
                key = (line.indicator.code, line.spec.code)
                rows_by_input[key] = (rows_by_input.get(key, (line.row, 0))[0], line.row)
        return rows_by_input

    @cached_property
    def pools(self) -> Mapping[Pool, tuple[int, int]]:
        """First and last row of each group of rows that may share a weight."""
        rows_by_pool = {Pool(Scope.ALL, ""): (HEAD_ROW + 1, self.lines[-1].row)}
        for line in self.entry_lines:
            for pool in pools_of(line.indicator)[:2]:
                rows_by_pool[pool] = (rows_by_pool.get(pool, (line.row, 0))[0], line.row)
        return rows_by_pool

    def head(self, code: str, column: int) -> str:
        """A cell of the indicator's first line."""
        return cell_name(self.heads[code], column)

    def input(self, code: str, input_code: str, column: int) -> str:
        """The cell of an input, or the range of all its places."""
        first, last = self.inputs[code, input_code]
        if self.rows[code].indicator.input(input_code).repeatable:
            return column_range(first, last, column)
        return cell_name(first, column)

    def values(self, spec: IndicatorSpec) -> Mapping[str, str]:
        """Where the values that count stand, by input code."""
        return {item.code: self.input(spec.code, item.code, Helper.VALUE) for item in spec.inputs}

    def status_cell(self, code: str) -> str:
        return cell_name(self.heads[code], Column.STATUS)


def pools_of(spec: IndicatorSpec) -> tuple[Pool, Pool, Pool]:
    """The groups that a row belongs to, from the narrowest."""
    sub_aspect, aspect = spec.sub_aspect.code, spec.aspect.code
    return Pool(Scope.SUB_ASPECT, sub_aspect), Pool(Scope.ASPECT, aspect), Pool(Scope.ALL, "")
