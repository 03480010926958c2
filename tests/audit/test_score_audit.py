"""manage.py verify_scores finds what somebody changed behind the application's back, and nothing else."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from tests.builders.score_audit import verify_scores
from tests.cast import Cast
from tests.offices import Office, answer, fill_bendo


def test_what_services_wrote_has_no_drift(office: Office, cast: Cast) -> None:
    fill_bendo(office.bendo, cast.sari)
    answer(office.neighbour, "i01", cast.tono, n="7")

    assert verify_scores() == "3 kertas kerja sesuai dengan hitungan.\n"


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("claim_total", "86.89", "claim_total tersimpan 86.890000000000, seharusnya 86.894377631548."),
        ("filled", 52, "filled tersimpan 52, seharusnya 53."),
    ],
)
def test_a_planted_drift_is_found(office: Office, cast: Cast, field: str, value: Any, said: str) -> None:
    fill_bendo(office.bendo, cast.sari)
    with connection.cursor() as cursor:
        sql = f"UPDATE assessments_worksheet SET {field} = %s WHERE filled = 53"  # noqa: S608
        cursor.execute(sql, [value])

    out = StringIO()
    with pytest.raises(CommandError, match="1 angka berbeda") as refusal:
        call_command("verify_scores", stdout=out)

    assert refusal.value.returncode == 1
    assert said in out.getvalue()


def test_it_takes_the_same_queries_for_any_number_of_worksheets(
    office: Office, cast: Cast, django_assert_num_queries: Any
) -> None:
    answer(office.neighbour, "i01", cast.tono, n="7")
    verify_scores()

    with django_assert_num_queries(6):  # periods, worksheets, their answers, layers, judgements, juries
        verify_scores()
