"""Tidak mengikuti: who says so, with a reason, and what becomes of the kecamatan."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.home.services import decline
from assessments.models import Event, Worksheet
from assessments.transitions.reminders import worksheets_due
from assessments.workflow import State
from tests.builders.sending import filled, sent, small_office
from tests.cast import Cast, sign_in
from tests.markup import plain_text
from tests.town import state

NOTE = "Surat camat nomor 5 tanggal 1 Maret"


def url(sheet: Worksheet, name: str = "participation") -> str:
    return reverse(name, args=(sheet.pk,))


def test_a_verifier_declines_and_takes_back_with_a_reason(client: Client, cast: Cast) -> None:
    sheet = filled(cast)
    sign_in(client, cast.vera)
    assert "Tandai tidak mengikuti" in plain_text(client.get(url(sheet, "worksheet")))

    page = client.post(url(sheet), {"action": "decline", "note": NOTE}, follow=True)
    assert "Ditandai tidak mengikuti penilaian." in plain_text(page)
    assert "Ikutkan kembali" in plain_text(page)
    assert f"Alasan: {NOTE}" in plain_text(client.get(url(sheet, "history")))
    client.post(url(sheet), {"action": "rejoin", "note": "Surat nomor 6"})

    assert Worksheet.objects.get(pk=sheet.pk).state == State.DRAFT
    assert Event.objects.get(action="rejoined").note == "Surat nomor 6"
    assert sheet.entries.count() == 2


@pytest.mark.parametrize("note", ["", "  ", "x" * 1001])
def test_without_a_reason_the_form_comes_back(client: Client, cast: Cast, note: str) -> None:
    sheet = filled(cast)
    sign_in(client, cast.vera)
    before = state()

    page = client.post(url(sheet), {"action": "decline", "note": note})

    assert page.status_code == 422
    assert "Tulis " in plain_text(page)
    assert note in page.content.decode()
    assert state() == before


@pytest.mark.parametrize("action", ["", "submit", "verify", "\0"])
def test_no_other_step_is_taken_here(client: Client, cast: Cast, action: str) -> None:
    sheet = filled(cast)
    sign_in(client, cast.vera)
    before = state()

    page = client.post(url(sheet), {"action": action, "note": NOTE})

    assert page.status_code == 422
    assert NOTE in page.content.decode()
    assert state() == before


def test_what_was_sent_takes_part(client: Client, cast: Cast) -> None:
    sheet = sent(cast)
    sign_in(client, cast.vera)
    before = state()

    page = client.post(url(sheet), {"action": "decline", "note": NOTE})

    assert page.status_code == 409
    assert "sudah dikirim" in plain_text(page)
    assert "Tandai tidak mengikuti" not in plain_text(client.get(url(sheet, "worksheet")))
    assert state() == before


@pytest.mark.parametrize("who", ["sari", "camat", "asri", "lina", "root_user"])
def test_nobody_else_says_so(client: Client, cast: Cast, who: str) -> None:
    sheet = filled(cast)
    sign_in(client, getattr(cast, who))
    before = state()

    assert client.get(url(sheet)).status_code == 403
    assert client.post(url(sheet), {"action": "decline", "note": NOTE}).status_code == 403
    assert "Tandai tidak mengikuti" not in plain_text(client.get(url(sheet, "worksheet")))
    assert state() == before


def test_who_does_not_take_part_is_counted_apart_and_not_reminded(client: Client, cast: Cast) -> None:
    sheet = small_office(cast).bendo
    decline(worksheet=sheet, by=cast.vera, note=NOTE)

    page = sign_in(client, cast.vera).get("/p/jatim-2022/pemantauan/", {"keadaan": "tidak-mengikuti"})

    assert {str(it.title): it.number for it in page.context["counts"]}["Tidak mengikuti"] == 1
    assert page.context["message"] == ""
    assert sheet not in worksheets_due(period=sheet.stage.period, at=timezone.now(), days=30)
    assert "Mulai mengisi" not in plain_text(sign_in(client, cast.sari).get(url(sheet, "worksheet")))


@pytest.mark.parametrize("which", [it for it in State if it not in (State.DRAFT, State.AWAITING_HEAD)])
def test_nobody_is_reminded_of_what_needs_no_sending(cast: Cast, which: State) -> None:
    sheet = small_office(cast).bendo
    Worksheet.objects.update(state=which)

    assert worksheets_due(period=sheet.stage.period, at=timezone.now() + timedelta(days=6), days=30) == []
    assert sheet.state == State.DRAFT
