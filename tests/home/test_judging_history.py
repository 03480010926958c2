"""The history tells of judging to those who judge, and to the kecamatan only what concerns it."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Worksheet
from assessments.review.services.steps import reopen, verify
from assessments.sending.services import resubmit
from tests.builders.judging import NOTE, in_repair, in_review, judge, mend
from tests.cast import Cast, sign_in
from tests.markup import plain_text

SECRET = ("dinilai", "dicatat untuk diperbaiki", "Berbeda", "Menurut SK", "Keliru menjadi 7")


def history(client: Client, sheet: Worksheet) -> Any:
    return client.get(reverse("history", args=(sheet.pk,)))


def reopened(cast: Cast) -> Worksheet:
    sheet = in_review(cast)
    judge(sheet, "i1", cast.asri, n="7", d="32")
    judge(sheet, "i2", cast.asri)
    verify(worksheet=sheet, by=cast.asri)
    return reopen(worksheet=sheet, by=cast.kiki, note="Keliru menjadi 7")


@pytest.mark.parametrize("who", ["sari", "budi", "camat"])
@pytest.mark.parametrize("make", [in_repair, reopened])
def test_the_kecamatan_does_not_read_what_was_decided(
    client: Client, cast: Cast, who: str, make: Any
) -> None:
    sheet = make(cast)

    page = history(sign_in(client, getattr(cast, who)), sheet)

    assert not [word for word in SECRET if word in plain_text(page)]
    assert "judged" not in {event.action for event in page.context["page"]}
    assert page.context["page"].paginator.count == len(page.context["events"])


@pytest.mark.parametrize("who", ["vera", "asri", "kiki", "lina", "root_user"])
def test_judges_read_old_and_new(client: Client, cast: Cast, who: str) -> None:
    page = plain_text(history(sign_in(client, getattr(cast, who)), reopened(cast)))

    assert "Nomor 1 dinilai · Hasil penilaian administrasi · Asri Putusan: kosong → Berbeda" in page
    assert "Jumlah n: kosong → 7" in page
    assert "Alasan: Keliru menjadi 7" in page


def test_a_verifier_of_another_place_who_fills_here_reads_no_judging(client: Client, cast: Cast) -> None:
    sheet = reopened(cast)
    cast.vera.memberships.update(regency=cast.places.city)
    cast.sari.memberships.create(
        role="regency_verifier", regency=cast.places.city, starts=cast.sari.memberships.get().starts
    )

    assert not [word for word in SECRET if word in plain_text(history(sign_in(client, cast.sari), sheet))]


def test_everybody_reads_what_was_asked_back_and_sent_again(client: Client, cast: Cast) -> None:
    sheet = in_repair(cast)
    mend(sheet, cast)
    resubmit(worksheet=sheet, by=cast.camat)

    for who in (cast.sari, cast.asri):
        page = plain_text(history(sign_in(client, who), sheet))
        assert f"Dikembalikan untuk perbaikan · Asri Nomor 1: {NOTE}" in page
        assert re.search(r"Dikirim ulang · Camat Nomor registrasi \S+-0002", page)
        assert re.search(r"Disetujui dan dikirim · Camat Nomor registrasi \S+-0001", page)


def test_a_note_is_told_to_judges_with_its_row(client: Client, cast: Cast) -> None:
    page = plain_text(history(sign_in(client, cast.asri), in_repair(cast)))

    assert (
        f"Nomor 1 dicatat untuk diperbaiki · Hasil penilaian administrasi · Asri Catatan: kosong → {NOTE}"
        in page
    )
