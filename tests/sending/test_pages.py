"""The pages of sending: what they say, to whom, and what a form may and may not bring about."""

import re
import subprocess
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.entry.services.profile import save_profile
from assessments.entry.services.saving import Content, save_row
from assessments.entry.sheet import load_worksheet
from assessments.models import Snapshot, Window, Worksheet
from assessments.sending.services import request_signoff, submit, withdraw_request
from tests.builders.sending import awaiting, filled, sent, small_office
from tests.cast import Cast, sign_in
from tests.markup import markup, plain_text
from tests.offices import Office, answer, fill_bendo, make_office
from tests.tools import needs
from tests.town import state


def url(name: str, sheet: Worksheet) -> str:
    return reverse(name, args=(sheet.pk,))


def primary(response: Any) -> str:
    """The words of the page's one primary button."""
    (found,) = re.findall(r'<(?:a|button) class="btn btn-primary"[^>]*>([^<]+)<', markup(response))
    return str(found)


# --- Check page -----------------------------------------------------------------------------------------


def test_the_check_page_lists_what_to_know_with_links(client: Client, office: Office, cast: Cast) -> None:
    fill_bendo(office.bendo, cast.sari)

    page = sign_in(client, cast.sari).get(url("check", office.bendo))

    assert "1 peringatan" in plain_text(page)
    assert "Belum ada catatan." in plain_text(page)
    assert "1 ditandai TDI" in plain_text(page)
    assert f'href="/kertas-kerja/{office.bendo.pk}/aspek/4/#nomor-31"' in page.content.decode()
    assert f'href="/kertas-kerja/{office.bendo.pk}/aspek/4/#nomor-33"' in page.content.decode()
    assert "Nama camat pada profil masih kosong" in plain_text(page)
    assert primary(page) == "Ajukan ke camat"
    assert "disabled" not in page.content.decode()


def test_an_empty_row_stops_it_and_says_why(client: Client, cast: Cast) -> None:
    sheet = small_office(cast).bendo
    answer(sheet, "i1", cast.sari, n="3")
    save_row(
        load_worksheet(sheet),
        code="i2",
        content=Content("none_occurred", {}, reason="Nol"),
        version=0,
        by=cast.sari,
    )

    page = sign_in(client, cast.sari).get(url("check", sheet))

    assert "Belum diisi: “Jumlah d”." in plain_text(page)
    assert "Isi dahulu 1 indikator yang masih kosong." in plain_text(page)
    assert 'disabled aria-describedby="alasan"' in page.content.decode()
    assert "1 ditandai nihil" in plain_text(page)
    assert "Alasan: Nol" in plain_text(page)


def test_a_note_answers_a_warning(client: Client, cast: Cast) -> None:
    sheet = small_office(cast).bendo
    content = Content("filled", {"n": "40", "d": "32"}, note="Termasuk desa baru")
    save_row(load_worksheet(sheet), code="i1", content=content, version=0, by=cast.sari)

    page = sign_in(client, cast.sari).get(url("check", sheet))

    assert "Catatan: Termasuk desa baru" in plain_text(page)
    assert "Belum ada catatan." not in plain_text(page)


def test_a_reader_sees_the_check_and_no_button(client: Client, cast: Cast) -> None:
    page = sign_in(client, cast.vera).get(url("check", filled(cast)))

    assert "btn-primary" not in page.content.decode()


# --- Steps by form --------------------------------------------------------------------------------------


def test_an_operator_asks_and_withdraws(client: Client, cast: Cast) -> None:
    sheet = filled(cast)
    sign_in(client, cast.sari)

    page = client.post(url("step", sheet), {"action": "request_signoff"}, follow=True)
    assert "Diajukan ke camat." in plain_text(page)
    assert "Menunggu camat" in plain_text(page)
    assert "Tarik kembali" in plain_text(page)

    page = client.post(url("step", sheet), {"action": "withdraw"}, follow=True)
    assert "Ditarik kembali." in plain_text(page)
    assert primary(page) == "Periksa dan ajukan ke camat"


def test_an_operator_cannot_send(client: Client, cast: Cast) -> None:
    sheet = awaiting(cast)
    sign_in(client, cast.sari)
    before = state()

    page = client.post(url("step", sheet), {"action": "submit", "declared": "1", "version": sheet.version})

    assert page.status_code == 403
    assert "Hanya camat kecamatan ini yang menyetujui" in plain_text(page)
    assert client.get(url("approval", sheet)).status_code == 403
    assert state() == before


