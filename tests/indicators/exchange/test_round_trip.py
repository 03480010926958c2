"""Export, import, export: nothing is lost, whatever the texts hold."""

import json
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from indicators.editions.compile import compile_document, write_instrument
from indicators.editions.publish import publish_instrument
from indicators.exchange.import_plan import import_document, planned_import
from indicators.models import Instrument, Revision
from indicators.printing.instrument import instrument_json, instrument_template, instrument_xlsx
from indicators.rows.layout import INSTRUMENT, KEY, TABLES, VALUE, Kind
from indicators.rows.problems import TableRefused
from indicators.scoring.documents.document import canonical_text
from kinerja.regions.models import Province
from tests.builders.instrument_documents import (
    document,
    full_document,
    indicator,
    input_,
    jatim_document,
)
from tests.cast import Cast
from tests.indicators.exchange.books import changed, read, write, write_key

TEXTS = [
    "=1+1",
    "  di depan dan di belakang  ",
    "baris satu\nbaris dua\n\n",
    "_x0041_",
    "tab\tdan 'kutip' \"ganda\" <b>&amp;</b>",
    "100 %",
    "1.234,50",
    "ya",
    "#N/A",
    "é 字 🙂",
]
PARAMS: list[dict[str, Any]] = [
    {"numerator": "n", "denominator": "d"},
    {"numerator": "n", "denominator": "d", "cap": "100"},
]


def bring(content: bytes, name: str) -> Instrument:
    found = read(content, name)
    base = planned_import(found, Province.objects.all()).base
    return import_document(document=found, base=base, provinces=Province.objects.all(), by=None)


def exports(instrument: Instrument) -> dict[str, bytes]:
    return {"a.xlsx": instrument_xlsx(instrument), "a.json": instrument_json(instrument).encode()}


@pytest.mark.parametrize("name", ["a.xlsx", "a.json"])
@pytest.mark.parametrize("kept", [True, False])
def test_the_edition_of_2022_comes_back_byte_for_byte(cast: Cast, name: str, kept: bool) -> None:
    instrument = write_instrument(jatim_document())
    content = exports(instrument)[name]
    if kept:
        instrument.indicators.update(text="Lain")
    else:
        instrument.delete()

    again = bring(content, name)

    assert instrument_json(again) == canonical_text(jatim_document())
    assert exports(again)["a.json"] == canonical_text(jatim_document()).encode()
    assert canonical_text(compile_document(again)) == canonical_text(jatim_document())


@pytest.mark.parametrize("name", ["a.xlsx", "a.json"])
def test_every_column_comes_back(cast: Cast, name: str) -> None:
    instrument = write_instrument(full_document())
    standing = canonical_text(compile_document(instrument))
    content = exports(instrument)[name]
    instrument.delete()

    assert canonical_text(compile_document(bring(content, name))) == standing


def test_everything_uses_every_column(cast: Cast) -> None:
    book = load_workbook(BytesIO(instrument_xlsx(write_instrument(full_document()))))

    unused = [
        (table.title, column.heading)
        for table in TABLES
        for place, column in enumerate(table.columns, start=1)
        if all(book[table.title].cell(row, place).value is None for row in range(2, 20))
    ]
    assert unused == []


@pytest.mark.parametrize("text", TEXTS)
def test_any_text_comes_back_as_it_was(cast: Cast, text: str) -> None:
    instrument = write_instrument(
        document([[indicator(1, guidance=text, text=text, inputs=[input_("n", label=text), input_("d")])]])
    )
    standing = canonical_text(compile_document(instrument))

    assert canonical_text(read(instrument_xlsx(instrument))) == standing


def test_a_carriage_return_of_a_browser_becomes_a_line_end(cast: Cast) -> None:
    instrument = write_instrument(document([[indicator(1, guidance="a\r\nb")]]))

    assert read(instrument_xlsx(instrument)) == json.loads(instrument_json(instrument))
    assert "a\\nb" in instrument_json(instrument)


