"""Stages and windows in the admin: in order, each kind once, exceptions with a reason and a trace."""

from typing import Any

import pytest
from django.test import Client

from assessments.models import Stage, Window
from tests.assessments.sending import small_office
from tests.cast import Cast, sign_in
from tests.offices import Office, add_judging

TIMES = {"opens_0": "01/09/2030", "opens_1": "08:00", "closes_0": "30/09/2030", "closes_1": "16:00"}


@pytest.fixture
def office(cast: Cast, client: Client) -> Office:
    sign_in(client, cast.root_user)
    return small_office(cast)


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


def test_an_exception_needs_a_reason(client: Client, office: Office, cast: Cast) -> None:
    bendo = str(cast.places.bendo.pk)

    answer = add_stage(client, office, "desk", 2, purpose="judging", district=bendo, **TIMES)

    assert "Tulis alasan pengecualian untuk kecamatan ini." in answer.content.decode()
    assert not Stage.objects.filter(kind="desk").exists()


def test_a_window_of_the_wrong_purpose_is_refused(client: Client, office: Office) -> None:
    answer = add_stage(client, office, "desk", 2, purpose="entry", **TIMES)

    assert "Untuk tahap ini pilih Penilaian." in answer.content.decode()


def test_the_history_of_a_stage_tells_who_granted_which_exception(
    client: Client, office: Office, cast: Cast
) -> None:
    add_judging(office, Stage.Kind.DESK)
    stage = Stage.objects.get(kind="desk")
    window = {"purpose": "judging", "district": str(cast.places.bendo.pk), "reason": "Banjir", **TIMES}
    client.post(
        f"/admin/assessments/stage/{stage.pk}/change/",
        stage_body(office, "desk", 2, stage=str(stage.pk), **window),
    )

    page = client.get(f"/admin/assessments/stage/{stage.pk}/history/").content.decode()

    assert "Kecamatan Bendo: Banjir" in page
    assert "root_user" in page


def test_the_period_shows_its_stages_in_order(client: Client, office: Office) -> None:
    add_judging(office, Stage.Kind.REGENCY)

    page = client.get(f"/admin/assessments/period/{office.stage.period.pk}/change/").content.decode()

    assert page.index("Pengisian kertas kerja oleh kecamatan") < page.index("Verifikasi kabupaten/kota")
