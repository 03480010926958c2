"""The ranking as CSV for an Indonesian spreadsheet: semicolons, decimal commas, text that stays text."""

import csv
from decimal import Decimal
from io import StringIO
from typing import Any

from assessments.ranking.columns import Output, columns_of_table
from assessments.ranking.rank_rows import Value, exact_words

from .ranks import Ranks

BOM = "\ufeff"  # by which Excel knows UTF-8
HARMFUL = ("=", "+", "-", "@", "\t", "\r")


def defused_text(value: Any) -> Any:
    """A text that a spreadsheet would take for a formula begins with an apostrophe instead."""
    return f"'{value}" if isinstance(value, str) and value.startswith(HARMFUL) else value


def ranks_csv(ranks: Ranks) -> bytes:
    """Those with a rank, those not complete, those that do not take part; figures with all their decimals."""
    buffer = StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    columns = columns_of_table(Output.CSV, ranks.table)
    writer.writerow(column.heading_in(Output.CSV) for column in columns)
    for row in (*ranks.rows, *ranks.unfinished, *ranks.absent):
        writer.writerow(defused_text(csv_text(column.value(row.words))) for column in columns)
    return (BOM + buffer.getvalue()).encode()


def csv_text(value: Value) -> str:
    if value is None:
        return ""
    return exact_words(value) if isinstance(value, Decimal) else str(value)
