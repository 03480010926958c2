"""Progress of the kecamatan: counts, contacts, the text to copy, and constant queries."""

from typing import Any

import pytest
from django.test import Client

from assessments.entry.services.profile import save_profile
from assessments.records.worksheets import open_worksheets
from assessments.sending.services import request_signoff, submit
from kinerja.regions.models import District, Profile
from tests.builders.sending import fill, small_office
from tests.cast import Cast, sign_in
from tests.markup import markup
from tests.offices import Office, answer

PAGE = "/p/jatim-2022/pemantauan/"
NONE = {"Tidak mengikuti": 0}


@pytest.fixture
def small(cast: Cast) -> Office:
    """Bendo waits for its camat, its neighbour has begun, the city's kecamatan has not."""
    office = small_office(cast)
    values = {"contact_name": "Rina", "contact_phone": "0812-1111-2222"}
    save_profile(worksheet=office.bendo, values=values, version=1, by=cast.sari)
    fill(office.bendo, cast)
    request_signoff(worksheet=office.bendo, by=cast.sari)
    answer(office.neighbour, "i1", cast.tono, n="1", d="2")
    return office


def counts(response: Any) -> dict[str, int]:
    return {str(count.title): count.number for count in response.context["counts"]}


def test_a_verifier_counts_the_own_kabupaten(client: Client, small: Office, cast: Cast) -> None:
    page = sign_in(client, cast.vera).get(PAGE)

    assert counts(page) == {"Belum mulai": 0, "Sedang diisi": 1, "Menunggu camat": 1, "Terkirim": 0, **NONE}
    assert "Rina 0812-1111-2222" in markup(page)
    assert "Kartoharjo" not in markup(page)


def test_the_province_counts_everywhere(client: Client, small: Office, cast: Cast) -> None:
    submit(worksheet=small.bendo, by=cast.camat)

    page = sign_in(client, cast.asri).get(PAGE)

    assert counts(page) == {"Belum mulai": 1, "Sedang diisi": 1, "Menunggu camat": 0, "Terkirim": 1, **NONE}


@pytest.mark.parametrize(
    ("phase", "name", "words"),
    [
        ("belum", "Kartoharjo", "belum mulai diisi"),
        ("diisi", "Maospati", "belum diajukan ke camat"),
        ("menunggu", "Bendo", "menunggu persetujuan camat"),
    ],
)
def test_each_phase_has_its_list_and_its_text(
    client: Client, small: Office, cast: Cast, phase: str, name: str, words: str
) -> None:
    page = sign_in(client, cast.asri).get(PAGE, {"keadaan": phase})

    assert [line.worksheet.district.name for line in page.context["page"]] == [name]
    message = page.context["message"]
    assert words in message
    assert f"1. {name}" in message
    assert "Batas kirim" in message
    assert "http://testserver/" in message
    assert "<textarea" in markup(page)


def test_an_empty_or_unknown_phase_has_no_text(client: Client, small: Office, cast: Cast) -> None:
    sign_in(client, cast.asri)

    assert client.get(PAGE, {"keadaan": "terkirim"}).context["message"] == ""
    assert len(client.get(PAGE, {"keadaan": "<b>"}).context["page"]) == 3


def test_last_activity_is_what_people_did(client: Client, small: Office, cast: Cast) -> None:
    page = sign_in(client, cast.asri).get(PAGE)

    shown = {line.worksheet.district.name: line.last_activity for line in page.context["page"]}
    assert shown["Kartoharjo"] == "–"
    assert shown["Bendo"].endswith("WIB")


@pytest.mark.parametrize("who", ["sari", "camat", "joko", "indra"])
def test_it_is_not_for_those_of_one_kecamatan(client: Client, small: Office, cast: Cast, who: str) -> None:
    assert sign_in(client, getattr(cast, who)).get(PAGE).status_code == 403


@pytest.mark.parametrize("extra", [0, 57])
@pytest.mark.parametrize(("phase", "queries"), [("", 6), ("belum", 7)])
def test_it_takes_the_same_queries_for_3_and_for_60(
    client: Client, cast: Cast, django_assert_num_queries: Any, extra: int, phase: str, queries: int
) -> None:
    office = small_office(cast)
    districts = District.objects.bulk_create(
        District(code=f"35.20.{no}", name=f"Uji {no}", regency=cast.places.regency)
        for no in range(30, 30 + extra)
    )
    Profile.objects.bulk_create(
        Profile(district=it, data_year=office.stage.instrument.data_year, desa=5, kelurahan=0)
        for it in districts
    )
    open_worksheets(stage=office.stage, districts=districts, by=None)
    sign_in(client, cast.asri)

    with django_assert_num_queries(
        queries
    ):  # session, person with memberships, worksheets, berita acara, period; windows
        page = client.get(PAGE, {"keadaan": phase})
    assert len(page.context["page"]) == 3 + extra


def test_the_contact_is_filled_in_on_the_profile(client: Client, small: Office, cast: Cast) -> None:
    form = {
        "desa": "14",
        "kelurahan": "0",
        "contact_name": "Tono",
        "contact_phone": "+62 812 3333 4444",
        "version": "1",
    }
    address = f"/kertas-kerja/{small.neighbour.pk}/profil/"

    assert sign_in(client, cast.tono).post(address, form).status_code == 302
    profile = Profile.objects.get(district=cast.places.neighbour)
    assert (profile.contact_name, profile.contact_phone) == ("Tono", "+62 812 3333 4444")
    refused = client.post(address, form | {"contact_phone": "nol delapan", "version": "2"})
    assert refused.status_code == 422
    assert "Tulis nomor telepon, misalnya 0812-3456-7890." in markup(refused)
