"""Rows that were asked back, on the kecamatan's pages: what is open, what is said, and sending again."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.models import Layer, Snapshot, Stage, Worksheet
from assessments.review.services.steps import begin_desk
from assessments.sending.services import request_signoff, submit
from assessments.transitions.repair import ask_for_repair
from assessments.workflow import State
from tests.builders.instrument_documents import document, indicator, input_
from tests.builders.judging import NOTE, ask_back, in_repair, in_review, mend
from tests.builders.sending import filled, small_office
from tests.cast import Cast, sign_in
from tests.markup import markup, plain_text
from tests.offices import add_judging, answer, make_office
from tests.town import state


def url(name: str, sheet: Worksheet, *more: str) -> str:
    return reverse(name, args=(sheet.pk, *more))


def primary(response: Any) -> str:
    (found,) = re.findall(r'<(?:a|button) class="btn btn-primary"[^>]*>([^<]+)<', markup(response))
    return str(found)


def overdue(sheet: Worksheet) -> None:
    sheet.repairs.update(due_at=timezone.now() - timedelta(minutes=1))


# --- Home -----------------------------------------------------------------------------------------------


def test_home_says_who_asked_how_much_and_until_when(client: Client, cast: Cast) -> None:
    page = sign_in(client, cast.sari).get(url("worksheet", in_repair(cast)))

    assert re.search(
        r"Dikembalikan untuk perbaikan oleh penilai provinsi \(Asri\), .+? WIB ?\. "
        r"1 baris dibuka sampai .+ WIB, yang lain terkunci",
        plain_text(page),
    )
    assert "Batas perbaikan" in plain_text(page)
    assert "Sisa " in plain_text(page)
    assert "Batas kirim" not in plain_text(page)
    assert [(task.status, task.gaps) for task in page.context["entry_sheet"].tasks] == [
        ("Perlu perbaikan", "1 baris dibuka: nomor 1"),
        ("Terkirim", ""),
    ]
    assert primary(page) == "Perbaiki nomor 1"
    assert "data-forget" not in page.content.decode()


def test_the_next_step_moves_on_with_the_repair(client: Client, cast: Cast) -> None:
    sheet = in_repair(cast)
    mend(sheet, cast)

    assert primary(sign_in(client, cast.sari).get(url("worksheet", sheet))) == "Periksa perbaikan"
    assert primary(sign_in(client, cast.camat).get(url("worksheet", sheet))) == "Periksa dan kirim ulang"
    overdue(sheet)
    page = sign_in(client, cast.sari).get(url("worksheet", sheet))
    assert "Batas perbaikan lewat pada" in plain_text(page)
    assert primary(page) == "Lihat tanda terima"


def test_a_note_that_was_not_sent_yet_is_not_shown(client: Client, cast: Cast) -> None:
    sheet = in_review(cast)
    ask_for_repair(worksheet=sheet, code="i1", layer=Layer.DESK, note=NOTE, by=cast.asri)
    sign_in(client, cast.sari)

    for name in ("worksheet", "whole", "check", "history", "evidence"):
        assert NOTE not in client.get(url(name, sheet)).content.decode()


@pytest.mark.parametrize("which", list(State))
def test_every_state_has_its_tag(client: Client, cast: Cast, which: State) -> None:
    sheet = filled(cast)
    Worksheet.objects.filter(pk=sheet.pk).update(state=which)

    page = sign_in(client, cast.vera).get("/")

    assert ("Lengkap" if which is State.DRAFT else which.label) in plain_text(page)


def test_who_sent_it_stays_the_camat_while_it_is_judged(client: Client, cast: Cast) -> None:
    page = sign_in(client, cast.sari).get(url("worksheet", in_review(cast)))

    assert page.context["standing"].steps[2].text.startswith("Camat, ")
    assert not page.context["standing"].late


# --- Rows -----------------------------------------------------------------------------------------------


def test_only_the_asked_row_is_open_and_shows_who_asked(client: Client, cast: Cast) -> None:
    page = sign_in(client, cast.sari).get(url("whole", in_repair(cast)))

    one, two = [row for group in page.context["groups"] for row in group["rows"]]
    assert (one.editable, two.closed) == (True, "Hanya baris yang diminta diperbaiki yang terbuka.")
    assert "Diminta penilai provinsi (Asri)" in plain_text(page)
    assert NOTE in plain_text(page)
    assert plain_text(page).count("Terkunci") == 1
    assert 'data-open="nomor-1 "' in page.content.decode()
    assert "data-closed" not in page.content.decode()
    assert "data-forget=" not in page.content.decode()


def test_a_filter_shows_the_asked_rows(client: Client, cast: Cast) -> None:
    sheet = in_repair(cast)
    page = sign_in(client, cast.sari).get(url("whole", sheet), {"tampil": "perbaikan"})

    assert [row.code for group in page.context["groups"] for row in group["rows"]] == ["i1"]
    assert "Perlu perbaikan 1" in plain_text(page)


def test_without_a_repair_the_filter_is_not_offered(client: Client, cast: Cast) -> None:
    page = sign_in(client, cast.sari).get(url("whole", in_review(cast)))

    assert "Perlu perbaikan" not in [it["label"] for it in page.context["filters"]]


def test_a_locked_row_is_refused_and_changes_nothing(client: Client, cast: Cast) -> None:
    sheet = in_repair(cast)
    sign_in(client, cast.sari)
    before = state()

    answer = client.post(url("row_save", sheet, "i2"), {"n": "2", "d": "2", "version": 1})

    assert answer.status_code == 403
    assert "Hanya baris yang diminta diperbaiki" in plain_text(answer)
    assert state() == before
    saved = client.post(url("row_save", sheet, "i1"), {"n": "20", "d": "32", "version": 1})
    assert saved.status_code == 302


def test_after_the_day_everything_is_closed(client: Client, cast: Cast) -> None:
    sheet = in_repair(cast)
    overdue(sheet)
    sign_in(client, cast.sari)

    page = client.get(url("whole", sheet))
    answer = client.post(url("row_save", sheet, "i1"), {"n": "20", "d": "32", "version": 1})

    assert 'data-closed="yes"' in page.content.decode()
    assert "Batas perbaikan sudah lewat." in plain_text(page)
    assert answer.status_code == 403


@pytest.mark.parametrize("who", ["camat", "vera", "asri", "lina"])
def test_readers_see_the_note_and_change_nothing(client: Client, cast: Cast, who: str) -> None:
    page = sign_in(client, getattr(cast, who)).get(url("whole", in_repair(cast)))

    assert NOTE in plain_text(page)
    assert not any(row.editable for group in page.context["groups"] for row in group["rows"])


def test_news_tell_that_rows_were_asked_back(client: Client, cast: Cast) -> None:
    sheet = in_review(cast)
    sign_in(client, cast.sari)
    page = client.get(url("whole", sheet))
    marks = " ".join(f"{row.code}:{row.mark}" for group in page.context["groups"] for row in group["rows"])
    seen = client.post(url("news", sheet), {"seen": "", "marks": marks}).context["seen"]

    ask_back(sheet, cast.asri, "i1")
    news = client.post(url("news", sheet), {"seen": seen, "marks": marks})

    assert [row.code for row in news.context["rows"]] == ["i1"]
    again = {"seen": news.context["seen"], "marks": marks}
    assert "rows" not in client.post(url("news", sheet), again).context


# --- Lists, evidence, files of answers ------------------------------------------------------------------


def test_the_list_behind_a_row_follows_the_row(client: Client, cast: Cast) -> None:
    sheet = in_repair(cast, "i2")
    sign_in(client, cast.sari)
    body = {"version": 1, "n-name": "Lain", "n-date": "", "n-place": ""}

    assert "Hanya baris yang diminta" in plain_text(client.get(url("details", sheet, "i1")))
    assert client.post(url("details", sheet, "i1"), body).status_code == 403
    sheet.repairs.update(code="i1")
    assert client.get(url("details", sheet, "i1")).context["refusal"] == ""
    assert client.post(url("details", sheet, "i1"), body).status_code == 302


def test_the_matrix_opens_the_asked_columns(client: Client, cast: Cast) -> None:
    sheet = in_repair(cast, "i2")
    sign_in(client, cast.sari)
    village = client.get(url("matrix", sheet)).context["rows"][0][0].id
    body = {"i2-version": 1, "i2-shown": "", f"i2-{village}": "n"}

    assert client.post(url("matrix", sheet), body).status_code == 302
    sheet.repairs.update(code="i1")
    page = client.get(url("matrix", sheet))
    assert page.context["refusal"] == "Hanya baris yang diminta diperbaiki yang terbuka."
    assert client.post(url("matrix", sheet), body | {"i2-version": 2}).status_code == 403


def test_a_locked_column_sends_nothing(client: Client, cast: Cast) -> None:
    """Its boxes are disabled, so that a browser leaves them out: that takes no tick away."""
    ticks = input_("n", villages=["desa", "kelurahan"])
    rows = [indicator(no, weight="50", inputs=[ticks, input_("d")]) for no in (1, 2)]
    office = make_office(cast, document([rows]))
    add_judging(office, Stage.Kind.DESK)
    sheet = office.bendo
    sign_in(client, cast.sari)
    villages = [village.id for village, _ in client.get(url("matrix", sheet)).context["rows"]]
    every = {f"i{no}-{village}": "n" for no in (1, 2) for village in villages}
    versions = {"i1-version": 0, "i2-version": 0, "i1-shown": "", "i2-shown": ""}
    assert client.post(url("matrix", sheet), versions | every).status_code == 302
    for code in ("i1", "i2"):
        answer(sheet, code, cast.sari, version=1, n="16", d="16")
    request_signoff(worksheet=sheet, by=cast.sari)
    submit(worksheet=sheet, by=cast.camat)
    begin_desk(worksheet=sheet, by=cast.asri)
    ask_back(sheet, cast.asri, "i1")

    page = client.get(url("matrix", sheet))
    shown = {f"{it.indicator.code}-shown": it.fingerprint for it in page.context["columns"]}
    left = {f"i1-{villages[0]}": "n"}
    saved = client.post(url("matrix", sheet), {"i1-version": 2, "i2-version": 2} | shown | left)

    assert "Hanya kolom yang diminta diperbaiki yang terbuka." in plain_text(page)
    assert saved.status_code == 302
    assert [len(sheet.entries.get(code=code).details["villages"]["n"]) for code in ("i1", "i2")] == [1, 16]


@pytest.mark.parametrize("name", ["workbook_upload", "old_form"])
def test_no_file_of_answers_is_brought_in(client: Client, cast: Cast, name: str) -> None:
    sheet = in_repair(cast)
    sign_in(client, cast.sari)

    assert "Hanya baris yang diminta diperbaiki yang terbuka. Perbaiki di halaman isian." in plain_text(
        client.get(url(name, sheet))
    )
    assert client.post(url(name, sheet), {}).status_code == 403


def test_the_profile_stays_closed(client: Client, cast: Cast) -> None:
    sheet = in_repair(cast)
    profile = {"desa": "15", "kelurahan": "1", "head_name": "Lain", "version": 1, "reason": "Lain"}
    before = state()

    answer = sign_in(client, cast.sari).post(url("profile", sheet), profile)

    assert answer.status_code == 403
    assert "Hanya baris yang diminta diperbaiki" in plain_text(answer)
    assert state()["regions.Profile"] == before["regions.Profile"]


# --- Check, approval, receipt ---------------------------------------------------------------------------


def test_the_check_page_lists_what_is_unchanged_and_what_is_mended(client: Client, cast: Cast) -> None:
    sheet = in_repair(cast, "i1", "i2")
    mend(sheet, cast)

    page = sign_in(client, cast.sari).get(url("check", sheet))

    assert "2 baris diminta diperbaiki" in plain_text(page)
    assert "Sudah berubah Jumlah n: 18 → 20" in plain_text(page)
    assert plain_text(page).count("Belum berubah") == 1
    assert "1 baris yang diminta diperbaiki belum berubah." in plain_text(page)
    answer(sheet, "i2", cast.sari, version=1, n="2", d="2")
    assert "Beri tahu camat" in plain_text(client.get(url("check", sheet)))


def test_the_camat_sends_again_with_the_declaration(client: Client, cast: Cast) -> None:
    sheet = in_repair(cast)
    mend(sheet, cast)
    sign_in(client, cast.camat)
    page = client.get(url("approval", sheet))
    assert primary(page) == "Setujui dan kirim ulang"
    assert "Jumlah n: 18 → 20" in plain_text(page)
    assert 'id="kembalikan"' not in page.content.decode()
    version = page.context["worksheet"].version

    lacking = client.post(url("step", sheet), {"action": "resubmit", "version": version})
    assert lacking.status_code == 422
    assert "Centang pernyataan ini untuk mengirim." in plain_text(lacking)
    sent = client.post(
        url("step", sheet), {"action": "resubmit", "version": version, "declared": "1"}, follow=True
    )

    assert sent.redirect_chain == [(url("receipt", sheet), 302)]
    assert "35.20.10-0002" in plain_text(sent)
    assert Worksheet.objects.get(pk=sheet.pk).state == State.RESUBMITTED
    numbers = [json.loads(it.document)["registration_no"] for it in Snapshot.objects.all()]
    assert [number[-4:] for number in numbers] == ["0002", "0001"]


def test_unchanged_rows_are_refused_with_the_sentence(client: Client, cast: Cast) -> None:
    sheet = in_repair(cast)
    sign_in(client, cast.camat)
    page = client.get(url("approval", sheet))
    assert "disabled" in page.content.decode()
    before = state()

    body = {"action": "resubmit", "version": sheet.version, "declared": "1"}
    answer = client.post(url("step", sheet), body)

    assert answer.status_code == 409
    assert "1 baris yang diminta diperbaiki belum berubah." in plain_text(answer)
    assert state() == before


def test_figures_that_moved_since_are_refused(client: Client, cast: Cast) -> None:
    sheet = in_repair(cast)
    old = Worksheet.objects.get(pk=sheet.pk).version
    mend(sheet, cast)

    body = {"action": "resubmit", "version": old, "declared": "1"}
    answer = sign_in(client, cast.camat).post(url("step", sheet), body)

    assert answer.status_code == 409
    assert "Isian berubah" in plain_text(answer)


def test_an_operator_does_not_send_again(client: Client, cast: Cast) -> None:
    sheet = in_repair(cast)
    mend(sheet, cast)
    sign_in(client, cast.sari)
    before = state()

    body = {"action": "resubmit", "version": sheet.version, "declared": "1"}
    answer = client.post(url("step", sheet), body)

    assert answer.status_code == 403
    assert "Hanya camat kecamatan ini yang mengirim ulang" in plain_text(answer)
    assert state() == before


# --- Queries --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [2, 12])
def test_the_pages_take_the_same_queries_for_any_number_of_rows(
    client: Client, cast: Cast, django_assert_num_queries: Any, rows: int
) -> None:
    office = make_office(cast, document([[indicator(no, weight="4") for no in range(1, rows + 1)]]))
    add_judging(office, Stage.Kind.DESK)
    sheet, codes = office.bendo, [f"i{no}" for no in range(1, rows + 1)]
    for code in codes:
        answer(sheet, code, cast.sari, n="1", d="2")
    request_signoff(worksheet=sheet, by=cast.sari)
    submit(worksheet=sheet, by=cast.camat)
    begin_desk(worksheet=sheet, by=cast.asri)
    ask_back(sheet, cast.asri, *codes)
    sign_in(client, cast.sari)

    for name, queries in QUERIES.items():
        client.get(url(name, sheet))
        with django_assert_num_queries(queries):
            client.get(url(name, sheet))


# As outside a repair with the rows asked back; where their change is told, with two for what stands now.
QUERIES = {"whole": 8, "worksheet": 10, "check": 11, "history": 7}


def test_small_office_has_no_repair(client: Client, cast: Cast) -> None:
    page = sign_in(client, cast.sari).get(url("check", small_office(cast).bendo))

    assert "diminta diperbaiki" not in plain_text(page)


def test_judged_rows_asked_back_do_not_show_what_was_decided(client: Client, cast: Cast) -> None:
    """i1 was decided as 7 of 32 before it was asked back."""
    sheet = in_repair(cast)
    judge_words = ("Menurut SK", "Berbeda", "13,13")

    for who in (cast.sari, cast.camat):
        sign_in(client, who)
        for name in ("worksheet", "whole", "check", "history", "evidence", "receipt"):
            page = plain_text(client.get(url(name, sheet)))
            assert not [word for word in judge_words if word in page]