def test_a_text_too_long_for_a_cell_is_not_cut_but_refused(cast: Cast) -> None:
    instrument = write_instrument(document([[indicator(1, guidance="a" * 40_000)]]))

    with pytest.raises(TableRefused, match="Ekspor sebagai JSON"):
        instrument_xlsx(instrument)
    assert "a" * 40_000 in instrument_json(instrument)


def test_a_text_that_a_workbook_reads_as_something_else_is_refused(cast: Cast) -> None:
    with pytest.raises(TableRefused, match="Ekspor sebagai JSON"):
        instrument_xlsx(write_instrument(document([[indicator(1, guidance="_x000D_")]])))


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        (1.5, "1.5"),
        ("1,5", "1.5"),
        ("1,50", "1.5"),
        (0.1 + 0.2, "0.3"),
        ("0,333333", "0.333333"),
        (0.333333, "0.333333"),
        ("12", "12"),
        (12, "12"),
    ],
)
def test_a_number_is_exact_however_it_is_typed(cast: Cast, typed: object, stored: str) -> None:
    content = instrument_xlsx(write_instrument(full_document()))

    found = read(changed(content, write("Indikator", 2, "Bobot", typed)))

    assert found["aspects"][0]["sub_aspects"][0]["indicators"][0]["weight"] == stored


def test_columns_may_stand_in_any_order_and_rows_may_be_empty(cast: Cast) -> None:
    content = instrument_xlsx(write_instrument(full_document()))

    def move(book: Any) -> None:
        page = book["Aspek"]
        for row in page.iter_rows(min_col=1, max_col=4):
            values = [cell.value for cell in row]
            for cell, value in zip(row, reversed(values), strict=True):
                cell.value = value
        page.insert_rows(3)

    assert read(changed(content, move)) == read(content)


def test_words_are_taken_in_any_case_and_codes_too(cast: Cast) -> None:
    content = instrument_xlsx(write_instrument(full_document()))
    for word in ("RASIO", "ratio"):
        assert read(changed(content, write("Indikator", 2, "Aturan", word))) == read(content)


def test_parameters_may_be_one_json_object(cast: Cast) -> None:
    content = instrument_xlsx(write_instrument(full_document()))
    text = json.dumps({"numerator": "n", "denominator": "d"})

    assert read(changed(content, write("Indikator", 2, "Parameter aturan", text))) == read(content)


def test_published_revisions_stay_when_rows_are_replaced(cast: Cast) -> None:
    instrument = write_instrument(jatim_document())
    revision = publish_instrument(instrument=instrument, reason="", by=cast.indra)
    content = changed(instrument_xlsx(instrument), write_key("Nama", "Nama baru"))

    again = bring(content, "a.xlsx")

    assert (again.pk, again.name) == (instrument.pk, "Nama baru")
    assert Revision.objects.get() == revision
    assert Revision.objects.get().document == revision.document


def test_the_template_has_every_sheet_column_and_drop_down() -> None:
    book = load_workbook(BytesIO(instrument_template()))

    assert [cell.value for cell in book["Instrumen"][1]] == [KEY, VALUE]
    keys = [book["Instrumen"].cell(row, 1).value for row in range(2, 2 + len(INSTRUMENT.columns))]
    assert keys == [column.heading for column in INSTRUMENT.columns]
    for table in TABLES:
        page = book[table.title]
        assert [cell.value for cell in page[1]] == [column.heading for column in table.columns]
        offered = {str(it.sqref).rstrip("0123456789") for it in page.data_validations.dataValidation}
        wanted = [
            place
            for place, column in enumerate(table.columns)
            if column.codes_of or column.kind in (Kind.WORD, Kind.YES_NO)
        ]
        assert len(offered) == len(wanted)


def test_a_filled_template_becomes_an_instrument(cast: Cast) -> None:
    filled = instrument_xlsx(write_instrument(document([[indicator(1)]])))
    source = load_workbook(BytesIO(filled))

    def fill(book: Any) -> None:
        for title in ("Instrumen", *(table.title for table in TABLES)):
            for row in source[title].iter_rows():
                for cell in row:
                    book[title].cell(cell.row, cell.column).value = cell.value

    assert read(changed(instrument_template(), fill)) == read(filled)
