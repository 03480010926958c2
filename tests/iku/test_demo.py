"""The demonstration's IKU: a draft, a signed document with two years, and safe to repeat."""

from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from assessments.demo.filling import PASSWORD
from assessments.iku.models import IkuDocument, IkuYear
from assessments.iku.services.results import load_year_result
from kinerja.accounts.models import User
from kinerja.regions.models import District, Regency
from tests.cast import Cast, sign_in
from tests.town import state


@pytest.fixture
def regions(cast: Cast) -> None:
    lumajang = Regency.objects.create(code="35.08", name="Kabupaten Lumajang", province=cast.places.province)
    District.objects.create(code="35.08.17", name="Jatiroto", regency=lumajang)


def test_outside_demo_mode_it_refuses(regions: None) -> None:
    with pytest.raises(CommandError, match="KINERJA_MODE=demo"):
        call_command("seed_iku")

    assert not IkuDocument.objects.exists()


def test_it_shows_a_draft_and_a_measured_document_and_may_be_repeated(
    regions: None, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.DEMO = True
    call_command("seed_iku")

    place = "Kecamatan Jatiroto, Kabupaten Lumajang"
    assert capsys.readouterr().out.splitlines() == [
        "IKU Kecamatan Jatiroto, versi 1: rancangan.",
        "IKU Kecamatan Bendo, versi 1: ditandatangani.",
        f"operator.jatiroto.kabupaten-lumajang  {PASSWORD}  Operator kecamatan, {place}",
        f"camat.jatiroto.kabupaten-lumajang     {PASSWORD}  Camat, {place}",
        f"verifikator.lumajang                  {PASSWORD}  Verifikator kabupaten/kota, Kabupaten Lumajang",
    ]
    documents = IkuDocument.objects.values_list("district__name", "state")
    assert sorted(documents) == [("Bendo", "signed"), ("Jatiroto", "draft")]
    years = {it.year: it for it in IkuYear.objects.all()}
    assert {year: it.state for year, it in years.items()} == {2020: "closed", 2021: "open"}
    first, second = load_year_result(years[2021]).indicators
    assert (first.predicate, second.predicate) == ("Sangat tinggi", "Sangat tinggi")
    assert (first.below_target, second.below_target) == (False, True)
    assert first.targets_agree

    document = IkuDocument.objects.get(district__name="Jatiroto")
    pages = {"iku_document": document.pk, "iku_district": document.district_id}
    assert opens("operator.jatiroto.kabupaten-lumajang", pages) == [200, 200]
    assert opens("camat.jatiroto.kabupaten-lumajang", pages) == [200, 200]
    assert opens("verifikator.lumajang", pages) == [404, 200]  # a draft is the kecamatan's own

    before = state()
    call_command("seed_iku")
    assert state() == before


def opens(username: str, pages: dict[str, Any]) -> list[int]:
    """The status of each page for one of the accounts."""
    client = sign_in(Client(), User.objects.get(username=username))
    return [client.get(reverse(name, args=[pk])).status_code for name, pk in pages.items()]
