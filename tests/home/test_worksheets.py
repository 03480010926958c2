"""Where each role lands, and what it finds there."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Period, Worksheet
from assessments.records.worksheets import NotReady, open_worksheets
from kinerja.regions.models import District, Profile, Province
from tests.cast import Cast, sign_in
from tests.offices import Office


@pytest.mark.parametrize("name", ["sari", "camat"])
def test_those_of_one_kecamatan_land_on_its_worksheet(
    client: Client, office: Office, cast: Cast, name: str
) -> None:
    response = sign_in(client, getattr(cast, name)).get("/")

    assert response["Location"] == reverse("worksheet", args=(office.bendo.pk,))


@pytest.mark.parametrize(
    ("name", "expected"),
    [("vera", {"Bendo", "Maospati"}), ("asri", {"Bendo", "Maospati", "Kartoharjo"})],
)
def test_those_who_look_after_many_find_theirs(
    client: Client, office: Office, cast: Cast, name: str, expected: set[str]
) -> None:
    page = sign_in(client, getattr(cast, name)).get("/").context["page"]

    assert {worksheet.district.name for worksheet in page} == expected


def test_a_search_keeps_to_what_one_may_see(client: Client, office: Office, cast: Cast) -> None:
    sign_in(client, cast.vera)

    assert [it.district.name for it in client.get("/", {"cari": "maos"}).context["page"]] == ["Maospati"]
    assert not list(client.get("/", {"cari": "Kartoharjo"}).context["page"])
    assert "Tidak ada kecamatan dengan nama itu" in client.get("/", {"cari": "\0<b>"}).content.decode()


def test_an_instrument_admin_lands_on_the_instruments(client: Client, office: Office, cast: Cast) -> None:
    assert sign_in(client, cast.indra).get("/")["Location"] == reverse("instruments")


def test_a_juror_waits_with_the_schedule(client: Client, office: Office, cast: Cast) -> None:
    page = sign_in(client, cast.joko).get("/", follow=True).content.decode()

    assert "Belum ada kecamatan yang ditugaskan kepada Anda." in page
    assert "Pengisian kertas kerja oleh kecamatan" in page


def test_everybody_reads_of_the_period_of_their_own_province(
    client: Client, office: Office, cast: Cast
) -> None:
    sign_in(client, cast.yuni)
    page = client.get("/").content.decode()
    assert office.stage.period.name not in page  # hers has none yet
    assert "Pengisian kertas kerja oleh kecamatan" not in page

    Period.objects.create(
        owner=cast.places.other_province,
        code="jateng-2021",
        state="running",
        year=2021,
        name="Penilaian Jawa Tengah",
        help_contact="Biro Jateng",
    )

    page = client.get("/").content.decode()
    assert "Penilaian Jawa Tengah" in page
    assert "Bantuan: Biro Jateng" in page
    assert office.stage.period.name in sign_in(Client(), cast.tono).get("/akun/saya/").content.decode()
    assert office.stage.period.name in sign_in(Client(), cast.root_user).get("/akun/saya/").content.decode()
    assert "Pengisian kertas kerja oleh kecamatan" in Client().get("/masuk/").content.decode()


@pytest.mark.parametrize("extra", [0, 40])
def test_the_list_takes_the_same_queries_for_any_number_of_worksheets(
    client: Client, office: Office, cast: Cast, django_assert_num_queries: Any, extra: int
) -> None:
    districts = District.objects.bulk_create(
        District(code=f"35.20.{no}", name=f"Uji {no}", regency=cast.places.regency)
        for no in range(50, 50 + extra)
    )
    Profile.objects.bulk_create(
        Profile(district=district, data_year=2021, desa=5, kelurahan=0) for district in districts
    )
    open_worksheets(stage=office.stage, districts=districts, by=None)
    sign_in(client, cast.asri)

    with django_assert_num_queries(6):  # session, person with memberships, periods twice, count, worksheets
        assert client.get("/").status_code == 200


def test_a_worksheet_needs_its_kecamatans_profile(office: Office, cast: Cast) -> None:
    district = District.objects.create(code="35.20.99", name="Baru", regency=cast.places.regency)

    with pytest.raises(NotReady, match=r"Kecamatan Baru \(35.20.99\) belum punya profil tahun 2021"):
        open_worksheets(stage=office.stage, districts=[district], by=None)

    assert not Worksheet.objects.filter(district=district).exists()


def test_opening_again_opens_nothing_twice(office: Office, cast: Cast) -> None:
    assert open_worksheets(stage=office.stage, districts=[cast.places.bendo], by=None) == []


def test_before_signing_in_the_schedule_is_told(client: Client, office: Office) -> None:
    page = client.get("/masuk/").content.decode()

    assert "Jadwal penilaian" in page
    assert "WIB" in page


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        ("Asia/Jakarta", "5 Desember 2026 pukul 00.00 WIB sampai 30 Desember 2026 pukul 16.00 WIB"),
        ("Asia/Makassar", "5 Desember 2026 pukul 01.00 WITA sampai 30 Desember 2026 pukul 17.00 WITA"),
        ("Asia/Jayapura", "5 Desember 2026 pukul 02.00 WIT sampai 30 Desember 2026 pukul 18.00 WIT"),
    ],
)
def test_the_schedule_is_in_the_days_of_the_province(
    client: Client, office: Office, cast: Cast, zone: str, said: str
) -> None:
    office.stage.windows.update(
        opens=datetime(2026, 12, 4, 17, tzinfo=UTC), closes=datetime(2026, 12, 30, 9, tzinfo=UTC)
    )
    Province.objects.filter(pk=cast.places.province.pk).update(time_zone=zone)

    assert said in client.get("/masuk/").content.decode()
