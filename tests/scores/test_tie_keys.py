"""The keys that decide where totals are equal are data of the period."""

import json
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test import Client
from django.urls import reverse

from assessments.models import Period
from tests.cast import Cast, sign_in
from tests.offices import Office

# What the rest of the form sends.
DECIDING = {"visibility": "ranks", "titles": "[]", "objection_days": "3", "holidays": "[]"}
DECIDING |= {"stages-TOTAL_FORMS": "0", "stages-INITIAL_FORMS": "0"}
SHIPPED = ["aspect:5", "aspect:2", "submitted_at"]


def problem_with(period: Period, keys: Any) -> str:
    period.tie_keys = keys
    with pytest.raises(ValidationError) as caught:
        period.full_clean()
    return " ".join(caught.value.message_dict["tie_keys"])


def test_a_new_period_has_the_keys_of_the_shipped_edition(office: Office) -> None:
    assert office.stage.period.tie_keys == SHIPPED


@pytest.mark.parametrize("keys", [SHIPPED, [], ["submitted_at"], ["aspect:7", "aspect:1"]])
def test_known_keys_are_taken(office: Office, keys: list[str]) -> None:
    office.stage.period.tie_keys = keys

    office.stage.period.full_clean()


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
    assert words in problem_with(office.stage.period, keys)


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


@pytest.mark.django_db(transaction=True)
def test_periods_from_before_get_the_shipped_keys() -> None:
    before, after = [("assessments", name) for name in ("0005_workbook_uploads", "0006_tie_keys")]
    executor = MigrationExecutor(connection)
    old = executor.migrate([before]).apps
    province = old.get_model("regions", "Province").objects.create(code="35", name="Jawa Timur")
    old.get_model("assessments", "Period").objects.create(owner_id=province.pk, year=2022, name="Lama")

    try:
        new = MigrationExecutor(connection).migrate([after]).apps
        keys = new.get_model("assessments", "Period").objects.get().tie_keys
    finally:  # the tests after this one find the database as it is today
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())

    assert keys == SHIPPED


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
