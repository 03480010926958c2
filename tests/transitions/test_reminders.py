"""Reminders by e-mail: to whom, about what, and once a day."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from assessments.models import Event, Window
from assessments.sending.services import submit
from assessments.transitions.reminders import send_reminder
from tests.builders.sending import awaiting, filled
from tests.cast import Cast


@pytest.fixture(autouse=True)
def _addresses(cast: Cast) -> None:
    for person in (cast.sari, cast.camat, cast.dedi, cast.eka, cast.vera):
        person.email = f"{person.username}@contoh.id"
        person.save()
    cast.budi.email = ""
    cast.budi.save()


def run(*options: str) -> str:
    out = StringIO()
    call_command("send_reminders", *options, stdout=out, stderr=out)
    return out.getvalue()


def close_in(**time: int) -> None:
    Window.objects.update(closes=timezone.now() + timedelta(**time))


def recipients() -> list[str]:
    return sorted(address for letter in mail.outbox for address in letter.to)


def test_operators_and_camat_with_an_address_hear_of_it(cast: Cast, settings: Any) -> None:
    settings.SITE_URL = "https://kinerja.contoh.id/"
    filled(cast)
    close_in(days=2)

    out = run()

    assert recipients() == ["camat@contoh.id", "sari@contoh.id"]
    assert "Penilaian Sinergitas Kecamatan 2022 (jatim-2022): 1 kertas kerja diingatkan." in out
    letter = mail.outbox[0]
    assert letter.subject == "Kertas kerja Kecamatan Bendo belum terkirim"
    for words in ("belum diajukan ke camat", "Batas kirim: ", "WIB", "https://kinerja.contoh.id/"):
        assert words in letter.body


def test_the_camat_is_told_that_it_waits(cast: Cast) -> None:
    awaiting(cast)
    close_in(days=2)

    run()

    assert "menunggu persetujuan camat" in mail.outbox[0].body


def test_once_a_day_however_often_it_runs(cast: Cast) -> None:
    sheet = filled(cast)
    close_in(days=2)

    run()
    assert "0 kertas kerja diingatkan." in run()
    assert len(mail.outbox) == 2
    assert Event.objects.filter(action="reminded").count() == 1

    send_reminder(worksheet=sheet, at=timezone.now() + timedelta(days=1), site="")
    assert len(mail.outbox) == 4


def test_a_dry_run_names_them_and_sends_nothing(cast: Cast) -> None:
    filled(cast)
    close_in(days=2)

    out = run("--dry-run")

    assert "camat@contoh.id, sari@contoh.id" in out
    assert "1 kertas kerja akan diingatkan." in out
    assert mail.outbox == []
    assert not Event.objects.filter(action="reminded").exists()


@pytest.mark.parametrize(
    ("days", "closes", "told"), [("3", {"days": 4}, 0), ("5", {"days": 4}, 1), ("3", {"minutes": -1}, 0)]
)
def test_only_while_the_deadline_is_near(cast: Cast, days: str, closes: dict[str, int], told: int) -> None:
    filled(cast)
    close_in(**closes)

    assert f"{told} kertas kerja diingatkan." in run("--days", days)


def test_what_was_sent_is_left_alone(cast: Cast) -> None:
    sheet = awaiting(cast)
    submit(worksheet=sheet, by=cast.camat)
    close_in(days=1)

    run()

    assert mail.outbox == []


def test_a_letter_that_cannot_leave_is_tried_again(cast: Cast, settings: Any) -> None:
    filled(cast)
    close_in(days=1)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nobody listens there

    with pytest.raises(CommandError, match="1 kertas kerja belum diingatkan") as failure:
        run()

    assert failure.value.returncode == 1
    assert not Event.objects.filter(action="reminded").exists()
