"""The settings of a period's ranking as the admin takes them: each with what to write instead."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessments.admin.period_form import PeriodForm
from assessments.models import Period
from tests.builders.jurors import add_jury
from tests.cast import Cast, sign_in
from tests.offices import Office

# What the rest of the form sends.
DECIDING = {"visibility": "ranks", "titles": "[]", "objection_days": "3", "holidays": "[]"}
DECIDING |= {"stages-TOTAL_FORMS": "0", "stages-INITIAL_FORMS": "0"}
SHIPPED = ["aspect:5", "aspect:2", "submitted_at"]


def form_with(period: Period, **settings: Any) -> PeriodForm:
    """The form as it is shown, with other settings typed."""
    shown = PeriodForm(instance=period)
    sent = {name: shown[name].value() for name in shown.fields}
    return PeriodForm(sent | {name: json.dumps(it) for name, it in settings.items()}, instance=period)


@pytest.mark.parametrize("keys", [SHIPPED, [], ["submitted_at"], ["aspect:7", "aspect:1"]])
def test_known_keys_are_taken(office: Office, keys: list[str]) -> None:
    assert form_with(office.stage.period, tie_keys=keys).errors == {}


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        (["aspek:5"], "Penentu “aspek:5” belum dikenal."),
        ([5], "Penentu “5” belum dikenal."),
        (["aspect:5", "aspect:5"], "satu kali saja"),
        (["aspect:8"], "Aspek 8 belum ada. Tulis salah satu: 1, 2, 3, 4, 5, 6, 7."),
        ({}, "Tulis daftar seperti"),
        (None, "Tulis daftar seperti"),
        ("submitted_at", "Tulis daftar seperti"),
        ([f"aspect:{no}" for no in range(11)], "Paling banyak 10"),
    ],
)
def test_other_keys_are_refused_with_what_to_write(office: Office, keys: Any, words: str) -> None:
    assert words in " ".join(map(str, form_with(office.stage.period, tie_keys=keys).errors["tie_keys"]))


def test_the_criteria_of_a_jury_decide_no_tie(office: Office) -> None:
    add_jury(office)

    assert form_with(office.stage.period, tie_keys=["aspect:7"]).errors == {}


def test_what_an_edition_has_lost_is_not_questioned_until_it_is_changed(office: Office) -> None:
    Period.objects.update(tie_keys=["aspect:8", "submitted_at"])
    period = Period.objects.get()

    assert form_with(period).errors == {}
    assert list(form_with(period, tie_keys=["aspect:8"]).errors) == ["tie_keys"]


def test_the_admin_says_how_to_write_them(client: Client, office: Office, cast: Cast) -> None:
    period = office.stage.period
    url = reverse("admin:assessments_period_change", args=(period.pk,))
    sent = {"owner": period.owner_id, "year": 2022, "name": period.name, "help_contact": "", **DECIDING}
    sent |= {"grades": json.dumps(period.grades)}
    root = sign_in(client, cast.root_user)

    assert "didahulukan" in root.get(url).content.decode()
    refused = root.post(url, sent | {"tie_keys": "aspek 5"}).content.decode()
    assert "Tulis daftar seperti" in refused
    assert root.post(url, sent | {"tie_keys": '["aspect:2"]'}).status_code == 302
    period.refresh_from_db()
    assert period.tie_keys == ["aspect:2"]


def test_the_admin_refuses_grades_with_a_gap(client: Client, office: Office, cast: Cast) -> None:
    period = office.stage.period
    url = reverse("admin:assessments_period_change", args=(period.pk,))
    sent = {"owner": period.owner_id, "year": 2022, "name": period.name, "help_contact": "", **DECIDING}
    sent |= {"tie_keys": json.dumps(SHIPPED)}
    root = sign_in(client, cast.root_user)

    assert "Batas bawaan adalah anggapan" in root.get(url).content.decode()
    for typed, words in (
        ('[{"from": 5, "label": "Baik"}]', "Predikat pertama harus mulai dari 0"),
        ("Baik", "Tulis daftar seperti"),
        ("", "kosong"),
    ):
        refused = root.post(url, sent | {"grades": typed})
        assert (refused.status_code, words in refused.content.decode()) == (200, True)
    bands = [{"from": "0", "label": "Kurang"}, {"from": "60", "label": "Baik"}]
    assert root.post(url, sent | {"grades": json.dumps(bands)}).status_code == 302
    period.refresh_from_db()
    assert period.grades == bands