def test_to_a_camat_of_another_kecamatan_it_is_not_there(client: Client, cast: Cast) -> None:
    sheet = awaiting(cast)
    cast.camat.memberships.update(district=cast.places.neighbour)
    sign_in(client, cast.camat)
    before = state()

    answers = [
        client.post(url("step", sheet), {"action": "submit", "declared": "1", "version": sheet.version}),
        *(client.get(url(name, sheet)) for name in ("approval", "check", "receipt", "receipt_pdf")),
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert state() == before


def test_what_a_form_adds_changes_nothing(client: Client, cast: Cast) -> None:
    sheet = awaiting(cast)
    forged = {
        "state": "draft",
        "claim_total": "100",
        "nilai": "100",
        "registration_no": "KK-1",
        "code": "AAAA",
    }

    sign_in(client, cast.camat).post(
        url("step", sheet), {"action": "submit", "declared": "1", "version": sheet.version} | forged
    )

    stored = Worksheet.objects.get(pk=sheet.pk)
    assert (stored.state, stored.registration_no, str(stored.claim_total)) == (
        "submitted",
        "KK-2030-35.20.10-0001",
        "53.750000000000",
    )


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"action": "terbitkan"},
        {"action": "submit"},
        {"action": "submit", "declared": "1"},
        {"action": "return_to_operator"},
    ],
)
def test_an_incomplete_form_is_422_and_changes_nothing(
    client: Client, cast: Cast, form: dict[str, str]
) -> None:
    sheet = awaiting(cast)
    sign_in(client, cast.camat)
    before = state()

    page = client.post(url("step", sheet), form)

    assert page.status_code == 422
    assert "<title>Kesalahan: " in page.content.decode()
    assert state() == before


def test_a_refused_approval_says_that_the_deadline_passed(client: Client, cast: Cast) -> None:
    sheet = awaiting(cast)
    now = timezone.now()
    Window.objects.update(opens=now - timedelta(days=2), closes=now - timedelta(minutes=1))

    page = sign_in(client, cast.camat).post(
        url("step", sheet), {"action": "submit", "declared": "1", "version": sheet.version}
    )

    assert page.status_code == 409
    assert "Batas waktu pengisian sudah lewat pada" in plain_text(page)
    assert Worksheet.objects.get(pk=sheet.pk).state == "awaiting_head"


def test_a_camat_sends_only_what_was_read(client: Client, cast: Cast) -> None:
    """Withdrawn, changed and asked for again while the page was open: the old page sends nothing."""
    sheet = awaiting(cast)
    form = {"action": "submit", "declared": "1", "version": sheet.version}
    withdraw_request(worksheet=sheet, by=cast.sari)
    answer(sheet, "i1", cast.sari, version=1, n="32", d="32")
    request_signoff(worksheet=sheet, by=cast.sari)

    page = sign_in(client, cast.camat).post(url("step", sheet), form)

    assert page.status_code == 409
    assert "Isian berubah sejak halaman ini dibuka." in plain_text(page)
    assert "80,00" in plain_text(page)
    assert not Snapshot.objects.exists()


# --- The camat's page and the receipt -------------------------------------------------------------------


def test_the_camats_page_says_all_on_one_screen(client: Client, office: Office, cast: Cast) -> None:
    fill_bendo(office.bendo, cast.sari)
    save_profile(worksheet=office.bendo, values={"head_name": "Siti Aminah"}, version=1, by=cast.sari)
    request_signoff(worksheet=office.bendo, by=cast.sari)

    page = sign_in(client, cast.camat).get(url("approval", office.bendo))

    shown = plain_text(page)
    for words in (
        "86,89",
        "53 dari 53",
        "Tidak ada yang kosong",
        "1 ditandai TDI",
        "Nomor 33",
        "1 peringatan",
        "Nomor 31",
        "8,18",
        "Saya, Siti Aminah , menyatakan data ini benar dan didukung bukti.",
        "86,90",
    ):
        assert words in shown
    assert primary(page) == "Setujui dan kirim"
    assert "checked" not in page.content.decode()


def test_a_returned_sheet_shows_the_note_on_top(client: Client, cast: Cast) -> None:
    sheet = awaiting(cast)
    sign_in(Client(), cast.camat).post(
        url("step", sheet), {"action": "return_to_operator", "note": "Nomor 1 <keliru>"}
    )

    page = sign_in(client, cast.sari).get(url("worksheet", sheet))

    assert "Dikembalikan oleh Camat" in plain_text(page)
    assert "Nomor 1 &lt;keliru&gt;" in page.content.decode()
    assert "Nomor 1 &lt;keliru&gt;" in client.get(url("history", sheet)).content.decode()


def test_the_receipt_reads_only_the_copy(client: Client, cast: Cast) -> None:
    sheet = sent(cast)
    code = Snapshot.objects.get().code
    Worksheet.objects.filter(pk=sheet.pk).update(registration_no="KK-LAIN", claim_total=1)
    sheet.entries.update(values={"n": "0", "d": "1"})
    cast.camat.name = "Nama Lain"
    cast.camat.save()

    page = plain_text(sign_in(client, cast.camat).get(url("receipt", sheet)))

    for words in ("KK-2030-35.20.10-0001", "53,75", code, "WIB", "Camat"):
        assert words in page
    assert "Nama Lain" not in page.partition("Tanda terima")[2]


@needs("pdftotext")
def test_the_receipt_as_pdf_says_the_same(client: Client, cast: Cast) -> None:
    sheet = sent(cast)

    response = sign_in(client, cast.sari).get(url("receipt_pdf", sheet))

    paper = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=response.content, capture_output=True, check=True
    ).stdout.decode()
    snapshot = Snapshot.objects.get()
    for words in (
        "KK-2030-35.20.10-0001",
        "53,75",
        "33,75",
        snapshot.code,
        snapshot.fingerprint,
        "WIB",
        "2 dari 2",
    ):
        assert words in paper
    assert paper.count("\f") == 1


