"""Years that texts leave open: filled in when published, kept in the workspace, refused where unknown."""

from typing import Any

import pytest

from indicators.editions.clone import clone_instrument
from indicators.editions.compile import write_instrument
from indicators.editions.lint import lint_instrument
from indicators.editions.publish import publish_instrument
from indicators.editions.sheets import sheet_of
from indicators.exchange.import_plan import import_document, planned_import
from indicators.models import Instrument
from indicators.printing.instrument import instrument_json, instrument_xlsx
from indicators.scoring.documents.document import DocumentError
from indicators.scoring.documents.years import with_years_written
from kinerja.regions.models import Province
from tests.builders.instrument_documents import document, indicator, input_
from tests.cast import Cast
from tests.indicators.exchange.books import read

OPEN = "Kegiatan {tahun_data} dan {tahun_data-1}, dinilai {tahun}, lagi {tahun+1}"
FILLED = "Kegiatan 2029 dan 2028, dinilai 2030, lagi 2031"


def with_years(**changes: Any) -> dict[str, Any]:
    row = indicator(
        1,
        text=OPEN,
        guidance=OPEN,
        unit="keg. {tahun}",
        rule="formula",
        params={"formula": "Kegiatan {tahun_data} / d"},
        inputs=[input_("n", label="Kegiatan {tahun_data}"), input_("d")],
    )
    return document([[row]], title=OPEN, **changes)


@pytest.fixture
def instrument(cast: Cast) -> Instrument:
    return write_instrument(with_years())


def test_publishing_writes_the_years_out(instrument: Instrument, cast: Cast) -> None:
    sheet = sheet_of(publish_instrument(instrument=instrument, reason="", by=cast.indra).pk)

    spec = sheet.indicators[0]
    assert (sheet.title, spec.text, spec.guidance) == (FILLED, FILLED, FILLED)
    assert (spec.unit, spec.inputs[0].label) == ("keg. 2030", "Kegiatan 2029")


def test_the_workspace_keeps_them_so_that_next_year_needs_no_typing(
    instrument: Instrument, cast: Cast
) -> None:
    publish_instrument(instrument=instrument, reason="", by=cast.indra)
    copy = clone_instrument(instrument=instrument, code="uji-2031", year=2031, data_year=2030, by=cast.indra)

    assert copy.indicators.get().text == OPEN
    spec = sheet_of(publish_instrument(instrument=copy, reason="", by=cast.indra).pk).indicators[0]
    assert spec.text == "Kegiatan 2030 dan 2029, dinilai 2031, lagi 2032"


@pytest.mark.parametrize("name", ["a.json", "a.xlsx"])
def test_files_carry_them_and_come_back_byte_for_byte(instrument: Instrument, name: str) -> None:
    before = instrument_json(instrument)
    content = before.encode() if name == "a.json" else instrument_xlsx(instrument)
    instrument.delete()

    found, everywhere = read(content, name), Province.objects.all()
    base = planned_import(found, everywhere).base
    again = import_document(document=found, base=base, provinces=everywhere, by=None)

    assert "{tahun_data-1}" in before
    assert instrument_json(again) == before


@pytest.mark.parametrize("text", ["Tahun {tahun_ini}", "{ tahun }", "{tahun_data-100}", "{}", "{TAHUN}"])
def test_what_is_no_year_stops_publication(instrument: Instrument, cast: Cast, text: str) -> None:
    instrument.indicators.update(guidance=text)

    errors = [it for it in lint_instrument(instrument) if it.is_error]
    assert [(it.code, it.indicator) for it in errors] == [("open_year", "i1")]
    assert "tidak dapat diisi di sini. Yang dikenal: {tahun}, {tahun_data}" in errors[0].sentence
    with pytest.raises(DocumentError, match="Yang dikenal"):
        publish_instrument(instrument=instrument, reason="", by=cast.indra)


def test_the_name_of_an_instrument_leaves_no_year_open(cast: Cast) -> None:
    instrument = write_instrument(with_years(name="Instrumen {tahun}"))

    errors = [it.sentence for it in lint_instrument(instrument) if it.is_error]

    assert [it.partition("”")[0] for it in errors] == ["Instrumen: “{tahun}"]


def test_notes_and_the_legal_basis_may_hold_anything(cast: Cast) -> None:
    texts = {"ketentuan": [], "dasar_hukum": ["Perda {1}"]}
    instrument = write_instrument(with_years(texts=texts))
    instrument.indicators.update(note="{apa saja}")

    assert [it for it in lint_instrument(instrument) if it.is_error] == []


def test_a_document_without_open_years_is_left_as_it_is() -> None:
    whole = document([[indicator(1)]])

    assert with_years_written(whole) == whole
