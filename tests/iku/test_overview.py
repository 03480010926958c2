"""All kecamatan at a glance: for the kabupaten its own, for the province all, in constant queries."""

from typing import Any

import pytest
from django.test import Client

from assessments.iku.services.documents import begin_draft, bring_in_document, sign_document
from assessments.iku.services.years import open_year
from kinerja.accounts.models import User
from kinerja.regions.models import District
from tests.cast import Cast, sign_in
from tests.iku.documents import bendo
from tests.iku.office import filled, opened


def begun(district: District, by: User) -> None:
    """The same document and an empty year for another kecamatan."""
    data = bendo() | {"district": district.code}
    sign_document(document=bring_in_document(data=data, by=by).document, by=by)
    open_year(district=district, year=2022, by=by)


def lines_for(person: User, address: str = "/iku/") -> dict[str, Any]:
    response = sign_in(Client(), person).get(address)
    return {line.district.name: line for line in response.context["lines"]}


def test_the_kabupaten_sees_its_own_kecamatan_with_what_they_reached(cast: Cast) -> None:
    filled(cast)
    begin_draft(district=cast.places.neighbour, by=cast.tono)

    lines = lines_for(cast.vera)

    assert list(lines) == ["Bendo", "Maospati"]
    mine, theirs = lines.values()
    assert (mine.document.state, mine.achieved_of_all, mine.average) == ("signed", "0 dari 2", "92,59\u202f%")
    assert (mine.measured.predicate, [gap for _, gap in mine.gaps]) == ("Sangat tinggi", [0, 0, 0, 0])
    assert (theirs.document.state, theirs.achieved_of_all, theirs.average) == ("draft", "–", "–")


def test_an_empty_year_lacks_its_data_quarter_by_quarter(cast: Cast) -> None:
    opened(cast)

    gaps = lines_for(cast.vera)["Bendo"].gaps

    assert gaps == [("I", 4), ("II", 4), ("III", 5), ("IV", 6)]


def test_the_province_sees_all_and_may_look_at_one_kabupaten(cast: Cast) -> None:
    filled(cast)
    assert list(lines_for(cast.asri)) == ["Bendo", "Maospati", "Kartoharjo"]

    lines = lines_for(cast.asri, f"/iku/?kabupaten={cast.places.city.pk}&tahun=2022")

    assert list(lines) == ["Kartoharjo"]


@pytest.mark.parametrize("address", ["/iku/?kabupaten=lain&tahun=lain&hal=99", "/iku/?tahun=1900"])
def test_what_cannot_be_filtered_by_shows_all(cast: Cast, address: str) -> None:
    filled(cast)

    assert len(lines_for(cast.asri, address)) == 3


def test_who_reads_no_iku_is_told_so(cast: Cast) -> None:
    refused = sign_in(Client(), cast.joko).get("/iku/")

    assert refused.status_code == 403
    assert "IKU dibuka oleh kecamatan" in refused.content.decode()


def test_more_kecamatan_need_no_more_queries(cast: Cast, django_assert_num_queries: Any) -> None:
    filled(cast)
    vera = sign_in(Client(), cast.vera)
    vera.get("/iku/")
    with django_assert_num_queries(13):
        vera.get("/iku/")
    begun(cast.places.neighbour, cast.tono)

    with django_assert_num_queries(13):
        vera.get("/iku/")
