"""The model asks the registry which kinds of rule there are."""

from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from indicators.models import Indicator
from indicators.models.indicator import rule_choices

pytestmark = pytest.mark.django_db


def test_the_choices_are_asked_for_so_that_a_new_kind_is_no_migration() -> None:
    *_, options = Indicator._meta.get_field("rule").deconstruct()

    assert options["choices"] is rule_choices


@pytest.mark.django_db(transaction=True)  # SQLite writes no schema inside another transaction
def test_the_migration_that_takes_the_choices_out_touches_no_data() -> None:
    out = StringIO()
    call_command("sqlmigrate", "indicators", "0007", stdout=out)

    statements = [line for line in out.getvalue().splitlines() if line and not line.startswith("--")]
    assert statements in ([], ["BEGIN;", "COMMIT;"])


def test_only_kinds_of_the_registry_are_taken() -> None:
    with pytest.raises(ValidationError) as refused:
        Indicator(rule="tebakan").clean_fields(exclude={"instrument", "sub_aspect"})
    assert "rule" in refused.value.error_dict

    with pytest.raises(ValidationError) as incomplete:
        Indicator(rule="ratio").clean_fields(exclude={"instrument", "sub_aspect"})
    assert "rule" not in incomplete.value.error_dict
