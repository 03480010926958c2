"""The entry pages over HTTP: what a save answers, and what is kept when it is refused."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.models import Entry, Event, Worksheet
from kinerja.numbers import Kind
from tests.builders.instrument_documents import document, indicator
from tests.builders.refused_numbers import REFUSED_NUMBERS
from tests.cast import Cast, sign_in
from tests.markup import markup
from tests.offices import Office, answer, fill_bendo, make_office, move_window

INPUT_OF_KIND = {
    Kind.COUNT: ("i01", "n"),
    Kind.DECIMAL: ("i43", "value"),
    Kind.PERCENT: ("i28", "value"),
    Kind.RUPIAH: ("i46", "realisation"),
}
HTMX: Any = {"HX-Request": "true"}


@pytest.fixture
def sari(client: Client, cast: Cast) -> Client:
    return sign_in(client, cast.sari)


def row_url(worksheet: Worksheet, code: str) -> str:
    return reverse("row_save", args=(worksheet.pk, code))


def aspect_url(worksheet: Worksheet, aspect: str) -> str:
    return reverse("aspect", args=(worksheet.pk, aspect))


def post(client: Client, worksheet: Worksheet, code: str, *, htmx: bool = True, **data: Any) -> Any:
    return client.post(row_url(worksheet, code), {"version": 0, **data}, headers=HTMX if htmx else {})


def test_an_aspects_page_shows_its_rows_in_order_with_the_rule_in_words(
    sari: Client, office: Office, cast: Cast
) -> None:
    answer(office.bendo, "i11", cast.sari, n="18", d="32")

    page = markup(sari.get(aspect_url(office.bendo, "3")))

    assert page.index('id="nomor-11"') < page.index('id="nomor-12"')
    assert "18 ÷ 32 × 100 = 56,25; × bobot 6 = 3,375" in page
    assert 'value="18"' in page


def test_a_save_answers_with_the_row_and_the_totals(sari: Client, office: Office) -> None:
    response = post(sari, office.bendo, "i11", n="18", d="32")

    text = markup(response)
    assert response.status_code == 200
    assert "18 ÷ 32 × 100 = 56,25; × bobot 6 = 3,375" in text
    assert "Tersimpan" in text
    assert "<b>3,38</b>" in text  # the dock's totals


def test_the_answer_carries_every_row_that_moved(sari: Client, office: Office, cast: Cast) -> None:
    answer(office.bendo, "i46", cast.sari, realisation="500")

    lines: Any = {"part-0": "400", "part-0-label": "Pelayanan", "part-1": "", "part-1-label": ""}
    text = markup(post(sari, office.bendo, "i45", **lines, total="1.000"))

    assert 'id="nomor-45"' in text
    assert "500 ÷ 1.000 × 100 = 50" in text


def test_the_accepted_value_is_echoed_formatted(sari: Client, office: Office) -> None:
    text = markup(post(sari, office.bendo, "i46", realisation="3276165769"))

    assert 'value="3.276.165.769"' in text


def test_without_script_a_save_goes_back_to_the_row(sari: Client, office: Office) -> None:
    response = post(sari, office.bendo, "i11", htmx=False, n="18", d="32")

    assert response.status_code == 302
    assert response["Location"] == aspect_url(office.bendo, "3") + "#nomor-11"
    assert Entry.objects.get().values == {"n": "18", "d": "32"}


@pytest.mark.parametrize(("typed", "kind", "sentence"), [case for case in REFUSED_NUMBERS if case[0].strip()])
def test_each_mistyped_number_is_refused_with_its_sentence_and_kept(
    sari: Client, office: Office, typed: str, kind: Kind, sentence: str
) -> None:
    code, name = INPUT_OF_KIND[kind]

    fields: Any = {name: typed}
    response = post(sari, office.bendo, code, **fields)

    row = response.context["rows"][0]
    assert response.status_code == 422
    assert row.errors == [(f"{code}-{name}", sentence)]
    assert row.cells[0].value == typed
    assert not Entry.objects.exists()


def test_a_refused_page_says_so_in_its_title_and_links_to_the_field(sari: Client, office: Office) -> None:
    page = markup(post(sari, office.bendo, "i43", htmx=False, value="71.4"))

    assert "<title>Kesalahan: " in page
    assert 'href="#i43-value"' in page
    assert 'aria-invalid="true"' in page


def test_tdi_and_nihil_exclude_each_other_and_nihil_needs_a_reason(sari: Client, office: Office) -> None:
    both = post(sari, office.bendo, "i05", tdi="1", none_occurred="1", reason="Aman")
    bare = post(sari, office.bendo, "i05", none_occurred="1")

    assert (both.status_code, bare.status_code) == (422, 422)
    assert "Pilih salah satu: TDI atau nihil." in markup(both)
    assert "Tulis alasan nihil" in markup(bare)
    assert post(sari, office.bendo, "i05", none_occurred="1", reason="Aman").status_code == 200


def test_a_stale_row_shows_both_values_and_who_saved(sari: Client, office: Office, cast: Cast) -> None:
    answer(office.bendo, "i11", cast.budi, n="20", d="32")

    response = post(sari, office.bendo, "i11", n="18", d="32")

    row = response.context["rows"][0]
    assert response.status_code == 409
    assert row.both[0][1:] == ("18", "20")
    assert "oleh Budi" in markup(response)
    assert row.cells[0].value == "18"
    assert row.version == 1  # so that "Pakai isian saat ini" saves over what was shown


def test_after_a_conflict_either_value_can_be_chosen(sari: Client, office: Office, cast: Cast) -> None:
    answer(office.bendo, "i11", cast.budi, n="20", d="32")

    server = post(sari, office.bendo, "i11", n="18", d="32", version=1, choice="server")
    assert 'value="20"' in markup(server)
    mine = post(sari, office.bendo, "i11", n="18", d="32", version=1, choice="yours")

    assert (server.status_code, mine.status_code) == (200, 200)
    assert Entry.objects.get().values == {"n": "18", "d": "32"}


def test_after_the_deadline_a_save_is_refused_with_the_reason_and_the_text_kept(
    sari: Client, office: Office
) -> None:
    now = timezone.now()
    move_window(office, opens=now - timedelta(hours=2), closes=now - timedelta(hours=1))

    response = post(sari, office.bendo, "i11", n="18", d="32")

    text = markup(response)
    assert response.status_code == 403
    assert "Batas waktu pengisian sudah lewat pada" in text
    assert 'value="18"' in text
    assert not Entry.objects.exists()


def test_posting_nilai_capaian_or_bobot_changes_nothing(sari: Client, office: Office) -> None:
    post(
        sari,
        office.bendo,
        "i11",
        n="18",
        d="32",
        score="6",
        nilai="6",
        capaian="100",
        bobot="100",
        weight="99",
    )

    office.bendo.refresh_from_db()
    assert str(office.bendo.claim_total) == "3.375000000000"
    assert Entry.objects.get().values == {"n": "18", "d": "32"}


def test_a_locked_input_cannot_be_posted(sari: Client, office: Office) -> None:
    post(sari, office.bendo, "i29", n="7", d="7")

    assert Entry.objects.get().values == {"n": "7"}


def test_a_row_of_another_kecamatan_is_not_there(sari: Client, office: Office) -> None:
    assert post(sari, office.neighbour, "i11", n="1", d="1").status_code == 404
    assert sari.get(aspect_url(office.neighbour, "3")).status_code == 404


def test_who_only_reads_is_refused_with_the_reason(client: Client, office: Office, cast: Cast) -> None:
    response = post(sign_in(client, cast.vera), office.bendo, "i11", n="18", d="32")

    assert response.status_code == 403
    assert "Hanya operator Kecamatan Bendo" in markup(response)


def test_unknown_rows_and_aspects_are_not_there(sari: Client, office: Office) -> None:
    assert post(sari, office.bendo, "i99", n="1").status_code == 404
    assert sari.get(aspect_url(office.bendo, "99")).status_code == 404
    assert sari.get(row_url(office.bendo, "i11")).status_code == 405


def test_a_row_that_does_not_apply_has_no_inputs(client: Client, office: Office, cast: Cast) -> None:
    page = markup(sign_in(client, cast.tono).get(aspect_url(office.neighbour, "4")))

    assert 'id="i35-n"' not in page
    assert "Tidak berlaku: tidak ada kelurahan" in page


@pytest.mark.parametrize("rows", [1, 3, 53])
def test_an_aspects_page_takes_the_same_queries_for_any_number_of_rows(
    client: Client, cast: Cast, django_assert_num_queries: Any, rows: int
) -> None:
    office = make_office(cast, document([[indicator(no) for no in range(1, rows + 1)]]))
    for no in range(1, rows + 1):
        answer(office.bendo, f"i{no}", cast.sari, n="1", d="2")
    sign_in(client, cast.sari)

    # session, person with memberships, period, worksheet, entries, evidence, window, and the year before
    with django_assert_num_queries(8):
        assert client.get(aspect_url(office.bendo, "1")).status_code == 200


@pytest.mark.parametrize("rows", [1, 3, 53])
def test_the_task_list_and_the_paper_take_the_same_queries_for_any_number_of_rows(
    client: Client, cast: Cast, django_assert_num_queries: Any, rows: int
) -> None:
    office = make_office(cast, document([[indicator(no) for no in range(1, rows + 1)]]))
    for no in range(1, rows + 1):
        answer(office.bendo, f"i{no}", cast.sari, n="1", d="2")
    sign_in(client, cast.sari)

    with django_assert_num_queries(9):  # as above with the steps taken
        assert client.get(reverse("worksheet", args=(office.bendo.pk,))).status_code == 200
    paper = reverse("worksheet_pdf", args=(office.bendo.pk,))
    client.get(paper)  # printed so for the first time
    with django_assert_num_queries(7):  # as above without the frame's period and the steps, with its copy
        assert client.get(paper).status_code == 200


def test_the_history_tells_who_changed_what(sari: Client, office: Office, cast: Cast) -> None:
    answer(office.bendo, "i11", cast.sari, n="18", d="32")
    answer(office.bendo, "i11", cast.budi, version=1, n="20", d="32")

    page = markup(sari.get(reverse("history", args=(office.bendo.pk,))))

    assert "Nomor 11 disimpan" in page
    assert "<del>18</del> → <ins>20</ins>" in page
    assert "Budi" in page


def test_the_filled_sheet_reads_86_89(sari: Client, office: Office, cast: Cast) -> None:
    fill_bendo(office.bendo, cast.sari)

    page = markup(sari.get(reverse("worksheet", args=(office.bendo.pk,))))

    assert '<p class="big">86,89</p>' in page
    assert "memberi 86,90" in page
    assert Event.objects.filter(action=Event.Action.ROW_SAVED).count() == 53
