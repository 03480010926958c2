"""Stages and windows in the admin: in order, each kind once, exceptions with a reason and a trace."""

import html
import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessments.models import Period, Stage, Window
from kinerja.regions.models import District, Province
from tests.builders.periods import PERIOD_FORM
from tests.builders.sending import small_office
from tests.cast import Cast, sign_in
from tests.offices import Office, add_judging
from tests.town import state

WINDOWS = "/admin/assessments/window/"
NEVER = datetime(2100, 1, 1, tzinfo=UTC)
TIMES = {"opens_0": "01/09/2030", "opens_1": "08:00", "closes_0": "30/09/2030", "closes_1": "16:00"}


@pytest.fixture
def office(cast: Cast, client: Client) -> Office:
    sign_in(client, cast.root_user)
    return small_office(cast)


def text_of(answer: Any) -> str:
    return html.unescape(answer.content.decode())


def stage_body(office: Office, kind: str, no: int, **window: str) -> dict[str, Any]:
    body = {"period": office.stage.period.pk, "no": no, "kind": kind, "name": "Tahap"}
    body |= {"instrument": office.stage.instrument.pk, "windows-INITIAL_FORMS": "0"}
    body |= {"quota_scope": "province", "aggregate": "mean"}
    body["windows-TOTAL_FORMS"] = "1" if window else "0"
    return body | {f"windows-0-{name}": value for name, value in window.items()}


def add_stage(client: Client, office: Office, kind: str, no: int, **window: str) -> Any:
    return client.post("/admin/assessments/stage/add/", stage_body(office, kind, no, **window))


def test_a_stage_is_added_with_its_window(client: Client, office: Office) -> None:
    answer = add_stage(client, office, "desk", 2, purpose="judging", **TIMES)

    assert answer.status_code == 302
    assert Window.objects.get(purpose="judging").stage == Stage.objects.get(kind="desk")


@pytest.mark.parametrize(
    ("kind", "no", "sentence"),
    [
        ("desk", 4, "Periode ini sudah memiliki tahap dengan jenis ini."),
        ("field", 3, "Nomor ini sudah dipakai tahap lain dalam periode ini."),
        ("field", 2, "Tinjau lapang harus sesudah tahap 3 (Penilaian administrasi)."),
        ("regency", 4, "Verifikasi kabupaten/kota harus sebelum tahap 3 (Penilaian administrasi)."),
        ("regency", 0, "Verifikasi kabupaten/kota harus sesudah tahap 1"),
    ],
)
def test_stages_out_of_order_are_refused(
    client: Client, office: Office, kind: str, no: int, sentence: str
) -> None:
    add_judging(office, Stage.Kind.DESK)
    Stage.objects.filter(kind="desk").update(no=3)

    answer = add_stage(client, office, kind, no)

    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert Stage.objects.count() == 2


def test_a_stage_that_fits_between_is_taken(client: Client, office: Office) -> None:
    add_judging(office, Stage.Kind.DESK)
    Stage.objects.filter(kind="desk").update(no=3)

    assert add_stage(client, office, "regency", 2).status_code == 302


def test_the_window_is_for_what_its_stage_does(client: Client, office: Office) -> None:
    add_stage(client, office, "desk", 2, purpose="entry", **TIMES)

    assert Window.objects.get(stage__kind="desk").purpose == Window.Purpose.JUDGING


# --- Exceptions and windows in a list of their own ---


def window_body(office: Office, district: District | None = None, **changes: Any) -> dict[str, Any]:
    place = {"district": district.pk} if district else {}
    return {"stage": office.stage.pk, "reason": "Banjir, surat camat", **TIMES, **place, **changes}


def add_window(client: Client, office: Office, district: District | None = None, **changes: Any) -> Any:
    return client.post(f"{WINDOWS}add/", window_body(office, district, **changes))


