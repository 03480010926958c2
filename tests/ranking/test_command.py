"""manage.py rank: the same places in every format, ties decided by the period's keys."""

import csv
import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from assessments.models import Stage, Worksheet
from tests.offices import Office, add_judging


def rank(*options: str) -> str:
    out = StringIO()
    call_command("rank", *options, stdout=out)
    return out.getvalue()


def store(worksheet: Worksheet, total: str, innovation: str, *, complete: bool = True) -> None:
    totals = {"5": {"score": innovation, "filled": 1, "count": 1}}
    stored = Worksheet.objects.filter(pk=worksheet.pk)
    stored.update(claim_total=total, aspect_totals=totals, complete=complete)


@pytest.fixture
def ranked(office: Office) -> Office:
    """The neighbour and Bendo are equal but for innovation; the city is not complete."""
    store(office.bendo, "86.894377631548", "27")
    store(office.neighbour, "86.894377631548", "20")
    store(office.city_sheet, "99", "27", complete=False)
    return office


def test_ties_are_decided_and_the_unfinished_have_no_rank(ranked: Office) -> None:
    told = json.loads(rank("jatim-2022", "--format", "json"))

    assert told["tie_keys"] == ["aspect:5", "aspect:2", "submitted_at"]
    assert [
        (it["rank"], it["name"], it["shared"], it["decided_by"], it["lead"]) for it in told["places"]
    ] == [
        (1, "Bendo", False, None, "0.000000000000"),
        (2, "Maospati", False, "Aspek 5. Inovasi/Kreativitas Kecamatan pada Segala Aspek Penilaian", None),
    ]
    assert [(it["rank"], it["name"], it["total"]) for it in told["unfinished"]] == [
        (None, "Kartoharjo", "99.000000000000")
    ]


def test_every_format_says_the_same(ranked: Office) -> None:
    told = json.loads(rank("jatim-2022", "--format", "json"))
    lines = list(csv.DictReader(StringIO(rank("jatim-2022", "--format", "csv"))))
    heading, *table = rank("jatim-2022").splitlines()

    assert told["period"] == {"code": "jatim-2022", "name": "Penilaian Sinergitas Kecamatan 2022"}
    assert heading == "Penilaian Sinergitas Kecamatan 2022 (jatim-2022)"
    expected = [*told["places"], *told["unfinished"]]
    shown = [{name: "" if value is None else str(value) for name, value in it.items()} for it in expected]
    assert lines == shown
    assert [line.split()[:3] for line in table] == [
        [str(it["rank"] or "–"), it["district"], it["total"]] for it in expected
    ]


def test_a_period_that_is_not_there_is_named(ranked: Office) -> None:
    with pytest.raises(CommandError, match="Periode “1999” tidak ada") as refusal:
        rank("1999")

    assert refusal.value.returncode == 2


def test_it_takes_the_same_queries_for_any_number(ranked: Office, django_assert_num_queries: Any) -> None:
    rank("jatim-2022")

    with django_assert_num_queries(3):  # period, stage, worksheets
        rank("jatim-2022", "--format", "csv")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--regency", "99.99"), "Kabupaten/kota 99.99 tidak ada di provinsi periode ini."),
        (("--regency", "33.10"), "Kabupaten/kota 33.10 tidak ada di provinsi periode ini."),
        (("--aspect", "99"), "Aspek “99” belum ada. Yang ada: 1, 2, 3, 4, 5, 6, 7."),
    ],
)
def test_what_is_not_there_is_named(ranked: Office, options: tuple[str, str], words: str) -> None:
    with pytest.raises(CommandError, match=words) as refusal:
        rank("jatim-2022", *options)

    assert refusal.value.returncode == 2


def test_a_stage_of_judging_has_no_worksheets_and_changes_nothing(ranked: Office) -> None:
    before = rank("jatim-2022")
    add_judging(ranked, Stage.Kind.REGENCY, Stage.Kind.DESK)

    assert rank("jatim-2022") == before
