"""The piagam of a decision: one for every title, and for whom they are."""

from typing import Any

import pytest
from django.test import Client

from assessments.models import Decision, Stage
from kinerja.accounts.models import Membership, Role
from kinerja.regions.models import Province
from tests.builders.deciding import approved, proposed
from tests.builders.printed import text_of
from tests.builders.sending import small_office
from tests.cast import BEGAN, Cast, sign_in
from tests.offices import Office, add_judging
from tests.tools import needs


@pytest.fixture
def office(cast: Cast) -> Office:
    office = small_office(cast)
    add_judging(office, Stage.Kind.DESK)
    for person, place in ((cast.maya, cast.places.city_district), (cast.tono, cast.places.neighbour)):
        Membership.objects.create(user=person, role=Role.HEAD, district=place, starts=BEGAN)
    return office


def address(decision: Decision, tail: str = "piagam.pdf") -> str:
    return f"/penetapan/{decision.period_id}/{decision.pk}/{tail}"


@needs("pdftotext")
def test_every_title_has_a_page_with_who_signs_and_how_to_check(
    office: Office, cast: Cast, settings: Any
) -> None:
    settings.SITE_URL = "https://kinerja.example.go.id"
    cast.lina.position, cast.lina.nip, cast.lina.rank = "Gubernur Jawa Timur", "196704121992031005", "Pembina"
    cast.lina.save()
    decision = approved(office, cast, mentor="35.77")
    chair = sign_in(Client(), cast.kiki)

    whole = text_of(chair.get(address(decision)).content)
    alone = [text_of(chair.get(address(decision, f"piagam/{no}.pdf")).content) for no in (1, 2, 3)]

    assert whole.count("PIAGAM PENGHARGAAN") == 3
    for words, text in zip(
        (
            "diberikan kepada Kecamatan Bendo Kabupaten Magetan sebagai Juara 1 dalam",
            "diberikan kepada Kecamatan Maospati Kabupaten Magetan sebagai Juara 2 dalam",
            "diberikan kepada Kota Madiun sebagai Pembina terbaik dalam",
        ),
        alone,
        strict=True,
    ):
        assert words in text
        assert words in whole
        assert text.count("PIAGAM PENGHARGAAN") == 1
        for always in ("Penilaian Sinergitas Kecamatan 2022", "Provinsi Jawa Timur", "Gubernur Jawa Timur"):
            assert always in text
        assert "Lina" in text
        assert "NIP 19670412 199203 1 005" in text
        assert f"https://kinerja.example.go.id/keaslian/{decision.code}/" in text


@pytest.mark.parametrize(
    ("who", "status"),
    [*(("kiki", 200), ("lina", 200), ("asri", 403), ("vera", 403)), *(("camat", 403), ("root_user", 403))],
)
def test_they_are_for_the_chair_and_the_leadership(office: Office, cast: Cast, who: str, status: int) -> None:
    decision = approved(office, cast)

    assert sign_in(Client(), getattr(cast, who)).get(address(decision)).status_code == status


def test_another_provinces_chair_finds_none(office: Office, cast: Cast) -> None:
    decision = approved(office, cast)
    other = Province.objects.get(code="33")
    Membership.objects.filter(user=cast.kiki).update(province=other)

    assert sign_in(Client(), cast.kiki).get(address(decision)).status_code == 403


def test_what_is_only_proposed_has_none_and_so_has_a_number_beyond(office: Office, cast: Cast) -> None:
    decision = proposed(office, cast)
    chair = sign_in(Client(), cast.kiki)
    assert chair.get(address(decision)).status_code == 404
    assert "piagam.pdf" not in chair.get("/p/jatim-2022/penetapan/").content.decode()

    Decision.objects.update(state=Decision.State.APPROVED, approved_at=decision.proposed_at)

    assert chair.get(address(decision)).status_code == 200
    assert chair.get(address(decision, "piagam/9.pdf")).status_code == 404


@pytest.mark.parametrize(("who", "offered"), [("kiki", True), ("lina", True), ("asri", False)])
def test_the_page_of_the_decision_links_to_them(office: Office, cast: Cast, who: str, offered: bool) -> None:
    decision = approved(office, cast)

    page = sign_in(Client(), getattr(cast, who)).get("/p/jatim-2022/penetapan/").content.decode()

    assert (f'href="{address(decision)}"' in page) is offered
    assert (f'href="{address(decision, "piagam/2.pdf")}"' in page) is offered
