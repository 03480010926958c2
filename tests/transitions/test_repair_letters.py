"""The letter on rows that are asked back: to whom, with what, and never in the way of the step itself."""

import logging
import smtplib
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend

from assessments.models import Layer, Worksheet
from assessments.review.services.steps import request_repair
from assessments.transitions.repair import ask_for_repair
from assessments.transitions.transition import StepRefused
from assessments.workflow import State
from tests.builders.judging import in_review
from tests.cast import Cast

DUE = datetime(2099, 5, 8, 16, tzinfo=ZoneInfo("Asia/Jakarta"))


@pytest.fixture(autouse=True)
def _addresses(cast: Cast) -> None:
    for person in (cast.sari, cast.camat, cast.dedi, cast.eka, cast.tono, cast.vera):
        person.email = f"{person.username}@contoh.id"
        person.save()


class DeafServer(BaseEmailBackend):
    """A mail server that takes no letter to the camat and cannot be reached for the rest."""

    def send_messages(self, email_messages: Sequence[Any]) -> int:
        if email_messages[0].to == ["camat@contoh.id"]:
            raise smtplib.SMTPRecipientsRefused({})
        raise ConnectionRefusedError("tidak tersambung")


class BrokenServer(BaseEmailBackend):
    """One that fails in a way nobody thought of."""

    def send_messages(self, email_messages: Sequence[Any]) -> int:
        raise KeyError("apa pun")


def asked(cast: Cast, notes: dict[str, str]) -> Worksheet:
    sheet = in_review(cast)
    for code, note in notes.items():
        ask_for_repair(worksheet=sheet, code=code, layer=Layer.DESK, note=note, by=cast.asri)
    return sheet


def send_back(sheet: Worksheet, cast: Cast) -> None:
    request_repair(worksheet=sheet, by=cast.asri, due=DUE)


def test_operators_and_camat_with_an_address_read_rows_day_and_link(
    cast: Cast, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.SITE_URL = "https://kinerja.contoh.id"
    sheet = asked(cast, {"i2": "Lampirkan <SK> & foto", "i1": "Angka berbeda dari laporan"})
    with django_capture_on_commit_callbacks(execute=True):
        send_back(sheet, cast)
        assert mail.outbox == []  # not before the step is safe

    assert sorted(it.to for it in mail.outbox) == [["camat@contoh.id"], ["sari@contoh.id"]]
    letter = next(it for it in mail.outbox if it.to == ["sari@contoh.id"])
    assert letter.subject == "Kertas kerja Kecamatan Bendo perlu perbaikan"
    assert letter.body.startswith("Yth. Sari,")
    first, second = (letter.body.index(f"Nomor {no}. Indikator {no}") for no in (1, 2))
    assert first < letter.body.index("Angka berbeda dari laporan") < second
    for words in (
        "Lampirkan <SK> & foto",
        "Batas perbaikan: Jumat, 8 Mei 2099 pukul 16.00 WIB.",
        f"https://kinerja.contoh.id/kertas-kerja/{sheet.pk}/",
        "Bagian Pemerintahan",
    ):
        assert words in letter.body


def test_without_an_address_of_the_site_the_letter_names_none(
    cast: Cast, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.SITE_URL = ""
    sheet = asked(cast, {"i1": "Periksa"})
    with django_capture_on_commit_callbacks(execute=True):
        send_back(sheet, cast)

    assert "Alamat" not in mail.outbox[0].body


def test_a_step_that_is_refused_writes_to_nobody(cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
    sheet = asked(cast, {})
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(StepRefused):
        send_back(sheet, cast)

    assert mail.outbox == []


def test_no_other_step_writes_a_letter(cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        asked(cast, {"i1": "Periksa"})

    assert mail.outbox == []


@pytest.mark.parametrize("server", [DeafServer, BrokenServer])
def test_a_failing_mail_server_stops_nothing(
    cast: Cast,
    settings: Any,
    django_capture_on_commit_callbacks: Any,
    server: type[BaseEmailBackend],
    caplog: pytest.LogCaptureFixture,
) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.{server.__name__}"
    sheet = asked(cast, {"i1": "Periksa"})
    with caplog.at_level(logging.WARNING), django_capture_on_commit_callbacks(execute=True):
        send_back(sheet, cast)

    sheet.refresh_from_db()
    assert sheet.state == State.REPAIR
    if server is DeafServer:
        assert sum("letter on repair not sent" in it.getMessage() for it in caplog.records) == 2