# --- The task list by role and state --------------------------------------------------------------------

NEXT = {
    ("empty", "sari"): "Mulai mengisi",
    ("empty", "camat"): "Cetak (PDF)",
    ("filled", "sari"): "Periksa dan ajukan ke camat",
    ("awaiting", "sari"): "Cetak (PDF)",
    ("awaiting", "camat"): "Periksa dan setujui",
    ("awaiting", "vera"): "Cetak (PDF)",
    ("sent", "sari"): "Lihat tanda terima",
    ("sent", "camat"): "Lihat tanda terima",
    ("sent", "vera"): "Lihat tanda terima",
}
MADE = {"empty": lambda cast: small_office(cast).bendo, "filled": filled, "awaiting": awaiting, "sent": sent}


@pytest.mark.parametrize(("stage", "who"), NEXT, ids=lambda it: it)
def test_the_primary_button_names_the_next_thing(client: Client, cast: Cast, stage: str, who: str) -> None:
    page = sign_in(client, getattr(cast, who)).get(url("worksheet", MADE[stage](cast)))

    assert primary(page) == NEXT[stage, who]


@pytest.mark.parametrize(("stage", "current"), [("empty", 1), ("filled", 2), ("awaiting", 3), ("sent", None)])
def test_one_of_three_steps_is_the_current_one(
    client: Client, cast: Cast, stage: str, current: int | None
) -> None:
    page = sign_in(client, cast.sari).get(url("worksheet", MADE[stage](cast)))

    steps = page.context["standing"].steps
    assert [step.no for step in steps if step.current] == ([current] if current else [])
    assert len(steps) == 3


@pytest.mark.parametrize(
    ("stage", "opens", "closes", "words"),
    [
        ("empty", 1, 2, "Pengisian dibuka"),
        ("empty", -2, -1, "belum diajukan dan belum terkirim. Untuk perpanjangan waktu, hubungi Bagian"),
        ("filled", -2, -1, "2 isian tetap tersimpan dan dapat dilihat atau dicetak."),
        ("awaiting", -2, -1, "belum disetujui camat, jadi belum terkirim. 2 isian tetap tersimpan"),
        ("sent", -2, -1, "sudah terkirim. Isiannya terkunci"),
    ],
)
def test_outside_the_window_it_says_when_and_what_is_with_the_answers(
    client: Client, cast: Cast, stage: str, opens: int, closes: int, words: str
) -> None:
    sheet, now = MADE[stage](cast), timezone.now()
    Window.objects.update(opens=now + timedelta(days=opens), closes=now + timedelta(days=closes))

    page = sign_in(client, cast.sari).get(url("worksheet", sheet))

    assert words in plain_text(page)
    assert primary(page) == ("Lihat tanda terima" if stage == "sent" else "Cetak (PDF)")
    assert "WIB" in plain_text(page)


def test_without_a_schedule_it_says_so(client: Client, cast: Cast) -> None:
    sheet = filled(cast)
    Window.objects.all().delete()

    assert "Jadwal pengisian belum ditetapkan." in plain_text(
        sign_in(client, cast.sari).get(url("worksheet", sheet))
    )
    assert "Jadwal pengisian belum ditetapkan." in plain_text(client.get(url("check", sheet)))


@pytest.mark.parametrize(
    ("name", "who", "queries"), [("check", "sari", 8), ("approval", "camat", 8), ("receipt", "camat", 5)]
)
@pytest.mark.parametrize("whole", [False, True], ids=["2 rows", "53 rows"])
def test_pages_take_the_same_queries_for_any_number_of_rows(
    client: Client, cast: Cast, django_assert_num_queries: Any, name: str, who: str, queries: int, whole: bool
) -> None:
    """Session, person with memberships, period, worksheet, entries, evidence, window, and the year before for
    the warnings; the receipt reads its copy."""
    sheet = whole_sheet(cast) if whole else filled(cast)
    if name != "check":
        request_signoff(worksheet=sheet, by=cast.sari)
    if name == "receipt":
        submit(worksheet=sheet, by=cast.camat)
    sign_in(client, getattr(cast, who))

    with django_assert_num_queries(queries):
        assert client.get(url(name, sheet)).status_code == 200


def whole_sheet(cast: Cast) -> Worksheet:
    office = make_office(cast)
    fill_bendo(office.bendo, cast.sari)
    return office.bendo


def test_a_closed_sheet_is_shown_without_fields(client: Client, cast: Cast) -> None:
    sheet = awaiting(cast)
    sign_in(client, cast.sari)

    assert 'name="head_name"' not in client.get(url("profile", sheet)).content.decode()
    page = client.get(reverse("aspect", args=(sheet.pk, "1")))
    assert "menunggu persetujuan camat. Tarik kembali untuk mengubahnya." in plain_text(page)
    assert "hx-post" not in page.content.decode()
