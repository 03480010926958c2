"""What the workbooks of IKU share: text is always text, formulas keep what was stored."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from indicators.iku.figures import Figure, Lack
from indicators.scoring.rounding import stored_decimal

HEAD = 3  # the line of headings, counted from 0
FIRST = HEAD + 1
FOLIO = 14  # Excel's number for the paper nearest to F4
NOTHING = "–"
Cell = str | int | Decimal | Fraction | Lack | None


@dataclass
class Page:
    """One sheet with a title and a table; `columns` are its headings and their widths."""

    page: Worksheet
    formats: dict[str, Any]
    columns: Sequence[tuple[str, int]]

    def head(self, *lines: str) -> None:
        """Title lines and headings, which stay in sight and repeat on every printed page."""
        for row, text in enumerate(lines[:HEAD]):
            self.page.write_string(row, 0, text, self.formats["title"])
        for column, (heading, width) in enumerate(self.columns):
            self.page.write_string(HEAD, column, heading, self.formats["head"])
            self.page.set_column(column, column, width)
        self.page.freeze_panes(FIRST, 0)
        self.page.repeat_rows(HEAD)
        self.page.set_landscape()
        self.page.set_paper(FOLIO)
        self.page.fit_to_pages(1, 0)

    def row(self, row: int, cells: Sequence[Cell]) -> None:
        """A line; None leaves a cell to what is written there otherwise."""
        for column, value in enumerate(cells):
            if value is not None:
                self.write(row, column, value)

    def write(self, row: int, column: int, value: Cell) -> None:
        """A number, a text, or "–" where there is no figure; nothing becomes a formula here."""
        if isinstance(value, Lack) or value is None:
            self.page.write_string(row, column, NOTHING, self.formats["text"])
        elif isinstance(value, str):
            self.page.write_string(row, column, value, self.formats["text"])
        else:
            stored_number = stored_decimal(value) if isinstance(value, Fraction) else value
            self.page.write_number(row, column, float(stored_number), self.formats["number"])

    def compute(self, row: int, column: int, formula: str, value: Figure | str) -> None:
        """A formula with what the system found stored in the cell."""
        shown_figure = NOTHING if isinstance(value, Lack) else value
        cached_value = (
            float(stored_decimal(shown_figure)) if isinstance(shown_figure, Fraction) else shown_figure
        )
        self.page.write_formula(row, column, f"={formula}", self.formats["number"], cached_value)


def cell_reference(row: int, column: int) -> str:
    return str(xl_rowcol_to_cell(row, column))


def book_of(write: Callable[["Maker"], None]) -> bytes:
    """The workbook that `write` fills."""
    buffer = BytesIO()
    with Workbook(buffer, {"in_memory": True}) as book:
        write(Maker(book, iku_formats(book)))
    return buffer.getvalue()


@dataclass(frozen=True)
class Maker:
    """A workbook that is being written."""

    book: Workbook
    formats: dict[str, Any]

    def page(self, name: str, columns: Sequence[tuple[str, int]]) -> Page:
        return Page(self.book.add_worksheet(name), self.formats, columns)


def iku_formats(book: Workbook) -> dict[str, Any]:
    border = {"border": 1, "border_color": "#888888", "valign": "top"}
    wrapped = border | {"text_wrap": True}
    head_format = wrapped | {"bold": True, "bg_color": "#E4EAEC", "valign": "vcenter"}
    return {
        "text": book.add_format(wrapped),
        "number": book.add_format(border | {"num_format": "#,##0.##########"}),
        "head": book.add_format(head_format),
        "title": book.add_format({"bold": True}),
    }
