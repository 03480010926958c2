"""An edition copied to the next year, with predecessors and last year's answers beside the cells."""

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse

from indicators.editions.clone import CodeTaken, clone_instrument
from indicators.editions.compile import compile_document, write_instrument
from indicators.editions.publish import publish_instrument
from indicators.editions.sheets import sheet_of
from indicators.models import Indicator, Instrument, Level, Revision
from tests.builders.instrument_documents import jatim_document
from tests.cast import Cast, sign_in
from tests.offices import answer, open_office


@pytest.fixture
def edition(cast: Cast) -> Instrument:
    return write_instrument(jatim_document())


def to_2023(edition: Instrument, cast: Cast) -> Instrument:
    return clone_instrument(instrument=edition, code="jatim-2023", year=2023, data_year=2022, by=cast.indra)


def test_a_copy_stands_for_itself_and_is_not_published(edition: Instrument, cast: Cast) -> None:
    copy = to_2023(edition, cast)

    assert (copy.code, copy.year, copy.data_year) == ("jatim-2023", 2023, 2022)
    assert (copy.name, copy.owner) == ("Instrumen Jawa Timur 2023", edition.owner)
    assert Indicator.objects.filter(instrument=copy).count() == 53
    assert not Revision.objects.exists()
    assert compile_document(edition) == compile_document(Instrument.objects.get(code="jatim-2022"))
    edition.refresh_from_db()
    assert edition.name == "Instrumen Jawa Timur 2022"


def test_each_indicator_names_its_predecessor(edition: Instrument, cast: Cast) -> None:
    copy = to_2023(edition, cast)

    named = copy.indicators.values_list("code", "predecessor")
    assert [(code, f"jatim-2022/{code}") for code, _ in named] == list(named)


def test_inferred_levels_stay_inferred(edition: Instrument, cast: Cast) -> None:
    copy = to_2023(edition, cast)

    assert Level.objects.filter(indicator__instrument=copy, inferred=True).count() == 68


def test_the_history_says_who_copied_what(edition: Instrument, cast: Cast) -> None:
    copy = to_2023(edition, cast)

    entry = LogEntry.objects.get()
    assert (entry.user, entry.object_id) == (cast.indra, str(copy.pk))
    assert entry.get_change_message() == "Disalin dari Instrumen Jawa Timur 2022 (jatim-2022)."


def test_a_code_in_use_is_refused_and_nothing_is_written(edition: Instrument, cast: Cast) -> None:
    with pytest.raises(CodeTaken, match="Kode ini sudah dipakai"):
        clone_instrument(instrument=edition, code="jatim-2022", year=2023, data_year=2022, by=cast.indra)

    assert (Instrument.objects.count(), LogEntry.objects.count()) == (1, 0)


def test_a_worksheet_of_the_copy_shows_last_years_values_beside_the_cells(
    edition: Instrument, cast: Cast, client: Client
) -> None:
    publish_instrument(instrument=edition, reason="", by=cast.indra)
    answer(open_office(cast, edition).bendo, "i11", cast.sari, n="18", d="32")
    copy = to_2023(edition, cast)
    copy.indicators.filter(no=11).update(code="kewenangan")
    revision = publish_instrument(instrument=copy, reason="", by=cast.indra)

    sheet = open_office(cast, copy).bendo
    page = sign_in(client, cast.sari).get(reverse("aspect", args=(sheet.pk, "3"))).content.decode()

    assert sheet_of(revision.pk).by_no[11].code == "kewenangan"
    assert "Tahun 2021: 18 kewenangan" in page
    assert "Tahun 2021: 32 kewenangan" in page
