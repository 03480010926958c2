"""The worksheet as a workbook: the paper's columns and totals in typed cells. Text is always text."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet as Page

from assessments.models import Worksheet
from indicators.scoring.engine import Resolved
from indicators.scoring.rounding import stored
from kinerja.numbers import format_short_datetime

from .context import NOTHING, AspectFigures, RowFigures, SheetFigures, data_lines
from .worksheet import policy_sentences

HEADINGS = ("Aspek", "Sub aspek", "No.", "Indikator", "Satuan", "Bobot", "Data kinerja", "Capaian", "Nilai")
NUMBERS = {5: "weight", 7: "achievement", 8: "score"}
WIDTHS = (7, 34, 5, 60, 16, 9, 20, 13, 10)
F4_LANDSCAPE_MARGINS = {"left": 0.55, "right": 0.55, "top": 0.5, "bottom": 0.5}
LINE = 15  # points; not every program makes rows as high as their text
FOLIO = 14  # Excel's number for the paper nearest to F4


@dataclass
class Writer:
    """Writes downwards; `row` is the next free line."""

    page: Page
    formats: dict[str, Any]
    row: int = 0

    def line(self, cells: dict[int, Any], style: str = "text") -> None:
        """One line of cells by column; numbers are numbers, everything else is text."""
        for column in cells if style == "plain" else range(len(WIDTHS)):
            value = cells.get(column, "")
            if isinstance(value, Fraction):
                name = f"{style} {NUMBERS.get(column, 'number')}"
                self.page.write_number(self.row, column, float(stored(value)), self.formats[name])
            elif value != "":
                self.page.write_string(self.row, column, str(value), self.formats[style])
            else:
                self.page.write_blank(self.row, column, None, self.formats[style])
        if style == "text":
            self.page.set_row(
                self.row, LINE * max(lines_of(column, value) for column, value in cells.items())
            )
        self.row += 1


def lines_of(column: int, value: Any) -> int:
    """How many lines a text takes in its column, or one more."""
    return 1 if isinstance(value, Fraction) else 1 + len(str(value)) // WIDTHS[column]


def worksheet_xlsx(worksheet: Worksheet, figures: SheetFigures, *, at: datetime) -> bytes:
    """The workbook as bytes; cells hold the stored values and show as many decimals as the paper."""
    target = BytesIO()
    book = Workbook(target, {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True})
    book.set_properties({"title": str(worksheet), "comments": figures.sheet.name})
    page = book.add_worksheet("Kertas kerja")
    writer = Writer(page, cell_formats(book))
    set_up(page)
    head(writer, worksheet, figures, at)
    for aspect in figures.aspects:
        write_aspect(writer, aspect)
    total = figures.result.whole
    writer.line({3: "Jumlah nilai", 5: total.effective_weight, 8: total.score}, "bold")
    writer.row += 1
    for sentence in ["Nilai = bobot × capaian ÷ 100.", *policy_sentences(figures.sheet)]:
        writer.line({1: sentence}, "plain")
    book.close()
    return target.getvalue()


def cell_formats(book: Workbook) -> dict[str, Any]:
    """Formats by style, and by style and what a number is."""
    shown = {
        "weight": "#,##0.0##",
        "achievement": "#,##0.######",
        "score": "#,##0.00",
        "number": "#,##0.####",
    }
    styles: dict[str, dict[str, Any]] = {
        "plain": {},
        "text": {"border": 1, "border_color": "#888888", "text_wrap": True, "valign": "top"},
        "bold": {"bold": True, "top": 1, "bottom": 1, "bg_color": "#F1F4F5"},
        "head": {"bold": True, "border": 1, "bg_color": "#E4EAEC", "text_wrap": True, "valign": "vcenter"},
    }
    formats = {name: book.add_format(style) for name, style in styles.items()}
    for name, style in styles.items():
        for kind, pattern in shown.items():
            formats[f"{name} {kind}"] = book.add_format(style | {"num_format": pattern, "align": "right"})
    return formats


def set_up(page: Page) -> None:
    for column, width in enumerate(WIDTHS):
        page.set_column(column, column, width)
    page.set_landscape()
    page.set_paper(FOLIO)
    page.set_margins(**F4_LANDSCAPE_MARGINS)
    page.fit_to_pages(1, 0)
    page.set_footer("&LKinerja&RHalaman &P dari &N")


def head(writer: Writer, worksheet: Worksheet, figures: SheetFigures, at: datetime) -> None:
    """Title lines, and the column names that repeat on every printed page."""
    zone = worksheet.district.regency.province.time_zone
    for text in (
        figures.sheet.title,
        f"{worksheet.district}, {worksheet.district.regency}",
        f"{figures.sheet.name}, edisi {worksheet.revision.no} · tahun data {figures.sheet.data_year}",
        f"Diunduh {format_short_datetime(at, zone)}",
    ):
        writer.line({0: text}, "plain")
    writer.row += 1
    writer.page.repeat_rows(writer.row)
    writer.page.freeze_panes(writer.row + 1, 0)
    writer.line(dict(enumerate(HEADINGS)), "head")


def write_aspect(writer: Writer, aspect: AspectFigures) -> None:
    writer.line({0: str(aspect.spec.no), 1: aspect.spec.name}, "bold")
    for sub_aspect in aspect.sub_aspects:
        for place, row in enumerate(sub_aspect.rows):
            name = f"{sub_aspect.spec.no}. {sub_aspect.spec.name}" if place == 0 else ""
            write_row(writer, row, name)
    result = aspect.result
    writer.line({3: f"Jumlah aspek {aspect.spec.no}", 5: result.effective_weight, 8: result.score}, "bold")


def write_row(writer: Writer, row: RowFigures, sub_aspect: str) -> None:
    """The indicator's line with its figures, then a line for each further input."""
    first, *further = typed_lines(row)
    indicator = row.row.indicator
    writer.line(
        {
            1: sub_aspect,
            2: str(indicator.no),
            3: first[0],
            4: indicator.unit,
            5: row.row.effective_weight,
            6: first[1],
            7: row.achievement if not_a_figure(row) else row.row.achievement,
            8: NOTHING if row.row.score is None else row.row.score,
        }
    )
    for label, value in further:
        writer.line({3: f"   {label}", 6: value})


def not_a_figure(row: RowFigures) -> bool:
    """Whether the column capaian holds a word, such as TDI."""
    return row.row.achievement is None or not row.achievement[:1].isdigit()


def typed_lines(row: RowFigures) -> list[tuple[str, Any]]:
    """The paper's lines, with numbers where the paper has figures."""
    numbers = {label: value for item in row.row.inputs for label, value in typed_values(row, item)}
    return [
        (label, value if value in ("", NOTHING) else numbers.get(label, value)) for label, value in row.lines
    ]


def typed_values(row: RowFigures, item: Resolved) -> list[tuple[str, Any]]:
    labels = [label for label, _ in data_lines(row.row, item)]
    if isinstance(item.value, tuple):
        return [(label, line.value) for label, line in zip(labels, item.value, strict=True)]
    return [(labels[0], item.value)] if isinstance(item.value, Fraction) else []
