"""Commands take a period by its code and name it; without a code none of them guesses."""

import json
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from assessments.models import Period, Window, Worksheet
from assessments.workflow import PeriodState
from kinerja.accounts.models import User
from tests.builders.periods import NEXT, next_year
from tests.cast import Cast
from tests.offices import PERIOD, Office

THIS_YEAR = "Penilaian Sinergitas Kecamatan 2022 (jatim-2022)"
NEXT_YEAR = "Penilaian Sinergitas Kecamatan 2023 (jatim-2023)"


def printed(command: str, *options: str) -> str:
    out = StringIO()
    call_command(command, *options, stdout=out, stderr=out)
    return out.getvalue()


def refusal(command: str, *options: str) -> tuple[str, int]:
    with pytest.raises(CommandError) as refused:
        printed(command, *options)
    return str(refused.value), refused.value.returncode


def finish(code: str) -> None:
    Period.objects.filter(code=code).update(state=PeriodState.FINISHED)


@pytest.fixture
def two_years(office: Office, cast: Cast) -> Office:
    """2022 and 2023 run, and in both the window closes tomorrow; the office is that of 2023."""
    later = next_year(cast)
    Window.objects.update(closes=timezone.now() + timedelta(days=1))
    User.objects.filter(username="sari").update(email="sari@contoh.id")
    return later


COMMANDS = {
    "rank": ("2022",),
    "verify_scores": ("2022",),
    "send_reminders": ("2022",),
    "import_worksheet": ("lama.xlsx", "--kecamatan", "35.20.10", "--dry-run", "--periode", "2022"),
}


@pytest.mark.parametrize("command", COMMANDS)
def test_an_unknown_code_is_told_with_those_there_are(two_years: Office, command: str) -> None:
    sentence = "Periode “2022” tidak ada. Yang ada: jatim-2022, jatim-2023."

    assert refusal(command, *COMMANDS[command]) == (sentence, 2)


@pytest.mark.parametrize("command", ["rank", "import_worksheet"])
def test_one_of_several_running_periods_is_chosen_by_whoever_calls(two_years: Office, command: str) -> None:
    options = [it for it in COMMANDS[command] if it not in ("--periode", "2022")]
    sentence = "Beberapa periode berjalan; pilih kodenya: jatim-2022, jatim-2023."

    assert refusal(command, *options) == (sentence, 2)


def test_without_a_code_the_only_running_period_is_ranked(two_years: Office) -> None:
    finish(PERIOD)

    assert printed("rank").splitlines()[0] == NEXT_YEAR
    assert json.loads(printed("rank", PERIOD, "--format", "json"))["period"]["code"] == PERIOD


def test_where_none_runs_the_code_is_asked_for(two_years: Office) -> None:
    finish(PERIOD)
    finish(NEXT)

    sentence = "Tidak ada periode yang berjalan; tulis kodenya. Yang ada: jatim-2022, jatim-2023."
    assert refusal("rank") == (sentence, 2)
    assert printed("send_reminders") == "Tidak ada periode yang berjalan.\n"


def test_beside_csv_the_period_is_named_on_the_other_stream(two_years: Office) -> None:
    out, beside = StringIO(), StringIO()

    call_command("rank", NEXT, "--format", "csv", stdout=out, stderr=beside)

    assert beside.getvalue() == f"{NEXT_YEAR}\n"
    assert out.getvalue().startswith("rank,")


def test_scores_of_all_periods_are_verified_and_those_of_one_on_request(two_years: Office) -> None:
    assert printed("verify_scores").splitlines() == [
        f"{THIS_YEAR}: 3 kertas kerja diperiksa.",
        f"{NEXT_YEAR}: 3 kertas kerja diperiksa.",
        "6 kertas kerja sesuai dengan hitungan.",
    ]
    assert printed("verify_scores", NEXT).splitlines() == [
        f"{NEXT_YEAR}: 3 kertas kerja diperiksa.",
        "3 kertas kerja sesuai dengan hitungan.",
    ]


def test_a_difference_names_its_period(two_years: Office) -> None:
    Worksheet.objects.filter(pk=two_years.bendo.pk).update(filled=1)

    out = StringIO()
    with pytest.raises(CommandError, match="1 angka berbeda"):
        call_command("verify_scores", stdout=out)

    assert f"{two_years.bendo}, {NEXT_YEAR}: filled tersimpan 1, seharusnya 0." in out.getvalue()
    assert "3 kertas kerja sesuai dengan hitungan." in printed("verify_scores", PERIOD)


def test_every_running_period_is_reminded_and_a_finished_one_is_left_alone(two_years: Office) -> None:
    told = printed("send_reminders")

    assert [line for line in told.splitlines() if "diingatkan" in line] == [
        f"{THIS_YEAR}: 1 kertas kerja diingatkan.",
        f"{NEXT_YEAR}: 1 kertas kerja diingatkan.",
    ]
    assert len(mail.outbox) == 2


def test_a_finished_period_is_not_reminded(two_years: Office) -> None:
    finish(PERIOD)

    assert THIS_YEAR not in printed("send_reminders")
    words = PeriodState.FINISHED.row.closed
    assert refusal("send_reminders", PERIOD) == (f"{THIS_YEAR}: {words}", 2)
    assert len(mail.outbox) == 1


def test_one_period_is_reminded_on_request(two_years: Office) -> None:
    told = printed("send_reminders", NEXT, "--dry-run")

    assert THIS_YEAR not in told
    assert f"{NEXT_YEAR}: 1 kertas kerja akan diingatkan." in told


def test_a_kecamatan_without_a_worksheet_in_the_period_is_told(two_years: Office, tmp_path: Path) -> None:
    two_years.bendo.delete()

    options = ("lama.xlsx", "--kecamatan", "35.20.10", "--dry-run", "--periode", NEXT)
    assert refusal("import_worksheet", *options)[0] == (
        f"Kecamatan 35.20.10 belum punya kertas kerja pada {NEXT_YEAR}."
    )
