"""The linter over rows and profiles, and publication that it stops."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.editions.compile import write_instrument
from indicators.editions.lint import kecamatan_facts, lint_instrument
from indicators.editions.publish import publish_instrument
from indicators.models import Instrument, Revision
from indicators.scoring.documents.document import DocumentError
from kinerja.regions.models import District, Profile
from tests.builders.instrument_documents import document, indicator, jatim_document
from tests.cast import Cast

FOR_NOBODY = "Indikator i1: tidak berlaku bagi satu kecamatan pun."


@pytest.fixture
def for_wards(cast: Cast) -> Instrument:
    """An instrument whose only indicator is for kecamatan with a kelurahan."""
    wards = {"facts": ["kelurahan"], "min": "1"}
    return write_instrument(document([[indicator(1, applies=wards)]], year=2022, data_year=2021))


def profile(district: District, kelurahan: int, *, data_year: int = 2021) -> None:
    Profile.objects.create(district=district, data_year=data_year, desa=10, kelurahan=kelurahan)


def errors(instrument: Instrument) -> list[str]:
    return [it.sentence for it in lint_instrument(instrument) if it.is_error]


def test_the_edition_of_2022_may_be_published(cast: Cast) -> None:
    instrument = write_instrument(jatim_document())

    assert errors(instrument) == []
    assert publish_instrument(instrument=instrument, reason="", by=cast.indra).no == 1


def test_the_newest_profile_up_to_the_data_year_counts(cast: Cast, for_wards: Instrument) -> None:
    for data_year, kelurahan in ((2021, 3), (2020, 2), (2022, 9)):
        profile(cast.places.bendo, kelurahan, data_year=data_year)
    profile(cast.places.neighbour, 4, data_year=2020)
    profile(cast.places.other_district, 7)

    known = [{"desa": 10, "kelurahan": 3}, {"desa": 10, "kelurahan": 4}]
    assert sorted(map(str, kecamatan_facts(for_wards))) == sorted(map(str, [*known, {}]))


def test_an_indicator_for_nobody_is_found_once_all_profiles_are_there(
    cast: Cast, for_wards: Instrument
) -> None:
    profile(cast.places.bendo, 0)
    profile(cast.places.neighbour, 0)
    before = errors(for_wards)
    profile(cast.places.city_district, 0)

    assert (before, errors(for_wards)) == ([], [FOR_NOBODY])


def test_publication_is_refused_with_the_sentences_of_the_errors(cast: Cast, for_wards: Instrument) -> None:
    for district in (cast.places.bendo, cast.places.neighbour, cast.places.city_district):
        profile(district, 0)

    with pytest.raises(DocumentError) as refusal:
        publish_instrument(instrument=for_wards, reason="", by=cast.indra)

    assert refusal.value.errors == (FOR_NOBODY,)
    assert not Revision.objects.exists()


@pytest.mark.parametrize("rows", [1, 12])
def test_linting_takes_as_many_queries_for_a_large_instrument(cast: Cast, rows: int) -> None:
    write_instrument(document([[indicator(no) for no in range(1, rows + 1)]]))
    instrument = Instrument.objects.select_related("owner").get()

    with CaptureQueriesContext(connection) as queries:
        lint_instrument(instrument)

    assert len(queries) == 7
