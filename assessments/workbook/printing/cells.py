"""What the sheets of a workbook share: cells that hold a formula with its value, formats, references."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Any, NamedTuple, TypeAlias, TypeVar

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet as Page

from indicators.scoring.rounding import stored_decimal

LINE = 13.5  # points; not every program makes rows as high as their text
TALLEST = 400  # points; Excel knows no higher row
FOLIO = 14  # Excel's number for the paper nearest to F4
MARGINS = {"left": 0.5, "right": 0.5, "top": 0.5, "bottom": 0.6}
BASE = {"font_name": "Calibri", "font_size": 10, "valign": "top"}
GRID = {"border": 1, "border_color": "#9AA7AD"}
TEXT = GRID | {"text_wrap": True}
HEAD = GRID | {"bold": True, "bg_color": "#DCE6EA", "text_wrap": True, "valign": "vcenter"}
BOLD = {"bold": True, "bg_color": "#EFF3F5", "top": 1, "bottom": 1, "border_color": "#9AA7AD"}
INPUT = TEXT | {"bg_color": "#FFF8DC", "locked": False}
AS_TEXT = {"num_format": "@", "quote_prefix": True}  # what is typed here stays text in the program too


class Formula(NamedTuple):
    """A formula with the value that the engine found, which previews and phones show."""

    text: str
    value: float | str | bool


Content: TypeAlias = Formula | Fraction | Decimal | int | float | str | None


class Formats:
    """A workbook's formats: each is made once."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.made: dict[tuple[Any, ...], Format] = {}
        self.whole = book.add_format({"num_format": "#,##0"})  # laid over others by a condition

    def format_of(self, *styles: dict[str, Any]) -> Format:
        """The format that has all these properties; later ones win."""
        format_properties = dict(BASE)
        for style in styles:
            format_properties |= style
        format_key = tuple(sorted(format_properties.items()))
        if format_key not in self.made:
            self.made[format_key] = self.book.add_format(format_properties)
        return self.made[format_key]


def put_cell(page: Page, row: int, column: int, content: Content, style: Format) -> None:
    """Write one cell, counted from 1. A text is never a formula, whatever it begins with."""
    row_and_column = (row - 1, column - 1)
    if isinstance(content, Formula):
        page.write_formula(*row_and_column, f"={content.text}", style, content.value)
    elif content is None or content == "":
        page.write_blank(*row_and_column, None, style)
    elif isinstance(content, str):
        page.write_string(*row_and_column, content, style)
    else:
        page.write_number(*row_and_column, float(content), style)


def cell_name(row: int, column: int, sheet: str = "") -> str:
    """The reference of a cell, counted from 1."""
    name = xl_rowcol_to_cell(row - 1, column - 1, row_abs=True, col_abs=True)
    return f"'{sheet}'!{name}" if sheet else name


def column_range(first: int, last: int, column: int, sheet: str = "") -> str:
    """The reference of a column's cells from one row to another."""
    return f"{cell_name(first, column, sheet)}:{cell_name(last, column)}"


def stored_figure(value: Fraction) -> float:
    """A result as a cell holds it: what is stored, as near as binary comes."""
    return float(stored_decimal(value))


Place = TypeVar("Place", bound=int)  # a column


def row_height(texts: Mapping[Place, str], widths: Mapping[Place, int]) -> float:
    """Points that a row needs for its texts by column, wrapped to the columns' widths in letters."""
    line_counts = (
        sum(max(1, ceil(len(part) * 1.08 / widths[column])) for part in text.split("\n"))
        for column, text in texts.items()
    )
    return min(TALLEST, LINE * max([1, *line_counts]) + 2)


def places_format(least: int, most: int | None = None) -> dict[str, Any]:
    """A number's format: the program writes its own language's separators."""
    decimal_pattern = "0" * least + "#" * ((least if most is None else most) - least)
    return {"num_format": f"#,##0.{decimal_pattern}" if decimal_pattern else "#,##0", "align": "right"}


def set_paper(page: Page) -> None:
    """F4 landscape, as wide as one sheet of paper, numbered."""
    page.set_landscape()
    page.set_paper(FOLIO)
    page.set_margins(**MARGINS)
    page.fit_to_pages(1, 0)
    page.set_footer("&L&8&F – &A&R&8Halaman &P dari &N")


def protect_page(page: Page) -> None:
    """Only unlocked cells change; widths, heights and hidden columns are the reader's own affair."""
    page.protect("", {"format_columns": True, "format_rows": True})