def test_an_exception_is_added_and_listed_with_who_until_when_and_why(
    client: Client, office: Office, cast: Cast
) -> None:
    assert add_window(client, office, cast.places.bendo).status_code == 302

    window = Window.objects.get(district=cast.places.bendo)
    assert (window.purpose, window.reason) == (Window.Purpose.ENTRY, "Banjir, surat camat")
    page = text_of(client.get(WINDOWS, {"untuk": "satu"}))
    for told in ("Kecamatan Bendo", "Kabupaten Magetan", "30 September 2030", "Banjir, surat camat"):
        assert told in page
    assert page.count('field-whom"><a') == 1


def test_the_page_of_a_stage_lists_its_exceptions_and_leads_to_one_more(
    client: Client, office: Office, cast: Cast
) -> None:
    add_window(client, office, cast.places.bendo)

    page = text_of(client.get(f"/admin/assessments/stage/{office.stage.pk}/change/"))

    told = (
        "Kecamatan Bendo, Kabupaten Magetan</a> sampai 30 September 2030 pukul 16.00 WIB: Banjir, surat camat"
    )
    assert told in page
    assert f'href="{WINDOWS}add/?stage={office.stage.pk}"' in page
    assert "Simpan tahap ini dulu." in text_of(client.get("/admin/assessments/stage/add/"))


def test_saving_a_stage_leaves_its_exceptions(client: Client, office: Office, cast: Cast) -> None:
    add_window(client, office, cast.places.bendo)
    body = stage_body(office, "entry", 1) | {"name": "Nama baru"}

    client.post(f"/admin/assessments/stage/{office.stage.pk}/change/", body)

    assert office.stage.windows.count() == 2


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"reason": " "}, "Tulis alasan pengecualian untuk kecamatan ini."),
        ({"district": "elsewhere"}, "Pilih kecamatan di Provinsi Jawa Timur."),
        ({"district": ""}, "Tahap ini sudah memiliki jadwal untuk semua kecamatan. Ubah yang sudah ada."),
        ({"closes_0": "31/08/2030"}, "Waktu tutup harus sesudah waktu buka."),
        ({"stage": ""}, "Bidang ini tidak boleh kosong."),
    ],
)
def test_a_wrong_exception_is_told_and_changes_nothing(
    client: Client, office: Office, cast: Cast, changes: dict[str, Any], sentence: str
) -> None:
    if changes.get("district") == "elsewhere":
        changes = {"district": cast.places.other_district.pk}

    body = window_body(office, cast.places.bendo) | changes

    answer = client.post(f"{WINDOWS}add/", body)

    assert answer.status_code == 200
    assert sentence in text_of(answer)
    assert Window.objects.count() == 1


def test_a_second_exception_for_the_same_kecamatan_is_refused(
    client: Client, office: Office, cast: Cast
) -> None:
    add_window(client, office, cast.places.bendo)

    answer = add_window(client, office, cast.places.bendo)

    assert "Tahap ini sudah memiliki pengecualian untuk kecamatan ini." in text_of(answer)
    assert Window.objects.filter(district=cast.places.bendo).count() == 1


def test_the_history_of_a_stage_tells_who_granted_and_took_back_which_exception(
    client: Client, office: Office, cast: Cast
) -> None:
    add_window(client, office, cast.places.bendo)
    window = Window.objects.get(district=cast.places.bendo)
    client.post(f"{WINDOWS}{window.pk}/change/", window_body(office, cast.places.bendo, closes_1="17:00"))
    client.post(f"{WINDOWS}{window.pk}/delete/", {"post": "yes"})
    client.get("/admin/")  # which says what was done

    page = text_of(client.get(f"/admin/assessments/stage/{office.stage.pk}/history/"))

    told = "Pengisian, Kecamatan Bendo: Banjir"
    assert [word for word in ("Menambah", "Mengubah", "Menghapus") if f"{word} jadwal" in page] == [
        *("Menambah", "Mengubah", "Menghapus"),
    ]
    assert page.count(told) == 3
    assert "root_user" in page


