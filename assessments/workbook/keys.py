"""Whether the lines of a page are those of the edition, by the keys in its last column. PURE."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from indicators.scoring.sheet import Sheet
from kinerja.workbook.guard import FRESH, BadWorkbook

from .layout import HEAD_ROW, HEADINGS, PAGE, Column, EntryLine, line_key, sheet_lines

Name = tuple[
    str, str, int | None
]  # indicator, input ("" where the line has none), place of a repeatable's line


def check_headings(cells: Sequence[object]) -> None:
    """Raise BadWorkbook where a column is not where the edition has it."""
    for column, heading in HEADINGS.items():
        found_heading = " ".join(str(cells[column - 1] or "").split())
        if found_heading != heading:
            raise BadWorkbook(
                f"Lembar “{PAGE}”, baris {HEAD_ROW}: kolom {column_letter(column)} "
                f"berjudul “{found_heading[:40]}”, "
                f"seharusnya “{heading}”. {FRESH}"
            )


def column_letter(column: Column) -> str:
    return chr(64 + column)


def rows_by_name(sheet: Sheet, keys: Mapping[int, str]) -> dict[Name, int]:
    """The row of every line that belongs to an indicator. `keys` are those of the page, by row.

    Raise BadWorkbook where a line is missing, moved, inserted or not the edition's; only a repeatable input
    may have fewer or more lines than an empty page.
    """
    last_row = max(keys, default=HEAD_ROW)
    keys_by_row = [(row, keys.get(row, "")) for row in range(HEAD_ROW + 1, last_row + 1)]
    count_by_input = Counter(key.rpartition("/")[0] for key in keys.values())
    row_by_name: dict[Name, int] = {}
    for line, named in zip_longest(keys_by_row, _expected_keys(sheet, count_by_input)):
        row, key = line or (last_row + 1, "")
        expected_key, name = named or ("", None)
        if key != expected_key:
            raise BadWorkbook(_line_complaint(row, key, expected_key, keys))
        if name:
            row_by_name[name] = row
    return row_by_name


def _expected_keys(sheet: Sheet, counts: Mapping[str, int]) -> Iterator[tuple[str, Name | None]]:
    """Every key in its order, with as many lines of a repeatable input as the page has."""
    for line in sheet_lines(sheet, {}):
        if not isinstance(line, EntryLine):
            yield line.key, None
        elif line.spec is None or line.place is None:
            yield line.key, (line.indicator.code, line.spec.code if line.spec else "", None)
        elif line.place == 0:
            for place in range(max(1, counts[line.key.rpartition("/")[0]])):
                yield (
                    line_key(line.indicator, line.spec, place),
                    (line.indicator.code, line.spec.code, place),
                )


def _line_complaint(row: int, key: str, expected: str, keys: Mapping[int, str]) -> str:
    if not key:
        key_complaint = "kuncinya kosong, karena ada baris yang disisipkan atau dihapus"
    elif not expected:
        key_complaint = f"kunci “{key[:40]}” berlebih"
    elif expected not in keys.values():
        key_complaint = f"baris berkunci “{expected}” dihapus"
    else:
        key_complaint = f"baris berkunci “{key[:40]}” dipindah atau disisipkan"
    return f"Lembar “{PAGE}”, baris {row}: {key_complaint}. {FRESH}"
