"""A cell as the text that a person would have typed. PURE; of openpyxl's cells it reads three things."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

DIGITS = 15  # that a cell holds; behind them stands only what binary fractions add
LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')  # of a number format: what is shown as it stands
LINE_END = re.compile(r"_x000D_\n?|\r\n?")  # Excel's own writing of a carriage return
DATE = "Sel ini terbaca sebagai tanggal atau waktu. Ubah format selnya menjadi Teks, lalu tulis lagi."
FAULT = "Sel ini berisi galat {}. Tulis nilainya langsung."
NO_VALUE = "Rumus di sel ini belum dihitung. Tulis hasilnya, atau buka dan simpan lagi di Excel."


class Unreadable(Exception):
    """The cell holds nothing that was typed; the text says what to do."""


class Cell(Protocol):
    value: Any
    data_type: str
    number_format: str


@dataclass(frozen=True)
class Typed:
    """What stands in a cell; `percent` where its format multiplied what is shown by 100, and so did we."""

    row: int
    text: str
    percent: bool = False


def typed_cell(cell: Any, row: int, *, uncalculated: bool = False) -> Typed:
    """The text of a cell; raise Unreadable."""
    if uncalculated:
        raise Unreadable(NO_VALUE)
    value = cell.value
    if value is None:
        return Typed(row, "")
    if cell.data_type == "e":
        raise Unreadable(FAULT.format(value))
    if cell.data_type == "d":
        raise Unreadable(DATE)
    if isinstance(value, bool):
        return Typed(row, "Ada" if value else "Tidak")
    if isinstance(value, int | float):
        percent = "%" in LITERAL.sub("", cell.number_format or "")
        return Typed(row, cell_number_text(value, percent=percent), percent)
    text = LINE_END.sub("\n", str(value))
    return Typed(row, text if text.strip() else "")


def cell_number_text(value: int | float, *, percent: bool = False) -> str:
    """A cell's number as Indonesians type it, without grouping: 0.1 + 0.2 is "0,3", an integer stays one."""
    exact_value = Decimal(value) if isinstance(value, int) else Decimal(f"{value:.{DIGITS}g}")
    if percent:
        exact_value *= 100
    value_text = f"{exact_value:f}"
    if "." in value_text:
        value_text = value_text.rstrip("0").rstrip(".")
    return "0" if value_text == "-0" else value_text.replace(".", ",")
