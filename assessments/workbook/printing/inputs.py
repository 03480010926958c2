"""The cells that people type in: what stands in them, how it is shown, and what they take."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from xlsxwriter.worksheet import Worksheet as Page

from assessments.models import Entry
from assessments.papers.figures import NO, YES
from assessments.workbook.layout import EntryLine
from indicators.scoring.engine import Row
from indicators.scoring.specs import (
    NUMBERS,
    FactSource,
    IndicatorSource,
    InputKind,
    InputSpec,
)
from kinerja.numbers import Kind, format_input, format_number

from .cells import AS_TEXT, INPUT, TEXT, Content, Formula, places_format
from .formulas import offered_formula, value_in_cell
from .plan import PagePlan

FRACTIONS = {InputKind.COUNT: 0, InputKind.DECIMAL: 4, InputKind.PERCENT: 4, InputKind.RUPIAH: 2}
WORDS = {"yes": YES, "no": NO}
DIGITS = 15  # that a spreadsheet keeps of a number
FAR = 10**15  # further than any amount: a spreadsheet's numbers end to be whole there


def data_content(plan: PagePlan, line: EntryLine, spec: InputSpec, entry: Entry | None) -> Content:
    """What the data cell holds: the stored answer, or the formula of a value that comes from its source."""
    item = plan.rows[line.indicator.code].item
    if spec.locked and spec.code not in item.typed:
        return Formula(offered_formula(plan, spec), value_in_cell((), item.offered.get(spec.code)))
    raw_value = entry.values.get(spec.code) if entry else None
    if spec.repeatable:
        return number_in_cell(stored_line(line, entry).get("value"), spec)
    if spec.kind in NUMBERS:
        return number_in_cell(raw_value, spec)
    if spec.kind is InputKind.YES_NO:
        return WORDS.get(str(raw_value), "")
    if spec.kind is InputKind.CHOICE and raw_value:
        return value_in_cell(line.indicator.levels, raw_value)
    return str(raw_value or "")


def number_in_cell(raw: str | None, spec: InputSpec) -> Decimal | str | None:
    """A stored number: as text where a spreadsheet would lose its last digits."""
    if not raw:
        return None
    number = Decimal(raw)
    if len(number.normalize().as_tuple().digits) > DIGITS:
        return format_input(number, Kind(spec.kind.value))
    return number


def long_number(held: Content, spec: InputSpec) -> tuple[str, float] | None:
    """A number that had to be written as text, with what comes nearest to it."""
    if spec.kind not in NUMBERS or not isinstance(held, str):
        return None
    return held, float(held.replace(".", "").replace(",", "."))


def stored_line(line: EntryLine, entry: Entry | None) -> Mapping[str, Any]:
    """A repeatable input's line as it is stored, or nothing where this is a spare one."""
    stored_lines = entry.values.get(line.spec.code, []) if entry and line.spec else []
    return stored_lines[line.place] if line.place is not None and line.place < len(stored_lines) else {}


def value_that_counts(plan: PagePlan, line: EntryLine, spec: InputSpec, held: Content) -> float | str:
    """What stands beside the formula of the value that counts."""
    if spec.repeatable:
        is_long_number = long_number(held, spec)
        return is_long_number[1] if is_long_number else float(held) if isinstance(held, Decimal) else ""
    levels = line.indicator.levels if spec.kind is InputKind.CHOICE else ()
    return value_in_cell(levels, plan.rows[line.indicator.code].item.values.get(spec.code))


def data_styles(row: Row, spec: InputSpec) -> tuple[dict[str, Any], ...]:
    cell_format = INPUT if row.item.applies and not spec.locked else TEXT
    if spec.kind in NUMBERS:
        return cell_format, places_format(0, FRACTIONS[spec.kind])
    return cell_format, AS_TEXT, {"align": "right"}


def restrict_cell(page: Page, plan: PagePlan, line: EntryLine, spec: InputSpec, column: int) -> None:
    """What the cell takes: a number in the input's bounds, or a word of a list."""
    if spec.kind in NUMBERS:
        validation_rule = number_rule(spec) | input_message(plan.rows[line.indicator.code], spec)
        page.data_validation(line.row - 1, column - 1, line.row - 1, column - 1, validation_rule)
    elif spec.kind is InputKind.YES_NO:
        restrict_to_list(page, line.row, column, [YES, NO])
    elif spec.kind is InputKind.CHOICE:
        restrict_to_list(page, line.row, column, f"={plan.tables.levels[line.indicator.code].labels}")


def number_rule(spec: InputSpec) -> dict[str, Any]:
    lowest = -FAR if spec.min is None else spec.min
    highest = FAR if spec.max is None else spec.max
    is_whole_number = spec.kind is InputKind.COUNT
    return {
        "validate": "integer" if is_whole_number else "decimal",
        "criteria": "between",
        "minimum": plain_input(lowest),
        "maximum": plain_input(highest),
        "error_title": "Periksa angkanya",
        "error_message": f"Tulis {'bilangan bulat' if is_whole_number else 'angka'}{bounds_words(spec)}.",
    }


def plain_input(bound: Fraction | int) -> int | float:
    return int(bound) if bound == int(bound) else float(bound)


def bounds_words(spec: InputSpec) -> str:
    if spec.max is not None:
        return f" dari {format_number(spec.min or 0)} sampai {format_number(spec.max)}"
    return "" if spec.min is None else f" {format_number(spec.min)} atau lebih"


def input_message(row: Row, spec: InputSpec) -> dict[str, Any]:
    """What a person reads who comes to the cell."""
    message_text = {
        InputKind.PERCENT: "Tulis angkanya saja, misalnya 93,5; tanda % tidak diperlukan.",
        InputKind.RUPIAH: "Tulis angkanya saja, tanpa Rp.",
    }.get(spec.kind, "")
    if spec.repeatable:
        message_text = "Tulis nama baris di kolom Indikator dan jumlahnya di sini."
    if spec.source is not None and spec.overridable:
        message_text = f"Biarkan kosong untuk memakai {source_text(row, spec)}."
    return {"input_title": "Cara mengisi", "input_message": message_text} if message_text else {}


def source_text(row: Row, spec: InputSpec) -> str:
    """Where an offered value is from, with the figure where it cannot change in the file."""
    if isinstance(spec.source, IndicatorSource):
        return f"isian nomor {spec.source.no}"
    source_name = "angka profil kecamatan" if isinstance(spec.source, FactSource) else "angka instrumen"
    value = row.item.offered.get(spec.code)
    return f"{source_name}, {format_number(value)}" if isinstance(value, Fraction) else source_name


def restrict_to_list(page: Page, row: int, column: int, words: list[str] | str) -> None:
    """A drop-down: the words themselves, or the reference of the cells that hold them."""
    list_rule = {
        "validate": "list",
        "source": words,
        "error_title": "Pilih dari daftar",
        "error_message": "Pilih salah satu dari daftar, atau kosongkan.",
    }
    page.data_validation(row - 1, column - 1, row - 1, column - 1, list_rule)