def test_exceptions_taken_back_together_are_told_too(client: Client, office: Office, cast: Cast) -> None:
    add_window(client, office, cast.places.bendo)
    chosen = Window.objects.get(district=cast.places.bendo).pk

    client.post(WINDOWS, {"action": "delete_selected", "_selected_action": [chosen], "post": "yes"})

    page = text_of(client.get(f"/admin/assessments/stage/{office.stage.pk}/history/"))
    assert "Menghapus jadwal" in page
    assert Window.objects.count() == 1


def test_an_instrument_admin_looks_after_the_periods_of_the_province(
    client: Client, office: Office, cast: Cast
) -> None:
    indra = sign_in(Client(), cast.indra)
    period = {"owner": cast.places.province.pk, "year": "2031", "name": "Penilaian 2031", **PERIOD_FORM}

    assert indra.post("/admin/assessments/period/add/", period).status_code == 302
    assert add_window(indra, office, cast.places.bendo).status_code == 302
    assert Period.objects.get(year=2031).owner == cast.places.province
    assert Window.objects.get(district=cast.places.bendo).reason == "Banjir, surat camat"


def test_an_instrument_admin_makes_nothing_for_another_province(
    client: Client, office: Office, cast: Cast
) -> None:
    indra, before = sign_in(Client(), cast.indra), state()
    other = cast.places.other_province
    theirs = Period.objects.create(owner=other, code="jateng-2031", year=2031, name="Lain")
    before = state()

    answers = [
        indra.post(
            "/admin/assessments/period/add/",
            {"owner": other.pk, "year": "2032", "name": "Lain", **PERIOD_FORM},
        ),
        indra.post(
            "/admin/assessments/stage/add/", stage_body(office, "desk", 2) | {"period": str(theirs.pk)}
        ),
        add_window(indra, office, cast.places.other_district),
    ]

    assert [it.status_code for it in answers] == [200, 200, 200]
    assert all("Pilih" in text_of(it) for it in answers)
    assert state() == before


def test_times_are_those_of_the_province(client: Client, office: Office, cast: Cast) -> None:
    Province.objects.filter(pk=cast.places.province.pk).update(time_zone="Asia/Makassar")
    indra = sign_in(Client(), cast.indra)

    add_window(indra, office, cast.places.bendo)

    window = Window.objects.get(district=cast.places.bendo)
    assert window.opens == datetime(2030, 9, 1, 0, tzinfo=UTC)
    page = text_of(indra.get(f"{WINDOWS}{window.pk}/change/"))
    assert re.search(r'name="opens_1" value="08[.:]00', page)
    assert "pukul 16.00 WITA" in text_of(indra.get(f"/admin/assessments/stage/{office.stage.pk}/change/"))


@pytest.mark.parametrize("model", ["period", "stage", "window"])
def test_lists_take_the_same_queries_for_more_rows(
    client: Client, office: Office, cast: Cast, model: str
) -> None:
    address = f"/admin/assessments/{model}/"
    with CaptureQueriesContext(connection) as before:
        client.get(address)
    for year in range(2031, 2041):
        period = Period.objects.create(
            owner=cast.places.province, code=f"jatim-{year}", year=year, name=f"Penilaian {year}"
        )
        stage = Stage.objects.create(period=period, instrument=office.stage.instrument, name="Pengisian")
        for district in (None, cast.places.bendo, cast.places.city_district):
            Window.objects.create(
                stage=stage, district=district, reason="x", opens=office.window.opens, closes=NEVER
            )

    with CaptureQueriesContext(connection) as after:
        assert client.get(address).status_code == 200

    assert len(after) == len(before) <= 10


def test_the_period_shows_its_stages_in_order(client: Client, office: Office) -> None:
    add_judging(office, Stage.Kind.REGENCY)

    page = client.get(f"/admin/assessments/period/{office.stage.period.pk}/change/").content.decode()

    assert page.index("Pengisian kertas kerja oleh kecamatan") < page.index("Verifikasi kabupaten/kota")
