"""docs/instrumen.md names exactly the sheets and columns that are read, and its examples are taken."""

import re

import pytest

from indicators.rows.cells import read_cell
from indicators.rows.layout import INSTRUMENT, TABLES, Column, Kind, Table
from tests.builders.instrument_documents import ROOT

TEXT = (ROOT / "docs" / "instrumen.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## Lembar (.+?)\n(.*?)(?=^## |\Z)", TEXT, re.MULTILINE | re.DOTALL))
LINE = re.compile(r"^\| (.+?)(\\\*)? \| .* \| ?(.*?) ?\|$", re.MULTILINE)


def lines_of(table: Table) -> list[tuple[str, bool, str]]:
    """Heading, whether it must be filled, and example of each line of the section's table."""
    found = LINE.findall(SECTIONS[table.title])
    return [(heading, bool(star), example.strip("`")) for heading, star, example in found[1:]]


def test_the_guide_has_the_sheets_in_their_order() -> None:
    assert list(SECTIONS) == [INSTRUMENT.title, *(table.title for table in TABLES)]


@pytest.mark.parametrize("table", [INSTRUMENT, *TABLES], ids=lambda table: table.title)
def test_the_guide_names_every_column_and_whether_it_must_be_filled(table: Table) -> None:
    told = [(heading, required) for heading, required, _ in lines_of(table)]

    assert told == [(column.heading, column.required) for column in table.columns]


EXAMPLES = [
    (column, example)
    for table in (INSTRUMENT, *TABLES)
    for column, (_, _, example) in zip(table.columns, lines_of(table), strict=True)
    if example
]


@pytest.mark.parametrize(("column", "example"), EXAMPLES, ids=[column.heading for column, _ in EXAMPLES])
def test_an_example_of_the_guide_is_taken(column: Column, example: str) -> None:
    assert read_cell(column, example) is not None


def test_parameters_of_the_guide_are_read() -> None:
    column = next(it for it in TABLES[3].columns if it.kind is Kind.PARAMS)
    blocks = re.findall(r"^```\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)

    assert [read_cell(column, block) for block in blocks] == [
        {"numerator": "n", "denominator": "d"},
        {"parts": ["utama", "madya"], "total": "total", "adds_up": True},
    ]
