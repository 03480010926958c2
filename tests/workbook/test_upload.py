"""A workbook comes back: the preview says what changed in it, and what is confirmed is what is stored."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessments.entry.services.saving import Content, save_row
from assessments.entry.sheet import load_worksheet
from assessments.models import Event, WorkbookUpload
from assessments.workbook.layout import Column
from tests.builders.sent_workbooks import changed, set_cells
from tests.builders.uploading import address, confirm, edited, held, rows_shown, send
from tests.builders.workbooks import workbook_of
from tests.cast import Cast, sign_in
from tests.offices import Office, answer, fill_bendo, make_office
from tests.town import small_document


@pytest.fixture
def small(cast: Cast) -> Office:
    """Two rows of n and d, open to everybody."""
    return make_office(cast, small_document())


@pytest.fixture
def sari(client: Client, cast: Cast) -> Client:
    return sign_in(client, cast.sari)


def test_a_workbook_that_nobody_changed_changes_nothing(sari: Client, office: Office, cast: Cast) -> None:
    fill_bendo(office.bendo, cast.sari)

    answered = send(sari, office.bendo, workbook_of(office.bendo))
    page = sari.get(answered.url)

    assert rows_shown(page) == []
    assert "tidak ada baris yang berubah" in page.content.decode()


def test_what_is_changed_in_the_file_is_previewed_confirmed_and_stored(
    sari: Client, small: Office, cast: Cast
) -> None:
    sheet = small.bendo
    answer(sheet, "i1", cast.sari, n="18", d="32")
    data = edited(
        sheet,
        set_cells({"i1/n": 20, "i2/n": "1.234", "i2/d": 2468.0, ("i2", Column.NOTE): "dari Excel"}),
    )

    preview = send(sari, sheet, data).url
    page = sari.get(preview)
    first, second = page.context["plan"].rows

    assert [(it.label, it.base, it.file, it.server) for it in first.parts] == [("Jumlah n", "18", "20", "18")]
    assert [(it.label, it.file, it.server) for it in second.parts] == [
        ("Jumlah n", "1.234", "kosong"),
        ("Jumlah d", "2.468", "kosong"),
        ("Catatan", "dari Excel", "kosong"),
    ]
    assert (first.before, first.after) == ("33,75", "37,50")
    assert (page.context["plan"].before, page.context["plan"].after) == ("33,7500", "57,5000")
    assert held(sheet) == {"i1": ("filled", {"n": "18", "d": "32"}, "", "")}  # nothing before it is confirmed

    assert confirm(sari, preview).url == reverse("worksheet", args=(sheet.pk,))
    assert held(sheet) == {
        "i1": ("filled", {"n": "20", "d": "32"}, "", ""),
        "i2": ("filled", {"n": "1234", "d": "2468"}, "", "dari Excel"),
    }
    sheet.refresh_from_db()
    assert str(sheet.claim_total) == "57.500000000000"
    assert rows_shown(sari.get(send(sari, sheet, edited(sheet)).url)) == []


def test_the_whole_workbook_is_one_event_beside_those_of_its_rows(
    sari: Client, small: Office, cast: Cast
) -> None:
    data = edited(small.bendo, set_cells({"i1/n": 1, "i1/d": 2, "i2/n": 3, "i2/d": 4}))

    confirm(sari, send(sari, small.bendo, data, "Kecamatan Bendo.xlsx").url)

    told = [
        (it.action, it.subject, it.actor_name) for it in Event.objects.filter(worksheet_id=small.bendo.pk)
    ]
    assert sorted(told) == [
        ("opened", "", ""),
        ("row_saved", "i1", "Sari"),
        ("row_saved", "i2", "Sari"),
        ("workbook_applied", "", "Sari"),
    ]
    event = Event.objects.get(action="workbook_applied")
    assert (event.new["name"], event.new["rows"], event.new["kept"]) == (
        "Kecamatan Bendo.xlsx",
        ["i1", "i2"],
        [],
    )
    history = sari.get(reverse("history", args=(small.bendo.pk,))).content.decode()
    assert "Buku kerja diterapkan: Kecamatan Bendo.xlsx, nomor 1, 2" in history


def test_a_row_that_only_the_server_changed_stays_as_it_is_there(
    sari: Client, small: Office, cast: Cast
) -> None:
    answer(small.bendo, "i1", cast.sari, n="18", d="32")
    data = edited(small.bendo, set_cells({"i2/n": 5, "i2/d": 10}))
    answer(small.bendo, "i1", cast.budi, version=1, n="30", d="32")

    preview = send(sari, small.bendo, data).url
    assert rows_shown(sari.get(preview)) == ["i2:0"]
    confirm(sari, preview)

    assert {code: values for code, (_, values, *_) in held(small.bendo).items()} == {
        "i1": {"n": "30", "d": "32"},
        "i2": {"n": "5", "d": "10"},
    }


@pytest.mark.parametrize(("choice", "n"), [("file", "20"), ("server", "30")])
def test_a_row_that_both_changed_asks_which_counts(
    sari: Client, small: Office, cast: Cast, choice: str, n: str
) -> None:
    answer(small.bendo, "i1", cast.sari, n="18", d="32")
    data = edited(small.bendo, set_cells({"i1/n": 20}))
    answer(small.bendo, "i1", cast.budi, version=1, n="30", d="32")

    preview = send(sari, small.bendo, data).url
    (row,) = sari.get(preview).context["plan"].conflicts
    unanswered = confirm(sari, preview)
    confirm(sari, preview, **{"choice-i1": choice})

    assert [(it.base, it.file, it.server) for it in row.parts] == [("18", "20", "30")]
    assert unanswered.status_code == 422
    assert "Nomor 1: pilih isian berkas atau isian di server." in unanswered.content.decode()
    assert held(small.bendo)["i1"][1] == {"n": n, "d": "32"}
    assert WorkbookUpload.objects.get().applied_at is not None


def test_both_sides_saying_the_same_is_no_conflict(sari: Client, small: Office, cast: Cast) -> None:
    answer(small.bendo, "i1", cast.sari, n="18", d="32")
    data = edited(small.bendo, set_cells({"i1/n": 30}))
    answer(small.bendo, "i1", cast.budi, version=1, n="30", d="32")

    assert rows_shown(sari.get(send(sari, small.bendo, data).url)) == []


def test_confirming_twice_has_one_effect(sari: Client, small: Office, cast: Cast) -> None:
    preview = send(sari, small.bendo, edited(small.bendo, set_cells({"i1/n": 1, "i1/d": 2}))).url
    body = {"row": rows_shown(sari.get(preview))}

    sari.post(preview, body)
    answer(small.bendo, "i1", cast.budi, version=1, n="2", d="2")
    again = sari.post(preview, body, follow=True)

    assert held(small.bendo)["i1"][1] == {"n": "2", "d": "2"}
    assert Event.objects.filter(action="workbook_applied").count() == 1
    assert "Buku kerja ini sudah diterapkan." in again.content.decode()


def test_a_save_since_the_preview_shows_it_again_and_saves_nothing(
    sari: Client, small: Office, cast: Cast
) -> None:
    preview = send(sari, small.bendo, edited(small.bendo, set_cells({"i1/n": 1, "i1/d": 2, "i2/n": 3}))).url
    body = {"row": rows_shown(sari.get(preview))}
    answer(small.bendo, "i1", cast.budi, n="9", d="9")

    refused = sari.post(preview, body)

    assert refused.status_code == 409
    assert "Isian di server berubah sejak pratinjau ini dibuka." in refused.content.decode()
    assert [row.seen for row in refused.context["plan"].conflicts] == ["i1:1"]
    assert held(small.bendo) == {"i1": ("filled", {"n": "9", "d": "9"}, "", "")}
    assert confirm(sari, preview, **{"choice-i1": "file"}).status_code == 302


def test_nothing_is_saved_after_the_deadline(sari: Client, small: Office, cast: Cast) -> None:
    preview = send(sari, small.bendo, edited(small.bendo, set_cells({"i1/n": 1, "i1/d": 2}))).url
    body = {"row": rows_shown(sari.get(preview))}
    window = small.window
    window.closes, window.opens = window.opens, window.opens.replace(year=window.opens.year - 1)
    window.save()

    refused = sari.post(preview, body)

    assert (refused.status_code, held(small.bendo)) == (403, {})
    assert "Batas waktu pengisian sudah lewat pada" in refused.content.decode()
    assert send(sari, small.bendo, workbook_of(small.bendo)).status_code == 403


@pytest.mark.parametrize("person", ["budi", "camat", "asri", "tono"])
def test_another_persons_upload_is_not_there(sari: Client, small: Office, cast: Cast, person: str) -> None:
    preview = send(sari, small.bendo, edited(small.bendo, set_cells({"i1/n": 1, "i1/d": 2}))).url
    other = sign_in(Client(), getattr(cast, person))

    assert other.get(preview).status_code == 404
    assert other.post(preview, {"row": ["i1:0"]}).status_code == 404
    assert held(small.bendo) == {}


def test_an_upload_is_gone_after_a_day(sari: Client, small: Office) -> None:
    data = edited(small.bendo, set_cells({"i1/n": 1, "i1/d": 2}))
    preview = send(sari, small.bendo, data).url
    upload = WorkbookUpload.objects.get()
    WorkbookUpload.objects.update(created_at=upload.created_at - WorkbookUpload.KEPT)

    assert sari.get(preview).status_code == 404
    send(sari, small.bendo, data)
    assert not WorkbookUpload.objects.filter(pk=upload.pk).exists()


def test_details_behind_a_count_stay_as_they_are(sari: Client, small: Office, cast: Cast) -> None:
    lists = {"items": {"n": [{"name": "Apel", "date": "", "place": ""}]}}
    content = Content("filled", {"n": "1", "d": "2"})
    save_row(load_worksheet(small.bendo), code="i1", content=content, version=0, by=cast.sari, details=lists)

    confirm(sari, send(sari, small.bendo, edited(small.bendo, set_cells({"i1/d": 4}))).url)

    assert small.bendo.entries.get(code="i1").details == lists


def test_a_reader_sends_no_workbook(small: Office, cast: Cast) -> None:
    camat = sign_in(Client(), cast.camat)

    assert camat.get(address(small.bendo)).status_code == 403
    assert send(camat, small.bendo, workbook_of(small.bendo)).status_code == 403


def test_the_link_is_where_the_download_is(sari: Client, small: Office) -> None:
    page = sari.get(reverse("worksheet", args=(small.bendo.pk,))).content.decode()

    assert f'<a href="{address(small.bendo)}">Unggah XLSX</a>' in page


def test_a_file_from_before_does_not_take_back_what_was_saved_since(
    sari: Client, office: Office, cast: Cast
) -> None:
    """The row stands in the file as it was exported: nobody changed it there."""
    fill_bendo(office.bendo, cast.sari)
    data = workbook_of(office.bendo)

    preview = send(sari, office.bendo, changed(data, set_cells({"i01/n": None}))).url
    assert rows_shown(sari.get(preview)) == ["i01:1"]
    confirm(sari, preview)

    assert held(office.bendo)["i01"][1] == {}
    assert rows_shown(sari.get(send(sari, office.bendo, data).url)) == []


@pytest.mark.parametrize("rows", [1, 2])
def test_pages_cost_the_same_however_much_changes(
    sari: Client, small: Office, cast: Cast, django_assert_num_queries: Any, rows: int
) -> None:
    for code in ("i1", "i2")[:rows]:
        answer(small.bendo, code, cast.sari, n="1", d="2")
    data = edited(small.bendo, *(set_cells({f"{code}/n": 2}) for code in ("i1", "i2")[:rows]))
    for code in ("i1", "i2")[:rows]:
        answer(small.bendo, code, cast.budi, version=1, n="9", d="9")
    preview = send(sari, small.bendo, data).url

    with django_assert_num_queries(5):  # session, person with memberships, worksheet, window, period
        sari.get(address(small.bendo))
    with django_assert_num_queries(9):  # as above with the upload, entries, answers and their history
        assert len(sari.get(preview).context["plan"].conflicts) == rows
