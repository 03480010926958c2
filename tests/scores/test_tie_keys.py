"""The keys that decide where totals are equal are data of the period."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from assessments.models import Period
from tests.offices import Office

SHIPPED = ["aspect:5", "aspect:2", "submitted_at"]


def test_a_new_period_begins_without_keys() -> None:
    assert Period().tie_keys == []


def test_the_period_of_the_shipped_edition_names_its_keys(office: Office) -> None:
    assert office.stage.period.tie_keys == SHIPPED


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
